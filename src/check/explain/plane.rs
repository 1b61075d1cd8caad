//! Why outlines and boxes are not as they should be.

use crate::check::evaluate::Evaluator;
use crate::check::evaluate::scope::Scope;
use crate::model::rule::Position;
use crate::model::shape::{PlaneClaim, PlaneMeasure, PlaneShape};
use crate::words;

use super::Explanation;
use super::quantities::digits;

impl Evaluator<'_> {
    pub(super) fn explain_plane_claim(&self, claim: &PlaneClaim, scope: &Scope, expected: bool) -> Explanation {
        let name = |of: &PlaneShape| self.outline_in_words(of, scope);
        let (what, measured, allowed, help) = match claim {
            PlaneClaim::Simple(of) => (
                name(of),
                "crosses or touches itself".to_owned(),
                "simple".to_owned(),
                "draw it again without loops, or remove the vertices of the loop",
            ),
            PlaneClaim::Convex(of) => {
                (name(of), "is not convex".to_owned(), "convex".to_owned(), "check the order of its vertices")
            }
            PlaneClaim::Closed(of) => (
                name(of),
                "does not end where it begins".to_owned(),
                "closed".to_owned(),
                "close it: repeat the first vertex as the last one",
            ),
            PlaneClaim::Inside(shapes) => {
                let outside = self.outline(&shapes.0, scope).ok().zip(self.outline(&shapes.1, scope).ok());
                let area = outside.map_or(0.0, |(a, b)| a.area_outside(&b));
                let measured = format!("lies with {} px2 outside {}", digits(area, None), name(&shapes.1));
                (name(&shapes.0), measured, "inside it".to_owned(), "draw the inner one within the outer one")
            }
            PlaneClaim::Separate(shapes) => {
                let both = self.outline(&shapes.0, scope).ok().zip(self.outline(&shapes.1, scope).ok());
                let area = both.map_or(0.0, |(a, b)| a.common_area(&b));
                let measured = format!("has {} px2 in common with {}", digits(area, None), name(&shapes.1));
                (name(&shapes.0), measured, "nothing in common".to_owned(), "say which of the two the common part is")
            }
            PlaneClaim::Holds { points, of } => {
                let names: Vec<String> =
                    points.iter().map(|point: &Position| self.position_name(point, scope)).collect();
                let measured = format!("lies outside {}", name(of));
                (
                    names.join(", "),
                    measured,
                    "inside it".to_owned(),
                    "check where the points and the outline were placed",
                )
            }
        };
        match expected {
            true => Explanation::new(format!("{what} {measured}"), help).measured(measured).allowed(allowed),
            false => Explanation::new(format!("{what} is {allowed}, and must not be"), help)
                .allowed(format!("not {allowed}")),
        }
    }

    pub(super) fn explain_plane_measure(&self, measure: &PlaneMeasure, measured: &str, scope: &Scope) -> Explanation {
        let name = |of: &PlaneShape| self.outline_in_words(of, scope);
        let message = match measure {
            PlaneMeasure::Area(of) => format!("the area of {} is {measured}", name(of)),
            PlaneMeasure::Vertices(of) => format!("{} has {measured}", name(of)),
            PlaneMeasure::Longest(of) => format!("the diameter of {} is {measured}", name(of)),
            PlaneMeasure::Edge { of, axis, highest } => {
                let edge = words::edge(*axis, *highest);
                format!("the {edge} of {} lies at {measured}", name(of))
            }
            PlaneMeasure::Common(shapes) => {
                format!("{} and {} have {measured} in common", name(&shapes.0), name(&shapes.1))
            }
            PlaneMeasure::Iou(shapes) => {
                format!("the intersection over union of {} and {} is {measured}", name(&shapes.0), name(&shapes.1))
            }
        };
        Explanation::new(message, "check how it was drawn, and that its coordinates are those of this picture")
    }
}
