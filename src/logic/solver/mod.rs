//! A decision procedure for Boolean combinations of linear constraints over real numbers and integers.
//!
//! [`Problem`] holds what is demanded, [`solve`] answers: a solution, a proof that there is none, or that it gave up.
//!
//! ```
//! use voxlint::logic::solver::{Answer, Limits, Linear, Origin, Problem, check, solve};
//!
//! let mut problem = Problem::new();
//! let (volume, parts) = (problem.real(), problem.integer());
//! // Each part has at least 10, all have at most 25, and there are at least 3.
//! let sizes = problem.at_least(volume, Linear::from(parts) * 10);
//! let total = problem.at_most(volume, 25);
//! let count = problem.at_least(parts, 3);
//! problem.require(sizes, Origin(0));
//! problem.require(total, Origin(1));
//! problem.require(count, Origin(2));
//! let Answer::Unsatisfiable(certificate) = solve(&problem, &Limits::default()) else { panic!() };
//! assert_eq!(check(&problem, &certificate), Ok(()));
//! assert_eq!(certificate.origins(&problem).len(), 3);
//! ```

mod analyse;
mod answer;
mod atom;
mod certificate;
mod checker;
mod clauses;
mod delta;
mod formula;
mod linear;
mod literal;
mod order;
mod problem;
mod ratio;
mod search;
mod simplex;
mod tableau;
mod theory;
mod trail;
mod trim;
mod watch;

pub use answer::{Answer, Assignment, Limits, Spent};
pub use atom::{Atom, Form};
pub use certificate::{Certificate, Reason, Split, Step};
pub use checker::{Rejected, Why, check};
pub use formula::Formula;
pub use linear::{Linear, Number};
pub use literal::Literal;
pub use problem::{Mark, Origin, Problem};
pub use search::solve;
