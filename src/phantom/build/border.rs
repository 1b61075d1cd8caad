//! Bodies that reach the edge of the grid.

use super::block::{ACROSS, ALONG, Block, UP, path, voxels};
use super::item::Item;

/// Voxels of the core along the shelf that a path to the edge needs; beside a wall, which may stand out, one more.
pub fn width(border: bool, walled: bool) -> i64 {
    1 + i64::from(border && walled)
}

/// The directions in which a path may leave a top plate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ways {
    Both,
    /// In a plane there is no front.
    Up,
    /// A ladder is in the way.
    Forward,
}

/// A path from the top plate to the outermost layer, the one after `content`: upwards or to the front, whichever is shorter.
/// `None` if the item has no core.
pub fn reach(item: &Item, content: &Block, ways: Ways) -> Option<Vec<Block>> {
    let core = item.core?;
    // As far as can be from a wall beside the core, which may stand out above it or before it.
    let wall_left = item.bounds.low[ALONG] < core.room.low[ALONG];
    let along = if wall_left { core.room.high[ALONG] - 1 } else { core.room.low[ALONG] };
    let (back, top) = (core.room.low[ACROSS], core.top());
    let up = path(&[[along, back, top + 1], [along, back, content.high[UP]]]);
    let front = core.room.high[ACROSS];
    let forward = path(&[[along, front, top], [along, content.high[ACROSS], top]]);
    Some(match ways {
        Ways::Up => up,
        Ways::Both if voxels(&up) <= voxels(&forward) => up,
        Ways::Both | Ways::Forward => forward,
    })
}
