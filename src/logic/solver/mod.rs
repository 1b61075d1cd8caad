//! A decision procedure for Boolean combinations of linear constraints over real numbers and integers.
//!
//! [`Problem`] holds what is demanded, `solve(&problem, &limits)` answers: a solution, a proof that there is none, or that it gave up.

mod answer;
mod atom;
mod certificate;
mod checker;
mod formula;
mod linear;
mod literal;
mod problem;

pub use answer::{Answer, Assignment, Limits, Spent};
pub use atom::{Atom, Form};
pub use certificate::{Certificate, Reason, Split, Step};
pub use checker::{Rejected, Why, check};
pub use formula::Formula;
pub use linear::{Linear, Number};
pub use literal::Literal;
pub use problem::{Mark, Origin, Problem};
