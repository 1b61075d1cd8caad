//! Bodies that reach the edge of the grid.

use super::block::{ACROSS, ALONG, Block, UP, path, voxels};
use super::item::Item;

/// Voxels of the core along the shelf that a path to the edge needs; beside a wall, which may stand out, one more.
pub fn width(border: bool, walled: bool) -> i64 {
    1 + i64::from(border && walled)
}

/// A path from the top plate to the outermost layer, the one after `content`: upwards or to the front, whichever is shorter.
/// `None` if the item has no core.
pub fn reach(item: &Item, content: &Block, ladder: bool) -> Option<Vec<Block>> {
    let core = item.core?;
    // As far as can be from a wall beside the core, which may stand out above it or before it.
    let wall_left = item.bounds.low[ALONG] < core.room.low[ALONG];
    let along = if wall_left { core.room.high[ALONG] - 1 } else { core.room.low[ALONG] };
    let (back, top) = (core.room.low[ACROSS], core.top());
    let up = path(&[[along, back, top + 1], [along, back, content.high[UP]]]);
    let front = core.room.high[ACROSS];
    let forward = path(&[[along, front, top], [along, content.high[ACROSS], top]]);
    Some(if !ladder && voxels(&up) <= voxels(&forward) { up } else { forward })
}
