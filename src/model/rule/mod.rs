//! What rules say, typed. Names are IDs, quantities exact, and every measure's arguments have the right kind.
//! Parameters and `let` names have been replaced by what they stand for.

mod claims;
mod measures;
mod numbers;
mod positions;
mod statements;
mod structures;

pub use claims::{Claim, ClaimKind, Comparison, HeaderField, Tolerance, UniqueIn};
pub use measures::{Measure, MeasureKind, SpacingAxis, Statistic};
pub use numbers::{Aggregate, AggregateFunction, Number};
pub use positions::{Axis, Direction, Position};
pub use statements::{Domain, Guard, Statement, StatementKind, Variable, VariableId};
pub use structures::{Components, Connectivity, Intensities, IntensityBound, Margin, Structure};

use crate::report::{Severity, Span};

use super::across::Across;

#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    pub id: String,
    pub severity: Severity,
    pub title: String,
    pub docs: String,
    /// Judged once for all cases, or for each value of a fact; else for each case.
    pub across: Option<Across>,
    pub statements: Vec<Statement>,
    pub because: Vec<String>,
    /// Texts of the cited sources.
    pub cites: Vec<String>,
    /// Statements for a person. A rule with these alone is not machine-checked.
    pub manual: Vec<String>,
    pub span: Span,
    /// Where the ID stands.
    pub id_span: Span,
}
