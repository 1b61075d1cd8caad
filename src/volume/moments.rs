//! Boxes, centroids and empty slices of every label, in one pass.

use super::packed_rows::{PackedRows, Sweep};
use super::runs::Runs;
use super::structure::Bounds;

/// Longer lists of slice gaps are cut.
pub(super) const MAX_GAPS: usize = 1000;

/// What one pass over the runs tells of a label.
#[derive(Debug, Clone)]
pub(super) struct Moments {
    pub bounds: Bounds,
    /// Sums over the voxels of 2x, y and z, which are whole numbers.
    sums: [u128; 3],
    /// Runs of the label.
    pub runs: usize,
    /// Rows that hold the label.
    pub rows: usize,
    last_row: (u32, u32),
    /// Empty slices between the first and the last: first and last of each stretch.
    pub z_gaps: Vec<[u32; 2]>,
    /// Number of stretches, listed or not.
    pub z_gap_count: u64,
}

impl Moments {
    const NONE: Moments = Moments {
        bounds: Bounds { low: [u32::MAX; 3], high: [0; 3] },
        sums: [0; 3],
        runs: 0,
        rows: 0,
        last_row: (u32::MAX, u32::MAX),
        z_gaps: Vec::new(),
        z_gap_count: 0,
    };

    /// Mean voxel index. The sums are exact before the one division.
    pub fn centroid(&self, voxels: u64) -> [f64; 3] {
        let [x, y, z] = self.sums.map(|sum| sum as f64 / voxels.max(1) as f64);
        [x / 2.0, y, z]
    }

    #[inline(always)]
    fn add(&mut self, z: u32, y: u32, start: u32, end: u32) {
        if self.last_row != (z, y) {
            self.enter_row(z, y);
        }
        self.runs += 1;
        let voxels = u128::from(end - start);
        let [x0, ..] = &mut self.bounds.low;
        *x0 = start.min(*x0);
        let [x1, ..] = &mut self.bounds.high;
        *x1 = (end - 1).max(*x1);
        let [x_sum, y_sum, z_sum] = &mut self.sums;
        *x_sum += voxels * (u128::from(start) + u128::from(end - 1));
        *y_sum += voxels * u128::from(y);
        *z_sum += voxels * u128::from(z);
    }

    fn enter_row(&mut self, z: u32, y: u32) {
        let Bounds { low: [_, y0, z0], high: [_, y1, z1] } = &mut self.bounds;
        if self.rows == 0 {
            *z0 = z;
        } else if z > *z1 + 1 {
            self.z_gap_count += 1;
            if self.z_gaps.len() < MAX_GAPS {
                self.z_gaps.push([*z1 + 1, z - 1]);
            }
        }
        *y0 = y.min(*y0);
        *y1 = y.max(*y1);
        *z1 = z;
        self.rows += 1;
        self.last_row = (z, y);
    }
}

/// Moments of the first `limit` labels, in the order of [`Runs::values`].
pub(super) fn moments(runs: &Runs, limit: usize) -> Vec<Moments> {
    runs.sweep(Collect { labels: runs.values().len().min(limit) })
}

struct Collect {
    labels: usize,
}

impl Sweep for Collect {
    type Output = Vec<Moments>;

    fn sweep<T: Copy + Eq + Into<u32>>(self, map: PackedRows<'_, T>) -> Vec<Moments> {
        let mut all = vec![Moments::NONE; self.labels];
        for (z, y, row) in map.numbered() {
            for run in map.runs_of_row(row) {
                let dense: u32 = run.dense.into();
                if let Some(moments) = all.get_mut(dense as usize) {
                    moments.add(z, y, run.start.into(), run.end.into());
                }
            }
        }
        all
    }
}
