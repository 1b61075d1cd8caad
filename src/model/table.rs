//! Tables: many rows for each case, or for all cases together.

use crate::report::Span;

use super::field::{Field, FieldId};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TableId(pub usize);

/// `table targets per case { .. }`; its ID is `table.<name>`, that of a field `<name>.<field>`.
#[derive(Debug, Clone, PartialEq)]
pub struct RowTable {
    pub name: String,
    pub docs: String,
    /// Each row belongs to one case; else every row to all of them.
    pub per_case: bool,
    /// The key of a sidecar that holds the rows, where that is not the table's name.
    pub from: Option<String>,
    pub fields: Vec<Field>,
    pub span: Span,
}

impl RowTable {
    /// `table.targets`
    pub fn id(&self) -> String {
        format!("table.{}", self.name)
    }

    pub fn field(&self, id: FieldId) -> Option<&Field> {
        self.fields.get(id.0)
    }

    /// The fields that tell its rows apart, in order of declaration.
    pub fn key(&self) -> impl Iterator<Item = FieldId> {
        self.fields.iter().enumerate().filter(|(_, field)| field.key).map(|(at, _)| FieldId(at))
    }
}
