//! What protocols say, in sentences: for the handbook, and for whoever asks what a rule means.
//!
//! Names stand in backticks, as in findings. A sentence says what has to hold; nothing is measured here. One file for each kind
//! of thing that is said.

mod bound;
mod claims;
mod comparisons;
mod decisions;
mod declarations;
mod domains;
mod limits;
mod measures;
mod numbers;
mod phrases;
mod plane;
mod points;
mod relations;
mod statements;
mod structures;
mod terms;
mod texts;
mod visit;

use crate::model::Protocol;
use crate::model::field::{FieldOwner, FieldRef};
use crate::model::protocol::ClassId;
use crate::model::rule::VariableId;

use bound::Bound;
pub use declarations::{need_words, value_words};
pub use phrases::{bound, edge, end, extent, full_sentence, header_field, in_print, joined, lies, sentence, statistic};
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
    bound: Vec<Bound>,
    /// Said beside a sentence that names them.
    again: bool,
    /// Names mean their cut with a slice.
    in_slice: bool,
}

impl<'p> Words<'p> {
    pub fn new(protocol: &'p Protocol) -> Self {
        Words { protocol, bound: Vec::new(), again: false, in_slice: false }
    }

    fn in_slice(&self) -> Words<'p> {
        Words { in_slice: true, ..self.clone() }
    }

    /// A bound name as it is.
    fn variable(&self, id: VariableId) -> &str {
        self.bound.iter().rev().find(|bound| bound.id == id).map_or("?", |bound| &bound.name)
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
