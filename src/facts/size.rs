//! How much, and where: counts, volumes, boxes, centroids, ends and extents.

use serde::{Deserialize, Serialize};

use crate::volume::RunSet;
use crate::volume::structure::Bounds;

use super::unmeasured::{Measured, Unmeasured};
use super::{Facts, Shape};

/// Mean of the voxel centres.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Centroid {
    /// In voxel indices, stored axis order.
    pub voxel: [f64; 3],
    /// RAS+ mm; `None` without orientation.
    pub world: Option<[f64; 3]>,
}

/// The farthest voxel of a structure in a world direction.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct End {
    /// World coordinate in mm of the voxel's centre along the axis.
    pub coordinate: f64,
    /// The first such voxel in raster order.
    pub voxel: [u32; 3],
}

impl Facts<'_> {
    /// Whether the structure has voxels.
    pub fn present(&self, shape: &Shape) -> Measured<bool> {
        Ok(self.voxels(shape)? > 0)
    }

    pub fn voxels(&self, shape: &Shape) -> Measured<u64> {
        self.answers.voxels.measured(shape.clone(), || {
            let set = self.structure(shape)?;
            // What a finding says of a structure is remembered at once: a bound that comes to be missed needs no voxels.
            let empty = || Unmeasured::Empty { argument: 0 };
            self.answers.bounds.put(shape.clone(), set.bounds().ok_or_else(empty));
            self.answers.centroids.put(shape.clone(), set.centroid().ok_or_else(empty));
            Ok(set.voxels())
        })
    }

    /// Voxels × |det(affine)|, in mm³; of a shape in a slice the area in mm².
    pub fn volume(&self, shape: &Shape) -> Measured<f64> {
        Ok(self.voxels(shape)? as f64 * self.scope(shape)?.voxel_size)
    }

    /// Inclusive box in voxel indices.
    pub fn bounds(&self, shape: &Shape) -> Measured<Bounds> {
        let empty = Unmeasured::Empty { argument: 0 };
        self.answers.bounds.measured(shape.clone(), || self.structure(shape)?.bounds().ok_or(empty))
    }

    pub fn centroid(&self, shape: &Shape) -> Measured<Centroid> {
        let empty = Unmeasured::Empty { argument: 0 };
        let voxel =
            self.answers.centroids.measured(shape.clone(), || self.structure(shape)?.centroid().ok_or(empty))?;
        Ok(self.centroid_at(voxel))
    }

    /// The structure's end in a world direction: the extreme voxel centre.
    pub fn end(&self, shape: &Shape, axis: u8, positive: bool) -> Measured<End> {
        let (low, high) = self.both_ends(shape, axis)?;
        Ok(if positive { high } else { low })
    }

    /// Side in mm, along a world axis, of the world-aligned box around the voxels' bodies: the way between the extreme
    /// centres, and half a voxel's width along that axis at either end. On a straight grid n layers measure n spacings.
    pub fn extent(&self, shape: &Shape, axis: u8) -> Measured<f64> {
        let (low, high) = self.both_ends(shape, axis)?;
        Ok(high.coordinate - low.coordinate + 2.0 * self.half_width(axis)?)
    }

    fn both_ends(&self, shape: &Shape, axis: u8) -> Measured<(End, End)> {
        self.answers.ends.measured((shape.clone(), axis), || {
            self.ends(&*self.structure(shape)?, axis)?.ok_or(Unmeasured::Empty { argument: 0 })
        })
    }

    /// Half of what one voxel's body measures along a world axis.
    pub(super) fn half_width(&self, axis: u8) -> Measured<f64> {
        let affine = self.geometry().affine.ok_or(Unmeasured::NoOrientation)?;
        Ok(affine
            .columns()
            .iter()
            .filter_map(|column| column.get(usize::from(axis)))
            .map(|step| step.abs() / 2.0)
            .sum())
    }

    /// World coordinate of a voxel centre along an axis; 0 without orientation.
    pub(super) fn coordinate(&self, voxel: [u32; 3], axis: u8) -> f64 {
        let world = self.geometry().affine.map(|affine| affine.apply(voxel.map(f64::from)));
        world.and_then(|point| point.get(usize::from(axis)).copied()).unwrap_or_default()
    }

    /// Lowest and highest end along a world axis; `None` for the empty set.
    pub(super) fn ends(&self, set: &RunSet, axis: u8) -> Measured<Option<(End, End)>> {
        if self.geometry().affine.is_none() {
            return Err(Unmeasured::NoOrientation);
        }
        let mut ends: Option<(End, End)> = None;
        // Along a run the coordinate is linear, so its extremes lie at the run's ends.
        for (z, y, run) in set.runs() {
            for x in [run.start, run.end.saturating_sub(1)] {
                let voxel = [x, y, z];
                let here = End { coordinate: self.coordinate(voxel, axis), voxel };
                let (low, high) = ends.get_or_insert((here, here));
                if here.coordinate < low.coordinate {
                    *low = here;
                }
                if here.coordinate > high.coordinate {
                    *high = here;
                }
            }
        }
        Ok(ends)
    }

    pub(super) fn centroid_at(&self, voxel: [f64; 3]) -> Centroid {
        Centroid { voxel, world: self.geometry().affine.map(|affine| affine.apply(voxel)) }
    }
}
