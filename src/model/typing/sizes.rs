//! Extents, diameters, slices: measures that need a plane or an axis.

use crate::report::Plane;
use crate::syntax::tree::{Expr, ExprKind};

use super::super::codes::{SLICE_SCOPE, WRONG_COUNT};
use super::super::points::{ImageAxis, PointMeasure};
use super::super::problem::Problem;
use super::super::quantity::Dimension;
use super::super::rule::{MeasureKind, Structure};
use super::Typer;
use super::calls::Arguments;
use super::value::{Nature, Value};

impl Typer<'_> {
    pub(super) fn extent(&mut self, arguments: &Arguments) -> Option<Value> {
        let of = self.structure(arguments.get(0)?);
        let written = arguments.get(1).or_else(|| arguments.named("axis"));
        if let Some(axis) = written.and_then(image_axis) {
            let kind = MeasureKind::Points(PointMeasure::ImageExtent { of: of?, axis });
            return Some(self.measure(arguments.call, kind, Dimension::PIXEL, Nature::Measure));
        }
        let axis = match (arguments.get(1), arguments.named("axis")) {
            (Some(expr), None) | (None, Some(expr)) => {
                self.word(expr, "axis: cranial_caudal").and_then(|name| self.axis(name))
            }
            (None, None) => {
                self.report(
                    Problem::new(&WRONG_COUNT, "`extent` needs an axis")
                        .at(arguments.call.span, "no axis")
                        .help("write `axis: left_right`, `axis: anterior_posterior` or `axis: cranial_caudal`; in a picture `axis: image_vertical` or `axis: image_horizontal`"),
                );
                None
            }
            (Some(_), Some(second)) => {
                self.report(
                    Problem::new(&WRONG_COUNT, "the axis is given twice")
                        .at(second.span, "again here")
                        .help("remove one of the two"),
                );
                None
            }
        };
        let kind = MeasureKind::Extent { of: of?, axis: axis? };
        Some(self.measure(arguments.call, kind, Dimension::LENGTH, Nature::Measure))
    }

    pub(super) fn in_plane(
        &mut self,
        arguments: &Arguments,
        kind: impl FnOnce(Structure, Option<Plane>) -> MeasureKind,
    ) -> Option<Value> {
        let of = self.structure(arguments.get(0)?);
        let plane = self.plane_argument(arguments);
        Some(self.measure(arguments.call, kind(of?, plane?), Dimension::LENGTH, Nature::Measure))
    }

    /// Counts slices; axial unless said otherwise.
    pub(super) fn over_slices(
        &mut self,
        arguments: &Arguments,
        kind: impl FnOnce(Structure, Plane) -> MeasureKind,
    ) -> Option<Value> {
        let of = self.structure(arguments.get(0)?);
        self.three_dimensions_only(arguments.call.span, "slices of its own", "the scope already runs over slices")?;
        let plane = self.plane_argument(arguments)?;
        let kind = kind(of?, plane.unwrap_or(Plane::Axial));
        Some(self.measure(arguments.call, kind, Dimension::NONE, Nature::Count))
    }

    /// `None`: reported. `Some(None)`: no plane is given.
    fn plane_argument(&mut self, arguments: &Arguments) -> Option<Option<Plane>> {
        let Some(expr) = arguments.named("in") else { return Some(None) };
        let plane = self.word(expr, "in: axial").and_then(|name| self.plane(name))?;
        if let Some(scope) = self.slice {
            self.report(
                Problem::new(&SLICE_SCOPE, "the plane is already that of the slice scope")
                    .at(expr.span, "said twice")
                    .help(format!("remove `in:`; the scope is {}", scope.word())),
            );
            return None;
        }
        Some(Some(plane))
    }
}

/// `image_vertical`, `image_horizontal`
fn image_axis(expr: &Expr) -> Option<ImageAxis> {
    let ExprKind::Path(names) = &expr.kind else { return None };
    match names.as_slice() {
        [name] if name.text == "image_vertical" => Some(ImageAxis::Vertical),
        [name] if name.text == "image_horizontal" => Some(ImageAxis::Horizontal),
        _ => None,
    }
}
