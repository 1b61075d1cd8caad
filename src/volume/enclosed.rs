//! Which labels lie wholly in the cavities of another.

#![expect(clippy::indexing_slicing, reason = "dense label numbers are below the number of labels")]

use super::cavities::Gap;
use super::runs::{RowRuns, Runs};
use super::slabs::Slabs;

/// Counts the voxels of every label in the cavities of one label, for one label after the other.
pub(super) struct Enclosed<'a> {
    runs: &'a Runs,
    slabs: &'a Slabs,
    voxels: Vec<u64>,
    touched: Vec<u32>,
    place: Option<(u32, u32)>,
    row: Option<RowRuns<'a>>,
    thickness: u32,
    next: usize,
}

impl<'a> Enclosed<'a> {
    pub fn new(runs: &'a Runs, slabs: &'a Slabs) -> Self {
        let voxels = vec![0; runs.values().len()];
        Enclosed { runs, slabs, voxels, touched: Vec::new(), place: None, row: None, thickness: 1, next: 0 }
    }

    /// Adds a gap of a slab, its z the slab's level, that lies in a cavity. Gaps come in raster order, and hold whole
    /// runs.
    pub fn add(&mut self, gap: Gap) {
        if self.place != Some((gap.z, gap.y)) {
            self.place = Some((gap.z, gap.y));
            let (z, thickness) = self.slabs.at_level(gap.z);
            self.row = self.runs.row(gap.y, z).map(|row| row.runs);
            self.thickness = thickness;
            self.next = 0;
        }
        let Some(row) = self.row else { return };
        while let Some(run) = row.get(self.next)
            && run.start < gap.run.end
        {
            self.next += 1;
            if run.start >= gap.run.start {
                let sum = &mut self.voxels[run.dense as usize];
                if *sum == 0 {
                    self.touched.push(run.dense);
                }
                *sum += u64::from(run.end - run.start) * u64::from(self.thickness);
            }
        }
    }

    /// Dense numbers of the labels of which every voxel was in a gap, in rising order. Starts anew for the next label.
    pub fn take(&mut self) -> Vec<u32> {
        let mut whole = Vec::new();
        for dense in self.touched.drain(..) {
            if std::mem::take(&mut self.voxels[dense as usize]) == self.runs.voxels()[dense as usize] {
                whole.push(dense);
            }
        }
        self.place = None;
        whole.sort_unstable();
        whole
    }
}
