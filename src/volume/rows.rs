//! Walking along the runs of a structure together with the rows beside them.

#![expect(clippy::indexing_slicing, reason = "row and run numbers come from the structure's own lists")]

use super::connectivity::Space;
use super::structure::{RowStart, Run, RunSet};

/// Borrowed rows of one structure: what the algorithms on a single structure read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rows<'a> {
    pub rows: &'a [RowStart],
    pub runs: &'a [Run],
}

/// Runs of a row next to the current one.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Near<'a> {
    pub runs: &'a [Run],
    /// Number of the first of them within the structure.
    pub first: usize,
}

/// The rows that come before a row (y, z) in raster order and touch it, in this order:
/// A = (y−1, z), B = (y, z−1), C = (y−1, z−1), D = (y+1, z−1).
pub(super) type Before<'a> = [Near<'a>; 4];

/// What is done with each run of a structure on a walk.
pub(super) trait Visit {
    /// `before` has the runs of rows A, B, C, D whose closed intervals meet that of the run: those that share a face
    /// with it or only touch it at a corner.
    fn visit(&mut self, number: usize, run: Run, before: &Before<'_>);
}

impl<S: Visit, T: Visit> Visit for (S, T) {
    #[inline(always)]
    fn visit(&mut self, number: usize, run: Run, before: &Before<'_>) {
        self.0.visit(number, run, before);
        self.1.visit(number, run, before);
    }
}

impl RunSet {
    pub(super) fn view(&self) -> Rows<'_> {
        Rows { rows: &self.rows, runs: &self.runs }
    }
}

impl<'a> Rows<'a> {
    pub fn row(&self, index: usize) -> Near<'a> {
        let first = self.rows[index].first;
        let end = self.rows.get(index + 1).map_or(self.runs.len(), |next| next.first);
        Near { runs: &self.runs[first..end], first }
    }

    /// Calls the visitor for each run in raster order.
    pub fn walk(&self, space: Space, visitor: &mut impl Visit) {
        // The first row at or behind (y−1, z−1).
        let mut behind = 0;
        for (index, row) in self.rows.iter().enumerate() {
            let mut rows = Before::default();
            if let Some(previous) = index.checked_sub(1)
                && self.rows[previous].z == row.z
                && self.rows[previous].y + 1 == row.y
            {
                rows[0] = self.row(previous);
            }
            if let (Space::Volume, Some(z)) = (space, row.z.checked_sub(1)) {
                let first_y = row.y.saturating_sub(1);
                while (self.rows[behind].z, self.rows[behind].y) < (z, first_y) {
                    behind += 1;
                }
                let mut at = behind;
                while self.rows[at].z == z && self.rows[at].y <= row.y + 1 {
                    let place = match self.rows[at].y {
                        y if y == row.y => 1,
                        y if y < row.y => 2,
                        _ => 3,
                    };
                    rows[place] = self.row(at);
                    at += 1;
                }
            }
            let current = self.row(index);
            for (offset, &run) in current.runs.iter().enumerate() {
                for row in &mut rows {
                    row.skip_before(run);
                }
                let before = [rows[0].meeting(run), rows[1].meeting(run), rows[2].meeting(run), rows[3].meeting(run)];
                visitor.visit(current.first + offset, run, &before);
            }
        }
    }
}

impl<'a> Near<'a> {
    /// Drops runs that end before `run` starts, and so before any later run.
    #[inline(always)]
    fn skip_before(&mut self, run: Run) {
        while let Some((first, rest)) = self.runs.split_first()
            && first.end < run.start
        {
            self.runs = rest;
            self.first += 1;
        }
    }

    /// The leading runs that meet `run`.
    #[inline(always)]
    fn meeting(&self, run: Run) -> Near<'a> {
        let mut count = 0;
        while let Some(near) = self.runs.get(count)
            && near.start <= run.end
        {
            count += 1;
        }
        Near { runs: &self.runs[..count], first: self.first }
    }

    /// The runs with their numbers.
    #[inline(always)]
    pub fn numbered(&self) -> impl Iterator<Item = (usize, Run)> + use<'a> {
        let first = self.first;
        self.runs.iter().enumerate().map(move |(offset, &run)| (first + offset, run))
    }
}

/// True if the two runs have a column in common, so that in neighbouring rows they share a face.
#[inline(always)]
pub(super) fn overlap(a: Run, b: Run) -> bool {
    a.start.max(b.start) < a.end.min(b.end)
}
