//! Rings on top of a body: each adds exactly one tunnel.

use super::block::Block;
use super::core::Core;

/// Voxels that so many handles take.
pub fn voxels(handles: u32) -> u64 {
    5 * u64::from(handles)
}

/// Voxels of the core along the shelf that a ladder needs; beside a wall, which may rise above the core, one more.
pub fn width(handles: u32, walled: bool) -> i64 {
    if handles == 0 { 1 } else { 3 + i64::from(walled) }
}

/// A ladder on the front of the top plate, at its right or left end: two rails two voxels apart, and a rung above every gap.
/// Each gap is one tunnel, open on both sides.
pub fn ladder(core: &Core, handles: u32, right: bool) -> Vec<Block> {
    let ([low, ..], [high, front, top]) = (core.room.low, core.room.high);
    let (p, q) = (if right { high - 3 } else { low }, front - 1);
    let storey = |level: i64| {
        let up = top + 2 * level;
        [
            Block::of_size([p, q, up], [1, 1, 1]),
            Block::of_size([p + 2, q, up], [1, 1, 1]),
            Block::of_size([p, q, up + 1], [3, 1, 1]),
        ]
    };
    (0..i64::from(handles)).flat_map(storey).collect()
}
