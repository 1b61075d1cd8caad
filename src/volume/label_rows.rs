//! The runs of each label by themselves, a few labels at a time.

#![expect(clippy::indexing_slicing, reason = "places in the lists come from counts of the same runs")]

use std::ops::Range;

use super::moments::Moments;
use super::packed_rows::{PackedRows, Sweep};
use super::rows::Rows;
use super::runs::Runs;
use super::slabs::Slabs;
use super::structure::{RowStart, Run};

/// Runs sorted at a time unless one label alone has more: what takes little memory and few passes.
const BATCH: usize = 1 << 19;

/// Sorts the runs of a label map by label, in as many passes as its size asks for.
///
/// Slices that are alike are there once: the third coordinate of the rows is the level of their slab. The memory of one
/// batch serves all: sorting everything at once would take more than the label map itself.
pub(super) struct LabelRows<'a> {
    runs: &'a Runs,
    slabs: &'a Slabs,
    moments: &'a [Moments],
    sorted: Vec<Run>,
    rows: Vec<RowStart>,
    places: Vec<Place>,
}

/// Where the next run and row of a label go.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    first_run: usize,
    run: usize,
    row: usize,
    in_row: u64,
}

impl<'a> LabelRows<'a> {
    pub fn new(runs: &'a Runs, slabs: &'a Slabs, moments: &'a [Moments]) -> Self {
        LabelRows { runs, slabs, moments, sorted: Vec::new(), rows: Vec::new(), places: Vec::new() }
    }

    /// Calls `each` with batches of labels, in order: the dense number and the rows of every label.
    pub fn for_each_batch(&mut self, mut each: impl FnMut(Vec<(usize, Rows<'_>)>)) {
        let mut start = 0;
        while start < self.moments.len() {
            let mut end = start;
            let mut runs = 0;
            while end < self.moments.len() && (end == start || runs + self.moments[end].runs <= BATCH) {
                runs += self.moments[end].runs;
                end += 1;
            }
            self.sort(start..end);
            let mut batch = Vec::with_capacity(end - start);
            let (mut run, mut row) = (0, 0);
            for dense in start..end {
                let Moments { runs, rows, .. } = self.moments[dense];
                batch.push((dense, Rows { rows: &self.rows[row..row + rows], runs: &self.sorted[run..run + runs] }));
                run += runs;
                row += rows;
            }
            each(batch);
            start = end;
        }
    }

    fn sort(&mut self, labels: Range<usize>) {
        let (mut runs, mut rows) = (0, 0);
        self.places.clear();
        for moments in &self.moments[labels.clone()] {
            self.places.push(Place { first_run: runs, run: runs, row: rows, in_row: u64::MAX });
            runs += moments.runs;
            rows += moments.rows;
        }
        grow(&mut self.sorted, runs, Run { start: 0, end: 0 });
        grow(&mut self.rows, rows, RowStart { z: 0, y: 0, first: 0 });
        let first = labels.start as u32;
        let (sorted, rows) = (&mut self.sorted, &mut self.rows);
        self.runs.sweep(self.slabs, Fill { first, places: &mut self.places, sorted, rows });
    }
}

/// Makes room for `len` things, for exactly so many: the largest list is the one that counts.
fn grow<T: Clone>(items: &mut Vec<T>, len: usize, nothing: T) {
    if len > items.len() {
        if len > items.capacity() {
            *items = Vec::new();
            items.reserve_exact(len);
        }
        items.resize(len, nothing);
    }
}

struct Fill<'s> {
    first: u32,
    places: &'s mut [Place],
    sorted: &'s mut [Run],
    rows: &'s mut [RowStart],
}

impl Sweep for Fill<'_> {
    type Output = ();

    fn sweep<T: Copy + Eq + Into<u32>>(self, map: PackedRows<'_, T>) {
        for slab in map.slabs {
            for row in slab.rows() {
                for run in map.runs_of_row(row) {
                    let dense: u32 = run.dense.into();
                    let Some(place) = self.places.get_mut(dense.wrapping_sub(self.first) as usize) else { continue };
                    if place.in_row != row as u64 {
                        place.in_row = row as u64;
                        let first = place.run - place.first_run;
                        self.rows[place.row] = RowStart { z: slab.level, y: map.rows[row].y, first };
                        place.row += 1;
                    }
                    self.sorted[place.run] = Run { start: run.start.into(), end: run.end.into() };
                    place.run += 1;
                }
            }
        }
    }
}
