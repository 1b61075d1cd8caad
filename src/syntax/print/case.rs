//! The `case` block and tables: names in a column, then the type and its attributes.

use super::super::tree::{CaseField, FieldAttributeKind, TableBlock};
use super::expression::print_expr;
use super::word;

/// `table targets per case from "lesions"`
pub(super) fn table_head(table: &TableBlock) -> String {
    let mut head = format!("table {}", word::name(&table.name));
    if table.per_case {
        head.push_str(" per case");
    }
    if let Some(key) = &table.from {
        head.push_str(&format!(" from {}", word::text(&key.text)));
    }
    head
}

/// One line for each field.
pub(super) fn lines(fields: &[CaseField]) -> Vec<String> {
    let names: Vec<String> = fields.iter().map(|field| word::field_name(&field.name)).collect();
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    fields.iter().zip(names).map(|(field, name)| format!("{name:width$} {}", description(field))).collect()
}

fn description(field: &CaseField) -> String {
    let kind = &field.kind;
    let parts = [
        kind.unit.as_ref().map(|unit| unit.text.clone()),
        kind.word.map(|word| word.text().to_owned()),
        kind.shape.as_ref().map(|(shape, frame)| match frame {
            Some(frame) => format!("{} {}", shape.text, frame.text),
            None => shape.text.clone(),
        }),
        kind.allowed.as_ref().map(|allowed| format!("in {}", print_expr(allowed))),
        kind.pattern.as_ref().map(|pattern| format!("matching {}", word::text(&pattern.text))),
    ];
    let mut text = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    for attribute in &field.attributes {
        text.push_str(&match &attribute.kind {
            FieldAttributeKind::Optional => ", optional".to_owned(),
            FieldAttributeKind::Key => ", key".to_owned(),
            FieldAttributeKind::Default(value) => format!(", default {}", print_expr(value)),
            FieldAttributeKind::From(key) => format!(", from {}", word::text(&key.text)),
        });
    }
    text
}
