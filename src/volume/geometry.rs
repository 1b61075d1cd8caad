//! Where voxels lie in the patient.

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

impl Affine {
    pub fn apply(&self, voxel: [f64; 3]) -> [f64; 3] {
        let [x, y, z] = voxel;
        self.0.map(|[a, b, c, d]| a * x + b * y + c * z + d)
    }

    pub fn determinant(&self) -> f64 {
        let [[a, b, c, _], [d, e, f, _], [g, h, i, _]] = self.0;
        a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    }

    pub fn column_norms(&self) -> [f64; 3] {
        let [r0, r1, r2] = self.0;
        [0, 1, 2].map(|axis: usize| {
            let column = [r0, r1, r2].map(|row| row.get(axis).copied().unwrap_or_default());
            column.iter().map(|v| v * v).sum::<f64>().sqrt()
        })
    }
}

impl Geometry {
    /// mm³ of one voxel.
    pub fn voxel_volume(&self) -> f64 {
        match &self.affine {
            Some(affine) => affine.determinant().abs(),
            None => self.spacing.iter().product(),
        }
    }
}
