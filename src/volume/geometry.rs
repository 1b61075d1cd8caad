//! Where voxels lie in the patient.

use super::vector::{Vector, cross, dot, minus, norm, scaled, unit};

/// Shape and placement of a voxel grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Geometry {
    pub shape: [u32; 3],
    /// Column norms of the affine, or the header's own voxel sizes where there is no orientation. Millimetres.
    pub spacing: [f64; 3],
    /// Voxel index to RAS+ mm. `None`: the header says no orientation, so sides and planes cannot be measured.
    pub affine: Option<Affine>,
}

/// The upper three rows of the 4×4 matrix from voxel index (centre) to RAS+ mm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Affine(pub [[f64; 4]; 3]);

/// Below this share of the product of its column norms a determinant is taken for zero: the columns lie within about
/// a ten-thousandth of a degree of one plane, and 32-bit header floats say no more than that.
const SINGULAR: f64 = 1e-6;

impl Affine {
    /// World point of a voxel index; whole numbers are voxel centres.
    pub fn apply(&self, voxel: Vector) -> Vector {
        let [x, y, z] = voxel;
        self.0.map(|[a, b, c, d]| a * x + b * y + c * z + d)
    }

    /// Signed volume of a voxel in mm³; negative where the array axes form a left-handed frame.
    pub fn determinant(&self) -> f64 {
        let [x, y, z] = self.columns();
        dot(x, cross(y, z))
    }

    /// World steps in mm of one voxel along each array axis.
    pub fn columns(&self) -> [Vector; 3] {
        let [[a, b, c, _], [d, e, f, _], [g, h, i, _]] = self.0;
        [[a, d, g], [b, e, h], [c, f, i]]
    }

    /// World point of voxel (0, 0, 0).
    pub fn origin(&self) -> Vector {
        self.0.map(|[_, _, _, t]| t)
    }

    /// Distances in mm between neighbouring voxel centres along each array axis.
    pub fn column_norms(&self) -> Vector {
        self.columns().map(norm)
    }

    /// True if the affine cannot place voxels in space: an entry is not finite, or the three array axes (nearly) lie
    /// in one plane.
    pub fn is_singular(&self) -> bool {
        let scale: f64 = self.column_norms().iter().product();
        let finite = self.0.iter().flatten().all(|v| v.is_finite()) && scale.is_finite();
        !finite || scale <= 0.0 || self.determinant().abs() <= SINGULAR * scale
    }

    /// World point to voxel index; `None` if the affine is singular.
    pub fn inverse(&self) -> Option<Affine> {
        if self.is_singular() {
            return None;
        }
        let [x, y, z] = self.columns();
        let per_volume = 1.0 / self.determinant();
        let row = |normal: Vector| {
            let [a, b, c] = scaled(normal, per_volume);
            [a, b, c, -dot([a, b, c], self.origin())]
        };
        Some(Affine([row(cross(y, z)), row(cross(z, x)), row(cross(x, y))]))
    }

    /// Unit normals of the three families of array layers: the `a`-th is at right angles to the other two axes and
    /// points towards rising index of axis `a`. In a sheared grid it differs from the direction of axis `a`.
    pub fn layer_normals(&self) -> Option<[Vector; 3]> {
        let [x, y, z] = self.columns();
        let towards = |normal: Vector, axis: Vector| unit(scaled(normal, dot(normal, axis).signum()));
        Some([towards(cross(y, z), x)?, towards(cross(z, x), y)?, towards(cross(x, y), z)?])
    }
}

impl Geometry {
    /// Geometry placed by an affine; the spacing is its column norms.
    pub fn oriented(shape: [u32; 3], affine: Affine) -> Self {
        Geometry { shape, spacing: affine.column_norms(), affine: Some(affine) }
    }

    /// Geometry that knows voxel sizes in mm, and no orientation.
    pub fn unoriented(shape: [u32; 3], spacing: Vector) -> Self {
        Geometry { shape, spacing, affine: None }
    }

    /// Number of voxels of the grid.
    pub fn voxels(&self) -> u64 {
        self.shape.iter().fold(1, |all: u64, &n| all.saturating_mul(u64::from(n)))
    }

    /// mm³ of one voxel.
    pub fn voxel_volume(&self) -> f64 {
        match &self.affine {
            Some(affine) => affine.determinant().abs(),
            None => self.spacing.iter().product(),
        }
    }

    /// mm² of the voxel faces that look along each array axis: the parallelogram of the other two axes.
    pub fn face_areas(&self) -> Vector {
        let [dx, dy, dz] = self.spacing;
        match self.affine.map(|affine| affine.columns()) {
            Some([x, y, z]) => [norm(cross(y, z)), norm(cross(z, x)), norm(cross(x, y))],
            None => [dy * dz, dx * dz, dx * dy],
        }
    }

    /// World point in RAS+ mm of a voxel index; `None` without orientation.
    pub fn world(&self, voxel: Vector) -> Option<Vector> {
        self.affine.map(|affine| affine.apply(voxel))
    }

    /// Voxel index (not rounded, not clipped) of a world point; `None` without orientation or if singular.
    pub fn voxel(&self, world: Vector) -> Option<Vector> {
        self.affine?.inverse().map(|inverse| inverse.apply(world))
    }

    /// Distance in mm between two voxel indices, over the affine or, without orientation, over the spacing.
    pub fn distance(&self, from: Vector, to: Vector) -> f64 {
        let step = minus(to, from);
        match self.affine {
            Some(affine) => norm(minus(affine.apply(step), affine.origin())),
            None => {
                let ([i, j, k], [dx, dy, dz]) = (step, self.spacing);
                norm([i * dx, j * dy, k * dz])
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 30° about z, spacing 2 × 3 × 4, first axis mirrored, origin off zero.
    fn oblique() -> Affine {
        let (s, c) = 30f64.to_radians().sin_cos();
        Affine([[-2.0 * c, -3.0 * s, 0.0, 10.0], [-2.0 * s, 3.0 * c, 0.0, -20.0], [0.0, 0.0, 4.0, 30.0]])
    }

    fn close(a: Vector, b: Vector) -> bool {
        a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-9)
    }

    #[test]
    fn inverse_undoes_the_affine() {
        let affine = oblique();
        let inverse = affine.inverse().unwrap();
        for voxel in [[0.0, 0.0, 0.0], [5.0, -2.5, 7.25]] {
            assert!(close(inverse.apply(affine.apply(voxel)), voxel));
        }
        assert!((affine.determinant() + 24.0).abs() < 1e-9);
        assert!(close(affine.column_norms(), [2.0, 3.0, 4.0]));
    }

    #[test]
    fn degenerate_affines_are_singular() {
        let flat = Affine([[1.0, 2.0, 0.0, 0.0], [1.0, 2.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0]]);
        let zero_column = Affine([[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0]]);
        let not_finite = Affine([[1.0, 0.0, 0.0, f64::NAN], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0]]);
        for affine in [flat, zero_column, not_finite] {
            assert!(affine.is_singular());
            assert!(affine.inverse().is_none());
        }
        let tiny = Affine([[1e-9, 0.0, 0.0, 0.0], [0.0, 1e-9, 0.0, 0.0], [0.0, 0.0, 1e-9, 0.0]]);
        assert!(!tiny.is_singular(), "small voxels are no degenerate grid");
    }

    #[test]
    fn sheared_grids_have_parallelogram_faces_and_tilted_layers() {
        // A gantry tilt: the third axis runs straight up, the layers lean.
        let tilt = 20f64.to_radians();
        let affine = Affine([[1.0, 0.0, 0.0, 0.0], [0.0, tilt.cos(), 0.0, 0.0], [0.0, tilt.sin(), 5.0, 0.0]]);
        let geometry = Geometry::oriented([4, 4, 4], affine);
        assert!(close(geometry.face_areas(), [5.0 * tilt.cos(), 5.0, 1.0]));
        assert!((geometry.voxel_volume() - 5.0 * tilt.cos()).abs() < 1e-9);
        let [_, _, normal] = affine.layer_normals().unwrap();
        assert!(close(normal, [0.0, -tilt.sin(), tilt.cos()]));
    }

    #[test]
    fn distance_follows_the_affine() {
        let geometry = Geometry::oriented([9, 9, 9], oblique());
        let (a, b) = ([1.0, 2.0, 3.0], [4.0, 0.0, 5.0]);
        let (wa, wb) = (geometry.world(a).unwrap(), geometry.world(b).unwrap());
        assert!((geometry.distance(a, b) - norm(minus(wa, wb))).abs() < 1e-9);
        assert!(close(geometry.voxel(wa).unwrap(), a));
        assert_eq!(Geometry::unoriented([1, 1, 1], [2.0, 3.0, 6.0]).distance([0.0; 3], [1.0; 3]), 7.0);
    }
}
