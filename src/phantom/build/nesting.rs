//! The wall of a body around what it holds.

#![expect(clippy::indexing_slicing, reason = "windows of two have two")]

use super::block::Block;
use super::item::{End, join};

/// A body's shell around the groups of what it holds, standing in a row: a box with a wall of one voxel around each group,
/// and a link wherever two of them do not meet.
#[derive(Debug, Clone, Default)]
pub struct Shell {
    pub boxes: Vec<Block>,
    pub links: Vec<Block>,
}

impl Shell {
    /// Around blocks in the order of the shelf. Neighbours whose walls overlap across the shelf are one voxel or more
    /// apart, others five or more.
    pub fn around(groups: &[Block]) -> Shell {
        let boxes: Vec<Block> = groups.iter().map(Block::with_wall).collect();
        let links = boxes.windows(2).flat_map(|pair| join(&End::of(&pair[0], 1), &End::of(&pair[1], 0))).collect();
        Shell { boxes, links }
    }

    /// Voxels it encloses and consists of. Only neighbours overlap, in a common wall.
    pub fn voxels(&self) -> u64 {
        let common: u64 = self.boxes.windows(2).map(|pair| pair[0].common(&pair[1]).voxels()).sum();
        let all: u64 = self.boxes.iter().chain(&self.links).map(Block::voxels).sum();
        all.saturating_sub(common)
    }
}

/// Voxels to leave between neighbours on a shelf inside a body, so that both have a wall.
pub fn gap(left: &Block, right: &Block) -> i64 {
    let (left, right) = (End::of(&left.with_wall(), 1), End::of(&right.with_wall(), 0));
    if left.faces(&right) { 1 } else { 2 + super::item::CORNERED }
}
