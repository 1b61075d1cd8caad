//! The wall of a body around what it holds.

#![expect(clippy::indexing_slicing, reason = "windows of two have two")]

use super::block::{ALONG, Block, Point, union_voxels};
use super::item::{CORNERED, End, Item, join};
use crate::volume::Space;

/// A body's shell around the groups of what it holds: one voxel around every block of a group, and a link wherever the walls
/// of neighbouring groups do not meet.
///
/// Blocks that lie in a row, each meeting only those next to it, make a body without tunnels: what boxes have in common is a
/// box, so their union is what their meetings are (the nerve theorem).
#[derive(Debug, Clone, Default)]
pub struct Shell {
    pub blocks: Vec<Block>,
    /// Its left and right end along the shelf, unless it is empty.
    pub ends: Option<[End; 2]>,
}

impl Shell {
    /// Around groups in the order of the shelf, [`gap`] apart.
    pub fn around(groups: &[Vec<Block>], space: Space) -> Shell {
        let walls = |group: &Vec<Block>| group.iter().map(|block| block.with_wall(space)).collect::<Vec<Block>>();
        let groups: Vec<Vec<Block>> = groups.iter().map(walls).collect();
        let ends: Vec<[End; 2]> =
            groups.iter().filter_map(|group| Some([outer(group, 0)?, outer(group, 1)?])).collect();
        let links = ends.windows(2).flat_map(|pair| join(&pair[0][1], &pair[1][0]));
        let both = ends.first().zip(ends.last()).map(|(first, last)| [first[0], last[1]]);
        Shell { blocks: groups.iter().flatten().copied().chain(links).collect(), ends: both }
    }

    /// Voxels it encloses and consists of.
    pub fn voxels(&self) -> u64 {
        union_voxels(&self.blocks)
    }

    pub fn shift(&mut self, by: Point) {
        self.blocks.iter_mut().for_each(|block| *block = block.moved(by));
        self.ends = self.ends.map(|ends| ends.map(|end| end.moved(by)));
    }
}

/// Voxels to leave between neighbours on a shelf inside a body, so that both have a wall and the walls can be joined.
pub fn gap(left: &Item, right: &Item, space: Space) -> i64 {
    let wall = |item: &Item, side: usize| {
        let walls: Vec<Block> = item.outline.iter().map(|block| block.with_wall(space)).collect();
        outer(&walls, side)
    };
    match (wall(left, 1), wall(right, 0)) {
        (Some(left), Some(right)) if !left.faces(&right) => 2 + CORNERED,
        _ => 1,
    }
}

/// The left (0) or right (1) face of the outermost block.
fn outer(blocks: &[Block], side: usize) -> Option<End> {
    let block = match side {
        0 => blocks.iter().min_by_key(|block| block.low[ALONG]),
        _ => blocks.iter().max_by_key(|block| block.high[ALONG]),
    };
    block.map(|block| End::of(block, side))
}
