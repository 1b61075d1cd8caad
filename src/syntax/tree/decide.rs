//! `decide case.isup from case.gleason { .. }`: decision tables.

use super::{Expr, Name, Text};
use crate::report::Span;

/// `decide f.score for f in findings where P from f.zone, f.dwi { peripheral, 4 -> 4 }`
#[derive(Debug, Clone, PartialEq)]
pub struct Decide {
    pub docs: Vec<Text>,
    pub target: Expr,
    pub rows_of: Option<DecideRows>,
    pub inputs: Vec<Expr>,
    pub rows: Vec<DecideRow>,
    /// From the keyword to the last input.
    pub head: Span,
    pub span: Span,
}

/// `for f in findings where P`
#[derive(Debug, Clone, PartialEq)]
pub struct DecideRows {
    pub names: Vec<Name>,
    pub domain: Expr,
    pub filter: Option<Expr>,
}

/// `peripheral, {4, 5}, _ -> 4`; without cells, `otherwise`.
#[derive(Debug, Clone, PartialEq)]
pub struct DecideRow {
    pub cells: Vec<Expr>,
    pub result: Expr,
    pub span: Span,
}
