//! Names of structures.

use super::{Expr, Name, Text};
use crate::report::Span;

/// `vocabulary primary { "Kidney", "Lung" }`
#[derive(Debug, Clone, PartialEq)]
pub struct Vocabulary {
    pub docs: Vec<Text>,
    pub name: Name,
    /// The set of its words.
    pub words: Expr,
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatchWord {
    Matches,
    Named,
}

impl MatchWord {
    pub fn text(self) -> &'static str {
        match self {
            MatchWord::Matches => "matches",
            MatchWord::Named => "named",
        }
    }
}
