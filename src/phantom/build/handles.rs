//! Rings on top of a body: each adds exactly one tunnel.

use super::block::{Block, Point};

/// Voxels that so many handles take.
pub fn voxels(handles: u32) -> u64 {
    5 * u64::from(handles)
}

/// Voxels of the top plate, in a row along the shelf, that a ladder stands on.
pub const FOOT: i64 = 3;

/// A ladder that stands on three voxels of the top plate, `foot` being the first of them: two rails two voxels apart, and
/// a rung above every gap. Each gap is one tunnel, open on both sides.
pub fn ladder(foot: Point, handles: u32) -> Vec<Block> {
    let [p, q, r] = foot;
    let storey = |level: i64| {
        let up = r + 1 + 2 * level;
        [
            Block::of_size([p, q, up], [1, 1, 1]),
            Block::of_size([p + 2, q, up], [1, 1, 1]),
            Block::of_size([p, q, up + 1], [3, 1, 1]),
        ]
    };
    (0..i64::from(handles)).flat_map(storey).collect()
}
