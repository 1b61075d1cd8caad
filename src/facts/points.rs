//! Points against structures.

use serde::{Deserialize, Serialize};

use crate::report::Place;
use crate::volume::vector::Vector;

use super::unmeasured::{Measured, Unmeasured};
use super::{Facts, Millimetres, Shape};

/// The way from a point to a structure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PointReach {
    /// mm from the point to the nearest voxel centre; 0 if the voxel that holds the point belongs to the structure.
    pub length: f64,
    /// The nearest voxel; of those equally near, the first in raster order.
    pub nearest: Place,
}

impl Facts<'_> {
    /// The voxel of the grid that holds a point given as an array index: voxels reach half a step to either side of their
    /// centre, and a point on a face belongs to the voxel of the higher index.
    pub fn voxel_at(&self, at: Vector) -> Option<[u32; 3]> {
        let mut voxel = [0; 3];
        for ((slot, at), length) in voxel.iter_mut().zip(at).zip(self.geometry().shape) {
            let index = (at + 0.5).floor();
            if !(index >= 0.0 && index < f64::from(length)) {
                return None;
            }
            *slot = index as u32;
        }
        Some(voxel)
    }

    /// How far a point, given as an array index, lies from a structure.
    ///
    /// # Errors
    /// A structure without voxels.
    pub fn point_reach(&self, shape: &Shape, at: Vector) -> Measured<PointReach> {
        self.answers.points.measured((shape.clone(), at.map(Millimetres::new)), || self.reach_of(shape, at))
    }

    fn reach_of(&self, shape: &Shape, at: Vector) -> Measured<PointReach> {
        let set = self.filled(shape, 0)?;
        if let Some(voxel) = self.voxel_at(at).filter(|&voxel| set.contains(voxel)) {
            return Ok(PointReach { length: 0.0, nearest: self.place_at(voxel) });
        }
        let geometry = self.geometry();
        let distance = |voxel: [u32; 3]| geometry.distance(at, voxel.map(f64::from));
        let mut nearest: Option<(f64, [u32; 3])> = None;
        for (z, y, run) in set.runs() {
            let x = lowest(run.start, run.end.saturating_sub(1), |x| distance([x, y, z]));
            let length = distance([x, y, z]);
            if nearest.is_none_or(|(known, _)| length < known) {
                nearest = Some((length, [x, y, z]));
            }
        }
        let (length, voxel) = nearest.ok_or(Unmeasured::Empty { argument: 0 })?;
        Ok(PointReach { length, nearest: self.place_at(voxel) })
    }
}

/// Where a distance along a straight row is least: it falls, and then rises.
fn lowest(first: u32, last: u32, distance: impl Fn(u32) -> f64) -> u32 {
    let (mut low, mut high) = (first, last);
    while low < high {
        let middle = u32::midpoint(low, high);
        if distance(middle) <= distance(middle + 1) { high = middle } else { low = middle + 1 }
    }
    low
}
