//! What stands on a shelf: a body with all that it holds, or a bubble.

#![expect(clippy::indexing_slicing, reason = "axes are 0, 1 or 2, and so are the arrays they index")]

use super::block::{ACROSS, ALONG, Block, Point, UP, path};
use super::core::Core;
use crate::volume::Space;

/// Voxels of one body, or of a bubble, which takes them from the body painted before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    pub body: Option<usize>,
    pub block: Block,
}

/// A body whose solid part has its room, and is filled when it is known what its bridges take.
#[derive(Debug, Clone)]
pub struct Item {
    /// `None`: a bubble.
    pub body: Option<usize>,
    pub core: Option<Core>,
    /// The rest of the body: walls, links, handles, bridges; those in front of what it holds.
    pub own: Vec<Block>,
    /// The body's own voxels outside its core.
    pub spent: u64,
    /// What it holds, finished.
    pub inner: Vec<Piece>,
    /// Voxels of the item altogether.
    pub holds: u64,
    pub bounds: Block,
    /// Blocks that together enclose all of it, in a row along the shelf.
    pub outline: Vec<Block>,
    /// Where it can be met from the left and from the right along the shelf.
    pub ends: [End; 2],
    /// For each axis, whether something in it has a place there.
    pub fixed: [bool; 3],
    /// How far along the shelf it is to go; `None`: anywhere.
    pub wanted: Option<i64>,
}

/// A rectangle of voxels of one body that look along the shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// The side of these voxels: no voxel of the body lies beyond.
    pub at: i64,
    /// Lowest and highest coordinate across and up, both inclusive.
    pub across: (i64, i64),
    pub up: (i64, i64),
}

impl Item {
    /// A cavity of that many voxels, no longer than it may be.
    pub fn bubble(voxels: u64, space: Space, most: [Option<i64>; 3]) -> Option<Item> {
        let cube = Core::for_voxels(voxels, 1, space, [None; 3])?;
        let flat = [ALONG, ACROSS, UP].map(|axis| most[axis].filter(|&most| cube.side(axis) > most));
        let core = Core::for_voxels(voxels, 1, space, flat)?;
        let inner = core.fill(voxels).into_iter().map(|block| Piece { body: None, block }).collect();
        Some(Item {
            body: None,
            core: None,
            own: Vec::new(),
            spent: 0,
            inner,
            holds: voxels,
            bounds: core.room,
            outline: vec![core.room],
            ends: [End::of(&core.room, 0), End::of(&core.room, 1)],
            fixed: [false; 3],
            wanted: None,
        })
    }

    /// Moves all of it.
    pub fn shift(&mut self, by: Point) {
        self.core = self.core.map(|core| core.moved(by));
        self.own.iter_mut().for_each(|block| *block = block.moved(by));
        self.inner.iter_mut().for_each(|piece| piece.block = piece.block.moved(by));
        self.bounds = self.bounds.moved(by);
        self.outline.iter_mut().for_each(|block| *block = block.moved(by));
        self.ends = self.ends.map(|end| end.moved(by));
    }

    /// What free items are lined up by: the front of the top plate.
    pub fn front(&self, axis: usize) -> i64 {
        let block = self.core.map_or(self.bounds, |core| core.room);
        if axis == UP { block.high[UP] - 1 } else { block.low[axis] }
    }
}

impl End {
    /// The left (0) or right (1) face of a block.
    pub fn of(block: &Block, side: usize) -> End {
        End {
            at: if side == 0 { block.low[ALONG] } else { block.high[ALONG] },
            across: (block.low[ACROSS], block.high[ACROSS] - 1),
            up: (block.low[UP], block.high[UP] - 1),
        }
    }

    /// The same face of a core, of which only the top plate is full for certain.
    pub fn of_core(core: &Core, side: usize) -> End {
        End { up: (core.top(), core.top()), ..End::of(&core.room, side) }
    }

    pub fn moved(self, by: Point) -> End {
        let [p, q, r] = by;
        let add = |(low, high): (i64, i64), by: i64| (low + by, high + by);
        End { at: self.at + p, across: add(self.across, q), up: add(self.up, r) }
    }

    /// Whether a straight line along the shelf leads from one to the other.
    pub fn faces(&self, other: &End) -> bool {
        let common = |a: (i64, i64), b: (i64, i64)| a.0.max(b.0) <= a.1.min(b.1);
        common(self.across, other.across) && common(self.up, other.up)
    }
}

/// Voxels to leave between two ends that are to be joined and do not face each other.
pub const CORNERED: i64 = 3;

/// The path from a right end to a left end further along the shelf; nothing if they meet. It turns one voxel from the right
/// end, so that it touches either in one face only.
pub fn join(right: &End, left: &End) -> Vec<Block> {
    if right.at >= left.at {
        return Vec::new();
    }
    // Where both have it, as high and as far back as can be; else where they come nearest.
    let nearest = |a: (i64, i64), b: (i64, i64)| {
        let high = a.1.min(b.1);
        if high >= a.0.max(b.0) { (high, high) } else { (b.0.clamp(a.0, a.1), a.0.clamp(b.0, b.1)) }
    };
    let (from_q, to_q) = nearest(right.across, left.across);
    let (from_r, to_r) = nearest(right.up, left.up);
    let turn = if (from_q, from_r) == (to_q, to_r) { right.at } else { right.at + 1 };
    path(&[
        [right.at, from_q, from_r],
        [turn, from_q, from_r],
        [turn, to_q, from_r],
        [turn, to_q, to_r],
        [left.at - 1, to_q, to_r],
    ])
}
