//! Rules and facts put together: outcomes, findings, built-in checks.

pub mod builtin;
pub mod case;
pub mod evaluate;
pub mod outcome;

pub use outcome::{Outcome, RuleOutcome};
