//! The stored form of a label map, for the sweeps whose speed counts.

#![expect(clippy::indexing_slicing, reason = "row and run numbers come from the label map's own lists")]

use std::ops::Range;

use super::runs::{Packed, RowStart, Runs, SliceStart, Store};

/// A label map's rows in one of the two forms of a run.
#[derive(Debug, Clone, Copy)]
pub(super) struct PackedRows<'a, T> {
    pub slices: &'a [SliceStart],
    pub rows: &'a [RowStart],
    pub runs: &'a [Packed<T>],
}

/// Something done to a label map in whichever form it is stored.
pub(super) trait Sweep {
    type Output;
    fn sweep<T: Copy + Eq + Into<u32>>(self, map: PackedRows<'_, T>) -> Self::Output;
}

impl Runs {
    pub(super) fn sweep<S: Sweep>(&self, what: S) -> S::Output {
        let (slices, rows) = (self.slices.as_slice(), self.rows.as_slice());
        match &self.store {
            Store::Narrow(runs) => what.sweep(PackedRows { slices, rows, runs }),
            Store::Wide(runs) => what.sweep(PackedRows { slices, rows, runs }),
        }
    }
}

impl<'a, T> PackedRows<'a, T> {
    /// The rows of a slice, by number.
    pub fn rows_of_slice(&self, slice: usize) -> Range<usize> {
        let end = self.slices.get(slice + 1).map_or(self.rows.len(), |next| next.row as usize);
        self.slices[slice].row as usize..end
    }

    pub fn runs_of_row(&self, row: usize) -> &'a [Packed<T>] {
        let end = self.rows.get(row + 1).map_or(self.runs.len(), |next| next.run as usize);
        &self.runs[self.rows[row].run as usize..end]
    }

    /// Rows in order with their place and number: (z, y, row).
    pub fn numbered(&self) -> impl Iterator<Item = (u32, u32, usize)> + '_ {
        (0..self.slices.len()).flat_map(move |slice| {
            let z = self.slices[slice].z;
            self.rows_of_slice(slice).map(move |row| (z, self.rows[row].y, row))
        })
    }
}
