//! One voxel of a tissue lies at an end of another: they touch, and hardly.

#![expect(clippy::indexing_slicing, reason = "axes are 0, 1 or 2, and so are the arrays they index")]

use super::Edit;
use super::voxels::{Way, block, sides};
use crate::logic::anatomy::TissueId;
use crate::phantom::witness::Made;
use crate::volume::RunSet;

#[derive(Debug)]
struct Seed {
    tissue: TissueId,
    beside: TissueId,
    way: Way,
}

pub fn all(tissue: TissueId, beside: TissueId, edits: &mut Vec<Box<dyn Edit>>) {
    for way in Way::all() {
        edits.push(Box::new(Seed { tissue, beside, way }));
    }
}

impl Edit for Seed {
    fn of(&self, made: &Made) -> Option<Made> {
        let Seed { tissue, beside, way: Way { axis, rising } } = *self;
        // A layer more around all, so that there is a place behind the end.
        let phantom = made.phantom.roomier([1; 3], [1; 3]);
        let other = phantom.of(beside)?;
        let bounds = other.bounds()?;
        let (mut low, mut size) = (bounds.low, sides(&bounds));
        if rising {
            low[axis] = bounds.high[axis];
        }
        size[axis] = 1;
        let mut at = other.intersection(&block(low, size)).first()?;
        at[axis] = if rising { at[axis] + 1 } else { at[axis] - 1 };
        let changed = phantom.clone().given(tissue, &RunSet::from_voxels([at]));
        (changed != phantom).then(|| made.with_phantom(changed))
    }
}
