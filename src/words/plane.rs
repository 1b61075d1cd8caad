//! Outlines and boxes of a picture in words.

use crate::model::shape::{PlaneClaim, PlaneMeasure, PlaneShape};

use super::Words;
use super::phrases;

impl Words<'_> {
    fn outline(&self, shape: &PlaneShape) -> String {
        match shape {
            PlaneShape::Field(field) => self.field(*field),
            PlaneShape::Polygon(points) => format!("the polygon of {}", self.positions(points)),
        }
    }

    pub(super) fn plane_measure(&self, measure: &PlaneMeasure) -> String {
        match measure {
            PlaneMeasure::Area(of) => format!("the area of {}", self.outline(of)),
            PlaneMeasure::Vertices(of) => format!("the number of vertices of {}", self.outline(of)),
            PlaneMeasure::Longest(of) => format!("the diameter of {}", self.outline(of)),
            PlaneMeasure::Edge { of, axis, highest } => {
                let edge = phrases::edge(*axis, *highest);
                format!("the {edge} edge of {}", self.outline(of))
            }
            PlaneMeasure::Common(shapes) => {
                format!("the area that {} and {} have in common", self.outline(&shapes.0), self.outline(&shapes.1))
            }
            PlaneMeasure::Iou(shapes) => {
                format!("the intersection over union of {} and {}", self.outline(&shapes.0), self.outline(&shapes.1))
            }
        }
    }

    pub(super) fn plane_claim(&self, claim: &PlaneClaim, holds: bool) -> String {
        let says =
            |of: &PlaneShape, yes: &str, no: &str| format!("{} {}", self.outline(of), if holds { yes } else { no });
        match claim {
            PlaneClaim::Simple(of) => says(of, "does not cross or touch itself", "crosses or touches itself"),
            PlaneClaim::Convex(of) => says(of, "is convex", "is not convex"),
            PlaneClaim::Closed(of) => says(of, "ends where it begins", "does not end where it begins"),
            PlaneClaim::Inside(shapes) => {
                format!("{} {}", says(&shapes.0, "lies inside", "does not lie inside"), self.outline(&shapes.1))
            }
            PlaneClaim::Separate(shapes) => {
                let verb = ("has no area in common with", "has area in common with");
                format!("{} {}", says(&shapes.0, verb.0, verb.1), self.outline(&shapes.1))
            }
            PlaneClaim::Holds { points, of } => {
                let not = if holds { "" } else { "not " };
                let verb = if points.len() == 1 { "lies" } else { "lie" };
                format!("{} {verb} {not}inside {}", self.positions(points), self.outline(of))
            }
        }
    }
}
