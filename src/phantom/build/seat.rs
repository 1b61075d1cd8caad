//! Where a body's core stands beside its wall.

#![expect(clippy::indexing_slicing, reason = "axes are 0, 1 or 2, and so are the arrays they index")]

use super::block::{ACROSS, ALONG, Block, Point, UP};
use super::core::Core;
use super::item::{CORNERED, End, join};

/// What decides where a core stands.
#[derive(Debug, Clone, Copy)]
pub struct Wishes {
    /// Where the mean of the core is wanted.
    pub targets: [Option<f64>; 3],
    /// Axes along which the wall must stay.
    pub fixed: [bool; 3],
    /// Whether it stands to the right of the wall.
    pub rightwards: bool,
}

/// A core in its place.
#[derive(Debug, Clone)]
pub struct Seat {
    pub core: Core,
    /// How far the wall follows it.
    pub follow: Point,
    /// What joins it to the wall where they do not meet.
    pub link: Vec<Block>,
}

/// Puts a core at the end of a wall: where it is wanted, or else level with the wall. A wall that is free comes along.
pub fn seat(core: Core, wall: Option<[End; 2]>, wishes: &Wishes) -> Seat {
    let side = usize::from(wishes.rightwards);
    let (mut by, mut follow): (Point, Point) = ([0; 3], [0; 3]);
    for axis in [ACROSS, UP] {
        let wanted = wishes.targets[axis].map(|at| low_for(at, core.side(axis)) - core.room.low[axis]);
        let level = wall.map(|ends| match axis {
            UP => ends[side].up.1 - core.top(),
            _ => ends[side].across.0 - core.room.low[ACROSS],
        });
        by[axis] = wanted.or(level).unwrap_or(0);
        if let (Some(wanted), Some(level), false) = (wanted, level, wishes.fixed[axis]) {
            follow[axis] = wanted - level;
        }
    }
    let mut core = core.moved(by);
    let Some(wall) = wall.map(|ends| ends[side].moved(follow)) else { return Seat { core, follow, link: Vec::new() } };
    let meet = |core: &Core| End::of_core(core, 1 - side);
    let gap = if wall.faces(&meet(&core)) { 0 } else { CORNERED };
    let along =
        if wishes.rightwards { wall.at + gap - core.room.low[ALONG] } else { wall.at - gap - core.room.high[ALONG] };
    core = core.moved([along, 0, 0]);
    let link = if wishes.rightwards { join(&wall, &meet(&core)) } else { join(&meet(&core), &wall) };
    Seat { core, follow, link }
}

/// The lowest coordinate of so many voxels whose mean is nearest to a target.
pub fn low_for(target: f64, side: i64) -> i64 {
    (target - (side - 1) as f64 / 2.0).round() as i64
}
