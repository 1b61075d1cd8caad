//! Changes to rules of a base protocol.

use super::{Name, Statement, Text};
use crate::report::Span;

/// `tighten LIV-001 { require .. }`, `relax LIV-002 { require .. because ".." }`
#[derive(Debug, Clone, PartialEq)]
pub struct Amendment {
    pub docs: Vec<Text>,
    pub kind: AmendmentKind,
    /// The ID of a rule of the base; empty where it is missing, which has been reported.
    pub id: Name,
    pub statements: Vec<Statement>,
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmendmentKind {
    /// The statements are asked for in addition.
    Tighten,
    /// The statements stand in place of those of the base.
    Relax,
}

impl AmendmentKind {
    pub fn word(self) -> &'static str {
        match self {
            AmendmentKind::Tighten => "tighten",
            AmendmentKind::Relax => "relax",
        }
    }
}
