//! A decision procedure for Boolean combinations of linear constraints over real numbers and integers.
//!
//! [`Problem`] holds what is demanded, [`solve`] answers: a solution, a proof that there is none, or that it gave up.
//!
//! # What is decided
//!
//! Any Boolean combination of variables and of comparisons of linear sums with exact rational coefficients, strict or not.
//! Without integers the search ends with an answer, if limits allow. With integers it also ends if their ranges are bounded;
//! where they are not, it may run into its limits. Answers do not depend on time, on threads, or on what was asked before.
//!
//! # How
//!
//! * Conflict-driven clause learning: Marques-Silva and Sakallah, *GRASP: a search algorithm for propositional
//!   satisfiability*, IEEE Transactions on Computers 48, 1999; watched literals and activities after Moskewicz et al.,
//!   *Chaff*, DAC 2001. Formulas become clauses after Tseitin 1968 and Plaisted and Greenbaum 1986.
//! * The general simplex with bounds and infinitely small parts: Dutertre and de Moura, *A fast linear-arithmetic solver for
//!   DPLL(T)*, CAV 2006. Bland's rule (1977) keeps it from cycling.
//! * Bounds that exclude each other, with the multipliers that show it: Farkas, *Theorie der einfachen Ungleichungen*, 1902.
//! * Integers by branching: Land and Doig 1960. Their constraints have whole bounds from the start.
//! * Atoms of the same form imply each other by their bounds; these clauses of two are given to the search at once.
//! * The simplex hears of an atom only where some clause relies on it, so that what is not asked costs nothing.
//!
//! # Proof
//!
//! "There is no solution" comes with a [`Certificate`] in the manner of LRAT (Cruz-Filipe, Heule, Hunt, Kaufmann and
//! Schneider-Kamp, *Efficient certified RAT verification*, CADE 2017), extended by steps of arithmetic: see the type. [`check`]
//! verifies it in time linear in its size and shares no code with the search. What both trust is [`Problem`]: the normal form
//! of constraints and the clauses of formulas.
//!
//! # Example
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
