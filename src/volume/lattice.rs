//! Millimetres between voxel centres, for any grid: orthogonal, oblique or sheared.

#![expect(clippy::indexing_slicing, reason = "axes are 0, 1 or 2, and so are the arrays they index")]

use super::faces::Axes;
use super::geometry::Geometry;
use super::vector::{Vector, dot, norm};

/// The world steps of one voxel along each array axis. It knows lengths and directions, not places.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lattice {
    pub columns: [Vector; 3],
    /// Lengths of the columns in mm.
    pub spacing: Vector,
}

impl Lattice {
    /// Over the affine; over the spacing alone where there is no orientation.
    pub fn of(geometry: &Geometry) -> Self {
        let [a, b, c] = geometry.spacing;
        let along_axes = [[a, 0.0, 0.0], [0.0, b, 0.0], [0.0, 0.0, c]];
        Lattice::new(geometry.affine.map_or(along_axes, |affine| affine.columns()))
    }

    pub fn new(columns: [Vector; 3]) -> Self {
        Lattice { columns, spacing: columns.map(norm) }
    }

    /// Distances counted in voxels: every step along an array axis is 1.
    pub fn of_voxels() -> Self {
        Lattice::new([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    }

    /// World vector of an index step.
    pub fn step(&self, [i, j, k]: Vector) -> Vector {
        let [x, y, z] = self.columns;
        [0, 1, 2].map(|world: usize| i * x[world] + j * y[world] + k * z[world])
    }

    /// World point of a voxel, up to the grid's origin.
    pub fn point(&self, voxel: [u32; 3]) -> Vector {
        self.step(voxel.map(f64::from))
    }

    /// Squared length in mm² of an index step.
    pub fn squared(&self, step: Vector) -> f64 {
        let v = self.step(step);
        dot(v, v)
    }

    /// Millimetres between two voxel centres.
    pub fn distance(&self, from: [u32; 3], to: [u32; 3]) -> f64 {
        self.squared(difference(from, to)).sqrt()
    }
}

impl Lattice {
    /// Whether, of a set of voxels, the one nearest to a voxel outside always has a face neighbour outside the set, so that
    /// searches may leave out the interior. So it is on every straight grid: one step along some axis leads closer. It fails
    /// where the axes lean so much towards each other that all steps lead away from some voxel.
    pub fn surface_is_nearest(&self, axes: Axes) -> bool {
        let gram = self.columns.map(|a| self.columns.map(|b| dot(a, b)));
        let used: Vec<usize> = (0..3).filter(|&axis| axes[axis]).collect();
        // With off-diagonal entries this small, no step of more than two voxels can be such a voxel.
        let moderate =
            used.iter().all(|&i| used.iter().all(|&j| i == j || gram[i][j].abs() <= 0.3 * gram[i][i].min(gram[j][j])));
        moderate
            && (0..125i32).filter(|&code| code != 62).all(|code| {
                let step = [code % 5 - 2, code / 5 % 5 - 2, code / 25 - 2].map(f64::from);
                (0..3).any(|axis| !axes[axis] && step[axis] != 0.0)
                    || used.iter().any(|&i| dot(gram[i], step).abs() > gram[i][i] / 2.0 * (1.0 + 1e-9))
            })
    }
}

/// Index step that leads from one voxel to another.
pub fn difference(from: [u32; 3], to: [u32; 3]) -> Vector {
    [0, 1, 2].map(|axis: usize| f64::from(to[axis]) - f64::from(from[axis]))
}
