//! Positions along the patient's axes, and what lies beyond what.

use crate::model::quantity::Quantity;
use crate::model::rule::{Comparison, Direction, Position, Structure};

use super::Evaluator;
use super::amount::{Amount, Known, compare};
use super::scope::Scope;
use super::structures::Subject;
use super::truth::Truth;

/// `a cranial to b by 5 mm, up to 20 mm`
#[derive(Debug, Clone, Copy)]
pub struct Beyond<'c> {
    pub a: &'c Position,
    pub direction: Direction,
    pub b: &'c Position,
    pub by: Option<&'c Quantity>,
    pub up_to: Option<&'c Quantity>,
}

impl Beyond<'_> {
    /// How far `a` must lie beyond `b`, in mm; `None`: any way at all.
    pub fn least(&self) -> Option<f64> {
        let length = |quantity: Option<&Quantity>| quantity.map_or(0.0, Quantity::to_f64);
        (self.by.is_some() || self.up_to.is_some()).then(|| length(self.by) - length(self.up_to))
    }
}

impl Evaluator<'_> {
    pub fn beyond(&self, claim: Beyond<'_>, scope: &Scope) -> Truth {
        let way = self.way(&claim, scope);
        match claim.least() {
            Some(least) => compare(&way, Comparison::GreaterEqual, &Amount::exact(least)),
            None => compare(&way, Comparison::Greater, &Amount::exact(0.0)),
        }
    }

    /// How far `a` lies from `b` in the direction, in mm.
    pub fn way(&self, claim: &Beyond<'_>, scope: &Scope) -> Amount {
        let axis = claim.direction.axis().index();
        let way = self.coordinate(claim.a, axis, scope).minus(self.coordinate(claim.b, axis, scope));
        if claim.direction.is_positive() { way } else { way.negated() }
    }

    /// World coordinate of a position, in mm. No more exact than a voxel's side is.
    pub fn coordinate(&self, position: &Position, axis: u8, scope: &Scope) -> Amount {
        let Some(of) = position_of(position) else {
            let at = self.world_point(position, scope);
            let value = at.map(|at| at.get(usize::from(axis)).copied().unwrap_or_default());
            return value.map_or_else(|missing| missing, Amount::exact);
        };
        let shape = match self.subject(of, scope) {
            Subject::Present(shape) => shape,
            Subject::Empty(_) | Subject::AbsentOptional | Subject::AbsentRequired => {
                return Amount::Inapplicable(format!("{} is absent", self.name(of, scope)));
            }
            Subject::Unknown(reasons) => return Amount::Unknown(reasons),
        };
        let taken = match position {
            Position::Centroid(_)
            | Position::Landmark(_)
            | Position::LineEnd { .. }
            | Position::Field { .. }
            | Position::Midpoint(_) => self
                .facts
                .centroid(&shape)
                .map(|centroid| centroid.world.and_then(|point| point.get(usize::from(axis)).copied())),
            Position::End { direction, .. } => {
                let axis_of_end = direction.axis().index();
                self.facts.end(&shape, axis_of_end, direction.is_positive()).map(|end| {
                    let point = self.facts.geometry().affine.map(|affine| affine.apply(end.voxel.map(f64::from)));
                    if axis_of_end == axis {
                        Some(end.coordinate)
                    } else {
                        point.and_then(|point| point.get(usize::from(axis)).copied())
                    }
                })
            }
        };
        let voxel = self.facts.geometry().spacing.into_iter().fold(0.0, f64::max);
        match taken {
            Ok(Some(value)) => match Amount::exact(value) {
                Amount::Known(known) => Amount::Known(Known { magnitude: known.magnitude.max(voxel), ..known }),
                other => other,
            },
            Ok(None) => Amount::unknown(crate::facts::Unmeasured::NoOrientation.to_string()),
            Err(error) => Amount::Unknown(self.reasons(&error, &[of], scope)),
        }
    }
}

/// The structure whose centroid or end is meant; none for points.
pub fn position_of(position: &Position) -> Option<&Structure> {
    match position {
        Position::Centroid(of) | Position::End { of, .. } => Some(of),
        Position::Landmark(_) | Position::LineEnd { .. } | Position::Field { .. } | Position::Midpoint(_) => None,
    }
}
