//! Boxes, centroids and empty slices of every label, in one pass.

use super::packed_rows::{PackedRows, Sweep};
use super::runs::Runs;
use super::slabs::{Slab, Slabs};
use super::structure::Bounds;

/// Longer lists of slice gaps are cut.
pub(super) const MAX_GAPS: usize = 1000;

/// What one pass over the runs tells of a label.
#[derive(Debug, Clone)]
pub(super) struct Moments {
    pub bounds: Bounds,
    /// Sums over the voxels of 2x, y and z, which are whole numbers.
    sums: [u128; 3],
    /// Runs of the label, those of slices that are alike once.
    pub runs: usize,
    /// Rows that hold the label, those of slices that are alike once.
    pub rows: usize,
    last_row: usize,
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
        last_row: usize::MAX,
        z_gaps: Vec::new(),
        z_gap_count: 0,
    };

    /// Mean voxel index. The sums are exact before the one division.
    pub fn centroid(&self, voxels: u64) -> [f64; 3] {
        let [x, y, z] = self.sums.map(|sum| sum as f64 / voxels.max(1) as f64);
        [x / 2.0, y, z]
    }

    #[inline(always)]
    fn add(&mut self, row: &Row, start: u32, end: u32) {
        if self.last_row != row.number {
            self.enter_row(row);
        }
        self.runs += 1;
        let [x0, ..] = &mut self.bounds.low;
        *x0 = start.min(*x0);
        let [x1, ..] = &mut self.bounds.high;
        *x1 = (end - 1).max(*x1);
        let [x_sum, y_sum, z_sum] = &mut self.sums;
        // 64 bits hold the first product: (end − start) · (end + start − 1) < end².
        let voxels = u64::from(end - start);
        *x_sum += u128::from(voxels * (u64::from(start) + u64::from(end - 1))) * u128::from(row.slab.thickness);
        *y_sum += u128::from(voxels) * u128::from(row.y_sum);
        *z_sum += u128::from(voxels) * u128::from(row.z_sum);
    }

    fn enter_row(&mut self, row: &Row) {
        let (y, z) = (row.y, row.slab.z);
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
        *z1 = row.slab.end() - 1;
        self.rows += 1;
        self.last_row = row.number;
    }
}

/// A row of a slab, and the sums of y and z over its slices.
struct Row {
    slab: Slab,
    number: usize,
    y: u32,
    y_sum: u64,
    z_sum: u64,
}

impl Row {
    fn new(slab: Slab, number: usize, y: u32) -> Self {
        let (z, thickness) = (u64::from(slab.z), u64::from(slab.thickness));
        let z_sum = thickness * z + thickness * (thickness - 1) / 2;
        Row { slab, number, y, y_sum: thickness * u64::from(y), z_sum }
    }
}

/// Moments of the first `limit` labels, in the order of [`Runs::values`].
pub(super) fn moments(runs: &Runs, slabs: &Slabs, limit: usize) -> Vec<Moments> {
    runs.sweep(slabs, Collect { labels: runs.values().len().min(limit) })
}

struct Collect {
    labels: usize,
}

impl Sweep for Collect {
    type Output = Vec<Moments>;

    fn sweep<T: Copy + Eq + Into<u32>>(self, map: PackedRows<'_, T>) -> Vec<Moments> {
        let mut all = vec![Moments::NONE; self.labels];
        for slab in map.slabs {
            for number in slab.rows() {
                let Some(start) = map.rows.get(number) else { continue };
                let row = Row::new(*slab, number, start.y);
                for run in map.runs_of_row(number) {
                    let dense: u32 = run.dense.into();
                    if let Some(moments) = all.get_mut(dense as usize) {
                        moments.add(&row, run.start.into(), run.end.into());
                    }
                }
            }
        }
        all
    }
}
