//! Outlines and boxes: what is measured and claimed of areas in a plane.

use crate::syntax::tree::{Expr, ExprKind};

use super::super::field::{FieldKind, FieldRef};
use super::super::points::Segment;
use super::super::quantity::Dimension;
use super::super::rule::{Claim, ClaimKind, MeasureKind, Position};
use super::super::shape::{PlaneClaim, PlaneMeasure, PlaneShape, ShapeKind};
use super::Typer;
use super::arithmetic::is_structure;
use super::calls::Arguments;
use super::value::{Nature, Value};

/// What a field of places stands for.
pub(super) fn shape_value(field: FieldRef, kind: ShapeKind) -> Value {
    let end = |at| Position::Field { field, at };
    match kind {
        ShapeKind::Point => Value::Position(end(0)),
        ShapeKind::Line => Value::Segment(Box::new(Segment { from: end(0), to: end(1) })),
        ShapeKind::Box | ShapeKind::Outline => Value::Outline(PlaneShape::Field(field)),
    }
}

impl Typer<'_> {
    /// Whether an expression is an outline by its form; nothing is reported.
    pub(super) fn names_outline(&self, expr: &Expr) -> bool {
        let field = self.names_fact(expr).and_then(|field| self.field_of(field));
        let of_field = field.is_some_and(|field| {
            matches!(&field.kind, FieldKind::Shape(shape) if matches!(shape.kind, ShapeKind::Box | ShapeKind::Outline))
        });
        of_field
            || match &expr.kind {
                ExprKind::Call { function, .. } => function.text == "polygon",
                ExprKind::Group(inner) => self.names_outline(inner),
                ExprKind::Path(names) => match names.as_slice() {
                    [name] => self.is_bound_outline(&name.text),
                    _ => false,
                },
                _ => false,
            }
    }

    pub(super) fn outline(&mut self, expr: &Expr) -> Option<PlaneShape> {
        match self.value(expr) {
            Value::Outline(shape) => Some(shape),
            Value::Error => None,
            other => {
                let help = match is_structure(&other) {
                    true => {
                        "of a structure write `volume(S)` inside `in each axial slice of S { .. }`, where it is an area"
                    }
                    false => "write a field that is an `outline` or a `box`, or `polygon(a, b, c)`",
                };
                let help = help.to_owned();
                self.wrong_kind(expr.span, &other, "an outline", help);
                None
            }
        }
    }

    /// Measures that outlines have, and structures may have too.
    pub(super) fn plane_call(&mut self, name: &str, arguments: &Arguments) -> Option<Value> {
        let first = self.outline(arguments.get(0)?);
        let edge = |of, axis, highest| PlaneMeasure::Edge { of, axis, highest };
        let (kind, dimension) = match name {
            "overlap" | "iou" => {
                let second = self.outline(arguments.get(1)?);
                let both = Box::new((first?, second?));
                match name {
                    "overlap" => (PlaneMeasure::Common(both), Dimension::PIXEL.times(Dimension::PIXEL)),
                    _ => (PlaneMeasure::Iou(both), Dimension::NONE),
                }
            }
            "diameter" => (PlaneMeasure::Longest(first?), Dimension::PIXEL),
            "left_end" => (edge(first?, 0, false), Dimension::PIXEL),
            "right_end" => (edge(first?, 0, true), Dimension::PIXEL),
            "top" => (edge(first?, 1, false), Dimension::PIXEL),
            _ => (edge(first?, 1, true), Dimension::PIXEL),
        };
        let nature = if name == "iou" { Nature::Share } else { Nature::Measure };
        Some(self.measure(arguments.call, MeasureKind::Plane(kind), dimension, nature))
    }

    /// `area(o)`, `vertices(o)`
    pub(super) fn area_or_vertices(&mut self, arguments: &Arguments, area: bool) -> Option<Value> {
        let of = self.outline(arguments.get(0)?)?;
        let (kind, dimension, nature) = match area {
            true => (PlaneMeasure::Area(of), Dimension::PIXEL.times(Dimension::PIXEL), Nature::Measure),
            false => (PlaneMeasure::Vertices(of), Dimension::NONE, Nature::Count),
        };
        Some(self.measure(arguments.call, MeasureKind::Plane(kind), dimension, nature))
    }

    /// `simple(o)`, `convex(o)`, `closed(o)`
    pub(super) fn form(&mut self, arguments: &Arguments, name: &str) -> Option<Value> {
        let of = self.outline(arguments.get(0)?)?;
        let kind = match name {
            "simple" => PlaneClaim::Simple(of),
            "convex" => PlaneClaim::Convex(of),
            _ => PlaneClaim::Closed(of),
        };
        let text = self.text(arguments.call);
        Some(Value::Claim(Claim { kind: ClaimKind::Plane(kind), span: arguments.call.span, text }))
    }

    pub(super) fn polygon(&mut self, arguments: &Arguments) -> Option<Value> {
        Some(Value::Outline(PlaneShape::Polygon(self.all_points(arguments)?)))
    }

    /// `h.outline inside t.outline`, `a separate from b`
    pub(super) fn outlines_related(&mut self, a: PlaneShape, right: &Expr, inside: bool) -> Option<ClaimKind> {
        let both = Box::new((a, self.outline(right)?));
        Some(ClaimKind::Plane(if inside { PlaneClaim::Inside(both) } else { PlaneClaim::Separate(both) }))
    }

    /// `p inside t.outline`
    pub(super) fn points_in_outline(&mut self, points: Vec<Position>, right: &Expr) -> Option<ClaimKind> {
        let of = self.outline(right)?;
        Some(ClaimKind::Plane(PlaneClaim::Holds { points, of }))
    }
}
