//! Growing and shrinking by an ellipsoid in world millimetres, exact on any grid.

#![expect(
    clippy::indexing_slicing,
    reason = "axes are 0, 1 or 2; offsets and positions lie within the tables made for them"
)]

use super::faces::Axes;
use super::lattice::Lattice;
use super::set_operations::combine_runs;
use super::structure::{Bounds, Run, RunSet};
use super::vector::{Vector, cross, dot, norm, scaled};

/// Runs × rows of the ellipsoid above which a margin is refused: about a minute of work.
const MOST_STEPS: f64 = 2e10;

/// Rows of the ellipsoid's box above which a margin is refused.
const MOST_ROWS: f64 = 2e7;

/// Lengths that agree to this share are equal.
const SLACK: f64 = 1e-6;

/// A radius below this share of the finest spacing is 0: no step along that direction, whatever a header's rounding.
const LEAST_RADIUS: f64 = 1e-3;

/// A margin that would take too long.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TooFragmented {
    pub runs: usize,
    pub steps: f64,
}

/// An ellipsoid with its axes along the world axes, in index steps of one grid.
#[derive(Debug, Clone, Copy)]
pub struct Ball {
    /// The grid's columns in units of the radii: a step is within if its length is at most 1.
    columns: [Vector; 3],
    axes: Axes,
    /// No step within is longer than this along an array axis.
    reach: [u32; 3],
}

impl Ball {
    /// Radii in mm along right-left, posterior-anterior and inferior-superior; steps along `axes` only, and never longer
    /// than the grid of `shape` voxels.
    pub fn new(lattice: &Lattice, radii: Vector, axes: Axes, shape: [u32; 3]) -> Self {
        let finest = lattice.spacing.iter().copied().fold(f64::INFINITY, f64::min);
        let radii = radii.map(|radius| radius.max(LEAST_RADIUS * finest));
        let columns = lattice.columns.map(|column| [0, 1, 2].map(|world: usize| column[world] / radii[world]));
        let [x, y, z] = columns;
        let volume = dot(x, cross(y, z)).abs();
        // The farthest index along an axis is the length of that row of the inverse.
        let normals = [norm(cross(y, z)), norm(cross(z, x)), norm(cross(x, y))];
        let reach = [0, 1, 2].map(|axis: usize| {
            let steps = (normals[axis] / volume * (1.0 + SLACK)).min(f64::from(shape[axis]));
            if axes[axis] { steps as u32 } else { 0 }
        });
        Ball { columns, axes, reach }
    }

    /// Steps along the first axis that stay within, lowest and highest, beside a step in the other two.
    fn row(&self, dy: f64, dz: f64) -> Option<(i64, i64)> {
        let [x, y, z] = self.columns;
        let beside = [0, 1, 2].map(|world: usize| dy * y[world] + dz * z[world]);
        let limit = (1.0 + SLACK) * (1.0 + SLACK);
        if !self.axes[0] {
            return (dot(beside, beside) <= limit).then_some((0, 0));
        }
        let (square, half) = (dot(x, x), dot(x, beside));
        // The foot of the perpendicular is taken off first: the difference of squares loses no digits then.
        let across = [0, 1, 2].map(|world: usize| beside[world] - scaled(x, half / square)[world]);
        let room = limit - dot(across, across);
        let root = (room >= 0.0).then(|| (room / square).sqrt())?;
        let (low, high) = ((-half / square - root).ceil(), (-half / square + root).floor());
        let most = f64::from(self.reach[0]);
        (low <= high).then(|| (low.max(-most) as i64, high.min(most) as i64))
    }

    /// Rows of steps in the box around the ellipsoid.
    fn rows(&self) -> f64 {
        (2.0 * f64::from(self.reach[1]) + 1.0) * (2.0 * f64::from(self.reach[2]) + 1.0)
    }

    /// [`Ball::row`] for every step, by (dz, dy) from the most negative.
    fn table(&self) -> Vec<Vec<Option<(i64, i64)>>> {
        let steps = |reach: u32| -i64::from(reach)..=i64::from(reach);
        let rows = |dz: i64| steps(self.reach[1]).map(|dy| self.row(dy as f64, dz as f64)).collect();
        steps(self.reach[2]).map(rows).collect()
    }
}

/// Every voxel of `window` whose centre lies within the ellipsoid around a voxel centre of the set.
///
/// # Errors
/// [`TooFragmented`] instead of running for minutes.
pub fn grow(set: &RunSet, ball: &Ball, window: Bounds) -> Result<RunSet, TooFragmented> {
    let mut out = RunSet::default();
    let Some(held) = set.bounds() else { return Ok(out) };
    let steps = set.run_count() as f64 * ball.rows();
    if steps > MOST_STEPS || ball.rows() > MOST_ROWS {
        return Err(TooFragmented { runs: set.run_count(), steps });
    }
    let table = ball.table();
    let [_, reach_y, reach_z] = ball.reach;
    let low = |axis: usize| held.low[axis].saturating_sub(ball.reach[axis]).max(window.low[axis]);
    let high = |axis: usize| held.high[axis].saturating_add(ball.reach[axis]).min(window.high[axis]);
    let mut painter = Painter::new(window.low[0], window.high[0]);
    for z in low(2)..=high(2) {
        let sources = z.saturating_sub(reach_z)..=z.saturating_add(reach_z).min(held.high[2]);
        // For each source slice its first row still within reach; rows come in order of y.
        let mut cursors: Vec<(u32, usize)> =
            sources.map(|source| (source, set.rows_before(low(1).saturating_sub(reach_y), source))).collect();
        for y in low(1)..=high(1) {
            for (source, cursor) in &mut cursors {
                while set.row_at(*cursor).is_some_and(|row| row.z == *source && row.y.saturating_add(reach_y) < y) {
                    *cursor += 1;
                }
                let steps = &table[(i64::from(z) - i64::from(*source) + i64::from(reach_z)) as usize];
                let near = (*cursor..).map_while(|index| set.row_at(index));
                for row in near.take_while(|row| row.z == *source && row.y <= y.saturating_add(reach_y)) {
                    if let Some(step) = steps[(i64::from(y) - i64::from(row.y) + i64::from(reach_y)) as usize] {
                        row.runs.iter().for_each(|run| painter.paint(*run, step));
                    }
                }
            }
            painter.finish(|run| out.push(z, y, run));
        }
    }
    Ok(out)
}

/// The voxels of the set that growing the rest of `window` by the ellipsoid does not reach. The edge of the window is no
/// boundary: what lies beyond is not known to be outside the structure.
///
/// # Errors
/// [`TooFragmented`] instead of running for minutes.
pub fn shrink(set: &RunSet, ball: &Ball, window: Bounds) -> Result<RunSet, TooFragmented> {
    let Some(held) = set.bounds() else { return Ok(RunSet::default()) };
    let low = |axis: usize| held.low[axis].saturating_sub(ball.reach[axis]).max(window.low[axis]);
    let high = |axis: usize| held.high[axis].saturating_add(ball.reach[axis]).min(window.high[axis]);
    let whole = [Run { start: low(0), end: high(0).saturating_add(1) }];
    let mut rest = RunSet::default();
    for z in low(2)..=high(2) {
        for y in low(1)..=high(1) {
            combine_runs(&whole, set.row(y, z), |all, own| all && !own, |run| rest.push(z, y, run));
        }
    }
    Ok(set.difference(&grow(&rest, ball, held)?))
}

/// One row of the result: how many moved runs begin, less how many end, at each position.
struct Painter {
    low: u32,
    high: u32,
    changes: Vec<i32>,
    /// Positions painted so far, as offsets from `low`.
    touched: Option<(usize, usize)>,
}

impl Painter {
    fn new(low: u32, high: u32) -> Self {
        Painter { low, high, changes: vec![0; high.saturating_sub(low) as usize + 2], touched: None }
    }

    fn paint(&mut self, run: Run, (least, most): (i64, i64)) {
        let start = (i64::from(run.start) + least).max(i64::from(self.low));
        let end = (i64::from(run.end) + most).min(i64::from(self.high) + 1);
        if start < end {
            let (start, end) = ((start - i64::from(self.low)) as usize, (end - i64::from(self.low)) as usize);
            self.changes[start] += 1;
            self.changes[end] -= 1;
            self.touched = Some(self.touched.map_or((start, end), |(from, to)| (from.min(start), to.max(end))));
        }
    }

    fn finish(&mut self, mut emit: impl FnMut(Run)) {
        let Some((from, to)) = self.touched.take() else { return };
        let mut cover = 0;
        let mut open = self.low;
        for (at, change) in (self.low..).skip(from).zip(&mut self.changes[from..=to]) {
            let before = cover;
            cover += std::mem::take(change);
            if before == 0 && cover > 0 {
                open = at;
            } else if before > 0 && cover == 0 {
                emit(Run { start: open, end: at });
            }
        }
    }
}
