//! Many equal islands, a voxel apart, in a lattice.

#![expect(clippy::indexing_slicing, reason = "axes are 0, 1 or 2, and so are the arrays they index")]

use super::block::{ACROSS, ALONG, Block, UP};
use super::core::Core;
use super::item::{End, Item};
use super::seat::low_for;
use crate::phantom::plan::Body;
use crate::volume::Space;

impl Item {
    /// All islands of a body, as near to a cube as their number allows, around the place that is wanted for their mean.
    /// `None`: there is not a voxel for each.
    pub fn swarm(number: usize, body: &Body, space: Space, targets: [Option<f64>; 3]) -> Option<Item> {
        let grain = body.voxels / body.islands.max(1);
        let island = Core::for_voxels(grain, 1, space, [None; 3])?;
        let blocks = island.fill(grain);
        let count = i64::try_from(body.islands).ok()?;
        let pitch = [ALONG, ACROSS, UP].map(|axis| island.side(axis) + 1);
        let [columns, rows] = match space {
            Space::Volume => {
                let columns = above_root(count as f64, 1.0 / 3.0);
                [columns, above_root((count as f64 / columns as f64).max(1.0), 0.5)]
            }
            Space::Plane => [above_root(count as f64, 0.5), 1],
        };
        let cell = |at: i64| [at % columns, at / columns % rows, at / columns / rows];
        let own: Vec<Block> = (0..count)
            .flat_map(|at| {
                let cell = cell(at);
                let by = [ALONG, ACROSS, UP].map(|axis| cell[axis] * pitch[axis]);
                blocks.iter().map(move |block| block.moved(by))
            })
            .collect();
        let bounds = Block::around_all(own.iter().copied())?;
        let low = [ALONG, ACROSS, UP]
            .map(|axis| targets[axis].map(|at| low_for(at, bounds.high[axis] - bounds.low[axis]) - bounds.low[axis]));
        let mut item = Item {
            body: Some(number),
            core: None,
            own,
            spent: body.voxels,
            inner: Vec::new(),
            holds: body.voxels,
            bounds,
            outline: vec![bounds],
            ends: [End::of(&bounds, 0), End::of(&bounds, 1)],
            fixed: targets.map(|target| target.is_some()),
            wanted: None,
        };
        item.shift(low.map(Option::unwrap_or_default));
        item.wanted = targets[ALONG].map(|_| item.bounds.low[ALONG]);
        Some(item)
    }
}

fn above_root(number: f64, power: f64) -> i64 {
    (number.powf(power).ceil() as i64).max(1)
}
