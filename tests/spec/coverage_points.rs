//! Kinds of what rules say of points.

use voxlint::model::points::{PointClaim, PointMeasure, Segment};

use voxlint::model::shape::{PlaneClaim, PlaneMeasure, PlaneShape};

use super::coverage_kinds::Kinds;

impl Kinds<'_> {
    pub fn point_measure(&mut self, measure: &PointMeasure) {
        match measure {
            PointMeasure::Distance(segment) => {
                self.see("point-distance");
                self.segment(segment);
            }
            PointMeasure::Reach { point, of } => {
                self.one("point-reach", of);
                self.position(point);
            }
            PointMeasure::Angle(lines) => {
                self.see("angle");
                self.segment(&lines.0);
                self.segment(&lines.1);
            }
            PointMeasure::ImageExtent { of, .. } => self.one("image-extent", of),
            PointMeasure::Count(_) => self.see("count-points"),
        }
    }

    fn segment(&mut self, segment: &Segment) {
        self.position(&segment.from);
        self.position(&segment.to);
    }

    pub fn point_claim(&mut self, claim: &PointClaim) {
        match claim {
            PointClaim::Given { .. } => self.see("landmark-given"),
            PointClaim::Inside { points, of, up_to } => {
                self.one("point-inside", of);
                points.iter().for_each(|point| self.position(point));
                if up_to.is_some() {
                    self.see("point-up-to");
                }
            }
            PointClaim::InImage { points } => {
                self.see("point-in-image");
                points.iter().for_each(|point| self.position(point));
            }
            PointClaim::BeyondInImage { a, b, by, up_to, .. } => {
                self.see("beyond-in-image");
                self.position(a);
                self.position(b);
                if by.is_some() {
                    self.see("beyond-in-image-by");
                }
                if up_to.is_some() {
                    self.see("beyond-in-image-up-to");
                }
            }
            PointClaim::SameSlice { points, plane } => {
                self.see("same-slice");
                self.plane(*plane);
                points.iter().for_each(|point| self.position(point));
            }
        }
    }

    fn area_of(&mut self, kind: &'static str, of: &PlaneShape) {
        self.see(kind);
        if let PlaneShape::Polygon(points) = of {
            self.see("polygon");
            points.iter().for_each(|point| self.position(point));
        }
    }

    fn planes(&mut self, kind: &'static str, both: &(PlaneShape, PlaneShape)) {
        self.area_of(kind, &both.0);
        self.area_of(kind, &both.1);
    }

    pub fn plane_measure(&mut self, measure: &PlaneMeasure) {
        match measure {
            PlaneMeasure::Area(of) => self.area_of("area", of),
            PlaneMeasure::Vertices(of) => self.area_of("vertices", of),
            PlaneMeasure::Longest(of) => self.area_of("longest", of),
            PlaneMeasure::Edge { of, .. } => self.area_of("edge", of),
            PlaneMeasure::Common(both) => self.planes("common-area", both),
            PlaneMeasure::Iou(both) => self.planes("iou-of-outlines", both),
        }
    }

    pub fn plane_claim(&mut self, claim: &PlaneClaim) {
        match claim {
            PlaneClaim::Simple(of) => self.area_of("simple", of),
            PlaneClaim::Convex(of) => self.area_of("convex", of),
            PlaneClaim::Closed(of) => self.area_of("closed", of),
            PlaneClaim::Inside(both) => self.planes("outline-inside", both),
            PlaneClaim::Separate(both) => self.planes("outline-separate", both),
            PlaneClaim::Holds { points, of } => {
                self.area_of("outline-holds", of);
                points.iter().for_each(|point| self.position(point));
            }
        }
    }
}
