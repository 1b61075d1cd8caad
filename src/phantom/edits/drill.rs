//! A hole one voxel wide through the middle of a tissue: a tunnel, and a hole in every slice across it.

#![expect(clippy::indexing_slicing, reason = "axes are 0, 1 or 2, and so are the arrays they index")]

use super::Edit;
use super::voxels::{block, largest, sides};
use crate::logic::anatomy::TissueId;
use crate::phantom::witness::Made;

#[derive(Debug)]
struct Drill {
    tissue: TissueId,
    axis: usize,
}

pub fn all(tissue: TissueId, edits: &mut Vec<Box<dyn Edit>>) {
    for axis in [2, 1, 0] {
        edits.push(Box::new(Drill { tissue, axis }));
    }
}

impl Edit for Drill {
    fn of(&self, made: &Made) -> Option<Made> {
        let own = made.phantom.of(self.tissue)?;
        let part = largest(own);
        let bounds = part.bounds()?;
        let (mut low, mut size) = (bounds.low, sides(&bounds));
        for axis in (0..3).filter(|&axis| axis != self.axis) {
            if size[axis] < 3 {
                return None;
            }
            low[axis] += size[axis] / 2;
            size[axis] = 1;
        }
        let left = own.difference(&part.intersection(&block(low, size)));
        Some(made.with_phantom(made.phantom.clone().with(self.tissue, left)))
    }
}
