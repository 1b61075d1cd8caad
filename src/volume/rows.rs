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

/// A row on a walk, with the rows before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around<'a> {
    /// Number of the row.
    pub index: usize,
    pub own: Near<'a>,
    /// Rows A, B, C, D; without runs where the row holds nothing.
    pub before: Before<'a>,
    /// Numbers of these rows, where they hold something.
    pub numbers: [Option<usize>; 4],
    /// The row has the same runs as B.
    pub repeats: bool,
    /// A has the same runs as C.
    pub a_repeats: bool,
}

/// What is done with the rows of a structure on a walk.
///
/// Resampled and hand-drawn structures repeat rows from slice to slice, which leaves most visitors nothing to do: so
/// repeated rows have a call of their own, and every visitor says why its short cut is sound.
pub(super) trait Visit {
    /// A run of a row that does not repeat B. `before` has the runs of rows A, B, C, D whose closed intervals meet that of
    /// the run: those that share a face with it or only touch it at a corner.
    fn visit(&mut self, number: usize, run: Run, before: &Before<'_>);

    /// A row that repeats B.
    fn repeat(&mut self, around: &Around<'_>);
}

impl<S: Visit, T: Visit> Visit for (S, T) {
    #[inline(always)]
    fn visit(&mut self, number: usize, run: Run, before: &Before<'_>) {
        self.0.visit(number, run, before);
        self.1.visit(number, run, before);
    }

    #[inline(always)]
    fn repeat(&mut self, around: &Around<'_>) {
        self.0.repeat(around);
        self.1.repeat(around);
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

    /// Calls the visitor for each run, or each repeated row, in raster order.
    pub fn walk(&self, space: Space, visitor: &mut impl Visit) {
        self.walk_rows(space, |around| {
            if around.repeats {
                visitor.repeat(around);
            } else if around.own.runs.len() == 1 && around.before.iter().all(|row| row.runs.len() <= 1) {
                let run = around.own.runs[0];
                visitor.visit(around.own.first, run, &around.before.map(|row| row.single_meeting(run)));
            } else {
                let mut rows = around.before;
                for (number, run) in around.own.numbered() {
                    for row in &mut rows {
                        row.skip_before(run);
                    }
                    visitor.visit(number, run, &rows.map(|row| row.meeting(run)));
                }
            }
        });
    }

    /// Calls `each` for every row that holds something, in raster order.
    #[inline(always)]
    pub fn walk_rows(&self, space: Space, mut each: impl FnMut(&Around<'a>)) {
        // The first row at or behind (y−1, z−1).
        let mut behind = 0;
        let mut previous: Option<(RowStart, Around<'a>)> = None;
        for (index, &row) in self.rows.iter().enumerate() {
            let mut before = Before::default();
            let mut numbers = [None; 4];
            let mut a_repeats = false;
            if let Some((last, around)) = previous
                && last.z == row.z
                && row.y.checked_sub(1) == Some(last.y)
            {
                before[0] = around.own;
                numbers[0] = Some(index - 1);
                a_repeats = around.repeats;
            }
            if let (Space::Volume, Some(z)) = (space, row.z.checked_sub(1)) {
                let first_y = row.y.saturating_sub(1);
                while (self.rows[behind].z, self.rows[behind].y) < (z, first_y) {
                    behind += 1;
                }
                let mut at = behind;
                while self.rows[at].z == z && self.rows[at].y <= row.y.saturating_add(1) {
                    let place = match self.rows[at].y {
                        y if y == row.y => 1,
                        y if y < row.y => 2,
                        _ => 3,
                    };
                    before[place] = self.row(at);
                    numbers[place] = Some(at);
                    at += 1;
                }
            }
            let own = self.row(index);
            let around = Around { index, own, before, numbers, repeats: same(own.runs, before[1].runs), a_repeats };
            each(&around);
            previous = Some((row, around));
        }
    }
}

/// Short lists are compared faster so than by `memcmp`.
#[inline(always)]
fn same(a: &[Run], b: &[Run]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a == b)
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

    /// Of a row with at most one run, the run if it meets `run`.
    #[inline(always)]
    fn single_meeting(&self, run: Run) -> Near<'a> {
        match self.runs {
            [only] if only.start <= run.end && run.start <= only.end => *self,
            _ => Near::default(),
        }
    }

    /// Calls `each` with the numbers of the runs of two rows that overlap or, if `touching`, touch at a corner.
    #[inline(always)]
    pub fn each_pair(self, other: Near<'_>, touching: bool, mut each: impl FnMut(usize, usize)) {
        let mut rest = other;
        for (number, run) in self.numbered() {
            rest.skip_before(run);
            for (beside, near) in rest.meeting(run).numbered() {
                if touching || overlap(run, near) {
                    each(number, beside);
                }
            }
        }
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
