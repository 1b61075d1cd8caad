//! The solid part of a body: a box that is filled from its top plate down to an exact number of voxels.

use super::block::{ACROSS, ALONG, Block, Point, UP};
use crate::volume::Space;

/// The box a body's solid part may take. Filled layer by layer from the top, a layer line by line along the shelf, it has no
/// cavity, no tunnel, and no voxels that meet across an edge or a corner alone, for any number of voxels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Core {
    pub room: Block,
}

impl Core {
    /// The box nearest to a cube, in a plane to a square, for that many voxels and at least so many along the shelf, with
    /// prescribed sides where they can be had. It stands on the origin. `None`: there are not enough for one line.
    pub fn for_voxels(voxels: u64, width: i64, space: Space, sides: [Option<i64>; 3]) -> Option<Core> {
        let voxels = i64::try_from(voxels).ok()?;
        if voxels < width || voxels < 1 {
            return None;
        }
        let [along, across, up] = sides.map(|side| side.map(|side| side.clamp(1, voxels)));
        let across = if space == Space::Volume { across } else { Some(1) };
        let plate = match (along, across, up) {
            (Some(along), Some(across), _) => (along, across),
            (Some(along), None, Some(up)) => (along, above(voxels, along * up)),
            (None, Some(across), Some(up)) => (above(voxels, across * up), across),
            (Some(along), None, None) => (along, root(voxels as f64 / along as f64)),
            (None, Some(across), None) => (root(voxels as f64 / across as f64), across),
            (None, None, Some(up)) => plate_below(voxels, up, width),
            (None, None, None) => {
                let along = ((voxels as f64).cbrt().ceil() as i64).clamp(1, voxels);
                (along, root(voxels as f64 / along.max(width) as f64))
            }
        };
        let along = plate.0.clamp(1, voxels).max(width);
        // The top plate is always full.
        let across = plate.1.min(voxels / along).max(1);
        Some(Core { room: Block::of_size([0, 0, 0], [along, across, above(voxels, along * across)]) })
    }

    /// Voxels of the layer on which all that is attached to the core rests.
    pub fn plate(&self) -> u64 {
        let [along, across, _] = self.size();
        (along * across).unsigned_abs()
    }

    pub fn holds(&self, voxels: u64) -> bool {
        self.plate() <= voxels && voxels <= self.room.voxels()
    }

    /// The coordinate of the top plate.
    pub fn top(&self) -> i64 {
        let [.., up] = self.room.high;
        up - 1
    }

    /// That many of its voxels, as blocks that do not overlap.
    pub fn fill(&self, voxels: u64) -> Vec<Block> {
        let [along, across, _] = self.size();
        let count = i64::try_from(voxels).unwrap_or(i64::MAX);
        let (layers, rest) = (count / (along * across).max(1), count % (along * across).max(1));
        let (lines, rest) = (rest / along.max(1), rest % along.max(1));
        let [p, q, top] = self.room.high;
        let [low_p, low_q, _] = self.room.low;
        let next = top - layers;
        let blocks = [
            Block { low: [low_p, low_q, next], high: [p, q, top] },
            Block { low: [low_p, low_q, next - 1], high: [p, low_q + lines, next] },
            Block { low: [low_p, low_q + lines, next - 1], high: [low_p + rest, low_q + lines + 1, next] },
        ];
        blocks.into_iter().filter(|block| block.voxels() > 0).collect()
    }

    #[must_use]
    pub fn moved(&self, by: Point) -> Self {
        Core { room: self.room.moved(by) }
    }

    fn size(&self) -> [i64; 3] {
        let Block { low: [a, b, c], high: [d, e, f] } = self.room;
        [d - a, e - b, f - c]
    }

    /// Voxels along an axis.
    pub fn side(&self, axis: usize) -> i64 {
        let [along, across, up] = self.size();
        match axis {
            ALONG => along,
            ACROSS => across,
            UP => up,
            _ => 0,
        }
    }
}

/// The plate on which so many voxels stand exactly so high, or as nearly as can be; of several the one nearest to a square.
fn plate_below(voxels: i64, up: i64, width: i64) -> (i64, i64) {
    let square = root(voxels as f64 / up as f64).max(width);
    let plates = (0..square).flat_map(|less| {
        let along = square - less;
        let across = voxels / (along * up).max(1);
        [(along, across.max(1)), (along, above(voxels, along * up))]
    });
    let fits = plates.filter(|(along, across)| along * across <= voxels);
    fits.min_by_key(|(along, across)| above(voxels, along * across).abs_diff(up)).unwrap_or((square, 1))
}

fn root(number: f64) -> i64 {
    (number.sqrt().ceil() as i64).max(1)
}

/// How often a number goes into another, rounded up.
fn above(number: i64, by: i64) -> i64 {
    (number + by - 1) / by.max(1)
}

#[cfg(test)]
mod tests {
    use super::super::block::voxels;
    use super::*;

    #[test]
    fn every_count_is_met_exactly_and_fits() {
        for count in 1..400 {
            for (width, space) in [1, 3, 7].into_iter().flat_map(|w| [(w, Space::Volume), (w, Space::Plane)]) {
                let Some(core) = Core::for_voxels(count, width, space, [None; 3]) else {
                    assert!(count < width as u64);
                    continue;
                };
                assert!(core.holds(count) && core.side(ALONG) >= width, "{count} {width} {core:?}");
                assert!(space == Space::Volume || core.side(ACROSS) == 1);
                let fewer = core.plate() + (count - core.plate()) / 2;
                for count in [count, fewer] {
                    let blocks = core.fill(count);
                    assert_eq!(voxels(&blocks), count);
                    assert_eq!(Block::around_all(blocks.iter().copied()).unwrap().high, core.room.high);
                    assert!(blocks.iter().all(|block| block.common(&core.room) == *block));
                }
            }
        }
    }

    #[test]
    fn prescribed_sides_are_had_where_there_are_voxels_for_them() {
        let sides = |count, sides| {
            let core = Core::for_voxels(count, 1, Space::Volume, sides).unwrap();
            assert!(core.holds(count));
            [ALONG, ACROSS, UP].map(|axis| core.side(axis))
        };
        for side in [1, 2, 5, 40] {
            for count in [200, 1000, 12_345] {
                assert_eq!(sides(count, [Some(side), None, None])[ALONG], side);
                assert_eq!(sides(count, [None, Some(side), None])[ACROSS], side);
                assert_eq!(sides(count, [None, None, Some(side)])[UP], side, "{count}");
            }
        }
        assert_eq!(sides(10, [Some(40), None, None]), [10, 1, 1]);
        // One more layer rather than a third less.
        assert_eq!(sides(165, [None, None, Some(41)]), [2, 2, 42]);
        assert_eq!(sides(1000, [Some(4), Some(5), None]), [4, 5, 50]);
    }
}
