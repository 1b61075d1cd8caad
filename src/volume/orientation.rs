//! How the array axes lie to the patient: axis codes, planes and their angles.

#![expect(clippy::indexing_slicing, reason = "axes are 0, 1 or 2 by construction, and so are the arrays they index")]

use super::geometry::{Affine, Geometry};
use super::vector::{Vector, angle, dot, unit};
use crate::report::Plane;

/// Layers that lean farther than this from an anatomical plane are not slices of it.
pub const OBLIQUE_DEGREES: f64 = 20.0;

/// World directions, positive ends first letter: right, anterior, superior.
const CODES: [[char; 2]; 3] = [['R', 'L'], ['A', 'P'], ['S', 'I']];

/// The assignment of array axes to world axes that is nearest to an affine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Orientation {
    /// For each array axis: the world axis (0 right, 1 anterior, 2 superior) it runs along, and whether a rising index
    /// goes towards its positive end.
    pub axes: [(usize, bool); 3],
}

/// The array axis whose layers are the slices of a plane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SliceAxis {
    pub axis: usize,
    /// Between the normal of the layers and the normal of the anatomical plane; 0 for [`Plane::Acquired`].
    pub degrees: f64,
}

/// Why no array axis can stand for a plane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NoPlane {
    /// The file says no orientation (or a singular one).
    NoOrientation,
    /// The nearest layers lean more than [`OBLIQUE_DEGREES`].
    Oblique(SliceAxis),
}

impl Orientation {
    /// Axis letters by the direction of rising index, as in `RAS` or `LPS`.
    pub fn codes(&self) -> String {
        self.axes.iter().map(|&(world, positive)| CODES[world][usize::from(!positive)]).collect()
    }

    /// The array axis that runs along a world axis (0 right, 1 anterior, 2 superior), and whether a rising index goes
    /// towards its positive end.
    pub fn array_axis(&self, world: usize) -> Option<(usize, bool)> {
        let axis = self.axes.iter().position(|&(w, _)| w == world)?;
        Some((axis, self.axes[axis].1))
    }
}

impl Affine {
    /// The nearest assignment of array to world axes, or `None` if singular.
    ///
    /// Axes are taken from the rotation nearest to the affine (its polar factor), the best aligned first, as
    /// `nibabel.orientations.io_orientation` does.
    pub fn orientation(&self) -> Option<Orientation> {
        let mut rotation = self.nearest_rotation()?;
        let strength = |column: &Vector| column.iter().map(|v| v * v).fold(0.0, f64::max);
        let strengths = [strength(&rotation[0]), strength(&rotation[1]), strength(&rotation[2])];
        let mut order = [0, 1, 2];
        order.sort_by(|&a, &b| strengths[b].total_cmp(&strengths[a]));
        let mut axes = [(0, true); 3];
        for axis in order {
            let column = rotation[axis];
            let mut world = 0;
            for candidate in [1, 2] {
                if column[candidate].abs() > column[world].abs() {
                    world = candidate;
                }
            }
            axes[axis] = (world, column[world] >= 0.0);
            for column in &mut rotation {
                column[world] = 0.0;
            }
        }
        Some(Orientation { axes })
    }

    /// Columns of the orthogonal polar factor of the affine with unit columns, by Newton's iteration
    /// (N. J. Higham, "Computing the polar decomposition", 1986): average a matrix with its inverse transpose.
    fn nearest_rotation(&self) -> Option<[Vector; 3]> {
        if self.is_singular() {
            return None;
        }
        let [x, y, z] = self.columns();
        let mut columns = [unit(x)?, unit(y)?, unit(z)?];
        for _ in 0..60 {
            let [x, y, z] = columns;
            let inverse = Affine::from_columns(columns).inverse()?;
            let [r0, r1, r2] = inverse.0.map(|[a, b, c, _]| [a, b, c]);
            let average = |a: Vector, b: Vector| [0, 1, 2].map(|i: usize| (a[i] + b[i]) / 2.0);
            let next = [average(x, r0), average(y, r1), average(z, r2)];
            let moved = (0..3).flat_map(|a| (0..3).map(move |b| (a, b)));
            let moved = moved.map(|(a, b)| (next[a][b] - columns[a][b]).abs()).fold(0.0, f64::max);
            columns = next;
            if moved < 1e-14 {
                break;
            }
        }
        Some(columns)
    }

    fn from_columns([x, y, z]: [Vector; 3]) -> Affine {
        Affine([[x[0], y[0], z[0], 0.0], [x[1], y[1], z[1], 0.0], [x[2], y[2], z[2], 0.0]])
    }
}

impl Geometry {
    /// See [`Affine::orientation`].
    pub fn orientation(&self) -> Option<Orientation> {
        self.affine?.orientation()
    }

    /// Angle in degrees, 0 to 90, between the direction of an array axis and a world axis.
    pub fn axis_obliqueness(&self, array_axis: usize, world_axis: usize) -> Option<f64> {
        let column = *self.affine?.columns().get(array_axis)?;
        unit(column)?;
        acute(column, world_axis)
    }

    /// The array axis whose layers are nearest to a plane, with their angle to it, however oblique.
    pub fn nearest_layers(&self, plane: Plane) -> Option<SliceAxis> {
        let world = match plane {
            Plane::Acquired => return Some(SliceAxis { axis: 2, degrees: 0.0 }),
            Plane::Sagittal => 0,
            Plane::Coronal => 1,
            Plane::Axial => 2,
        };
        let (axis, _) = self.orientation()?.array_axis(world)?;
        let normals = self.affine?.layer_normals()?;
        Some(SliceAxis { axis, degrees: acute(normals[axis], world)? })
    }

    /// The array axis whose layers are the slices of a plane. `Acquired` is the third array axis, always.
    pub fn slice_axis(&self, plane: Plane) -> Result<usize, NoPlane> {
        let layers = self.nearest_layers(plane).ok_or(NoPlane::NoOrientation)?;
        if layers.degrees > OBLIQUE_DEGREES { Err(NoPlane::Oblique(layers)) } else { Ok(layers.axis) }
    }
}

fn acute(direction: Vector, world_axis: usize) -> Option<f64> {
    let mut world = [0.0; 3];
    *world.get_mut(world_axis)? = 1.0;
    let toward = if dot(direction, world) < 0.0 { direction.map(|v| -v) } else { direction };
    Some(angle(toward, world))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(rows: [[f64; 3]; 3]) -> Geometry {
        Geometry::oriented([10, 10, 10], Affine(rows.map(|[a, b, c]| [a, b, c, 0.0])))
    }

    fn codes(rows: [[f64; 3]; 3]) -> String {
        grid(rows).orientation().unwrap().codes()
    }

    #[test]
    fn codes_name_the_nearest_world_axes() {
        assert_eq!(codes([[1.0, 0.0, 0.0], [0.0, 2.0, 0.0], [0.0, 0.0, 3.0]]), "RAS");
        assert_eq!(codes([[-1.0, 0.0, 0.0], [0.0, -1.0, 0.0], [0.0, 0.0, 5.0]]), "LPS");
        assert_eq!(codes([[0.0, 0.0, 1.0], [0.0, -1.0, 0.0], [-1.0, 0.0, 0.0]]), "IPR");
    }

    /// Expected codes from `nibabel.aff2axcodes` 5.4 for a sheared, a nearly diagonal and an oblique grid.
    #[test]
    fn codes_agree_with_nibabel_on_oblique_grids() {
        assert_eq!(codes([[0.9, 0.7, 0.0], [0.1, 0.8, 0.3], [0.0, -0.2, 1.4]]), "RAS");
        assert_eq!(codes([[0.7, -0.71, 0.1], [0.72, 0.7, 0.0], [0.0, 0.1, 2.0]]), "ALS");
        assert_eq!(codes([[0.1, 0.6, -2.9], [0.9, 0.2, 0.5], [0.2, -1.1, -1.7]]), "AIL");
    }

    #[test]
    fn planes_follow_the_patient_not_the_array() {
        // Array axes: superior, left, posterior, as a sagittal acquisition may store them.
        let sagittal = grid([[0.0, -1.0, 0.0], [0.0, 0.0, -1.0], [1.0, 0.0, 0.0]]);
        assert_eq!(sagittal.slice_axis(Plane::Axial), Ok(0));
        assert_eq!(sagittal.slice_axis(Plane::Sagittal), Ok(1));
        assert_eq!(sagittal.slice_axis(Plane::Coronal), Ok(2));
        assert_eq!(sagittal.slice_axis(Plane::Acquired), Ok(2));
    }

    #[test]
    fn oblique_layers_are_no_slices_unless_acquired() {
        for (degrees, measurable) in [(19.0f64, true), (21.0, false)] {
            let (s, c) = degrees.to_radians().sin_cos();
            let tilted = grid([[1.0, 0.0, 0.0], [0.0, c, -s], [0.0, s, c]]);
            assert_eq!(tilted.slice_axis(Plane::Axial).is_ok(), measurable);
            assert_eq!(tilted.slice_axis(Plane::Sagittal), Ok(0));
            assert_eq!(tilted.slice_axis(Plane::Acquired), Ok(2));
            assert!((tilted.axis_obliqueness(2, 2).unwrap() - degrees).abs() < 1e-9);
        }
    }

    #[test]
    fn the_angle_of_a_sheared_grid_is_that_of_its_layers() {
        let (s, c) = 25f64.to_radians().sin_cos();
        let gantry = grid([[1.0, 0.0, 0.0], [0.0, c, 0.0], [0.0, s, 5.0]]);
        assert_eq!(gantry.axis_obliqueness(2, 2), Some(0.0));
        let layers = gantry.nearest_layers(Plane::Axial).unwrap();
        assert!((layers.degrees - 25.0).abs() < 1e-9);
        assert_eq!(gantry.slice_axis(Plane::Axial), Err(NoPlane::Oblique(layers)));
    }

    #[test]
    fn without_orientation_only_the_acquired_plane_is_known() {
        let bare = Geometry::unoriented([4, 4, 4], [1.0; 3]);
        assert_eq!(bare.slice_axis(Plane::Axial), Err(NoPlane::NoOrientation));
        assert_eq!(bare.slice_axis(Plane::Acquired), Ok(2));
        assert_eq!(bare.orientation(), None);
    }
}
