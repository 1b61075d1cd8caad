//! Points and directions.

use serde_json::{Value, json};

use super::super::points::Mark;
use super::super::rule::Position;
use super::writer::Writer;

impl Writer<'_> {
    pub(super) fn position(&self, position: &Position) -> Value {
        match position {
            Position::Centroid(of) => json!({"kind": "centroid", "of": self.structure(of)}),
            Position::End { direction, of } => {
                json!({"kind": "end", "direction": direction.word(), "of": self.structure(of)})
            }
            Position::Landmark(mark) => json!({"kind": "landmark", "mark": self.mark(mark)}),
            Position::LineEnd { line, last } => {
                json!({"kind": "line_end", "mark": self.mark(line), "which": if *last { "last" } else { "first" }})
            }
            Position::Field { field, at } => json!({"kind": "field", "of": self.field_ref(*field), "point": at}),
            Position::Midpoint(of) => json!({"kind": "midpoint", "of": self.positions(of)}),
        }
    }

    pub(super) fn positions(&self, positions: &[Position]) -> Vec<Value> {
        positions.iter().map(|position| self.position(position)).collect()
    }

    pub(super) fn mark(&self, mark: &Mark) -> Value {
        json!({
            "landmark": self.landmark(mark.landmark),
            "member": mark.member.as_ref().map(|member| self.structure(member)),
        })
    }
}
