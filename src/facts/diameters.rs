//! The in-slice diameter with its short axis, and the three-dimensional Feret diameter.

use serde::{Deserialize, Serialize};

use crate::report::{Place, Plane};
use crate::volume::RunSet;
use crate::volume::lattice::{Lattice, difference};
use crate::volume::longest::{Line, longest};
use crate::volume::reslice::{order_with_last, original};
use crate::volume::run_tree::RunTree;
use crate::volume::vector::{Vector, cross, dot, unit};

use super::unmeasured::{Measured, Unmeasured};
use super::work::STEPS_IN_TREE;
use super::{Facts, Shape};

/// A longest line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Diameter {
    /// mm between the midpoints of the outer faces of its end voxels.
    pub length: f64,
    /// Width in mm at right angles to it within the slice. In three dimensions `None`.
    pub short_axis: Option<f64>,
    /// Its end voxels.
    pub from: Place,
    pub to: Place,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum DiameterKey {
    InSlices(Shape, Option<Plane>),
    Feret(Shape),
}

impl Facts<'_> {
    /// The longest line within one slice of a plane, and the width of the slice's structure at right angles to it.
    ///
    /// Without a plane the slices are axial. A shape that lies in a slice, or a volume of one slice, is measured in that slice;
    /// then a plane must not be asked for, or be that of the slice.
    pub fn diameter(&self, shape: &Shape, plane: Option<Plane>) -> Measured<Diameter> {
        self.answers.diameters.measured(DiameterKey::InSlices(shape.clone(), plane), || {
            let scope = self.scope(shape)?;
            let axis = match (scope.flat, plane) {
                (Some(axis), None) => axis,
                (Some(axis), Some(_)) if scope.slice.is_some() => axis,
                (_, plane) => self.slice_axis(plane.unwrap_or(Plane::Axial))?,
            };
            let shown = scope.slice.map(|(plane, _)| plane).or(plane).unwrap_or(Plane::Axial);
            let order = order_with_last(axis);
            let set = self.filled(shape, 0)?.with_last(axis);
            self.spend_on(set.run_count(), STEPS_IN_TREE)?;
            let columns = Lattice::of(self.geometry()).columns;
            let lattice = Lattice::new(order.map(|old| columns.get(old).copied().unwrap_or_default()));
            let (line, width) = longest_in_slices(&set, &lattice).ok_or(Unmeasured::Empty { argument: 0 })?;
            let place = |voxel: [u32; 3]| {
                let [.., slice] = voxel;
                Place { slice: Some((shown, slice)), ..self.place_at(original(voxel, order)) }
            };
            Ok(Diameter { length: line.length, short_axis: Some(width), from: place(line.from), to: place(line.to) })
        })
    }

    /// The longest line between any two voxels. In a slice, or a volume of one slice, it is two-dimensional.
    pub fn feret(&self, shape: &Shape) -> Measured<Diameter> {
        self.answers.diameters.measured(DiameterKey::Feret(shape.clone()), || {
            let scope = self.scope(shape)?;
            let set = self.filled(shape, 0)?;
            self.spend_on(set.run_count(), STEPS_IN_TREE)?;
            let tree = RunTree::new(&set, Lattice::of(self.geometry()));
            let line = longest(&tree, scope.axes, 0.0).first().copied().ok_or(Unmeasured::Empty { argument: 0 })?;
            let place = |voxel| Place { slice: scope.slice, ..self.place_at(voxel) };
            Ok(Diameter { length: line.length, short_axis: None, from: place(line.from), to: place(line.to) })
        })
    }
}

/// The longest line within one slice along the third axis, and its width; of equally long ones the widest, then the first.
fn longest_in_slices(set: &RunSet, lattice: &Lattice) -> Option<(Line, f64)> {
    let axes = [true, true, false];
    let mut lines: Vec<(Line, f64)> = Vec::new();
    let mut best = 0.0f64;
    for z in set.occupied(2) {
        let slice = set.cut(2, z);
        for line in longest(&RunTree::new(&slice, *lattice), axes, best) {
            best = best.max(line.length);
            lines.push((line, width(&slice, lattice, line)));
        }
    }
    lines.retain(|(line, _)| line.length >= best * (1.0 - 1e-9));
    // The last of equals is returned, so the first slice must come last.
    lines.into_iter().rev().max_by(|a, b| a.1.total_cmp(&b.1))
}

/// Way between the extreme voxel centres of a slice at right angles to a line in it, and the outer half voxels at both ends.
fn width(slice: &RunSet, lattice: &Lattice, line: Line) -> f64 {
    let axes = [true, true, false];
    let [x, y, _] = lattice.columns;
    let along = match lattice.step(difference(line.from, line.to)) {
        [0.0, 0.0, 0.0] => {
            if dot(x, x) >= dot(y, y) {
                x
            } else {
                y
            }
        }
        step => step,
    };
    let Some(across): Option<Vector> = unit(cross(cross(x, y), along)) else { return 0.0 };
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for (z, y, run) in slice.runs() {
        for x in [run.start, run.end.saturating_sub(1)] {
            let at = dot(lattice.point([x, y, z]), across);
            (low, high) = (low.min(at), high.max(at));
        }
    }
    high - low + lattice.face_allowance(across, axes)
}
