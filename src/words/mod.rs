//! What protocols say, in sentences: for the handbook, and for whoever asks what a rule means.
//!
//! Names stand in backticks, as in findings. A sentence says what has to hold; nothing is measured here. One file for each kind
//! of thing that is said.

mod claims;
mod decisions;
mod declarations;
mod domains;
mod limits;
mod measures;
mod numbers;
mod phrases;
mod plane;
mod points;
mod statements;
mod structures;
mod terms;
mod texts;
mod visit;

use crate::model::Protocol;
use crate::model::field::{FieldOwner, FieldRef};
use crate::model::protocol::ClassId;
use crate::model::rule::{Variable, VariableId};

pub use declarations::{need_words, value_words};
pub use phrases::{bound, end, extent, header_field, joined, lies, sentence};
pub use terms::Term;

/// A sentence, and what is said below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    pub text: String,
    pub parts: Vec<Clause>,
}

impl Clause {
    fn new(text: impl Into<String>) -> Self {
        Clause { text: text.into(), parts: Vec::new() }
    }
}

/// Says what a protocol says, knowing the names that are bound where it speaks.
#[derive(Debug, Clone)]
pub struct Words<'p> {
    protocol: &'p Protocol,
    bound: Vec<(VariableId, String)>,
    /// Names mean their cut with a slice.
    in_slice: bool,
}

impl<'p> Words<'p> {
    pub fn new(protocol: &'p Protocol) -> Self {
        Words { protocol, bound: Vec::new(), in_slice: false }
    }

    /// Where these names are bound, too.
    fn within(&self, variables: &[Variable]) -> Words<'p> {
        let mut inner = self.clone();
        inner.bound.extend(variables.iter().map(|variable| (variable.id, variable.name.clone())));
        inner
    }

    fn in_slice(&self) -> Words<'p> {
        Words { in_slice: true, ..self.clone() }
    }

    fn variable(&self, id: VariableId) -> &str {
        let bound = self.bound.iter().rev().find(|(known, _)| *known == id);
        bound.map_or("?", |(_, name)| name)
    }

    fn class(&self, id: ClassId) -> String {
        self.protocol.class(id).map_or_else(|| "`?`".to_owned(), |class| format!("`{}`", class.name))
    }

    /// `` `case.phase` ``, or with the name that is bound to the row: `` `t.long` ``.
    fn field(&self, field: FieldRef) -> String {
        let declared = self.protocol.field_of(field);
        match field.of {
            FieldOwner::Case => format!("`{}`", declared.map(|field| field.id()).unwrap_or_default()),
            FieldOwner::Row { row, .. } => {
                format!("`{}.{}`", self.variable(row), declared.map_or("?", |field| field.name.as_str()))
            }
        }
    }
}
