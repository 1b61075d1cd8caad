//! A layer through the middle of a tissue is background, or another tissue: a slice that was left out, a part cut in two.

#![expect(clippy::indexing_slicing, reason = "axes are 0, 1 or 2, and so are the arrays they index")]

use super::Edit;
use super::voxels::{block, sides};
use crate::logic::anatomy::TissueId;
use crate::phantom::witness::Made;

#[derive(Debug)]
struct Part {
    tissue: TissueId,
    /// What the layer becomes.
    by: Option<TissueId>,
    axis: usize,
}

pub fn all(tissue: TissueId, edits: &mut Vec<Box<dyn Edit>>) {
    for axis in [2, 1, 0] {
        edits.push(Box::new(Part { tissue, by: None, axis }));
    }
}

pub fn between(tissue: TissueId, by: TissueId, edits: &mut Vec<Box<dyn Edit>>) {
    for axis in [2, 1, 0] {
        edits.push(Box::new(Part { tissue, by: Some(by), axis }));
    }
}

impl Edit for Part {
    fn of(&self, made: &Made) -> Option<Made> {
        let own = made.phantom.of(self.tissue)?;
        let bounds = own.bounds()?;
        let (mut low, mut size) = (bounds.low, sides(&bounds));
        if size[self.axis] < 3 {
            return None;
        }
        low[self.axis] += size[self.axis] / 2;
        size[self.axis] = 1;
        let layer = own.intersection(&block(low, size));
        let parted = made.phantom.clone().with(self.tissue, own.difference(&layer));
        Some(made.with_phantom(match self.by {
            Some(by) => parted.given(by, &layer),
            None => parted,
        }))
    }
}
