//! The grid ends within a tissue, or at its last voxel: it is cut off by the edge.

#![expect(clippy::indexing_slicing, reason = "axes are 0, 1 or 2, and so are the arrays they index")]

use super::Edit;
use super::voxels::{regridded, within};
use crate::logic::anatomy::TissueId;
use crate::phantom::Phantom;
use crate::phantom::witness::Made;

#[derive(Debug)]
struct Crop {
    tissue: TissueId,
    axis: usize,
    /// At its last voxel; else at its middle.
    at_end: bool,
}

pub fn all(tissue: TissueId, edits: &mut Vec<Box<dyn Edit>>) {
    for axis in [2, 1, 0] {
        for at_end in [true, false] {
            edits.push(Box::new(Crop { tissue, axis, at_end }));
        }
    }
}

impl Edit for Crop {
    fn of(&self, made: &Made) -> Option<Made> {
        let bounds = made.phantom.of(self.tissue)?.bounds()?;
        let (low, high) = (bounds.low[self.axis], bounds.high[self.axis]);
        let last = if self.at_end { high } else { low + (high - low) / 2 };
        let mut shape = made.phantom.geometry.shape;
        if shape[self.axis] == last + 1 {
            return None;
        }
        shape[self.axis] = last + 1;
        let left = made.phantom.voxels.iter().map(|(&tissue, voxels)| (tissue, within(voxels, shape)));
        let voxels = left.filter(|(_, voxels)| !voxels.is_empty()).collect();
        let geometry = regridded(&made.phantom.geometry, shape, [0; 3]);
        Some(made.with_phantom(Phantom { geometry, voxels }))
    }
}
