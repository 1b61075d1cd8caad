//! Cavities: bounded parts of a structure's complement.

#![expect(clippy::indexing_slicing, reason = "row, run and gap numbers come from the structure's own lists")]

use super::components::{Component, gather};
use super::connectivity::{Connectivity, Space};
use super::forest::Forest;
use super::rows::{Near, Rows};
use super::structure::{Run, RunSet};

/// The cavities of a structure, largest first; equal ones in raster order of their first voxels.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cavities {
    pub parts: Vec<Component>,
    gaps: Vec<Gap>,
    /// For each gap, its position in `parts`.
    part_of_gap: Vec<u32>,
}

/// Voxels between two runs of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gap {
    pub z: u32,
    pub y: u32,
    pub run: Run,
}

/// Components of the complement that do not reach the outside, the grid imagined padded by one empty voxel: cavities in a
/// volume (the Betti number b2 of the structure), holes in a plane (b1).
///
/// `complement` is the connectivity of the complement, the opposite of the structure's own:
/// see [`Connectivity::of_complement`].
///
/// Only gaps between two runs of one row can lie in a cavity; a gap is outside if a neighbouring row is empty, or ends
/// before the gap does. The other gaps are joined with those they overlap. Time goes with the number of runs.
pub fn cavities(set: &RunSet, complement: Connectivity, space: Space) -> Cavities {
    let rows = set.view();
    let mut forest = Forest::default();
    let parts = rows.join_gaps(complement, space, &mut forest);
    let mut gaps = Vec::new();
    let mut numbers = Vec::new();
    for (gap, number) in rows.gaps().zip(forest.numbers().iter().skip(1)) {
        // Number 0 is the outside.
        if let Some(number) = number.checked_sub(1) {
            gaps.push(gap);
            numbers.push(number);
        }
    }
    let found = gather(gaps.iter().map(|gap| (gap.z, gap.y, gap.run)), &numbers, parts);
    Cavities { parts: found.parts, gaps, part_of_gap: found.part_of_run }
}

impl Cavities {
    /// The cavities as structures, in the order of `parts`.
    pub fn split(&self) -> Vec<RunSet> {
        let mut sets = vec![RunSet::default(); self.parts.len()];
        for (gap, &part) in self.gaps.iter().zip(&self.part_of_gap) {
            if let Some(set) = sets.get_mut(part as usize) {
                set.push(gap.z, gap.y, gap.run);
            }
        }
        sets
    }
}

/// The rows around one: (z step, y step), first those behind it in raster order; faces before edges.
const AROUND: [(i32, i32); 8] = [(0, -1), (-1, 0), (0, 1), (1, 0), (-1, -1), (-1, 1), (1, -1), (1, 1)];

/// The set of gaps that are not enclosed.
const OUTSIDE: u32 = 0;

impl Rows<'_> {
    /// All gaps, in raster order. The k-th of row r has the number `first run of r − r + k`.
    pub fn gaps(&self) -> impl Iterator<Item = Gap> + '_ {
        self.rows.iter().enumerate().flat_map(|(index, row)| {
            self.row(index).runs.windows(2).map(move |pair| Gap {
                z: row.z,
                y: row.y,
                run: Run { start: pair[0].end, end: pair[1].start },
            })
        })
    }

    /// Joins gaps to cavities and to the outside, and numbers them: set 0 is the outside, thing 1 + g is gap g. Returns
    /// the number of cavities.
    pub fn join_gaps(&self, complement: Connectivity, space: Space, forest: &mut Forest) -> usize {
        let gaps = self.runs.len() - self.rows.len();
        forest.reset(1 + gaps);
        if gaps == 0 {
            return 0;
        }
        let mut slices = SliceStarts::default();
        for index in 0..self.rows.len() {
            let row = self.row(index);
            if row.runs.len() < 2 {
                continue;
            }
            for step in AROUND {
                let (dz, dy) = step;
                let across_edge = dz != 0 && dy != 0;
                if (space == Space::Plane && dz != 0) || (complement == Connectivity::Six && across_edge) {
                    continue;
                }
                // In the connectivity of 18, the corner of a gap does not reach across an edge.
                let touching = match complement {
                    Connectivity::Six => false,
                    Connectivity::Eighteen => !across_edge,
                    Connectivity::TwentySix => true,
                };
                let beside = slices.beside(self, index, dz, dy);
                self.join_row(index, beside, touching, forest);
            }
        }
        forest.number() - 1
    }

    /// Joins the gaps of a row with the outside and the gaps of a neighbouring row.
    fn join_row(&self, index: usize, beside: Option<usize>, touching: bool, forest: &mut Forest) {
        let first = self.gap_number(index);
        let gaps = self.row(index).runs.windows(2).map(|pair| Run { start: pair[0].end, end: pair[1].start });
        let Some(beside) = beside else {
            (0..gaps.len()).for_each(|gap| forest.join(OUTSIDE, first + gap as u32));
            return;
        };
        let Near { runs: near, .. } = self.row(beside);
        let near_first = self.gap_number(beside);
        let (low, high) = (near[0].start, near[near.len() - 1].end);
        let mut start = 0;
        for (offset, gap) in gaps.enumerate() {
            let number = first + offset as u32;
            let leaves = if touching { gap.start <= low || gap.end >= high } else { gap.start < low || gap.end > high };
            if leaves {
                forest.join(OUTSIDE, number);
            }
            if beside > index {
                continue;
            }
            let reach = |other: Run| if touching { other.end >= gap.start } else { other.end > gap.start };
            while let Some(pair) = near.get(start..start + 2)
                && !reach(Run { start: pair[0].end, end: pair[1].start })
            {
                start += 1;
            }
            for (offset, pair) in near.windows(2).enumerate().skip(start) {
                let other = pair[0].end;
                if if touching { other > gap.end } else { other >= gap.end } {
                    break;
                }
                forest.join(near_first + offset as u32, number);
            }
        }
    }

    /// The forest's number of the first gap of a row.
    fn gap_number(&self, index: usize) -> u32 {
        (1 + self.rows[index].first - index) as u32
    }
}

/// Finds neighbouring rows; remembers where it is in the slice before and the slice behind.
#[derive(Debug, Default)]
struct SliceStarts {
    before: usize,
    behind: usize,
}

impl SliceStarts {
    /// The row at a step from row `index`, if it holds something. `index` must not fall between calls.
    fn beside(&mut self, rows: &Rows<'_>, index: usize, dz: i32, dy: i32) -> Option<usize> {
        let row = rows.rows[index];
        let wanted = (row.z.checked_add_signed(dz)?, row.y.checked_add_signed(dy)?);
        let at = |index: usize| rows.rows.get(index).map(|row| (row.z, row.y));
        let mut found = match dz {
            0 if dy < 0 => index.checked_sub(1)?,
            0 => index + 1,
            _ => {
                let start = if dz < 0 { &mut self.before } else { &mut self.behind };
                // Three rows are asked for in any order: stop before the first of them.
                let first = (wanted.0, row.y.saturating_sub(1));
                while at(*start).is_some_and(|place| place < first) {
                    *start += 1;
                }
                *start
            }
        };
        while at(found).is_some_and(|place| place < wanted) {
            found += 1;
        }
        (at(found) == Some(wanted)).then_some(found)
    }
}
