//! One structure as sorted rows of runs: what every measure works on.

/// Voxels `start..end` of one row along the first axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Run {
    pub start: u32,
    /// Exclusive.
    pub end: u32,
}

/// A set of voxels: rows that hold something, sorted by (z, y), each with sorted runs that neither overlap nor touch.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct RunSet {
    rows: Vec<RowStart>,
    runs: Vec<Run>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct RowStart {
    z: u32,
    y: u32,
    first: usize,
}

/// One row of a [`RunSet`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<'a> {
    pub z: u32,
    pub y: u32,
    pub runs: &'a [Run],
}

impl RunSet {
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    pub fn voxels(&self) -> u64 {
        self.runs.iter().map(|run| u64::from(run.end - run.start)).sum()
    }

    /// Rows in order of (z, y).
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row<'_>> {
        (0..self.rows.len()).filter_map(|index| self.row_at(index)).collect::<Vec<_>>().into_iter()
    }

    /// The `index`-th non-empty row.
    pub fn row_at(&self, index: usize) -> Option<Row<'_>> {
        let row = self.rows.get(index)?;
        let last = self.rows.get(index + 1).map_or(self.runs.len(), |next| next.first);
        Some(Row { z: row.z, y: row.y, runs: self.runs.get(row.first..last)? })
    }

    /// Adds a run. Rows must come in order of (z, y), runs in order of start; a run that touches the last one
    /// of its row extends it.
    pub fn push(&mut self, z: u32, y: u32, run: Run) {
        let same_row = self.rows.last().is_some_and(|row| (row.z, row.y) == (z, y));
        if !same_row {
            self.rows.push(RowStart { z, y, first: self.runs.len() });
        } else if let Some(last) = self.runs.last_mut()
            && last.end >= run.start
        {
            last.end = last.end.max(run.end);
            return;
        }
        self.runs.push(run);
    }
}
