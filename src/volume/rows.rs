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

    /// Runs with their row, in raster order: (z, y, run).
    pub fn runs_in_place(self) -> impl Iterator<Item = (u32, u32, Run)> + use<'a> {
        (0..self.rows.len()).flat_map(move |index| {
            let start = self.rows[index];
            self.row(index).runs.iter().map(move |&run| (start.z, start.y, run))
        })
    }
}

/// For each row of a structure, which rows before it hold something and where they are.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// Number of the first row at or behind (y, z−1): B, if that holds something.
    below: Vec<u32>,
    found: Vec<u8>,
}

/// Bits of `Links::found` beside 0 to 3, which say that A, B, C, D hold something.
const REPEATS: u8 = 1 << 4;
const SEVERAL: u8 = 1 << 5;

/// A structure with its links.
#[derive(Debug, Clone, Copy)]
pub(super) struct LinkedRows<'a> {
    pub rows: Rows<'a>,
    links: &'a Links,
}

impl Links {
    /// Finds the links of a structure; the memory is used again.
    pub fn link<'a>(&'a mut self, rows: Rows<'a>, space: Space) -> LinkedRows<'a> {
        self.below.clear();
        self.found.clear();
        self.below.reserve(rows.rows.len());
        self.found.reserve(rows.rows.len());
        // Places as one number each, in raster order; the walk below never leaves the rows, for each is behind its B.
        let place = |index: usize| place(rows.rows[index]);
        let mut below = 0;
        let mut previous = u64::MAX;
        for (index, row) in rows.rows.iter().enumerate() {
            let (z, here) = (row.z, place(index));
            let runs = rows.row(index).runs;
            let mut found = u8::from(row.y > 0 && previous == here - 1);
            found |= if runs.len() > 1 { SEVERAL } else { 0 };
            previous = here;
            if space == Space::Volume && z > 0 {
                let b_place = here - (1 << 32);
                while place(below) < b_place {
                    below += 1;
                }
                let b = place(below) == b_place;
                let c = row.y > 0 && below > 0 && place(below - 1) == b_place - 1;
                let d = row.y < u32::MAX && place(below + usize::from(b)) == b_place + 1;
                found |= u8::from(b) << 1 | u8::from(c) << 2 | u8::from(d) << 3;
                if b && same(runs, rows.row(below).runs) {
                    found |= REPEATS;
                }
            }
            self.below.push(below as u32);
            self.found.push(found);
        }
        LinkedRows { rows, links: self }
    }
}

#[inline(always)]
fn place(row: RowStart) -> u64 {
    u64::from(row.z) << 32 | u64::from(row.y)
}

/// Short lists are compared faster so than by `memcmp`.
#[inline(always)]
fn same(a: &[Run], b: &[Run]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a == b)
}

/// What is done with the rows of a structure on a walk.
///
/// Resampled and hand-drawn structures repeat rows from slice to slice, which leaves most visitors nothing to do: so
/// repeated rows have a call of their own, and every visitor says why its short cut is sound.
pub(super) trait Visit {
    /// A run of a row that does not repeat B. `before` has the runs of rows A, B, C, D whose closed intervals meet that of
    /// the run: those that share a face with it or only touch it at a corner.
    fn visit(&mut self, number: usize, run: Run, before: &Before<'_>);

    /// A row that has the same runs as B; `b` is the number of the first of them.
    fn repeat(&mut self, own: Near<'_>, b: usize);

    /// Called after `repeat` if there is a row A which does not repeat C.
    fn repeat_beside(&mut self, own: Near<'_>, a: Near<'_>, c: Near<'_>);
}

impl<S: Visit, T: Visit> Visit for (S, T) {
    #[inline(always)]
    fn visit(&mut self, number: usize, run: Run, before: &Before<'_>) {
        self.0.visit(number, run, before);
        self.1.visit(number, run, before);
    }

    #[inline(always)]
    fn repeat(&mut self, own: Near<'_>, b: usize) {
        self.0.repeat(own, b);
        self.1.repeat(own, b);
    }

    #[inline(always)]
    fn repeat_beside(&mut self, own: Near<'_>, a: Near<'_>, c: Near<'_>) {
        self.0.repeat_beside(own, a, c);
        self.1.repeat_beside(own, a, c);
    }
}

impl<'a> LinkedRows<'a> {
    /// True if a row has the same runs as B.
    #[inline(always)]
    pub fn repeats(&self, index: usize) -> bool {
        self.links.found[index] & REPEATS != 0
    }

    /// True if a row has more than one run, and so gaps.
    #[inline(always)]
    pub fn has_gaps(&self, index: usize) -> bool {
        self.links.found[index] & SEVERAL != 0
    }

    /// Number of the row A, B, C or D (0 to 3) of a row, if that holds something.
    #[inline(always)]
    pub fn before(&self, index: usize, place: usize) -> Option<usize> {
        let found = self.links.found[index];
        let below = self.links.below[index] as usize;
        (found >> place & 1 == 1).then(|| match place {
            0 => index - 1,
            1 => below,
            2 => below - 1,
            _ => below + usize::from(found >> 1 & 1),
        })
    }

    #[inline(always)]
    fn row_before(&self, index: usize, place: usize) -> Near<'a> {
        self.before(index, place).map_or(Near::default(), |before| self.rows.row(before))
    }

    /// Calls the visitor for each run, or each repeated row, in raster order.
    pub fn walk(&self, visitor: &mut impl Visit) {
        for index in 0..self.rows.rows.len() {
            let own = self.rows.row(index);
            if self.repeats(index) {
                visitor.repeat(own, self.rows.rows[self.links.below[index] as usize].first);
                if let Some(a) = self.before(index, 0)
                    && !self.repeats(a)
                {
                    visitor.repeat_beside(own, self.rows.row(a), self.row_before(index, 2));
                }
                continue;
            }
            let [a, b, c, d] = [0, 1, 2, 3].map(|place| self.row_before(index, place));
            if let ([run], ..=1, ..=1, ..=1, ..=1) = (own.runs, a.runs.len(), b.runs.len(), c.runs.len(), d.runs.len())
            {
                let run = *run;
                let before =
                    [a.single_meeting(run), b.single_meeting(run), c.single_meeting(run), d.single_meeting(run)];
                visitor.visit(own.first, run, &before);
            } else {
                walk_row(own, [a, b, c, d], visitor);
            }
        }
    }
}

#[inline(never)]
fn walk_row(own: Near<'_>, mut before: Before<'_>, visitor: &mut impl Visit) {
    for (number, run) in own.numbered() {
        for row in &mut before {
            row.skip_before(run);
        }
        visitor.visit(number, run, &before.map(|row| row.meeting(run)));
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
