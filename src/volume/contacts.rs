//! Faces between labels, and the surface of each, in one pass over neighbouring rows.

#![expect(clippy::indexing_slicing, reason = "row and label numbers come from the label map's own lists")]

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::packed_rows::{PackedRows, Sweep};
use super::runs::{Packed, Runs};

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
pub(super) fn contacts(runs: &Runs) -> Contacts {
    let count = FaceCount {
        inner: vec![[0; 2]; runs.values().len()],
        ends: vec![0; runs.values().len()],
        pairs: FxHashMap::default(),
        recent: vec![(u64::MAX, [0; 3]); RECENT],
        unlisted: [0; 3],
    };
    let count = runs.sweep(count);
    let surfaces = runs.voxels().iter().zip(&count.inner).zip(&count.ends).map(|((&voxels, &[y, z]), &x)| {
        let across = |inner: u64| voxels.saturating_mul(2).saturating_sub(inner.saturating_mul(2));
        [x, across(y), across(z)]
    });
    Contacts {
        surfaces: surfaces.collect(),
        pairs: count.pairs.into_iter().map(|(key, faces)| ((key.0, key.1), faces)).collect(),
        unlisted: count.unlisted,
    }
}

/// Slots of the table of recently met pairs; a power of two.
const RECENT: usize = 1 << 10;

struct FaceCount {
    /// For each label, faces between two of its own voxels, along y and z.
    inner: Vec<[u64; 2]>,
    /// For each label, run ends: its faces along x.
    ends: Vec<u64>,
    pairs: FxHashMap<(u32, u32), Faces>,
    /// Counts not yet in `pairs`, each in the slot that its pair hashes to: most contacts repeat those of the row before.
    recent: Vec<(u64, Faces)>,
    unlisted: Faces,
}

impl Sweep for FaceCount {
    type Output = FaceCount;

    fn sweep<T: Copy + Eq + Into<u32>>(mut self, map: PackedRows<'_, T>) -> FaceCount {
        let mut previous: Option<(u32, u32, &[Packed<T>])> = None;
        for (z, y, row) in map.numbered() {
            let runs = map.runs_of_row(row);
            self.along(runs);
            if let Some((last_z, last_y, last)) = previous
                && last_z == z
                && last_y + 1 == y
            {
                self.across(1, runs, last);
            }
            previous = Some((z, y, runs));
        }
        for slice in 1..map.slices.len() {
            if map.slices[slice - 1].z + 1 != map.slices[slice].z {
                continue;
            }
            let mut before = map.rows_of_slice(slice - 1).peekable();
            for row in map.rows_of_slice(slice) {
                let y = map.rows[row].y;
                while before.next_if(|&before| map.rows[before].y < y).is_some() {}
                if let Some(before) = before.next_if(|&before| map.rows[before].y == y) {
                    self.across(2, map.runs_of_row(row), map.runs_of_row(before));
                }
            }
        }
        self.flush();
        self
    }
}

impl FaceCount {
    /// Faces along x within a row.
    fn along<T: Copy + Into<u32>>(&mut self, runs: &[Packed<T>]) {
        for run in runs {
            self.ends[run.dense.into() as usize] += 2;
        }
        for pair in runs.windows(2) {
            if pair[0].end.into() == pair[1].start.into() {
                self.add(0, pair[0].dense.into(), pair[1].dense.into(), 1);
            }
        }
    }

    /// Faces along axis 1 or 2 between two neighbouring rows.
    fn across<T: Copy + Eq + Into<u32>>(&mut self, axis: usize, row: &[Packed<T>], other: &[Packed<T>]) {
        let (mut i, mut j) = (0, 0);
        while let (Some(a), Some(b)) = (row.get(i), other.get(j)) {
            let (a_end, b_end): (u32, u32) = (a.end.into(), b.end.into());
            let start = a.start.into().max(b.start.into());
            let end = a_end.min(b_end);
            if start < end {
                let faces = u64::from(end - start);
                let (a, b): (u32, u32) = (a.dense.into(), b.dense.into());
                if a == b {
                    self.inner[a as usize][axis - 1] += faces;
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

    fn flush(&mut self) {
        (0..RECENT).for_each(|slot| self.evict(slot));
    }
}
