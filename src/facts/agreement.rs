//! How far two structures are the same voxels.

use serde::{Deserialize, Serialize};

use crate::report::Place;

use super::unmeasured::{Measured, Unmeasured};
use super::{Facts, Shape};

/// Voxel counts of two structures and of what they share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    pub first: u64,
    pub second: u64,
    pub common: u64,
}

/// Voxels that a relation between two structures forbids.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Remainder {
    pub voxels: u64,
    /// Of the voxels of the first structure (`subset`) or of the union (`equal`); 0 where there are none.
    pub share: f64,
    pub place: Option<Place>,
}

impl Agreement {
    /// Voxels of either.
    pub fn either(self) -> u64 {
        (self.first + self.second).saturating_sub(self.common)
    }
}

impl Facts<'_> {
    pub fn agreement(&self, a: &Shape, b: &Shape) -> Measured<Agreement> {
        self.answers.agreements.measured((a.clone(), b.clone()), || {
            let scope = self.common_scope(a, b)?;
            let (a, b) = (self.structure(&a.cut(scope.slice))?, self.structure(&b.cut(scope.slice))?);
            Ok(Agreement { first: a.voxels(), second: b.voxels(), common: a.common_voxels(&b) })
        })
    }

    /// `subset of`: the voxels of `a` that are not in `b`; none if the relation holds.
    pub fn subset(&self, a: &Shape, b: &Shape) -> Measured<Remainder> {
        self.answers.subsets.measured((a.clone(), b.clone()), || {
            let scope = self.common_scope(a, b)?;
            let (a, b) = (self.structure(&a.cut(scope.slice))?, self.structure(&b.cut(scope.slice))?);
            let rest = a.difference(&b);
            let share = ratio(rest.voxels(), a.voxels()).unwrap_or_default();
            Ok(Remainder { voxels: rest.voxels(), share, place: self.place_of(&rest, scope.slice) })
        })
    }

    /// `==`: the voxels that are in one of them only, with their share of the union.
    pub fn equal(&self, a: &Shape, b: &Shape) -> Measured<Remainder> {
        self.answers.equals.measured((a.clone(), b.clone()), || {
            let scope = self.common_scope(a, b)?;
            let (a, b) = (self.structure(&a.cut(scope.slice))?, self.structure(&b.cut(scope.slice))?);
            let rest = a.difference(&b).union(&b.difference(&a));
            let share = ratio(rest.voxels(), a.voxels() + b.difference(&a).voxels()).unwrap_or_default();
            Ok(Remainder { voxels: rest.voxels(), share, place: self.place_of(&rest, scope.slice) })
        })
    }

    /// Volume of the common voxels in mm³; in a slice their area in mm².
    pub fn overlap(&self, a: &Shape, b: &Shape) -> Measured<f64> {
        Ok(self.agreement(a, b)?.common as f64 * self.common_scope(a, b)?.voxel_size)
    }

    /// Jaccard index: common voxels / voxels of either.
    ///
    /// # Errors
    /// [`Unmeasured::Empty`] if both are empty.
    pub fn iou(&self, a: &Shape, b: &Shape) -> Measured<f64> {
        let counts = self.agreement(a, b)?;
        ratio(counts.common, counts.either()).ok_or(Unmeasured::Empty { argument: 0 })
    }

    /// Dice coefficient: twice the common voxels / the sum of both.
    ///
    /// # Errors
    /// [`Unmeasured::Empty`] if both are empty.
    pub fn dice(&self, a: &Shape, b: &Shape) -> Measured<f64> {
        let counts = self.agreement(a, b)?;
        ratio(2 * counts.common, counts.first + counts.second).ok_or(Unmeasured::Empty { argument: 0 })
    }
}

fn ratio(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
