//! Decision tables: what a fact must be, given others.

use crate::report::Span;

use super::field::{AllowedNumbers, FieldRef};
use super::rule::Number;

/// `decide case.isup from case.gleason { .. }`. The first row that fits decides.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    pub target: Term,
    /// As they are written, for messages: `case.gleason`.
    pub inputs: Vec<(Term, String)>,
    pub rows: Vec<DecisionRow>,
    /// What holds where no row fits; without it, such a case could not be measured.
    pub otherwise: Option<Decided>,
}

impl Decision {
    /// Whether a row has `unknown` for this input: to the table, that is one of its values.
    pub fn asks_for_unknown(&self, column: usize) -> bool {
        self.rows.iter().any(|row| row.cells.get(column) == Some(&DecisionCell::Unknown))
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct DecisionRow {
    /// One for each input.
    pub cells: Vec<DecisionCell>,
    pub decided: Decided,
    pub span: Span,
}

/// What is looked at: a yes or no, a word, a text; or a number, which may be measured.
#[derive(Debug, Clone, PartialEq)]
pub enum Term {
    Text(FieldRef),
    Number(Number),
}

#[derive(Debug, Clone, PartialEq)]
pub enum DecisionCell {
    /// `_`
    Any,
    /// `unknown`: the fact is not given, or the measure does not apply.
    Unknown,
    Words(Vec<String>),
    Numbers(AllowedNumbers),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Decided {
    /// There is no right value: what was found must not be.
    Invalid,
    Words(Vec<String>),
    Numbers(AllowedNumbers),
    /// The same as another fact.
    Same(Term),
}
