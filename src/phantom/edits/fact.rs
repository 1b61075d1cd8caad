//! A fact about the case is another one, or nobody has told it.

use std::collections::BTreeMap;

use super::Edit;
use crate::logic::anatomy::View;
use crate::model::field::{AllowedNumbers, Field, FieldId, FieldKind, FieldValue};
use crate::phantom::witness::Made;

/// What all fields of one column say, by the places of their views. A view may have several.
#[derive(Debug)]
struct Tell {
    fields: Vec<(usize, FieldId)>,
    value: Option<FieldValue>,
}

/// Fields of one column are one fact.
pub fn all(views: &[View<'_>], edits: &mut Vec<Box<dyn Edit>>) {
    let mut columns: BTreeMap<&str, Vec<(usize, FieldId, &Field)>> = BTreeMap::new();
    for (at, view) in views.iter().enumerate() {
        for (id, field) in view.protocol.fields.iter().enumerate() {
            let column = field.from.as_ref().unwrap_or(&field.name);
            columns.entry(column).or_default().push((at, FieldId(id), field));
        }
    }
    for fields in columns.values() {
        let mut told: Vec<FieldValue> = Vec::new();
        for (_, _, field) in fields {
            told.extend(values(field));
        }
        told.dedup();
        for value in std::iter::once(None).chain(told.into_iter().map(Some)) {
            let fields = fields.iter().map(|(at, id, _)| (*at, *id)).collect();
            edits.push(Box::new(Tell { fields, value }));
        }
    }
}

/// What a field may say, and what it may not.
fn values(field: &Field) -> Vec<FieldValue> {
    match &field.kind {
        FieldKind::YesNo => vec![FieldValue::YesNo(false), FieldValue::YesNo(true)],
        FieldKind::OneOf(words) => {
            let words = words.iter().cloned().chain(["other".to_owned()]);
            words.map(FieldValue::Text).collect()
        }
        FieldKind::Number(number) => match &number.allowed {
            AllowedNumbers::Any => Vec::new(),
            AllowedNumbers::Range { low, high, .. } => {
                low.iter().chain(high).cloned().map(FieldValue::Number).collect()
            }
            AllowedNumbers::Set(set) => set.iter().cloned().map(FieldValue::Number).collect(),
        },
        FieldKind::Date(date) => date.first.into_iter().chain(date.last).map(FieldValue::Date).collect(),
        FieldKind::Text { .. } => vec![FieldValue::Text("other".to_owned())],
        FieldKind::Shape(_) => Vec::new(),
    }
}

impl Edit for Tell {
    fn of(&self, made: &Made) -> Option<Made> {
        let mut changed = made.clone();
        for (at, id) in &self.fields {
            let facts = changed.facts.get_mut(*at)?;
            match &self.value {
                Some(value) => facts.insert(*id, value.clone()),
                None => facts.remove(id),
            };
        }
        (changed != *made).then_some(changed)
    }
}
