//! Cases that show what is possible: made, and judged by the validator.

use crate::logic::fragment::{EncodedRule, Question, Theory};
use crate::phantom::case::MadeCase;
use crate::report::Severity;

/// A case that one protocol accepts and a rule of the other rejects.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shown {
    /// What was measured of it, as the validator says it: `700 mL`.
    pub measured: Option<String>,
    /// The case as each of the two protocols has it.
    pub cases: Vec<MadeCase>,
}

/// Why there is no case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unshown {
    NotFound,
    /// All the work that one question is given was done before one was found.
    TooMuchWork,
}

/// Which protocol is to accept a case, by its place among the views, and which is to reject it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    pub accepting: usize,
    pub rejecting: usize,
    /// The case has no finding of this severity or above in the accepting protocol.
    pub severity: Severity,
}

/// Makes cases.
pub trait Show {
    /// A case for a question.
    ///
    /// # Errors
    /// None was made that both protocols judge as wanted.
    fn show(
        &mut self,
        theory: &mut Theory,
        question: &Question<'_>,
        wanted: Wanted,
        rule: &EncodedRule,
    ) -> Result<Shown, Unshown>;
}

/// Makes none, so that everything that could be broken is undecided.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoFiles;

impl Show for NoFiles {
    fn show(&mut self, _: &mut Theory, _: &Question<'_>, _: Wanted, _: &EncodedRule) -> Result<Shown, Unshown> {
        Err(Unshown::NotFound)
    }
}
