//! Single slices of a structure, and structures with their axes in another order.

#![expect(clippy::indexing_slicing, reason = "axes are 0, 1 or 2, and so are the arrays they index")]

use std::collections::BTreeMap;

use super::set_operations::combine_runs;
use super::structure::{Run, RunSet};

impl RunSet {
    /// The voxels with index `at` along an array axis.
    #[must_use]
    pub fn cut(&self, axis: usize, at: u32) -> RunSet {
        let mut out = RunSet::default();
        if axis == 2 {
            let rows =
                self.rows_before(0, at)..at.checked_add(1).map_or(self.rows().len(), |next| self.rows_before(0, next));
            for row in rows.filter_map(|index| self.row_at(index)) {
                row.runs.iter().for_each(|&run| out.push(row.z, row.y, run));
            }
            return out;
        }
        for row in self.rows() {
            if axis == 1 && row.y == at {
                row.runs.iter().for_each(|&run| out.push(row.z, row.y, run));
            } else if axis == 0 {
                let after = row.runs.partition_point(|run| run.end <= at);
                if row.runs.get(after).is_some_and(|run| run.start <= at) {
                    out.push(row.z, row.y, Run { start: at, end: at.saturating_add(1) });
                }
            }
        }
        out
    }

    /// Positions along an array axis that hold at least one voxel, in rising order.
    pub fn occupied(&self, axis: usize) -> Vec<u32> {
        let mut found: Vec<u32> = Vec::new();
        match axis {
            2 => found.extend(self.rows().map(|row| row.z)),
            1 => {
                found.extend(self.rows().map(|row| row.y));
                found.sort_unstable();
            }
            _ => {
                let mut along = RunSet::default();
                let mut runs: Vec<Run> = self.runs().map(|(_, _, run)| run).collect();
                runs.sort_unstable();
                runs.into_iter().for_each(|run| along.push(0, 0, run));
                found.extend(along.runs().flat_map(|(_, _, run)| run.start..run.end));
            }
        }
        found.dedup();
        found
    }

    /// The same voxels with one array axis put last, the order of the others kept: see [`order_with_last`].
    #[must_use]
    pub fn with_last(&self, axis: usize) -> RunSet {
        match axis {
            0 => self.turned().rows_swapped(),
            1 => self.rows_swapped(),
            _ => self.clone(),
        }
    }

    /// Undoes [`RunSet::with_last`].
    #[must_use]
    pub fn with_last_undone(&self, axis: usize) -> RunSet {
        match axis {
            0 => self.rows_swapped().turned(),
            1 => self.rows_swapped(),
            _ => self.clone(),
        }
    }

    /// (x, y, z) becomes (x, z, y).
    fn rows_swapped(&self) -> RunSet {
        let mut rows: Vec<_> = self.rows().collect();
        rows.sort_unstable_by_key(|row| (row.y, row.z));
        let mut out = RunSet::default();
        for row in rows {
            row.runs.iter().for_each(|&run| out.push(row.y, row.z, run));
        }
        out
    }

    /// (x, y, z) becomes (y, x, z): rows run along the old second axis. A column starts or ends where two neighbouring
    /// rows differ, so the cost goes with the faces between rows.
    fn turned(&self) -> RunSet {
        let mut out = RunSet::default();
        let mut rows = self.rows().peekable();
        while let Some(z) = rows.peek().map(|row| row.z) {
            let mut columns: BTreeMap<u32, Vec<Run>> = BTreeMap::new();
            let mut open: BTreeMap<u32, u32> = BTreeMap::new();
            let mut before: (u32, &[Run]) = (0, &[]);
            let mut change = |y: u32, from: &[Run], to: &[Run]| {
                combine_runs(from, to, |a, b| !a && b, |run| open.extend((run.start..run.end).map(|x| (x, y))));
                let mut ended = Vec::new();
                combine_runs(from, to, |a, b| a && !b, |run| ended.extend(run.start..run.end));
                for x in ended {
                    if let Some(start) = open.remove(&x) {
                        columns.entry(x).or_default().push(Run { start, end: y });
                    }
                }
            };
            while let Some(row) = rows.next_if(|row| row.z == z) {
                let (next, runs) = before;
                if next != row.y {
                    change(next, runs, &[]);
                    change(row.y, &[], row.runs);
                } else {
                    change(row.y, runs, row.runs);
                }
                before = (row.y.saturating_add(1), row.runs);
            }
            change(before.0, before.1, &[]);
            for (x, runs) in columns {
                runs.into_iter().for_each(|run| out.push(z, x, run));
            }
        }
        out
    }
}

/// Which old axis each new axis is, after [`RunSet::with_last`].
pub fn order_with_last(axis: usize) -> [usize; 3] {
    match axis {
        0 => [1, 2, 0],
        1 => [0, 2, 1],
        _ => [0, 1, 2],
    }
}

/// A voxel of a resliced structure in the axes of the original.
pub fn original(voxel: [u32; 3], order: [usize; 3]) -> [u32; 3] {
    let mut out = [0; 3];
    for (new, old) in order.into_iter().enumerate() {
        out[old] = voxel[new];
    }
    out
}
