//! The stored form of a label map, slices that are alike taken together, for the sweeps whose speed counts.

#![expect(clippy::indexing_slicing, reason = "row and run numbers come from the label map's own lists")]

use super::runs::{Packed, RowStart, Runs, Store};
use super::slabs::{Slab, Slabs};

/// A label map's rows in one of the two forms of a run.
#[derive(Debug, Clone, Copy)]
pub(super) struct PackedRows<'a, T> {
    pub slabs: &'a [Slab],
    pub rows: &'a [RowStart],
    runs: &'a [Packed<T>],
}

/// Something done to a label map in whichever form it is stored.
pub(super) trait Sweep {
    type Output;
    fn sweep<T: Copy + Eq + Into<u32>>(self, map: PackedRows<'_, T>) -> Self::Output;
}

impl Runs {
    pub(super) fn sweep<S: Sweep>(&self, slabs: &Slabs, what: S) -> S::Output {
        let (slabs, rows) = (slabs.list.as_slice(), self.rows.as_slice());
        match &self.store {
            Store::Narrow(runs) => what.sweep(PackedRows { slabs, rows, runs }),
            Store::Wide(runs) => what.sweep(PackedRows { slabs, rows, runs }),
        }
    }
}

impl<'a, T> PackedRows<'a, T> {
    #[inline(always)]
    pub fn runs_of_row(&self, row: usize) -> &'a [Packed<T>] {
        let end = self.rows.get(row + 1).map_or(self.runs.len(), |next| next.run as usize);
        &self.runs[self.rows[row].run as usize..end]
    }
}
