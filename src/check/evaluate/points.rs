//! Points: where they are, and what is measured and claimed of them.
//!
//! A point has a place in the patient and one in the array of the label map; which of them its file gives decides whether a
//! map without orientation is enough.

use crate::facts::PointReach;
use crate::formats::Coordinates;
use crate::model::landmark::MarkId;
use crate::model::points::{ImageAxis, ImageDirection, Mark, PointClaim, PointMeasure, Segment};
use crate::model::quantity::Quantity;
use crate::model::rule::{Comparison, Position, Structure};
use crate::report::Plane;
use crate::volume::Geometry;
use crate::volume::structure::Bounds;
use crate::volume::vector::{self, Vector, minus, norm};

use super::Evaluator;
use super::amount::{Amount, compare};
use super::scope::{Binding, Scope};
use super::structures::Subject;
use super::truth::{Reasons, Truth};

/// A point in both frames, as far as they are known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// RAS+ mm.
    pub world: Option<Vector>,
    /// Index into the array, not rounded.
    pub voxel: Option<Vector>,
}

impl Evaluator<'_> {
    /// The landmark that a mark stands for. `None`: its name is bound to no class.
    pub fn mark_id(&self, mark: &Mark, scope: &Scope) -> Option<MarkId> {
        let class = match &mark.member {
            None => None,
            Some(Structure::Class(class)) => Some(*class),
            Some(Structure::Variable(id)) => match scope.get(*id) {
                Some((_, Binding::Class(class))) => Some(*class),
                _ => return None,
            },
            Some(_) => return None,
        };
        Some(MarkId { landmark: mark.landmark, class })
    }

    /// In backticks: `` `body_centre.L3` ``.
    pub fn mark_in_words(&self, mark: &Mark, scope: &Scope) -> String {
        let name = self.mark_id(mark, scope).map(|id| self.protocol.mark_name(id));
        format!("`{}`", name.as_deref().unwrap_or("?"))
    }

    /// Whether a mark was placed.
    pub fn is_marked(&self, mark: &Mark, scope: &Scope) -> Truth {
        let Some(id) = self.mark_id(mark, scope) else { return Truth::Inapplicable };
        if self.context.points.known.contains_key(&id) {
            return Truth::True;
        }
        let unknown = self.unknown_points();
        if unknown.is_empty() { Truth::False } else { Truth::Unknown(unknown) }
    }

    /// Why points that are not known may be there.
    pub fn unknown_points(&self) -> Reasons {
        self.context.points.unknown.iter().cloned().collect()
    }

    fn marked_point(&self, mark: &Mark, at: usize, scope: &Scope) -> Result<Point, Amount> {
        let id = self.mark_id(mark, scope);
        let placed = id.and_then(|id| self.context.points.known.get(&id));
        match placed.and_then(|placed| placed.points.get(at)) {
            Some(&coordinates) => Ok(self.placed(coordinates)),
            None => Err(match self.is_marked(mark, scope) {
                Truth::Unknown(reasons) => Amount::Unknown(reasons),
                _ => Amount::Inapplicable(format!("{} is not marked", self.mark_in_words(mark, scope))),
            }),
        }
    }

    fn placed(&self, coordinates: Coordinates) -> Point {
        let geometry = self.facts.geometry();
        let of_voxel = |voxel: Vector| Point { world: geometry.world(voxel), voxel: Some(voxel) };
        match coordinates {
            Coordinates::World(at) => Point { world: Some(at), voxel: geometry.voxel(at) },
            Coordinates::Voxel(at) => of_voxel(at),
            Coordinates::Toward { codes, at } => match along_axes(geometry, codes, at) {
                Some(voxel) => of_voxel(voxel),
                None => Point { world: None, voxel: None },
            },
        }
    }

    /// A point in both frames.
    ///
    /// # Errors
    /// Why there is none.
    pub fn point(&self, position: &Position, scope: &Scope) -> Result<Point, Amount> {
        match position {
            Position::Landmark(mark) => self.marked_point(mark, 0, scope),
            Position::LineEnd { line, last } => self.marked_point(line, usize::from(*last), scope),
            Position::Field { field, at } => match self.shape_of(*field, scope)?.points.get(*at) {
                Some(&point) if self.shape_of(*field, scope)?.world => Ok(self.placed(Coordinates::World(point))),
                Some(&point) => Ok(self.placed(Coordinates::Voxel(point))),
                None => Err(Amount::unknown("the line has no second end")),
            },
            Position::Midpoint(points) => {
                let points: Vec<Point> =
                    points.iter().map(|point| self.point(point, scope)).collect::<Result<_, _>>()?;
                let mean = |of: &dyn Fn(&Point) -> Option<Vector>| {
                    let all: Vec<Vector> = points.iter().map(of).collect::<Option<_>>()?;
                    let sum = all.iter().fold([0.0; 3], |[x, y, z], [a, b, c]| [x + a, y + b, z + c]);
                    Some(sum.map(|value| value / all.len().max(1) as f64))
                };
                Ok(Point { world: mean(&|point| point.world), voxel: mean(&|point| point.voxel) })
            }
            Position::Centroid(of) | Position::End { of, .. } => match self.subject(of, scope) {
                Subject::Present(shape) => match self.facts.centroid(&shape) {
                    Ok(centroid) => Ok(Point { world: centroid.world, voxel: Some(centroid.voxel) }),
                    Err(error) => Err(Amount::Unknown(self.reasons(&error, &[of], scope))),
                },
                Subject::Unknown(reasons) => Err(Amount::Unknown(reasons)),
                _ => Err(Amount::Inapplicable(format!("{} is absent", self.name(of, scope)))),
            },
        }
    }

    /// RAS+ mm of a point.
    ///
    /// # Errors
    /// Why there is none.
    pub fn world_point(&self, position: &Position, scope: &Scope) -> Result<Vector, Amount> {
        let point = self.point(position, scope)?;
        point.world.ok_or_else(|| Amount::unknown(crate::facts::Unmeasured::NoOrientation.to_string()))
    }

    /// Index into the array of the label map, not rounded.
    ///
    /// # Errors
    /// Why there is none.
    pub fn voxel_point(&self, position: &Position, scope: &Scope) -> Result<Vector, Amount> {
        let point = self.point(position, scope)?;
        point.voxel.ok_or_else(|| Amount::unknown(crate::facts::Unmeasured::NoOrientation.to_string()))
    }

    /// From one point to the other, in mm.
    fn way_of(&self, segment: &Segment, scope: &Scope) -> Result<Vector, Amount> {
        let (from, to) = (self.point(&segment.from, scope)?, self.point(&segment.to, scope)?);
        if let (Some(from), Some(to)) = (from.world, to.world) {
            return Ok(minus(to, from));
        }
        let [dx, dy, dz] = self.facts.geometry().spacing;
        match (from.voxel, to.voxel) {
            (Some(from), Some(to)) => {
                let [i, j, k] = minus(to, from);
                Ok([i * dx, j * dy, k * dz])
            }
            _ => Err(Amount::unknown(crate::facts::Unmeasured::NoOrientation.to_string())),
        }
    }

    pub(super) fn point_measure(&self, measure: &PointMeasure, scope: &Scope) -> Amount {
        match measure {
            PointMeasure::Distance(segment) => match self.way_of(segment, scope) {
                Ok(way) => Amount::exact(norm(way)),
                Err(missing) => missing,
            },
            PointMeasure::Reach { point, of } => match self.reach(point, of, scope) {
                Ok(reach) => Amount::exact(reach.length),
                Err(missing) => missing,
            },
            PointMeasure::Angle(lines) => {
                let (one, other) = (self.way_of(&lines.0, scope), self.way_of(&lines.1, scope));
                match (one, other) {
                    (Ok(one), Ok(other)) => angle(one, other),
                    (Err(missing @ Amount::Inapplicable(_)), _) | (_, Err(missing @ Amount::Inapplicable(_))) => {
                        missing
                    }
                    (Err(missing), _) | (_, Err(missing)) => missing,
                }
            }
            PointMeasure::ImageExtent { of, axis } => match self.subject(of, scope) {
                _ if self.is_partial(of, scope) => {
                    Amount::Inapplicable(format!("{} is annotated in part only", self.name(of, scope)))
                }
                Subject::Present(shape) => match self.facts.bounds(&shape) {
                    Ok(Bounds { low: [left, top, _], high: [right, bottom, _] }) => {
                        Amount::exact(f64::from(match axis {
                            ImageAxis::Horizontal => right - left + 1,
                            ImageAxis::Vertical => bottom - top + 1,
                        }))
                    }
                    Err(error) => Amount::Unknown(self.reasons(&error, &[of], scope)),
                },
                Subject::Unknown(reasons) => Amount::Unknown(reasons),
                _ => Amount::Inapplicable(format!("{} is absent", self.name(of, scope))),
            },
            PointMeasure::Count(of) => {
                let unknown = self.unknown_points();
                if !unknown.is_empty() {
                    return Amount::Unknown(unknown);
                }
                let points = &self.context.points;
                let count = match of {
                    None => points.total,
                    Some(landmark) => points.known.keys().filter(|mark| mark.landmark == *landmark).count(),
                };
                Amount::exact(count as f64)
            }
        }
    }

    /// The way from a point to a structure.
    ///
    /// # Errors
    /// Why there is none.
    pub fn reach(&self, point: &Position, of: &Structure, scope: &Scope) -> Result<PointReach, Amount> {
        let at = self.voxel_point(point, scope);
        let shape = match self.subject(of, scope) {
            Subject::Present(shape) => shape,
            Subject::Unknown(reasons) => return Err(Amount::Unknown(reasons)),
            _ => return Err(Amount::Inapplicable(format!("{} is absent", self.name(of, scope)))),
        };
        self.facts.point_reach(&shape, at?).map_err(|error| Amount::Unknown(self.reasons(&error, &[of], scope)))
    }

    pub(super) fn point_claim(&self, claim: &PointClaim, scope: &Scope) -> Truth {
        match claim {
            PointClaim::Given { mark, negated } => {
                let marked = self.is_marked(mark, scope);
                if *negated { marked.negated() } else { marked }
            }
            PointClaim::Inside { points, of, up_to } => {
                Truth::all(points.iter().map(|point| self.point_inside(point, of, up_to.as_ref(), scope)))
            }
            PointClaim::InImage { points } => Truth::all(points.iter().map(|point| self.in_image(point, scope))),
            PointClaim::BeyondInImage { a, direction, b, by, up_to } => {
                let way = self.way_in_image(a, *direction, b, scope);
                match least_in_image(by.as_ref(), up_to.as_ref()) {
                    Some(least) => compare(&way, Comparison::GreaterEqual, &Amount::exact(least)),
                    None => compare(&way, Comparison::Greater, &Amount::exact(0.0)),
                }
            }
            PointClaim::SameSlice { points, plane } => match self.slices_of(points, *plane, scope) {
                Ok(slices) => {
                    let first = slices.first();
                    Truth::from(slices.iter().all(|slice| Some(slice) == first))
                }
                Err(missing) => truth_of(missing),
            },
        }
    }

    /// How far `a` lies from `b` in a direction of the picture, in px.
    pub fn way_in_image(&self, a: &Position, direction: ImageDirection, b: &Position, scope: &Scope) -> Amount {
        let (axis, positive) = direction.axis();
        let at = |position: &Position| {
            let voxel = self.voxel_point(position, scope);
            voxel.map_or_else(|missing| missing, |voxel| Amount::exact(voxel.get(axis).copied().unwrap_or_default()))
        };
        let way = at(a).minus(at(b));
        if positive { way } else { way.negated() }
    }

    /// Whether a single point lies in a structure, or near enough.
    pub fn point_inside(&self, point: &Position, of: &Structure, up_to: Option<&Quantity>, scope: &Scope) -> Truth {
        // Nothing lies in what is empty.
        if matches!(self.subject(of, scope), Subject::Empty(_)) {
            return match self.point(point, scope) {
                Ok(_) => Truth::False,
                Err(missing) => truth_of(missing),
            };
        }
        match self.reach(point, of, scope) {
            Ok(reach) => {
                let most = up_to.map_or(0.0, Quantity::to_f64);
                compare(&Amount::exact(reach.length), Comparison::LessEqual, &Amount::exact(most))
            }
            Err(missing) => truth_of(missing),
        }
    }

    pub fn in_image(&self, point: &Position, scope: &Scope) -> Truth {
        match self.voxel_point(point, scope) {
            Ok(at) => Truth::from(self.facts.voxel_at(at).is_some()),
            Err(missing) => truth_of(missing),
        }
    }

    /// The slice that each point lies in.
    ///
    /// # Errors
    /// Why one is not known.
    pub fn slices_of(&self, points: &[Position], plane: Plane, scope: &Scope) -> Result<Vec<i64>, Amount> {
        let axis = match plane {
            Plane::Acquired => 2,
            _ => self.facts.slice_axis(plane).map_err(|error| Amount::unknown(error.to_string()))?,
        };
        let slice = |point: &Position| {
            let at = self.voxel_point(point, scope)?;
            Ok((at.get(axis).copied().unwrap_or_default() + 0.5).floor() as i64)
        };
        points.iter().map(slice).collect()
    }
}

/// How far one must lie beyond the other, in px; `None`: any way at all.
pub fn least_in_image(by: Option<&Quantity>, up_to: Option<&Quantity>) -> Option<f64> {
    let length = |quantity: Option<&Quantity>| quantity.map_or(0.0, Quantity::to_f64);
    (by.is_some() || up_to.is_some()).then(|| length(by) - length(up_to))
}

fn truth_of(missing: Amount) -> Truth {
    match missing {
        Amount::Unknown(reasons) => Truth::Unknown(reasons),
        _ => Truth::Inapplicable,
    }
}

/// Degrees between two directions. Two points in one place have none.
fn angle(one: Vector, other: Vector) -> Amount {
    let (a, b) = (norm(one), norm(other));
    if a <= 0.0 || b <= 0.0 {
        return Amount::unknown("a line of no length has no direction");
    }
    Amount::exact(vector::angle(one, other))
}

/// Voxels counted along axes toward given patient directions, as an index into the array.
fn along_axes(geometry: &Geometry, codes: [char; 3], at: Vector) -> Option<Vector> {
    let array: Vec<char> = geometry.orientation()?.codes().chars().collect();
    let opposite = |code: char| "RLAPSI".find(code).and_then(|at| "LRPAIS".chars().nth(at));
    let mut voxel = [0.0; 3];
    for ((slot, code), length) in voxel.iter_mut().zip(array).zip(geometry.shape) {
        let same = codes.iter().position(|&found| found == code);
        let reverse = codes.iter().position(|&found| Some(found) == opposite(code));
        *slot = match (same, reverse) {
            (Some(same), _) => *at.get(same)?,
            (_, Some(reverse)) => f64::from(length) - 1.0 - at.get(reverse)?,
            _ => return None,
        };
    }
    Some(voxel)
}
