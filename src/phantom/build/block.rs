//! Blocks of voxels and paths of one voxel's width.
//!
//! A phantom is laid out on a *shelf*: bodies stand in a row along the first axis, their top plates to the third, and
//! bridges between bodies that do not stand side by side run behind them, towards lower coordinates of the second. Which
//! anatomical axis each one is, is decided for every plan.

#![expect(clippy::indexing_slicing, reason = "axes are 0, 1 or 2, and so are the arrays they index")]

use crate::volume::Space;

/// Whole coordinates: along the shelf, across it, up.
pub type Point = [i64; 3];

pub const ALONG: usize = 0;
pub const ACROSS: usize = 1;
pub const UP: usize = 2;

/// A box of voxels, `high` exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    pub low: Point,
    pub high: Point,
}

impl Block {
    pub fn of_size(low: Point, size: Point) -> Self {
        Block { low, high: [0, 1, 2].map(|axis| low[axis] + size[axis]) }
    }

    /// The line from one voxel to another, both included, along one axis.
    fn line(from: Point, to: Point) -> Self {
        Block {
            low: [0, 1, 2].map(|axis| from[axis].min(to[axis])),
            high: [0, 1, 2].map(|axis| from[axis].max(to[axis]) + 1),
        }
    }

    pub fn voxels(&self) -> u64 {
        (0..3).map(|axis| u64::try_from(self.high[axis] - self.low[axis]).unwrap_or(0)).product()
    }

    #[must_use]
    pub fn moved(&self, by: Point) -> Self {
        let add = |at: Point| [0, 1, 2].map(|axis| at[axis] + by[axis]);
        Block { low: add(self.low), high: add(self.high) }
    }

    /// The smallest block around both.
    #[must_use]
    pub fn around(&self, other: &Block) -> Self {
        Block {
            low: [0, 1, 2].map(|axis| self.low[axis].min(other.low[axis])),
            high: [0, 1, 2].map(|axis| self.high[axis].max(other.high[axis])),
        }
    }

    /// One voxel wider on every side; in a plane, which has no sides across it, on the others.
    #[must_use]
    pub fn with_wall(&self, space: Space) -> Self {
        let [along, across, up] = [1, i64::from(space == Space::Volume), 1];
        let [p, q, r] = self.low;
        let [s, t, u] = self.high;
        Block { low: [p - along, q - across, r - up], high: [s + along, t + across, u + up] }
    }

    /// The common voxels; without any if the blocks lie apart.
    #[must_use]
    pub fn common(&self, other: &Block) -> Self {
        let low = [0, 1, 2].map(|axis| self.low[axis].max(other.low[axis]));
        Block { low, high: [0, 1, 2].map(|axis| self.high[axis].min(other.high[axis]).max(low[axis])) }
    }

    /// The smallest block around all.
    pub fn around_all(blocks: impl IntoIterator<Item = Block>) -> Option<Block> {
        blocks.into_iter().reduce(|a, b| a.around(&b))
    }
}

/// The voxels of a path through corners that each lie straight ahead of the one before, as blocks that do not overlap.
pub fn path(corners: &[Point]) -> Vec<Block> {
    let mut legs = Vec::new();
    let mut at: Option<Point> = None;
    for &to in corners {
        match at {
            None => legs.push(Block::line(to, to)),
            Some(from) if from == to => {}
            // The corner itself belongs to the leg before.
            Some(from) => {
                legs.push(Block::line([0, 1, 2].map(|axis| from[axis] + (to[axis] - from[axis]).signum()), to))
            }
        }
        at = Some(to);
    }
    legs
}

/// Voxels of blocks that do not overlap.
pub fn voxels(blocks: &[Block]) -> u64 {
    blocks.iter().map(Block::voxels).sum()
}

/// Voxels that lie in any of the blocks.
pub fn union_voxels(blocks: &[Block]) -> u64 {
    let all: Vec<&Block> = blocks.iter().collect();
    union_from(&all, 0)
}

/// Size of the union, from an axis on.
fn union_from(blocks: &[&Block], axis: usize) -> u64 {
    if axis == 3 {
        return u64::from(!blocks.is_empty());
    }
    let mut ends: Vec<i64> = blocks.iter().flat_map(|block| [block.low[axis], block.high[axis]]).collect();
    ends.sort_unstable();
    ends.dedup();
    let stretch = |pair: &[i64]| {
        let covers = |block: &&&Block| block.low[axis] <= pair[0] && pair[1] <= block.high[axis];
        let held: Vec<&Block> = blocks.iter().filter(covers).copied().collect();
        (pair[1] - pair[0]).unsigned_abs() * union_from(&held, axis + 1)
    };
    ends.windows(2).map(stretch).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_voxels_count_once() {
        let cube = Block::of_size([0, 0, 0], [4, 4, 4]);
        assert_eq!(union_voxels(&[cube, cube.moved([2, 2, 2]), cube.moved([0, 0, 9])]), 64 + 64 - 8 + 64);
        assert_eq!(union_voxels(&[]), 0);
    }

    #[test]
    fn a_path_counts_its_corners_once() {
        let legs = path(&[[0, 0, 0], [0, -3, 0], [0, -3, 0], [5, -3, 0], [5, 0, 0]]);
        assert_eq!(voxels(&legs), 4 + 5 + 3);
        assert_eq!(legs[2], Block { low: [1, -3, 0], high: [6, -2, 1] });
        assert!(legs.iter().enumerate().all(|(i, a)| legs[..i].iter().all(|b| a.common(b).voxels() == 0)));
    }
}
