//! Why points are not where they should be.

use crate::check::evaluate::Evaluator;
use crate::check::evaluate::points::least_in_image;
use crate::check::evaluate::scope::Scope;
use crate::check::evaluate::truth::Truth;
use crate::model::points::{ImageAxis, PointClaim, PointMeasure, Segment};
use crate::model::rule::{Claim, Position};
use crate::report::Place;

use super::Explanation;
use super::places::voxel_in_words;
use super::positions::millimetres;
use super::quantities::digits;

impl Evaluator<'_> {
    pub(super) fn explain_point_claim(
        &self,
        claim: &Claim,
        of: &PointClaim,
        scope: &Scope,
        expected: bool,
    ) -> Explanation {
        match of {
            PointClaim::Given { mark, negated } => {
                let name = self.mark_in_words(mark, scope);
                if expected != *negated {
                    Explanation::new(
                        format!("{name} is not marked"),
                        format!("mark {name}, or check how its file calls it"),
                    )
                    .measured("nothing")
                    .allowed("marked")
                } else {
                    let place = self.place_of_point(&Position::Landmark(mark.clone()), scope);
                    Explanation::new(format!("{name} is marked, and must not be"), format!("remove {name}"))
                        .measured("marked")
                        .allowed("not marked")
                        .at(place)
                }
            }
            PointClaim::Inside { points, of, up_to } => {
                let name = self.name(of, scope);
                let outside = |point: &&Position| self.point_inside(point, of, up_to.as_ref(), scope) == Truth::False;
                let Some(point) = points.iter().find(outside).filter(|_| expected) else {
                    return self.must_not_hold(claim, points, scope).of(of);
                };
                let (what, place) = (self.position_name(point, scope), self.place_of_point(point, scope));
                let allowed =
                    up_to.as_ref().map_or("inside".to_owned(), |up_to| format!("up to {} outside", up_to.written));
                let measured = match self.reach(point, of, scope) {
                    Ok(reach) => format!("{} from its nearest voxel", millimetres(reach.length)),
                    Err(_) => "nothing of it is there".to_owned(),
                };
                Explanation::new(
                    format!("{what} is not inside {name}: {measured}"),
                    format!(
                        "check whether {what} was placed on another structure, or {name} labelled at another place"
                    ),
                )
                .measured(measured)
                .allowed(allowed)
                .of(of)
                .at(place)
            }
            PointClaim::InImage { points } => {
                let outside = |point: &&Position| self.in_image(point, scope) == Truth::False;
                let Some(point) = points.iter().find(outside).filter(|_| expected) else {
                    return self.must_not_hold(claim, points, scope);
                };
                let what = self.position_name(point, scope);
                let at = self
                    .voxel_point(point, scope)
                    .map_or_else(|_| "outside".to_owned(), |[x, y, z]| format!("index ({x:.1}, {y:.1}, {z:.1})"));
                Explanation::new(
                    format!("{what} lies outside the image: {at}"),
                    "check that the points belong to this image, and in which frame their file gives them",
                )
                .measured(at)
                .allowed("inside the image")
                .at(self.place_of_point(point, scope))
            }
            PointClaim::BeyondInImage { a, direction, b, by, up_to } => {
                let way =
                    self.way_in_image(a, *direction, b, scope).known().map(|known| known.value).unwrap_or_default();
                let (first, second) = (self.position_name(a, scope), self.position_name(b, scope));
                let words = direction.words();
                let measured = match way > 0.0 {
                    true => format!("{} px {words} it", digits(way, None)),
                    false => format!("{} px the other way", digits(-way, None)),
                };
                let allowed = match least_in_image(by.as_ref(), up_to.as_ref()) {
                    Some(least) if least >= 0.0 => format!("at least {} px", digits(least, None)),
                    Some(least) => format!("at most {} px the other way", digits(-least, None)),
                    None => words.to_owned(),
                };
                let (message, allowed) = match expected {
                    true => (format!("{first} is not {words} {second}: it lies {measured}"), allowed),
                    false => (format!("{first} is {words} {second}, and must not be"), format!("not {words} it")),
                };
                Explanation::new(
                    message,
                    format!("check whether {first} and {second} are exchanged, or the picture is flipped"),
                )
                .measured(measured)
                .allowed(allowed)
                .at(self.place_of_point(a, scope))
            }
            PointClaim::SameSlice { points, plane } => {
                let slices = self.slices_of(points, *plane, scope).unwrap_or_default();
                let first = slices.first().copied().unwrap_or_default();
                let odd = slices.iter().position(|&slice| slice != first).filter(|_| expected);
                let Some((odd, point)) = odd.and_then(|odd| Some((slices.get(odd)?, points.get(odd)?))) else {
                    return self.must_not_hold(claim, points, scope);
                };
                let one = points.first().map(|point| self.position_name(point, scope)).unwrap_or_default();
                let other = self.position_name(point, scope);
                let word = plane.word();
                Explanation::new(
                    format!("{other} lies in {word} slice {odd}, and {one} in {first}"),
                    format!("mark all of them in one {word} slice"),
                )
                .measured(format!("slices {first} and {odd}"))
                .allowed("one slice")
                .at(self.place_of_point(point, scope))
            }
        }
    }

    fn must_not_hold(&self, claim: &Claim, points: &[Position], scope: &Scope) -> Explanation {
        let place = points.first().and_then(|point| self.place_of_point(point, scope));
        let help = "check where the points were placed";
        Explanation::new(format!("`{}` holds, and must not", claim.text), help).allowed("not so").at(place)
    }

    pub(super) fn explain_point_measure(&self, measure: &PointMeasure, measured: &str, scope: &Scope) -> Explanation {
        match measure {
            PointMeasure::Distance(segment) => {
                let (from, to) = self.ends_in_words(segment, scope);
                Explanation::new(
                    format!("from {from} to {to} it is {measured}"),
                    format!("check where {from} and {to} were placed"),
                )
                .at(self.place_of_point(&segment.from, scope))
            }
            PointMeasure::Reach { point, of } => {
                let (what, name) = (self.position_name(point, scope), self.name(of, scope));
                let nearest = self.reach(point, of, scope).ok().and_then(|reach| reach.nearest.voxel);
                let near =
                    nearest.map_or(String::new(), |voxel| format!(" (the nearest is {})", voxel_in_words(voxel)));
                Explanation::new(
                    format!("the distance of {what} from {name} is {measured}"),
                    format!("check where {what} was placed, and the voxels of {name}{near}"),
                )
                .of(of)
                .at(self.place_of_point(point, scope))
            }
            PointMeasure::Angle(lines) => {
                let (a, b) = self.ends_in_words(&lines.0, scope);
                let (c, d) = self.ends_in_words(&lines.1, scope);
                Explanation::new(
                    format!("the angle between the line from {a} to {b} and that from {c} to {d} is {measured}"),
                    "check where the four ends were placed, and in which order",
                )
                .at(self.place_of_point(&lines.0.from, scope))
            }
            PointMeasure::ImageExtent { of, axis } => {
                let what = match axis {
                    ImageAxis::Horizontal => "width",
                    ImageAxis::Vertical => "height",
                };
                let name = self.name(of, scope);
                Explanation::new(
                    format!("the {what} of {name} in the picture is {measured}"),
                    format!("check {name} for stray voxels, or for parts that are missing"),
                )
                .of(of)
                .at(self.place_of(of, scope))
            }
            PointMeasure::Count(of) => {
                let what = of.and_then(|id| self.protocol.landmark(id)).map(|landmark| format!("`{}`", landmark.name));
                let message = match what {
                    Some(name) => format!("{name} is marked for {measured}"),
                    None => format!("the case has {measured}"),
                };
                Explanation::new(message, "mark the points that are missing, and remove those that do not belong here")
            }
        }
    }

    fn ends_in_words(&self, segment: &Segment, scope: &Scope) -> (String, String) {
        (self.position_name(&segment.from, scope), self.position_name(&segment.to, scope))
    }

    /// The voxel that holds a point, and where it is in the patient.
    pub(super) fn place_of_point(&self, position: &Position, scope: &Scope) -> Option<Place> {
        let point = self.point(position, scope).ok()?;
        let voxel = point.voxel.and_then(|at| self.facts.voxel_at(at));
        let known = voxel.is_some() || point.world.is_some();
        known.then_some(Place { voxel, world: point.world, bounds: None, slice: scope.slice })
    }
}
