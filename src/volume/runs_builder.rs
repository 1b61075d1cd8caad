//! Collects runs in raster order while a file is decoded, within a memory budget.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::run_store::{Packed, Store};
use super::runs::{RowStart, Runs, SliceStart};

/// Memory for one label map's runs unless told otherwise: 40 million runs, ten times a whole-body map of 100 labels.
pub const DEFAULT_BUDGET: usize = 256 << 20;

/// Collects runs in raster order. Memory grows with what was pushed, never with the shape.
#[derive(Debug)]
pub struct RunsBuilder {
    shape: [u32; 3],
    budget: usize,
    dense: FxHashMap<i64, u32>,
    /// By dense number, in order of first appearance.
    values: Vec<i64>,
    voxels: Vec<u64>,
    slices: Vec<SliceStart>,
    rows: Vec<RowStart>,
    store: Store,
    last: Last,
    full: bool,
    values_full: bool,
}

/// The run that was pushed last, if there was `some`.
#[derive(Debug, Clone, Copy, Default)]
struct Last {
    z: u32,
    y: u32,
    end: u32,
    dense: u32,
    some: bool,
}

/// Why a run was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PushError {
    /// Runs come before the last one, overlap it, are empty or leave the volume.
    #[error("runs must be pushed in raster order and lie in the volume")]
    OutOfOrder,
}

/// The runs need more memory than the budget. What could be counted still is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TooManyRuns {
    /// Bytes.
    pub budget: usize,
    /// Voxels of each label. Complete unless `counts_complete` is false.
    pub voxels: BTreeMap<i64, u64>,
    /// False when there were too many different values even to count.
    pub counts_complete: bool,
}

impl RunsBuilder {
    pub fn new(shape: [u32; 3]) -> Self {
        RunsBuilder::with_budget(shape, DEFAULT_BUDGET)
    }

    /// `budget` in bytes.
    pub fn with_budget(shape: [u32; 3], budget: usize) -> Self {
        let [nx, ..] = shape;
        let store = if nx > u32::from(u16::MAX) { Store::Wide(Vec::new()) } else { Store::default() };
        RunsBuilder {
            shape,
            budget,
            dense: FxHashMap::default(),
            values: Vec::new(),
            voxels: Vec::new(),
            slices: Vec::new(),
            rows: Vec::new(),
            store,
            last: Last::default(),
            full: false,
            values_full: false,
        }
    }

    /// Makes room for runs that take about `bytes`, to save growing. The room counts as memory at once.
    pub fn reserve(&mut self, bytes: usize) {
        self.store.reserve(bytes.min(self.budget / 4) / self.store.run_bytes());
    }

    /// Adds the runs `(start, end, value)` of one row; background is left out by the caller.
    pub fn push_row(
        &mut self,
        z: u32,
        y: u32,
        runs: impl IntoIterator<Item = (u32, u32, i64)>,
    ) -> Result<(), PushError> {
        runs.into_iter().try_for_each(|(start, end, value)| self.push_run(z, y, start, end, value))
    }

    /// Adds voxels `start..end` of row (y, z). A run that continues the last one of its row and value extends it. Once
    /// the budget is spent, runs are only counted; [`RunsBuilder::finish`] says so.
    pub fn push_run(&mut self, z: u32, y: u32, start: u32, end: u32, value: i64) -> Result<(), PushError> {
        match self.dense(value) {
            Some(dense) => self.push_dense(z, y, start, end, dense),
            None => Ok(()),
        }
    }

    /// The number under which the builder keeps a value, for [`RunsBuilder::push_dense`]. `None`: there are more
    /// different values than the budget allows.
    pub fn dense(&mut self, value: i64) -> Option<u32> {
        match self.dense.get(&value) {
            Some(&dense) => Some(dense),
            None => self.new_value(value),
        }
    }

    /// As [`RunsBuilder::push_run`], for a value whose number is known.
    #[inline]
    pub fn push_dense(&mut self, z: u32, y: u32, start: u32, end: u32, dense: u32) -> Result<(), PushError> {
        let [nx, ny, nz] = self.shape;
        let last = self.last;
        let same_row = last.z == z && last.y == y;
        let in_order = if same_row { start >= last.end } else { (last.z, last.y) < (z, y) || !last.some };
        if start >= end || end > nx || y >= ny || z >= nz || !in_order {
            return Err(PushError::OutOfOrder);
        }
        let Some(voxels) = self.voxels.get_mut(dense as usize) else { return Err(PushError::OutOfOrder) };
        *voxels += u64::from(end - start);
        self.last = Last { z, y, end, dense, some: true };
        if self.full {
            return Ok(());
        }
        let started = same_row && last.some;
        if started && last.end == start && last.dense == dense {
            self.store.extend_last(end);
            return Ok(());
        }
        if self.store.room() == 0 {
            self.make_room(1);
        }
        if !started {
            self.start_row(z, y, !last.some || last.z != z);
        }
        if !self.full {
            self.store.push(start, end, dense);
        }
        Ok(())
    }

    /// Gives row `to` = (z, y) the runs of row `from`, which must be the one before it, pushed completely. False, and
    /// nothing done, if they are no longer kept.
    pub fn repeat_row(&mut self, from: (u32, u32), to: (u32, u32)) -> bool {
        let last = self.last;
        if self.full {
            return false;
        }
        if !last.some || (last.z, last.y) != from {
            return true;
        }
        let ((z, y), [_, ny, nz]) = (to, self.shape);
        let Some(first) = self.rows.last().map(|row| row.run as usize).filter(|_| from < to && y < ny && z < nz) else {
            return false;
        };
        self.make_room(self.store.len() - first);
        self.start_row(z, y, last.z != z);
        if self.full {
            return false;
        }
        self.store.repeat(first, &mut self.voxels);
        self.last = Last { z, y, ..last };
        true
    }

    /// Whether the budget is spent, so that voxels are only counted: see [`RunsBuilder::count`].
    pub fn is_full(&self) -> bool {
        self.full
    }

    /// Counts voxels of a value without keeping where they are.
    pub fn count(&mut self, dense: u32, voxels: u64) {
        if let Some(count) = self.voxels.get_mut(dense as usize) {
            *count += voxels;
        }
    }

    fn start_row(&mut self, z: u32, y: u32, new_slice: bool) {
        // The budget keeps both numbers far below 32 bits; a larger budget ends here.
        let (Ok(run), Ok(row)) = (u32::try_from(self.store.len()), u32::try_from(self.rows.len())) else {
            return self.spend();
        };
        if self.rows.len() == self.rows.capacity() {
            let capacity = grown(self.rows.capacity(), 1);
            self.afford(capacity * size_of::<RowStart>());
            if self.full {
                return;
            }
            self.rows.reserve_exact(capacity - self.rows.len());
        }
        if new_slice && self.slices.len() == self.slices.capacity() {
            let capacity = grown(self.slices.capacity(), 1);
            self.afford(capacity * size_of::<SliceStart>());
            if self.full {
                return;
            }
            self.slices.reserve_exact(capacity - self.slices.len());
        }
        if new_slice {
            self.slices.push(SliceStart { z, row });
        }
        self.rows.push(RowStart { y, run });
    }

    /// Makes the store hold `more` runs without growing, or spends the budget.
    fn make_room(&mut self, more: usize) {
        if self.store.room() < more {
            let capacity = grown(self.store.len(), more);
            self.afford(capacity * self.store.run_bytes());
            if !self.full {
                self.store.reserve(capacity);
            }
        }
    }

    /// Spends the budget if `bytes` more are too many. What grows exists twice while it moves, so `bytes` is the new
    /// size, not the difference.
    fn afford(&mut self, bytes: usize) {
        if self.bytes().saturating_add(bytes) > self.budget {
            self.spend();
        }
    }

    /// Sorts the labels and gives back the runs.
    pub fn finish(mut self) -> Result<Runs, TooManyRuns> {
        if self.full {
            let voxels = self.values.iter().copied().zip(self.voxels.iter().copied()).collect();
            return Err(TooManyRuns { budget: self.budget, voxels, counts_complete: !self.values_full });
        }
        self.dense = FxHashMap::default();
        let (values, voxels) = (std::mem::take(&mut self.values), std::mem::take(&mut self.voxels));
        let mut order: Vec<(i64, u64, u32)> =
            values.into_iter().zip(voxels).zip(0u32..).map(|((value, count), old)| (value, count, old)).collect();
        order.sort_unstable();
        let mut renamed = vec![0u32; order.len()];
        for ((_, _, old), new) in order.iter().zip(0u32..) {
            if let Some(slot) = renamed.get_mut(*old as usize) {
                *slot = new;
            }
        }
        if !renamed.is_sorted() {
            self.store.rename(&renamed);
        }
        self.store.shrink();
        self.rows.shrink_to_fit();
        self.slices.shrink_to_fit();
        Ok(Runs {
            shape: self.shape,
            values: order.iter().map(|&(value, _, _)| value).collect(),
            voxels: order.iter().map(|&(_, count, _)| count).collect(),
            slices: self.slices,
            rows: self.rows,
            store: self.store,
        })
    }

    fn new_value(&mut self, value: i64) -> Option<u32> {
        if self.values_full {
            return None;
        }
        let dense = u32::try_from(self.values.len()).ok().filter(|&dense| dense < u32::MAX)?;
        if self.values.len() == self.values.capacity() || self.dense.len() == self.dense.capacity() {
            // Twice as much, while the old stands beside it.
            let growth = 2 * self.value_bytes();
            self.afford(growth);
            if self.full && self.bytes().saturating_add(growth) > self.budget {
                self.values_full = true;
                return None;
            }
        }
        self.values.push(value);
        self.voxels.push(0);
        self.dense.insert(value, dense);
        if dense == u32::from(u16::MAX) + 1 {
            self.afford(self.store.len() * size_of::<Packed<u32>>());
            self.store.widen();
        }
        Some(dense)
    }

    /// Lets go of the runs; counting goes on.
    fn spend(&mut self) {
        self.full = true;
        self.slices = Vec::new();
        self.rows = Vec::new();
        self.store = Store::default();
    }

    fn bytes(&self) -> usize {
        self.value_bytes()
            + self.rows.capacity() * size_of::<RowStart>()
            + self.slices.capacity() * size_of::<SliceStart>()
            + (self.store.len() + self.store.room()) * self.store.run_bytes()
    }

    fn value_bytes(&self) -> usize {
        // A hash table keeps an eighth of its slots free, and a byte beside each.
        let table = self.dense.capacity() / 7 * 8 * (size_of::<(i64, u32)>() + 1);
        (self.values.capacity() + self.voxels.capacity()) * size_of::<i64>() + table
    }
}

/// Grows by half, not by doubling: the largest maps are the ones that count.
fn grown(length: usize, more: usize) -> usize {
    length + (length / 2).max(more).max(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(shape: [u32; 3], runs: &[(u32, u32, u32, u32, i64)]) -> Runs {
        let mut builder = RunsBuilder::new(shape);
        for &(z, y, start, end, value) in runs {
            builder.push_run(z, y, start, end, value).unwrap();
        }
        builder.finish().unwrap()
    }

    #[test]
    fn labels_are_sorted_and_counted_whatever_order_they_come_in() {
        let runs = build([9, 3, 4], &[(0, 0, 0, 2, 7), (0, 0, 2, 3, -4), (0, 2, 8, 9, 3), (3, 1, 0, 9, 7)]);
        assert_eq!(runs.values(), [-4, 3, 7]);
        assert_eq!(runs.voxels(), [1, 1, 11]);
        let rows: Vec<_> = runs.rows().map(|row| (row.z, row.y, row.runs.len())).collect();
        assert_eq!(rows, [(0, 0, 2), (0, 2, 1), (3, 1, 1)]);
        assert_eq!(runs.label_at([2, 0, 0]), Some(-4));
        assert_eq!(runs.label_at([3, 0, 0]), None);
        assert_eq!(runs.label_at([8, 1, 3]), Some(7));
        assert_eq!(runs.slice(3).count(), 1);
        assert_eq!(runs.slice(2).count(), 0);
        assert_eq!(runs.structure(&|value| value > 0).voxels(), 12);
        assert_eq!(runs.structures().iter().map(RunSet::voxels).collect::<Vec<_>>(), [1, 1, 11]);
    }

    use crate::volume::RunSet;

    #[test]
    fn a_run_that_goes_on_is_one_run() {
        let runs = build([9, 1, 1], &[(0, 0, 0, 2, 1), (0, 0, 2, 5, 1), (0, 0, 5, 6, 2)]);
        assert_eq!(runs.len(), 2);
        assert_eq!(
            runs.row(0, 0).unwrap().runs.get(0),
            Some(super::super::runs::LabelRun { start: 0, end: 5, dense: 0 })
        );
    }

    #[test]
    fn the_widest_narrow_row_keeps_its_end() {
        for (nx, bytes) in [(65_535, 6), (65_536, 12)] {
            let runs = build([nx, 1, 1], &[(0, 0, 0, nx, 1)]);
            assert_eq!(runs.row(0, 0).unwrap().runs.get(0).unwrap().end, nx);
            assert_eq!(runs.bytes() - 2 * 8 - 2 * 8, bytes);
        }
    }

    #[test]
    fn more_values_than_sixteen_bits_widen() {
        let count = 70_000u32;
        let mut builder = RunsBuilder::new([1, 100_000, 1]);
        for y in 0..count {
            builder.push_run(0, y, 0, 1, i64::from(count - y)).unwrap();
        }
        let runs = builder.finish().unwrap();
        assert_eq!(runs.values().len(), 70_000);
        assert!((0..count).all(|y| runs.label_at([0, y, 0]) == Some(i64::from(count - y))));
    }

    #[test]
    fn past_the_budget_labels_are_still_counted() {
        let mut builder = RunsBuilder::with_budget([2, 100_000, 1], 100_000);
        for y in 0..100_000 {
            builder.push_run(0, y, 0, 2, i64::from(y % 3)).unwrap();
        }
        let full = builder.finish().unwrap_err();
        assert!(full.counts_complete);
        assert_eq!(full.voxels.into_iter().collect::<Vec<_>>(), [(0, 66_668), (1, 66_666), (2, 66_666)]);
    }

    #[test]
    fn too_many_values_are_said_not_to_be_counted() {
        let mut builder = RunsBuilder::with_budget([1, 100_000, 1], 100_000);
        for y in 0..100_000 {
            builder.push_run(0, y, 0, 1, i64::from(y)).unwrap();
        }
        assert!(!builder.finish().unwrap_err().counts_complete);
    }

    #[test]
    fn disorder_is_refused() {
        let mut builder = RunsBuilder::new([4, 4, 4]);
        builder.push_run(1, 1, 0, 2, 1).unwrap();
        for (z, y, start, end) in
            [(1, 1, 1, 3), (1, 0, 0, 1), (0, 3, 0, 1), (1, 1, 2, 2), (1, 1, 3, 5), (1, 4, 0, 1), (4, 0, 0, 1)]
        {
            assert_eq!(builder.push_run(z, y, start, end, 1), Err(PushError::OutOfOrder));
        }
    }
}
