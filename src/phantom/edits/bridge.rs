//! A path one voxel wide leads from one tissue to another, through whatever lies between them.

#![expect(clippy::indexing_slicing, reason = "axes are 0, 1 or 2, and so are the arrays they index")]

use super::Edit;
use crate::logic::anatomy::TissueId;
use crate::phantom::witness::Made;
use crate::volume::RunSet;

#[derive(Debug)]
struct Bridge {
    from: TissueId,
    to: TissueId,
    /// The axis along which it arrives.
    last: usize,
}

pub fn all(from: TissueId, to: TissueId, edits: &mut Vec<Box<dyn Edit>>) {
    for last in [2, 1, 0] {
        edits.push(Box::new(Bridge { from, to, last }));
    }
}

impl Edit for Bridge {
    fn of(&self, made: &Made) -> Option<Made> {
        let (from, to) = (made.phantom.of(self.from)?, made.phantom.of(self.to)?);
        let (mut at, goal) = (middle(from)?, middle(to)?);
        let mut path = Vec::new();
        for axis in [(self.last + 1) % 3, (self.last + 2) % 3, self.last] {
            while at[axis] != goal[axis] && !to.contains(at) {
                path.push(at);
                at[axis] = if at[axis] < goal[axis] { at[axis] + 1 } else { at[axis] - 1 };
            }
        }
        let path = RunSet::from_voxels(path);
        let changed = made.phantom.clone().given(self.from, &path);
        (changed != made.phantom).then(|| made.with_phantom(changed))
    }
}

fn middle(of: &RunSet) -> Option<[u32; 3]> {
    let bounds = of.bounds()?;
    Some([0, 1, 2].map(|axis| bounds.low[axis] + (bounds.high[axis] - bounds.low[axis]) / 2))
}
