//! What all parts of the JSON are written with: names for IDs, and keys that are left out.

use serde_json::{Value, json};

use super::super::field::{FieldOwner, FieldRef};
use super::super::landmark::LandmarkId;
use super::super::protocol::{ClassId, GroupId, ImageId, PairId, Protocol, RegionId, SequenceId};
use super::super::rule::{Variable, VariableId};
use super::super::table::TableId;
use super::labels::labels;
use super::sense::Sense;

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
    /// What stands for names of the protocol; without it, they stand for themselves.
    pub sense: Option<&'p dyn Sense>,
    bound: Vec<(VariableId, String)>,
}

impl<'p> Writer<'p> {
    pub fn new(protocol: &'p Protocol, names: Names) -> Self {
        Writer { protocol, names, sense: None, bound: Vec::new() }
    }

    /// Writes what names mean, and what rules bind by number.
    pub fn in_sense(protocol: &'p Protocol, sense: &'p dyn Sense) -> Self {
        Writer { sense: Some(sense), ..Writer::new(protocol, Names::Numbered) }
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

    pub fn class(&self, id: ClassId) -> Value {
        match self.sense {
            Some(sense) => sense.class(id),
            None => json!(self.protocol.class(id).map_or("", |class| &class.name)),
        }
    }

    pub fn classes(&self, ids: &[ClassId]) -> Vec<Value> {
        ids.iter().map(|id| self.class(*id)).collect()
    }

    pub fn group(&self, id: GroupId) -> &'p str {
        self.protocol.group(id).map_or("", |group| &group.name)
    }

    pub fn region(&self, id: RegionId) -> &'p str {
        self.protocol.region(id).map_or("", |region| &region.name)
    }

    /// Its name, or its two sides.
    pub fn pair(&self, id: PairId) -> Value {
        let Some(pair) = self.protocol.pair(id) else { return Value::Null };
        match self.sense {
            Some(sense) => json!({"right": sense.class(pair.right), "left": sense.class(pair.left)}),
            None => json!(pair.name),
        }
    }

    /// Its name, or its members.
    pub fn sequence(&self, id: SequenceId) -> Value {
        let Some(sequence) = self.protocol.sequence(id) else { return Value::Null };
        match self.sense {
            Some(_) => self.sequence_members(sequence),
            None => json!(sequence.name),
        }
    }

    /// Its name, or its line.
    pub fn landmark(&self, id: LandmarkId) -> Value {
        match (self.protocol.landmark(id), self.sense) {
            (None, _) => Value::Null,
            (Some(landmark), Some(_)) => self.landmark_line(landmark),
            (Some(landmark), None) => json!(landmark.name),
        }
    }

    /// Its name, and in sense whether labels are drawn on it.
    pub fn image(&self, id: ImageId) -> Value {
        let name = self.protocol.images.get(id.0).map_or("", |image| &image.name);
        if self.sense.is_some() { json!({"name": name, "reference": id.0 == 0}) } else { json!(name) }
    }

    /// Its name, or what its rows are.
    pub fn table_name(&self, id: TableId) -> Value {
        match (self.protocol.table(id), self.sense) {
            (None, _) => Value::Null,
            (Some(table), Some(_)) => self.table(table),
            (Some(table), None) => json!(table.name),
        }
    }

    /// `{"field": "phase"}` of the case, `{"field": "long", "row": "t", "table": "targets"}` of a row. In sense, a field is
    /// what may stand in it.
    pub fn field_ref(&self, field: FieldRef) -> Value {
        let found = self.protocol.field_of(field);
        let name = match self.sense {
            Some(_) => found.map_or(Value::Null, |field| self.field(field)),
            None => json!(found.map(|field| &field.name)),
        };
        match field.of {
            FieldOwner::Case => json!({"field": name}),
            FieldOwner::Row { row, table } => {
                json!({"field": name, "row": self.variable(row), "table": self.table_name(table)})
            }
        }
    }

    /// What the names of files and classes are: in sense, claims about names rest on it.
    pub fn naming(&self) -> Value {
        if self.sense.is_some() { labels(&self.protocol.labels) } else { Value::Null }
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
