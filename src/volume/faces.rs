//! Faces between voxels: surfaces, and what they look onto. Beyond the edge of the grid there is nothing.

use super::set_operations::{combine_runs, overlap};
use super::structure::{Run, RunSet};

/// The array axes along which voxels are neighbours: all three, or the two of a slice.
pub type Axes = [bool; 3];

/// Number of ordered pairs (voxel of `a`, face neighbour of it in `b`), per array axis.
///
/// For sets without a common voxel: the faces that both share. With `b` = `a`: twice the faces inside `a`.
pub fn faces_onto(a: &RunSet, b: &RunSet, [along_x, along_y, along_z]: Axes) -> [u64; 3] {
    let mut faces = [0; 3];
    let [x, y, z] = &mut faces;
    for row in a.rows() {
        if along_x {
            let own = b.row(row.y, row.z);
            *x += overlap(row.runs, &moved(own, 1)) + overlap(row.runs, &moved(own, -1));
        }
        for beside in neighbour_rows(row.y, along_y) {
            *y += overlap(row.runs, b.row(beside, row.z));
        }
        for beside in neighbour_rows(row.z, along_z) {
            *z += overlap(row.runs, b.row(row.y, beside));
        }
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
pub fn exposed(set: &RunSet, closed: &RunSet, [along_x, along_y, along_z]: Axes) -> RunSet {
    let mut out = RunSet::default();
    for row in set.rows() {
        let mut enclosed = row.runs.to_vec();
        let mut keep_common = |other: &[Run]| {
            let mut common = Vec::with_capacity(enclosed.len());
            combine_runs(&enclosed, other, |a, b| a && b, |run| common.push(run));
            enclosed = common;
        };
        if along_x {
            let own = closed.row(row.y, row.z);
            keep_common(&moved(own, 1));
            keep_common(&moved(own, -1));
        }
        let beside =
            |at: u32, counts: bool| counts.then(|| [at.checked_sub(1), at.checked_add(1)]).into_iter().flatten();
        for y in beside(row.y, along_y) {
            keep_common(y.map_or(&[], |y| closed.row(y, row.z)));
        }
        for z in beside(row.z, along_z) {
            keep_common(z.map_or(&[], |z| closed.row(row.y, z)));
        }
        combine_runs(row.runs, &enclosed, |own, enclosed| own && !enclosed, |run| out.push(row.z, row.y, run));
    }
    out
}

/// Surface voxels: those with at least one face neighbour outside the set.
pub fn surface(set: &RunSet, axes: Axes) -> RunSet {
    exposed(set, set, axes)
}

/// Voxels of `a` with at least one face neighbour in `b`.
pub fn facing(a: &RunSet, b: &RunSet, [along_x, along_y, along_z]: Axes) -> RunSet {
    let mut out = RunSet::default();
    for row in a.rows() {
        let mut found: Vec<Run> = Vec::new();
        let mut add_common = |other: &[Run]| {
            let mut common = Vec::new();
            combine_runs(row.runs, other, |a, b| a && b, |run| common.push(run));
            let mut merged = Vec::with_capacity(found.len() + common.len());
            combine_runs(&found, &common, |a, b| a || b, |run| merged.push(run));
            found = merged;
        };
        if along_x {
            let own = b.row(row.y, row.z);
            add_common(&moved(own, 1));
            add_common(&moved(own, -1));
        }
        for y in neighbour_rows(row.y, along_y) {
            add_common(b.row(y, row.z));
        }
        for z in neighbour_rows(row.z, along_z) {
            add_common(b.row(row.y, z));
        }
        for run in found {
            out.push(row.z, row.y, run);
        }
    }
    out
}

fn neighbour_rows(at: u32, counts: bool) -> impl Iterator<Item = u32> {
    counts.then(|| [at.checked_sub(1), at.checked_add(1)]).into_iter().flatten().flatten()
}

/// Runs moved by one voxel along the row; what leaves the axis at 0 is gone.
fn moved(runs: &[Run], by: i32) -> Vec<Run> {
    let shifted = runs
        .iter()
        .map(|run| Run { start: run.start.saturating_add_signed(by), end: run.end.saturating_add_signed(by) });
    shifted.filter(|run| run.start < run.end).collect()
}
