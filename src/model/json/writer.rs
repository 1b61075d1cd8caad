//! What all parts of the JSON are written with: names for IDs, and keys that are left out.

use serde_json::Value;

use super::super::field::{FieldOwner, FieldRef};
use super::super::landmark::LandmarkId;
use super::super::protocol::{ClassId, GroupId, ImageId, PairId, Protocol, RegionId, SequenceId};
use super::super::rule::{Variable, VariableId};
use super::super::table::TableId;

/// How names that rules bind are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    AsWritten,
    /// `v0` for the outermost, `v1` within it: the same whatever they are called.
    Numbered,
}

/// Writes a protocol, knowing the names that are bound where it writes.
#[derive(Debug, Clone)]
pub(super) struct Writer<'p> {
    pub protocol: &'p Protocol,
    names: Names,
    bound: Vec<(VariableId, String)>,
}

impl<'p> Writer<'p> {
    pub fn new(protocol: &'p Protocol, names: Names) -> Self {
        Writer { protocol, names, bound: Vec::new() }
    }

    /// Where these names are bound, too.
    pub fn within(&self, variables: &[Variable]) -> Writer<'p> {
        let mut inner = self.clone();
        for variable in variables {
            let name = match self.names {
                Names::AsWritten => variable.name.clone(),
                Names::Numbered => format!("v{}", inner.bound.len()),
            };
            inner.bound.push((variable.id, name));
        }
        inner
    }

    pub fn variable(&self, id: VariableId) -> &str {
        let bound = self.bound.iter().rev().find(|(known, _)| *known == id);
        bound.map_or("", |(_, name)| name)
    }

    pub fn variables(&self, variables: &[Variable]) -> Vec<String> {
        variables.iter().map(|variable| self.variable(variable.id).to_owned()).collect()
    }

    pub fn class(&self, id: ClassId) -> &'p str {
        self.protocol.class(id).map_or("", |class| &class.name)
    }

    pub fn classes(&self, ids: &[ClassId]) -> Vec<&'p str> {
        ids.iter().map(|id| self.class(*id)).collect()
    }

    pub fn group(&self, id: GroupId) -> &'p str {
        self.protocol.group(id).map_or("", |group| &group.name)
    }

    pub fn region(&self, id: RegionId) -> &'p str {
        self.protocol.region(id).map_or("", |region| &region.name)
    }

    pub fn pair(&self, id: PairId) -> &'p str {
        self.protocol.pair(id).map_or("", |pair| &pair.name)
    }

    pub fn sequence(&self, id: SequenceId) -> &'p str {
        self.protocol.sequence(id).map_or("", |sequence| &sequence.name)
    }

    pub fn landmark(&self, id: LandmarkId) -> &'p str {
        self.protocol.landmark(id).map_or("", |landmark| &landmark.name)
    }

    pub fn image(&self, id: ImageId) -> &'p str {
        self.protocol.images.get(id.0).map_or("", |image| &image.name)
    }

    pub fn table_name(&self, id: TableId) -> &'p str {
        self.protocol.table(id).map_or("", |table| &table.name)
    }

    /// `{"field": "phase"}` of the case, `{"field": "long", "row": "t", "table": "targets"}` of a row.
    pub fn field_ref(&self, field: FieldRef) -> Value {
        let name = self.protocol.field_of(field).map(|field| &field.name);
        match field.of {
            FieldOwner::Case => serde_json::json!({"field": name}),
            FieldOwner::Row { row, table } => {
                serde_json::json!({"field": name, "row": self.variable(row), "table": self.table_name(table)})
            }
        }
    }
}

/// A yes that is left out when it is no.
pub(super) fn flag(yes: bool) -> Option<bool> {
    yes.then_some(true)
}

/// A text that is left out when it is empty.
pub(super) fn said(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// Leaves out every key without a value.
pub(super) fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(object) => {
            let kept = object.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(kept.map(|(key, value)| (key, without_nulls(value))).collect())
        }
        Value::Array(values) => Value::Array(values.into_iter().map(without_nulls).collect()),
        other => other,
    }
}
