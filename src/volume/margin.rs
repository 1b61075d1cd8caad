//! Growing and shrinking by an ellipsoid in world millimetres, exact on any grid.

#![expect(
    clippy::indexing_slicing,
    reason = "axes are 0, 1 or 2; offsets and positions lie within the tables made for them"
)]

use std::borrow::Cow;

use super::faces::Axes;
use super::lattice::Lattice;
use super::set_operations::{combine_runs, overlap};
use super::structure::{Bounds, Row, Run, RunSet};
use super::vector::{Vector, cross, dot, norm, scaled};

/// Runs × rows of the ellipsoid above which a margin is refused: about a minute of work.
const MOST_STEPS: f64 = 2e10;

/// Rows of the ellipsoid's box above which a margin is refused.
const MOST_ROWS: f64 = 2e7;

/// Runs above which rows are not sorted by the steps they matter for: that takes up to nine copies of them.
const MOST_SORTED: usize = 2_000_000;

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
    let too_many = |steps: f64| TooFragmented { runs: set.run_count(), steps };
    if ball.rows() > MOST_ROWS {
        return Err(too_many(set.run_count() as f64 * ball.rows()));
    }
    let table = ball.table();
    let sources = sources(set, ball, &table);
    let steps = sources.iter().map(Source::steps).sum();
    if steps > MOST_STEPS {
        return Err(too_many(steps));
    }
    let low = |axis: usize| held.low[axis].saturating_sub(ball.reach[axis]).max(window.low[axis]);
    let high = |axis: usize| held.high[axis].saturating_add(ball.reach[axis]).min(window.high[axis]);
    let mut painter = Painter::new(window.low[0], window.high[0]);
    for z in low(2)..=high(2) {
        // For each source slice within reach, its first row still within reach; rows come in order of y.
        let mut cursors: Vec<Cursor<'_>> = Vec::new();
        for source in &sources {
            for dz in source.dz.0..=source.dz.1 {
                let from =
                    u32::try_from(i64::from(z) - dz).ok().filter(|from| (held.low[2]..=held.high[2]).contains(from));
                let first_y = (i64::from(low(1)) - source.dy.1).max(0) as u32;
                let steps = &table[(dz + i64::from(ball.reach[2])) as usize];
                cursors.extend(from.map(|z| Cursor { source, z, next: source.rows.rows_before(first_y, z), steps }));
            }
        }
        for y in low(1)..=high(1) {
            for cursor in &mut cursors {
                cursor.paint(y, ball.reach[1], &mut painter);
            }
            painter.finish(|run| out.push(z, y, run));
        }
    }
    Ok(out)
}

/// Rows of the set that must be looked at for steps of certain directions, both ends inclusive.
struct Source<'s> {
    rows: Cow<'s, RunSet>,
    dy: (i64, i64),
    dz: (i64, i64),
}

impl Source<'_> {
    fn steps(&self) -> f64 {
        self.rows.run_count() as f64 * (self.dy.1 - self.dy.0 + 1) as f64 * (self.dz.1 - self.dz.0 + 1) as f64
    }
}

/// Going up in y, a row all of whose voxels have neighbours in the next row adds nothing: from there the ellipsoid reaches at
/// least as far. So only rows that stick out of the next one count for steps up, those that stick out of the one before for
/// steps down, and likewise along z. That holds where the ellipsoid's rows shrink away from its middle, which is looked up;
/// on leaning grids they may not, and every row counts for every step.
fn sources<'s>(set: &'s RunSet, ball: &Ball, table: &[Vec<Option<(i64, i64)>>]) -> Vec<Source<'s>> {
    let (reach_y, reach_z) = (i64::from(ball.reach[1]), i64::from(ball.reach[2]));
    if set.run_count() > MOST_SORTED || !shrinks_outwards(table) {
        return vec![Source { rows: Cow::Borrowed(set), dy: (-reach_y, reach_y), dz: (-reach_z, reach_z) }];
    }
    let covered = |row: &Row<'_>, dy: i32, dz: i32| {
        let own: u64 = row.runs.iter().map(|run| u64::from(run.voxels())).sum();
        let next = row.y.checked_add_signed(dy).zip(row.z.checked_add_signed(dz));
        next.is_some_and(|(y, z)| overlap(row.runs, set.row(y, z)) == own)
    };
    let mut sources = Vec::with_capacity(9);
    for z in [-1, 0, 1] {
        for y in [-1, 0, 1] {
            let range = |way: i32, reach: i64| match way {
                -1 => (-reach, -1),
                0 => (0, 0),
                _ => (1, reach),
            };
            sources.push(Source { rows: Cow::Owned(RunSet::default()), dy: range(y, reach_y), dz: range(z, reach_z) });
        }
    }
    for row in set.rows() {
        let along_y = [covered(&row, -1, 0), false, covered(&row, 1, 0)];
        let along_z = [covered(&row, 0, -1), false, covered(&row, 0, 1)];
        let covered = along_z.into_iter().flat_map(|z| along_y.map(|y| z || y));
        for (source, _) in sources.iter_mut().zip(covered).filter(|(_, covered)| !covered) {
            row.runs.iter().for_each(|&run| source.rows.to_mut().push(row.z, row.y, run));
        }
    }
    sources
}

/// Whether each row of steps lies within the next one towards the middle, along y and along z.
fn shrinks_outwards(table: &[Vec<Option<(i64, i64)>>]) -> bool {
    let within = |outer: Option<(i64, i64)>, inner: Option<(i64, i64)>| match (outer, inner) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(outer), Some(inner)) => inner.0 <= outer.0 && outer.1 <= inner.1,
    };
    let inwards = |at: usize, length: usize| if at < length / 2 { at + 1 } else { at.saturating_sub(1) };
    (0..table.len()).all(|z| {
        let row = &table[z];
        let next = inwards(z, table.len());
        (0..row.len()).all(|y| {
            (y == row.len() / 2 || within(row[y], row[inwards(y, row.len())]))
                && (z == table.len() / 2 || within(row[y], table[next][y]))
        })
    })
}

/// One slice of a source, walked along with the rows of the result.
struct Cursor<'s> {
    source: &'s Source<'s>,
    z: u32,
    next: usize,
    /// The ellipsoid's rows for the step from this slice.
    steps: &'s [Option<(i64, i64)>],
}

impl Cursor<'_> {
    /// Paints what the rows within reach of row `y` add to it.
    fn paint(&mut self, y: u32, reach: u32, painter: &mut Painter) {
        let (dy, y) = (self.source.dy, i64::from(y));
        let rows = &self.source.rows;
        while rows.row_at(self.next).is_some_and(|row| row.z == self.z && i64::from(row.y) + dy.1 < y) {
            self.next += 1;
        }
        for row in (self.next..).map_while(|index| rows.row_at(index)) {
            let step = y - i64::from(row.y);
            if row.z != self.z || step < dy.0 {
                break;
            }
            if let Some(step) = self.steps[(step + i64::from(reach)) as usize] {
                row.runs.iter().for_each(|run| painter.paint(*run, step));
            }
        }
    }
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
