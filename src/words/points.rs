//! Landmarks, distances and angles in words.

use crate::model::points::{ImageAxis, PointClaim, PointMeasure, Segment};
use crate::model::rule::Position;

use super::Words;
use super::claims::slack;
use super::phrases::quantity;

impl Words<'_> {
    pub(super) fn point_measure(&self, measure: &PointMeasure) -> String {
        match measure {
            PointMeasure::Distance(segment) => match (&segment.from, &segment.to) {
                (Position::LineEnd { line, last: false }, Position::LineEnd { line: same, last: true })
                    if line == same =>
                {
                    format!("the length of {}", self.mark(line))
                }
                (from, to) => format!("the distance from {} to {}", self.position(from), self.position(to)),
            },
            PointMeasure::Reach { point, of } => {
                format!("the distance from {} to the nearest voxel of {}", self.position(point), self.structure(of))
            }
            PointMeasure::Angle(segments) => {
                format!("the angle between {} and {}", self.segment(&segments.0), self.segment(&segments.1))
            }
            PointMeasure::ImageExtent { of, axis } => {
                let side = match axis {
                    ImageAxis::Horizontal => "width",
                    ImageAxis::Vertical => "height",
                };
                format!("the {side} of {} in the picture", self.structure(of))
            }
            PointMeasure::Count(None) => "the number of landmarks".to_owned(),
            PointMeasure::Count(Some(id)) => {
                format!("the number of `{}` marked", self.protocol.landmark(*id).map_or("?", |mark| &mark.name))
            }
        }
    }

    fn segment(&self, Segment { from, to }: &Segment) -> String {
        format!("the line from {} to {}", self.position(from), self.position(to))
    }

    pub(super) fn point_claim(&self, claim: &PointClaim, holds: bool) -> String {
        let not = if holds { "" } else { "not " };
        let verb = |points: &[_]| if points.len() == 1 { "lies" } else { "lie" };
        match claim {
            PointClaim::Given { mark, negated } => {
                format!("{} is {}marked", self.mark(mark), if *negated == holds { "not " } else { "" })
            }
            PointClaim::Inside { points, of, up_to } => {
                let near = up_to.as_ref().map_or_else(String::new, |up_to| format!(", to within {}", quantity(up_to)));
                format!("{} {} {not}inside {}{near}", self.positions(points), verb(points), self.structure(of))
            }
            PointClaim::InImage { points } => {
                format!("{} {} {not}inside the image", self.positions(points), verb(points))
            }
            PointClaim::BeyondInImage { a, direction, b, by, up_to } => {
                let by = by.as_ref().map_or_else(String::new, |by| format!(", by at least {}", quantity(by)));
                let (a, b) = (self.position(a), self.position(b));
                format!("{a} lies {not}{} {b}{by}{}", direction.words(), slack(up_to.as_ref()))
            }
            PointClaim::SameSlice { points, plane } => {
                format!("{} {} {not}in one {} slice", self.positions(points), verb(points), plane.word())
            }
        }
    }
}
