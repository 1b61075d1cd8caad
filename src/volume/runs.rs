//! A whole label map as runs of equal value, without background.

pub(super) use super::run_store::{Packed, Store};
use super::structure::{Run, RunSet};

/// Runs of every label in raster order: rows sorted by (z, y), runs of a row by start, neither overlapping nor, where
/// they have the same value, touching. Rows and slices that hold nothing take no memory.
///
/// The sixteen-bit form (6 bytes a run) serves nearly all volumes; a first axis of more than 65,535 voxels or more than
/// 65,536 values take the 32-bit form (12 bytes a run). Which form it is shows nowhere but in [`Runs::bytes`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Runs {
    pub(super) shape: [u32; 3],
    /// Labels in rising order; a run names its label by the position here.
    pub(super) values: Vec<i64>,
    /// Voxels of each label, beside `values`.
    pub(super) voxels: Vec<u64>,
    pub(super) slices: Vec<SliceStart>,
    pub(super) rows: Vec<RowStart>,
    pub(super) store: Store,
}

/// The first row of a slice that holds something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SliceStart {
    pub z: u32,
    pub row: u32,
}

/// The first run of a row that holds something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RowStart {
    pub y: u32,
    pub run: u32,
}

/// Voxels `start..end` of one row that carry one label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LabelRun {
    pub start: u32,
    /// Exclusive.
    pub end: u32,
    /// Position of the label in [`Runs::values`].
    pub dense: u32,
}

/// One row that holds something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LabelRow<'a> {
    pub z: u32,
    pub y: u32,
    pub runs: RowRuns<'a>,
}

/// The runs of one row, at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowRuns<'a>(Slice<'a>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slice<'a> {
    Narrow(&'a [Packed<u16>]),
    Wide(&'a [Packed<u32>]),
}

impl Runs {
    /// Voxels along each axis.
    pub fn shape(&self) -> [u32; 3] {
        self.shape
    }

    /// The labels that occur, in rising order, without background.
    pub fn values(&self) -> &[i64] {
        &self.values
    }

    /// Number of voxels of each label, in the order of [`Runs::values`].
    pub fn voxels(&self) -> &[u64] {
        &self.voxels
    }

    /// True when every voxel is background.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Number of runs.
    pub fn len(&self) -> usize {
        self.store.len()
    }

    /// Memory taken, in bytes.
    pub fn bytes(&self) -> usize {
        let runs = match &self.store {
            Store::Narrow(runs) => runs.capacity() * size_of::<Packed<u16>>(),
            Store::Wide(runs) => runs.capacity() * size_of::<Packed<u32>>(),
        };
        runs + self.rows.capacity() * size_of::<RowStart>()
            + self.slices.capacity() * size_of::<SliceStart>()
            + (self.values.capacity() + self.voxels.capacity()) * size_of::<i64>()
    }

    /// Rows that hold something, in order of (z, y).
    pub fn rows(&self) -> impl Iterator<Item = LabelRow<'_>> {
        (0..self.slices.len()).flat_map(|index| self.slice_at(index))
    }

    /// Rows of slice `z` that hold something, in order of y.
    pub fn slice(&self, z: u32) -> impl Iterator<Item = LabelRow<'_>> {
        let found = self.slices.binary_search_by_key(&z, |slice| slice.z).ok();
        found.into_iter().flat_map(|index| self.slice_at(index))
    }

    /// The row (y, z), if it holds something.
    pub fn row(&self, y: u32, z: u32) -> Option<LabelRow<'_>> {
        let (slice, rows) = self.rows_of(self.slices.binary_search_by_key(&z, |slice| slice.z).ok()?)?;
        let within = self.rows.get(rows.clone())?.binary_search_by_key(&y, |row| row.y).ok()?;
        self.row_at(slice.z, rows.start + within)
    }

    /// The label of a voxel; `None` is background (or outside).
    pub fn label_at(&self, voxel: [u32; 3]) -> Option<i64> {
        let [x, y, z] = voxel;
        let run = self.row(y, z)?.runs.iter().find(|run| run.start <= x && x < run.end)?;
        self.value(run.dense)
    }

    /// The label behind a run's `dense` number.
    pub fn value(&self, dense: u32) -> Option<i64> {
        self.values.get(usize::try_from(dense).ok()?).copied()
    }

    /// The voxels whose label is wanted, as one structure.
    pub fn structure(&self, wanted: &dyn Fn(i64) -> bool) -> RunSet {
        let wanted: Vec<bool> = self.values.iter().map(|&value| wanted(value)).collect();
        let mut set = RunSet::default();
        if wanted.contains(&true) {
            for row in self.rows() {
                for run in row.runs.iter() {
                    if wanted.get(run.dense as usize).is_some_and(|&wanted| wanted) {
                        set.push(row.z, row.y, Run { start: run.start, end: run.end });
                    }
                }
            }
        }
        set
    }

    /// Every label as a structure of its own, in the order of [`Runs::values`], in one pass.
    pub fn structures(&self) -> Vec<RunSet> {
        let mut sets = vec![RunSet::default(); self.values.len()];
        for row in self.rows() {
            for run in row.runs.iter() {
                if let Some(set) = sets.get_mut(run.dense as usize) {
                    set.push(row.z, row.y, Run { start: run.start, end: run.end });
                }
            }
        }
        sets
    }

    fn slice_at(&self, index: usize) -> impl Iterator<Item = LabelRow<'_>> {
        let found = self.rows_of(index);
        found.into_iter().flat_map(move |(slice, rows)| rows.filter_map(move |row| self.row_at(slice.z, row)))
    }

    fn rows_of(&self, index: usize) -> Option<(SliceStart, std::ops::Range<usize>)> {
        let slice = *self.slices.get(index)?;
        let end = self.slices.get(index + 1).map_or(self.rows.len(), |next| next.row as usize);
        Some((slice, slice.row as usize..end))
    }

    fn row_at(&self, z: u32, index: usize) -> Option<LabelRow<'_>> {
        let row = self.rows.get(index)?;
        let end = self.rows.get(index + 1).map_or(self.len(), |next| next.run as usize);
        let range = row.run as usize..end;
        let slice = match &self.store {
            Store::Narrow(runs) => Slice::Narrow(runs.get(range)?),
            Store::Wide(runs) => Slice::Wide(runs.get(range)?),
        };
        Some(LabelRow { z, y: row.y, runs: RowRuns(slice) })
    }
}

impl<'a> RowRuns<'a> {
    pub fn len(&self) -> usize {
        match self.0 {
            Slice::Narrow(runs) => runs.len(),
            Slice::Wide(runs) => runs.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn get(&self, index: usize) -> Option<LabelRun> {
        match self.0 {
            Slice::Narrow(runs) => runs.get(index).map(Packed::unpack),
            Slice::Wide(runs) => runs.get(index).map(Packed::unpack),
        }
    }

    pub fn iter(&self) -> impl ExactSizeIterator<Item = LabelRun> + use<'a> {
        let runs = *self;
        // `get` cannot fail within the length; the default is never seen.
        (0..runs.len()).map(move |index| runs.get(index).unwrap_or(LabelRun { start: 0, end: 0, dense: 0 }))
    }
}
