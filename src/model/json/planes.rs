//! Measures of boxes and outlines in a picture, and claims about them.

use serde_json::{Value, json};

use super::super::shape::{PlaneClaim, PlaneMeasure, PlaneShape};
use super::writer::Writer;

impl Writer<'_> {
    pub(super) fn plane_measure(&self, measure: &PlaneMeasure) -> Value {
        let one = |kind: &str, of| json!({"kind": kind, "of": self.plane_shape(of)});
        match measure {
            PlaneMeasure::Area(of) => one("plane_area", of),
            PlaneMeasure::Vertices(of) => one("plane_vertices", of),
            PlaneMeasure::Longest(of) => one("plane_longest", of),
            PlaneMeasure::Edge { of, axis, highest } => json!({
                "kind": "plane_edge",
                "of": self.plane_shape(of),
                "array_axis": axis,
                "which": if *highest { "highest" } else { "lowest" },
            }),
            PlaneMeasure::Common(pair) => self.plane_pair("plane_common", pair),
            PlaneMeasure::Iou(pair) => self.plane_pair("plane_iou", pair),
        }
    }

    pub(super) fn plane_claim(&self, claim: &PlaneClaim) -> Value {
        let one = |kind: &str, of| json!({"kind": kind, "of": self.plane_shape(of)});
        match claim {
            PlaneClaim::Simple(of) => one("plane_simple", of),
            PlaneClaim::Convex(of) => one("plane_convex", of),
            PlaneClaim::Closed(of) => one("plane_closed", of),
            PlaneClaim::Inside(pair) => self.plane_pair("plane_inside", pair),
            PlaneClaim::Holds { points, of } => {
                json!({"kind": "plane_holds", "points": self.positions(points), "of": self.plane_shape(of)})
            }
            PlaneClaim::Separate(pair) => self.plane_pair("plane_separate", pair),
        }
    }

    fn plane_pair(&self, kind: &str, pair: &(PlaneShape, PlaneShape)) -> Value {
        json!({"kind": kind, "a": self.plane_shape(&pair.0), "b": self.plane_shape(&pair.1)})
    }

    fn plane_shape(&self, shape: &PlaneShape) -> Value {
        match shape {
            PlaneShape::Field(field) => json!({"kind": "field", "of": self.field_ref(*field)}),
            PlaneShape::Polygon(points) => json!({"kind": "polygon", "points": self.positions(points)}),
        }
    }
}
