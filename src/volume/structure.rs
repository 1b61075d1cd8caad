//! One structure as sorted rows of runs: what every measure works on.

use serde::{Deserialize, Serialize};

/// Voxels `start..end` of one row along the first axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Run {
    pub start: u32,
    /// Exclusive.
    pub end: u32,
}

impl Run {
    /// Number of voxels.
    pub fn voxels(self) -> u32 {
        self.end.saturating_sub(self.start)
    }
}

/// A set of voxels: rows that hold something, sorted by (z, y), each with sorted runs that neither overlap nor touch.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct RunSet {
    pub(super) rows: Vec<RowStart>,
    pub(super) runs: Vec<Run>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct RowStart {
    pub z: u32,
    pub y: u32,
    pub first: usize,
}

/// One row of a [`RunSet`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<'a> {
    pub z: u32,
    pub y: u32,
    pub runs: &'a [Run],
}

/// The smallest box of whole voxels around something: lowest and highest index along each axis, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    pub low: [u32; 3],
    pub high: [u32; 3],
}

impl RunSet {
    /// The voxels in any order, repeats allowed.
    pub fn from_voxels(voxels: impl IntoIterator<Item = [u32; 3]>) -> Self {
        let mut sorted: Vec<[u32; 3]> = voxels.into_iter().map(|[x, y, z]| [z, y, x]).collect();
        sorted.sort_unstable();
        let mut set = RunSet::default();
        for [z, y, x] in sorted {
            set.push(z, y, Run { start: x, end: x.saturating_add(1) });
        }
        set
    }

    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    pub fn voxels(&self) -> u64 {
        self.runs.iter().map(|run| u64::from(run.voxels())).sum()
    }

    /// Number of runs: what the cost of most measures goes with.
    pub fn run_count(&self) -> usize {
        self.runs.len()
    }

    /// Rows in order of (z, y).
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row<'_>> + Clone {
        let ends = self.rows.iter().skip(1).map(|row| row.first).chain(std::iter::once(self.runs.len()));
        // A row's range always lies within the runs; the empty row is never seen.
        self.rows.iter().zip(RowEnds(ends, self.rows.len())).map(|(row, last)| Row {
            z: row.z,
            y: row.y,
            runs: self.runs.get(row.first..last).unwrap_or_default(),
        })
    }

    /// The `index`-th non-empty row.
    pub fn row_at(&self, index: usize) -> Option<Row<'_>> {
        let row = self.rows.get(index)?;
        let last = self.rows.get(index + 1).map_or(self.runs.len(), |next| next.first);
        Some(Row { z: row.z, y: row.y, runs: self.runs.get(row.first..last)? })
    }

    /// Runs of the row (y, z); none if the row holds nothing.
    pub fn row(&self, y: u32, z: u32) -> &[Run] {
        let found = self.rows.binary_search_by_key(&(z, y), |row| (row.z, row.y)).ok();
        found.and_then(|index| self.row_at(index)).map_or(&[], |row| row.runs)
    }

    /// Number of rows before the first one at or behind (y, z).
    pub fn rows_before(&self, y: u32, z: u32) -> usize {
        self.rows.partition_point(|row| (row.z, row.y) < (z, y))
    }

    /// Runs with their row, in raster order: (z, y, run).
    pub fn runs(&self) -> impl Iterator<Item = (u32, u32, Run)> + Clone + '_ {
        self.rows().flat_map(|row| row.runs.iter().map(move |&run| (row.z, row.y, run)))
    }

    /// Some of the runs, by their numbers in raster order, which rise.
    pub fn select(&self, numbers: &[u32]) -> RunSet {
        let mut selected = RunSet::default();
        let mut row = 0;
        for &number in numbers {
            let number = number as usize;
            let at_or_before = |row: &RowStart| row.first <= number;
            // The next run mostly lies in the same row or the next.
            if self.rows.get(row + 1).is_some_and(at_or_before) {
                row += 1;
                if self.rows.get(row + 1).is_some_and(at_or_before) {
                    row += self.rows.get(row + 1..).unwrap_or_default().partition_point(at_or_before);
                }
            }
            if let (Some(start), Some(&run)) = (self.rows.get(row), self.runs.get(number)) {
                selected.push(start.z, start.y, run);
            }
        }
        selected
    }

    pub fn contains(&self, [x, y, z]: [u32; 3]) -> bool {
        let runs = self.row(y, z);
        runs.get(runs.partition_point(|run| run.end <= x)).is_some_and(|run| run.start <= x)
    }

    /// The first voxel in raster order (x fastest).
    pub fn first(&self) -> Option<[u32; 3]> {
        let (z, y, run) = self.runs().next()?;
        Some([run.start, y, z])
    }

    /// `None` for the empty set.
    pub fn bounds(&self) -> Option<Bounds> {
        let mut bounds: Option<Bounds> = None;
        for row in self.rows() {
            if let (Some(first), Some(last)) = (row.runs.first(), row.runs.last()) {
                let here =
                    Bounds { low: [first.start, row.y, row.z], high: [last.end.saturating_sub(1), row.y, row.z] };
                bounds = Some(bounds.map_or(here, |so_far| so_far.to(here)));
            }
        }
        bounds
    }

    /// Mean voxel index; `None` for the empty set. Sums are exact whole numbers before the one division.
    pub fn centroid(&self) -> Option<[f64; 3]> {
        let mut sums = [0u128; 3];
        for (z, y, run) in self.runs() {
            let n = u128::from(run.voxels());
            let twice_mean = u128::from(run.start) + u128::from(run.end.saturating_sub(1));
            for (sum, term) in sums.iter_mut().zip([n * twice_mean, 2 * n * u128::from(y), 2 * n * u128::from(z)]) {
                *sum = sum.saturating_add(term);
            }
        }
        let voxels = self.voxels();
        (voxels > 0).then(|| sums.map(|twice| twice as f64 / (2.0 * voxels as f64)))
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

impl Bounds {
    /// The smallest box that holds both.
    #[must_use]
    pub fn to(self, other: Bounds) -> Bounds {
        let [a, b, c] = self.low;
        let [d, e, f] = other.low;
        let [g, h, i] = self.high;
        let [j, k, l] = other.high;
        Bounds { low: [a.min(d), b.min(e), c.min(f)], high: [g.max(j), h.max(k), i.max(l)] }
    }
}

/// Row ends that know how many they are.
#[derive(Clone)]
struct RowEnds<I>(I, usize);

impl<I: Iterator<Item = usize>> Iterator for RowEnds<I> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let end = self.0.next()?;
        self.1 = self.1.saturating_sub(1);
        Some(end)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.1, Some(self.1))
    }
}

impl<I: Iterator<Item = usize>> ExactSizeIterator for RowEnds<I> {}
