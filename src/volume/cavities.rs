//! Cavities: bounded parts of a structure's complement.

#![expect(clippy::indexing_slicing, reason = "row, run and gap numbers come from the structure's own lists")]

use super::components::{Component, gather};
use super::connectivity::{Connectivity, Space};
use super::forest::Forest;
use super::rows::{LinkedRows, Links, Rows};
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
    let mut links = Links::default();
    let parts = links.link(rows, space).join_gaps(complement, space, &mut forest, &mut Vec::new());
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
}

impl LinkedRows<'_> {
    /// Joins gaps to cavities and to the outside, and numbers them: set 0 is the outside, thing 1 + g is gap g. Returns
    /// the number of cavities. `met` is memory to use.
    pub fn join_gaps(&self, complement: Connectivity, space: Space, forest: &mut Forest, met: &mut Vec<u8>) -> usize {
        let rows = self.rows;
        let gaps = rows.runs.len() - rows.rows.len();
        forest.reset(1 + gaps);
        if gaps == 0 {
            return 0;
        }
        // The rows that count as neighbours, A to D, and whether a gap reaches their corners: across faces for more than
        // 6, across edges for 26.
        let (corners_of_faces, edges) = (complement != Connectivity::Six, complement != Connectivity::Six);
        let corners_of_edges = complement == Connectivity::TwentySix;
        let neighbours: &[(usize, bool)] = match (space, edges) {
            (Space::Plane, _) => &[(0, corners_of_faces)],
            (Space::Volume, false) => &[(0, corners_of_faces), (1, corners_of_faces)],
            (Space::Volume, true) => {
                &[(0, corners_of_faces), (1, corners_of_faces), (2, corners_of_edges), (3, corners_of_edges)]
            }
        };
        // For each row with gaps, which of the rows that have it as A to D hold something.
        met.clear();
        met.resize(rows.rows.len(), 0);
        for index in 0..rows.rows.len() {
            let (gaps, repeats) = (self.has_gaps(index), self.repeats(index));
            for &(place, touching) in neighbours {
                let Some(beside) = self.before(index, place) else {
                    if gaps {
                        rows.open_row(index, forest);
                    }
                    continue;
                };
                if !gaps && !self.has_gaps(beside) {
                    continue;
                }
                met[beside] |= 1 << place;
                // What a gap of a repeated row is joined with, its like in B is joined with too, but for B itself and for
                // an A that does not repeat C.
                if !repeats || place == 1 || (place == 0 && !self.repeats(beside)) {
                    rows.join_rows(index, beside, touching, forest);
                }
            }
        }
        let all = neighbours.iter().fold(0, |bits, (place, _)| bits | 1u8 << place);
        for (index, &met) in met.iter().enumerate() {
            if met != all && self.has_gaps(index) {
                rows.open_row(index, forest);
            }
        }
        forest.number() - 1
    }
}

impl Rows<'_> {
    /// The gaps of a row that has some are outside: beside the row is an empty one.
    fn open_row(&self, index: usize, forest: &mut Forest) {
        let first = self.gap_number(index);
        for gap in 1..self.row(index).runs.len() as u32 {
            forest.join(OUTSIDE, first + gap - 1);
        }
    }

    /// Joins the gaps of two neighbouring rows with each other, and with the outside where they reach beyond the runs of
    /// the other row.
    fn join_rows(&self, index: usize, beside: usize, touching: bool, forest: &mut Forest) {
        let (row, near) = (self.row(index).runs, self.row(beside).runs);
        let (first, near_first) = (self.gap_number(index), self.gap_number(beside));
        join_outside(row, first, near, touching, forest);
        join_outside(near, near_first, row, touching, forest);
        let (mut i, mut j) = (0, 0);
        while let (Some([a, a_behind]), Some([b, b_behind])) = (pair_at(row, i), pair_at(near, j)) {
            let (start, end) = (a.end.max(b.end), a_behind.start.min(b_behind.start));
            if start < end || (touching && start == end) {
                forest.join(near_first + j as u32, first + i as u32);
            }
            i += usize::from(a_behind.start <= b_behind.start);
            j += usize::from(b_behind.start <= a_behind.start);
        }
    }

    /// The forest's number of the first gap of a row.
    fn gap_number(&self, index: usize) -> u32 {
        (1 + self.rows[index].first - index) as u32
    }
}

/// Joins the gaps of `row` that reach beyond the runs of its neighbour with the outside.
fn join_outside(row: &[Run], first: u32, near: &[Run], touching: bool, forest: &mut Forest) {
    let (low, high) = (near[0].start, near[near.len() - 1].end);
    for (number, pair) in (first..).zip(row.windows(2)) {
        let (start, end) = (pair[0].end, pair[1].start);
        if if touching { start <= low || end >= high } else { start < low || end > high } {
            forest.join(OUTSIDE, number);
        }
    }
}

/// The runs on both sides of the gap at a position.
fn pair_at(row: &[Run], gap: usize) -> Option<[Run; 2]> {
    Some([*row.get(gap)?, *row.get(gap + 1)?])
}
