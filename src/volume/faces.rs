//! Faces between voxels: surfaces, and what they look onto. Beyond the edge of the grid there is nothing.

use super::set_operations::{combine_runs, intersect, overlap};
use super::structure::{Row, Run, RunSet};

/// The array axes along which voxels are neighbours: all three, or the two of a slice.
pub type Axes = [bool; 3];

/// Number of ordered pairs (voxel of `a`, face neighbour of it in `b`), per array axis.
///
/// For sets without a common voxel: the faces that both share. With `b` = `a`: twice the faces inside `a`.
pub fn faces_onto(a: &RunSet, b: &RunSet, axes: Axes) -> [u64; 3] {
    let mut faces = [0; 3];
    let mut around = Around::new(b, axes);
    for row in a.rows() {
        around.visit(&row, |axis, near| {
            if let Some(faces) = faces.get_mut(axis) {
                *faces += overlap(row.runs, near);
            }
        });
    }
    faces
}

/// Number of faces between a voxel of the set and anything else (the outside of the grid too), per array axis.
pub fn outer_faces(set: &RunSet, axes: Axes) -> [u64; 3] {
    let inner = faces_onto(set, set, axes);
    let twice = 2 * set.voxels();
    let mut faces = axes.map(|counts| if counts { twice } else { 0 });
    for (outer, inner) in faces.iter_mut().zip(inner) {
        *outer = outer.saturating_sub(inner);
    }
    faces
}

/// Voxels of `set` with at least one face neighbour outside `closed`. The outside of the grid is outside `closed`.
pub fn exposed(set: &RunSet, closed: &RunSet, axes: Axes) -> RunSet {
    let mut out = RunSet::default();
    let mut around = Around::new(closed, axes);
    let (mut enclosed, mut common) = (Vec::new(), Vec::new());
    for row in set.rows() {
        enclosed.clear();
        enclosed.extend_from_slice(row.runs);
        around.visit(&row, |_, near| {
            common.clear();
            intersect(&enclosed, near, |run| common.push(run));
            std::mem::swap(&mut enclosed, &mut common);
        });
        combine_runs(row.runs, &enclosed, |own, enclosed| own && !enclosed, |run| out.push(row.z, row.y, run));
    }
    out
}

/// Surface voxels: those with at least one face neighbour outside the set.
pub fn surface(set: &RunSet, axes: Axes) -> RunSet {
    exposed(set, set, axes)
}

/// Voxels of `a` with at least one face neighbour in `b`.
pub fn facing(a: &RunSet, b: &RunSet, axes: Axes) -> RunSet {
    let mut out = RunSet::default();
    let mut around = Around::new(b, axes);
    let (mut found, mut common, mut merged) = (Vec::new(), Vec::new(), Vec::new());
    for row in a.rows() {
        found.clear();
        around.visit(&row, |_, near| {
            common.clear();
            intersect(row.runs, near, |run| common.push(run));
            if !common.is_empty() {
                merged.clear();
                combine_runs(&found, &common, |a, b| a || b, |run| merged.push(run));
                std::mem::swap(&mut found, &mut merged);
            }
        });
        found.iter().for_each(|&run| out.push(row.z, row.y, run));
    }
    out
}

/// The rows of a set beside the rows of another one that is walked in raster order.
struct Around<'s> {
    axes: Axes,
    own: Cursor<'s>,
    /// Along y: the row before and the one behind; then the same along z.
    beside: [Cursor<'s>; 4],
    moved: Vec<Run>,
}

impl<'s> Around<'s> {
    fn new(set: &'s RunSet, axes: Axes) -> Self {
        let cursor = || Cursor { set, next: 0 };
        Around { axes, own: cursor(), beside: [cursor(), cursor(), cursor(), cursor()], moved: Vec::new() }
    }

    /// Calls `see(axis, runs)` for each neighbour of a row along the axes, with the runs put where the row's voxels see them;
    /// nothing where there is no row.
    fn visit(&mut self, row: &Row<'_>, mut see: impl FnMut(usize, &[Run])) {
        let [along_x, along_y, along_z] = self.axes;
        if along_x {
            let own = self.own.row(Some(row.y), Some(row.z));
            for by in [1, -1] {
                self.moved.clear();
                self.moved.extend(own.iter().filter_map(|&run| moved(run, by)));
                see(0, &self.moved);
            }
        }
        let [below, above, before, behind] = &mut self.beside;
        if along_y {
            see(1, below.row(row.y.checked_sub(1), Some(row.z)));
            see(1, above.row(row.y.checked_add(1), Some(row.z)));
        }
        if along_z {
            see(2, before.row(Some(row.y), row.z.checked_sub(1)));
            see(2, behind.row(Some(row.y), row.z.checked_add(1)));
        }
    }
}

/// A place in a set's rows that only moves forward.
struct Cursor<'s> {
    set: &'s RunSet,
    next: usize,
}

impl<'s> Cursor<'s> {
    /// The runs of row (y, z); none off the grid. Rows must be asked for in raster order.
    fn row(&mut self, y: Option<u32>, z: Option<u32>) -> &'s [Run] {
        let Some((y, z)) = y.zip(z) else { return &[] };
        // Most rows are the next or the one after; a far one is searched for.
        for _ in 0..4 {
            match self.set.row_at(self.next) {
                Some(row) if (row.z, row.y) < (z, y) => self.next += 1,
                Some(row) if (row.z, row.y) == (z, y) => return row.runs,
                _ => return &[],
            }
        }
        self.next = self.set.rows_before(y, z);
        self.set.row_at(self.next).filter(|row| (row.z, row.y) == (z, y)).map_or(&[], |row| row.runs)
    }
}

/// A run moved by one voxel along the row; what leaves the axis at 0 is gone.
fn moved(run: Run, by: i32) -> Option<Run> {
    let moved = Run { start: run.start.saturating_add_signed(by), end: run.end.saturating_add_signed(by) };
    (moved.start < moved.end).then_some(moved)
}
