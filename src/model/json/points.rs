//! Measures of points, and claims about them.

use serde_json::{Value, json};

use super::super::points::{ImageAxis, ImageDirection, PointClaim, PointMeasure, Segment};
use super::numbers::quantity;
use super::writer::{Writer, flag};

impl Writer<'_> {
    pub(super) fn point_measure(&self, measure: &PointMeasure) -> Value {
        match measure {
            PointMeasure::Distance(segment) => json!({"kind": "point_distance", "segment": self.segment(segment)}),
            PointMeasure::Reach { point, of } => {
                json!({"kind": "reach", "point": self.position(point), "of": self.structure(of)})
            }
            PointMeasure::Angle(arms) => {
                let (a, b) = &**arms;
                json!({"kind": "angle", "a": self.segment(a), "b": self.segment(b)})
            }
            PointMeasure::ImageExtent { of, axis } => {
                let along = match axis {
                    ImageAxis::Horizontal => "horizontal",
                    ImageAxis::Vertical => "vertical",
                };
                json!({"kind": "image_extent", "of": self.structure(of), "along": along})
            }
            PointMeasure::Count(landmark) => {
                json!({"kind": "point_count", "landmark": landmark.map(|id| self.landmark(id))})
            }
        }
    }

    fn segment(&self, segment: &Segment) -> Value {
        json!({"from": self.position(&segment.from), "to": self.position(&segment.to)})
    }

    pub(super) fn point_claim(&self, claim: &PointClaim) -> Value {
        match claim {
            PointClaim::Given { mark, negated } => {
                json!({"kind": "mark_given", "mark": self.mark(mark), "negated": flag(*negated)})
            }
            PointClaim::Inside { points, of, up_to } => json!({
                "kind": "points_inside",
                "points": self.positions(points),
                "of": self.structure(of),
                "up_to": up_to.as_ref().map(quantity),
            }),
            PointClaim::InImage { points } => json!({"kind": "points_in_image", "points": self.positions(points)}),
            PointClaim::BeyondInImage { a, direction, b, by, up_to } => json!({
                "kind": "beyond_in_image",
                "a": self.position(a),
                "direction": match direction {
                    ImageDirection::Left => "left",
                    ImageDirection::Right => "right",
                    ImageDirection::Above => "above",
                    ImageDirection::Below => "below",
                },
                "b": self.position(b),
                "by": by.as_ref().map(quantity),
                "up_to": up_to.as_ref().map(quantity),
            }),
            PointClaim::SameSlice { points, plane } => {
                json!({"kind": "same_slice", "points": self.positions(points), "plane": plane.word()})
            }
        }
    }
}
