//! Faces between labels, and the surface of each, in one pass over neighbouring rows.

#![expect(clippy::indexing_slicing, reason = "row and label numbers come from the label map's own lists")]

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::packed_rows::{PackedRows, Sweep};
use super::runs::{Packed, Runs};
use super::slabs::{Slab, Slabs};

/// Beyond so many pairs of touching labels, new pairs are not listed any more.
pub(super) const MAX_PAIRS: usize = 1 << 18;

/// Voxel faces per array axis.
pub type Faces = [u64; 3];

/// Faces between all labels of a map.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Contacts {
    /// By dense numbers of the two labels, the smaller first.
    pub pairs: BTreeMap<(u32, u32), Faces>,
    /// Faces between labels whose pair came up after [`MAX_PAIRS`] others.
    pub unlisted: Faces,
    /// For each label, the faces towards anything else: other labels, background, the outside of the grid.
    pub surfaces: Vec<Faces>,
}

/// Counts faces: along rows where runs touch, across rows where runs of the rows (y−1, z) and (y, z−1) overlap.
pub(super) fn contacts(runs: &Runs, slabs: &Slabs) -> Contacts {
    let count = FaceCount {
        surfaces: vec![[0; 3]; runs.values().len()],
        pairs: FxHashMap::default(),
        recent: vec![(u64::MAX, [0; 3]); RECENT],
        unlisted: [0; 3],
        thickness: 1,
    };
    let count = runs.sweep(slabs, count);
    Contacts { surfaces: count.surfaces, pairs: count.pairs.into_iter().collect(), unlisted: count.unlisted }
}

/// Slots of the table of recently met pairs; a power of two.
const RECENT: usize = 1 << 10;

struct FaceCount {
    surfaces: Vec<Faces>,
    pairs: FxHashMap<(u32, u32), Faces>,
    /// Counts not yet in `pairs`, each in the slot that its pair hashes to: most contacts repeat those of the row before.
    recent: Vec<(u64, Faces)>,
    unlisted: Faces,
    /// Slices that the rows looked at stand for.
    thickness: u64,
}

impl Sweep for FaceCount {
    type Output = FaceCount;

    fn sweep<T: Copy + Eq + Into<u32>>(mut self, map: PackedRows<'_, T>) -> FaceCount {
        let mut before: Option<Slab> = None;
        for slab in map.slabs {
            self.thickness = u64::from(slab.thickness);
            for row in slab.rows() {
                self.along(map.runs_of_row(row));
            }
            self.layer(&map, slab.rows());
            self.thickness = 1;
            if let Some(before) = before.filter(|before| before.end() == slab.z) {
                self.layers(&map, before.rows(), slab.rows());
            } else {
                let beside_empty = before.iter().flat_map(Slab::rows).chain(slab.rows());
                beside_empty.for_each(|row| self.exposed(2, map.runs_of_row(row)));
            }
            before = Some(*slab);
        }
        before.iter().flat_map(Slab::rows).for_each(|row| self.exposed(2, map.runs_of_row(row)));
        (0..RECENT).for_each(|slot| self.evict(slot));
        self
    }
}

impl FaceCount {
    /// Faces along x within a row.
    fn along<T: Copy + Into<u32>>(&mut self, runs: &[Packed<T>]) {
        for run in runs {
            self.surfaces[run.dense.into() as usize][0] += 2 * self.thickness;
        }
        for pair in runs.windows(2) {
            if pair[0].end.into() == pair[1].start.into() {
                self.add(0, pair[0].dense.into(), pair[1].dense.into(), self.thickness);
            }
        }
    }

    /// Faces along y within a slice.
    fn layer<T: Copy + Eq + Into<u32>>(&mut self, map: &PackedRows<'_, T>, rows: Range<usize>) {
        let mut before: Option<usize> = None;
        for row in rows {
            match before {
                Some(before) if map.rows[before].y + 1 == map.rows[row].y => {
                    self.across(1, map.runs_of_row(before), map.runs_of_row(row));
                }
                _ => before.into_iter().chain([row]).for_each(|row| self.exposed(1, map.runs_of_row(row))),
            }
            before = Some(row);
        }
        before.into_iter().for_each(|row| self.exposed(1, map.runs_of_row(row)));
    }

    /// Faces along z between the rows of two neighbouring slices.
    fn layers<T: Copy + Eq + Into<u32>>(&mut self, map: &PackedRows<'_, T>, before: Range<usize>, rows: Range<usize>) {
        let mut before = before.peekable();
        for row in rows {
            let y = map.rows[row].y;
            while let Some(before) = before.next_if(|&before| map.rows[before].y < y) {
                self.exposed(2, map.runs_of_row(before));
            }
            match before.next_if(|&before| map.rows[before].y == y) {
                Some(before) => self.across(2, map.runs_of_row(before), map.runs_of_row(row)),
                None => self.exposed(2, map.runs_of_row(row)),
            }
        }
        before.for_each(|row| self.exposed(2, map.runs_of_row(row)));
    }

    /// A row beside an empty one.
    fn exposed<T: Copy + Into<u32>>(&mut self, axis: usize, runs: &[Packed<T>]) {
        for run in runs {
            let length = u64::from(run.end.into() - run.start.into());
            self.surfaces[run.dense.into() as usize][axis] += length * self.thickness;
        }
    }

    /// Faces along axis 1 or 2 between two neighbouring rows: none if they are equal, as they often are.
    #[inline(always)]
    fn across<T: Copy + Eq + Into<u32>>(&mut self, axis: usize, a: &[Packed<T>], b: &[Packed<T>]) {
        if a.len() != b.len() || a.iter().zip(b).any(|(a, b)| a != b) {
            self.differing(axis, a, b);
        }
    }

    fn differing<T: Copy + Eq + Into<u32>>(&mut self, axis: usize, row: &[Packed<T>], other: &[Packed<T>]) {
        // As if they did not touch, and then without the faces inside labels.
        self.exposed(axis, row);
        self.exposed(axis, other);
        let (mut i, mut j) = (0, 0);
        while let (Some(a), Some(b)) = (row.get(i), other.get(j)) {
            let (a_end, b_end): (u32, u32) = (a.end.into(), b.end.into());
            let start = a.start.into().max(b.start.into());
            let end = a_end.min(b_end);
            if start < end {
                let faces = u64::from(end - start) * self.thickness;
                let (a, b): (u32, u32) = (a.dense.into(), b.dense.into());
                if a == b {
                    self.surfaces[a as usize][axis] -= 2 * faces;
                } else {
                    self.add(axis, a, b, faces);
                }
            }
            i += usize::from(a_end <= b_end);
            j += usize::from(b_end <= a_end);
        }
    }

    #[inline(always)]
    fn add(&mut self, axis: usize, a: u32, b: u32, faces: u64) {
        let (low, high) = (a.min(b), a.max(b));
        let key = u64::from(low) << 32 | u64::from(high);
        let slot = (low.wrapping_mul(31).wrapping_add(high)) as usize % RECENT;
        if self.recent[slot].0 != key {
            self.evict(slot);
            self.recent[slot].0 = key;
        }
        self.recent[slot].1[axis] += faces;
    }

    #[cold]
    fn evict(&mut self, slot: usize) {
        let (key, faces) = std::mem::replace(&mut self.recent[slot], (u64::MAX, [0; 3]));
        if key == u64::MAX {
            return;
        }
        let pair = ((key >> 32) as u32, key as u32);
        let full = self.pairs.len() >= MAX_PAIRS;
        let sum = match self.pairs.get_mut(&pair) {
            Some(sum) => sum,
            None if full => &mut self.unlisted,
            None => self.pairs.entry(pair).or_default(),
        };
        for (sum, faces) in sum.iter_mut().zip(faces) {
            *sum += faces;
        }
    }
}
