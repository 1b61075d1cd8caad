//! Fields that hold places: `centre point LPS`, `lesion box xywh`.

use crate::syntax::tree::Name;

use super::super::codes::CASE_FIELD;
use super::super::problem::Problem;
use super::super::shape::{ShapeField, ShapeFrame, ShapeKind};
use super::super::typing::Typer;

impl Typer<'_> {
    /// `None`: reported. Outlines are in pixels; of everything else the frame must be said.
    pub(super) fn shape_field(&mut self, shape: &Name, frame: Option<&Name>) -> Option<ShapeField> {
        let kind = match shape.text.as_str() {
            "point" => ShapeKind::Point,
            "line" => ShapeKind::Line,
            "box" => ShapeKind::Box,
            _ => ShapeKind::Outline,
        };
        let found = match (kind, frame.map(|frame| frame.text.as_str())) {
            (ShapeKind::Outline, None | Some("px")) => Some(ShapeFrame::Pixel),
            (ShapeKind::Point | ShapeKind::Line, Some("RAS")) => Some(ShapeFrame::Ras),
            (ShapeKind::Point | ShapeKind::Line, Some("LPS")) => Some(ShapeFrame::Lps),
            (ShapeKind::Point | ShapeKind::Line, Some("voxel")) => Some(ShapeFrame::Voxel),
            (ShapeKind::Point | ShapeKind::Line, Some("px")) => Some(ShapeFrame::Pixel),
            (ShapeKind::Box, Some("xywh")) => Some(ShapeFrame::Sides),
            (ShapeKind::Box, Some("xyxy")) => Some(ShapeFrame::Corners),
            _ => None,
        };
        let Some(frame_found) = found else {
            let word = &shape.text;
            let (message, help) = match (kind, frame) {
                (ShapeKind::Box, None) => (
                    "how a box is written must be said".to_owned(),
                    "write `box xywh` for left, top, width and height, or `box xyxy` for two corners".to_owned(),
                ),
                (_, None) => (
                    format!("in which frame the coordinates of a {word} are must be said"),
                    format!(
                        "write `{word} RAS` or `{word} LPS` for mm in the patient, `{word} voxel`, or `{word} px` in a picture"
                    ),
                ),
                (_, Some(frame)) => (
                    format!("`{}` is no frame of {}", frame.text, kind.name()),
                    match kind {
                        ShapeKind::Box => "write `box xywh` or `box xyxy`".to_owned(),
                        ShapeKind::Outline => "write `outline` alone: it is in pixels".to_owned(),
                        _ => format!("write `{word} RAS`, `{word} LPS`, `{word} voxel` or `{word} px`"),
                    },
                ),
            };
            let span = frame.map_or(shape.span, |frame| frame.span);
            self.report(Problem::new(&CASE_FIELD, message).at(span, "which frame?").help(help));
            return None;
        };
        Some(ShapeField { kind, frame: frame_found })
    }
}
