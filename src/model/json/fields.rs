//! Facts about cases and rows: what fields and tables there are, and what may stand in them.

use serde_json::{Value, json};

use super::super::field::{AllowedNumbers, Field, FieldKind, FieldValue, Need};
use super::super::shape::{ShapeFrame, ShapeKind, ShapeValue};
use super::super::table::RowTable;
use super::numbers::quantity;
use super::writer::{Writer, flag, said};

impl Writer<'_> {
    pub(super) fn table(&self, table: &RowTable) -> Value {
        json!({
            "name": table.name,
            "docs": said(&table.docs),
            "per_case": table.per_case,
            "from": table.from,
            "fields": table.fields.iter().map(|field| self.field(field)).collect::<Vec<_>>(),
        })
    }

    pub(super) fn field(&self, field: &Field) -> Value {
        let need = match &field.need {
            Need::Required => json!({"kind": "required"}),
            Need::Optional => json!({"kind": "optional"}),
            Need::Default(value) => json!({"kind": "default", "value": field_value(value)}),
        };
        json!({
            "name": field.name,
            "docs": said(&field.docs),
            "values": field_kind(&field.kind),
            "need": need,
            "from": field.from,
            "key": flag(field.key),
        })
    }
}

fn field_kind(kind: &FieldKind) -> Value {
    match kind {
        FieldKind::YesNo => json!({"kind": "yes_no"}),
        FieldKind::OneOf(words) => json!({"kind": "one_of", "allowed": words}),
        FieldKind::Number(number) => json!({
            "kind": "number",
            "unit": super::numbers::unit(number.dimension),
            "written_in": number.unit,
            "whole": flag(number.whole),
            "allowed": allowed_numbers(&number.allowed),
        }),
        FieldKind::Date(date) => json!({
            "kind": "date",
            "first": date.first.map(|day| day.to_string()),
            "last": date.last.map(|day| day.to_string()),
            "half_open": flag(date.half_open),
        }),
        FieldKind::Text { pattern } => json!({"kind": "text", "pattern": pattern}),
        FieldKind::Shape(shape) => {
            json!({"kind": "shape", "shape": shape_kind(shape.kind), "frame": shape_frame(shape.frame)})
        }
    }
}

pub(super) fn allowed_numbers(allowed: &AllowedNumbers) -> Value {
    match allowed {
        AllowedNumbers::Any => json!({"kind": "any"}),
        AllowedNumbers::Range { low, high, half_open } => json!({
            "kind": "range",
            "low": low.as_ref().map(quantity),
            "high": high.as_ref().map(quantity),
            "half_open": flag(*half_open),
        }),
        AllowedNumbers::Set(set) => json!({"kind": "set", "set": set.iter().map(quantity).collect::<Vec<_>>()}),
    }
}

fn field_value(value: &FieldValue) -> Value {
    match value {
        FieldValue::YesNo(yes) => json!({"kind": "yes_no", "value": yes}),
        FieldValue::Text(text) => json!({"kind": "text", "value": text}),
        FieldValue::Number(number) => json!({"kind": "number", "value": quantity(number)}),
        FieldValue::Date(day) => json!({"kind": "date", "value": day.to_string()}),
        FieldValue::Shape(shape) => shape_value(shape),
    }
}

fn shape_value(shape: &ShapeValue) -> Value {
    json!({"kind": "shape", "shape": shape_kind(shape.kind), "in_world": shape.world, "points": shape.points})
}

fn shape_kind(kind: ShapeKind) -> &'static str {
    match kind {
        ShapeKind::Point => "point",
        ShapeKind::Line => "line",
        ShapeKind::Box => "box",
        ShapeKind::Outline => "outline",
    }
}

fn shape_frame(frame: ShapeFrame) -> &'static str {
    match frame {
        ShapeFrame::Ras => "ras",
        ShapeFrame::Lps => "lps",
        ShapeFrame::Voxel => "voxel",
        ShapeFrame::Pixel => "pixel",
        ShapeFrame::Sides => "sides",
        ShapeFrame::Corners => "corners",
    }
}
