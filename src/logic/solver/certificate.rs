//! Proofs that a problem has no solution.
//!
//! A certificate is a list of clauses, each of which follows from earlier ones or from arithmetic, and the last of which is
//! empty. In the manner of LRAT each step names the clauses it needs, so that a checker never searches.
//!
//! * **Variables** are those of the problem, followed by one for each split of the certificate.
//! * **Clauses** are those of the problem, counted from 0, followed by one for each step.
//! * A **split** gives its variable the meaning `form <= bound`, where the form is whole and of integers. The contrary of it
//!   is `form >= bound + 1`: that one of the two holds is all that branching needs.
//! * A step by [`Propagation`](Reason::Propagation) takes its clause to be false and goes through the clauses that it names.
//!   Each must have exactly one literal that is not yet false, which becomes true; the last must have none.
//! * A step by [`Farkas`](Reason::Farkas) takes each literal of its clause, all of them linear constraints, to be false and
//!   adds up the contraries, each times its multiplier. The sum is `0 <= c` with `c < 0`, or `0 < 0`.

use std::collections::BTreeSet;

use num_bigint::BigInt;

use super::atom::Form;
use super::literal::Literal;
use super::problem::{Origin, Problem};

/// A proof that a problem cannot be satisfied. [`check`](super::check) verifies it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Certificate {
    pub splits: Vec<Split>,
    pub steps: Vec<Step>,
}

/// The meaning of a variable that the search has added: `form <= bound`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    pub form: Form,
    pub bound: BigInt,
}

/// A clause, and why it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub clause: Vec<Literal>,
    pub reason: Reason,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Clauses, in the order in which they propagate.
    Propagation(Vec<usize>),
    /// A positive multiplier for each literal of the clause.
    Farkas(Vec<BigInt>),
}

impl Certificate {
    /// What the clauses of the problem were made for that the proof uses: together they are in conflict.
    pub fn origins(&self, problem: &Problem) -> BTreeSet<Origin> {
        let hints = self.steps.iter().filter_map(|step| match &step.reason {
            Reason::Propagation(hints) => Some(hints),
            Reason::Farkas(_) => None,
        });
        hints.flatten().filter_map(|hint| problem.clause(*hint)).map(|(_, origin)| origin).collect()
    }
}
