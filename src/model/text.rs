//! Texts in rules: written ones, and those that depend on the case or on a bound name.

use super::field::FieldRef;
use super::name_pattern::NamePattern;
use super::rule::{Domain, Structure, VariableId};

/// An expression for a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    pub kind: TextKind,
    /// In normalised form, for messages: `s.name`.
    pub text: String,
}

#[derive(Debug, Clone, PartialEq)]
pub enum TextKind {
    Literal(String),
    /// A word or text of the case or of a row.
    Fact(FieldRef),
    /// What a part of a pattern took of a name.
    Capture(VariableId),
    /// `s.name`: the name under which the case has the structure; of a class of the protocol, its name there.
    Name(Box<Structure>),
    /// `x.code`: scheme, value and modifiers as in the label table, `SCT:64033007 left`; several joined by commas.
    Code(Box<Structure>),
    /// `"{x}_R"`
    Template(Vec<Text>),
    /// `folded(t)`: in lower case.
    Folded(Box<Text>),
    /// `reversed(t, "_")`: the parts between the separators in reverse order.
    Reversed(Box<Text>, String),
}

/// What is said of texts.
#[derive(Debug, Clone, PartialEq)]
pub enum TextClaim {
    /// `a == b`; negated, `!=`.
    Same { a: Text, b: Text, negated: bool },
    /// `t in {"Heart", "Liver"}`, `t not in primary`
    Among {
        text: Text,
        words: Vec<String>,
        /// How the list is written: `{"Heart", "Liver"}`, `primary`.
        list: String,
        negated: bool,
    },
    /// `t matches "{base}_PRV{m: 2 digits}"`
    Matches { text: Text, pattern: NamePattern, negated: bool },
    /// `found("{x}_R")`: the case has a structure of this name.
    Found(Text),
}

/// `structures named "{base}_PRV{m: 2 digits}"`: the members of a set whose name matches. Binds the member and each
/// capture.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedDomain {
    pub of: Domain,
    /// Of a row, the field that is its name.
    pub name_field: Option<FieldRef>,
    pub pattern: NamePattern,
}

impl Text {
    /// The structure whose name or code this is, so that a finding can point at it.
    pub fn about(&self) -> Option<&Structure> {
        match &self.kind {
            TextKind::Name(of) | TextKind::Code(of) => Some(of),
            TextKind::Folded(of) | TextKind::Reversed(of, _) => of.about(),
            TextKind::Template(parts) => parts.iter().find_map(Text::about),
            TextKind::Literal(_) | TextKind::Fact(_) | TextKind::Capture(_) => None,
        }
    }
}

impl TextClaim {
    /// The structure that the claim is about, if it is about the name or code of one.
    pub fn about(&self) -> Option<&Structure> {
        match self {
            TextClaim::Same { a, b, .. } => a.about().or_else(|| b.about()),
            TextClaim::Among { text, .. } | TextClaim::Matches { text, .. } | TextClaim::Found(text) => text.about(),
        }
    }
}
