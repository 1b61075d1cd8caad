//! Two or three dimensions: along which axes voxels are neighbours, and what faces and voxels measure.

use crate::report::Plane;
use crate::volume::NoPlane;
use crate::volume::faces::Axes;

use super::unmeasured::{Measured, Unmeasured};
use super::{Facts, Shape};

/// How a shape is measured. In a slice voxels have areas and faces are edges with lengths. A volume of one slice is
/// two-dimensional as well, but keeps its volumes and face areas.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scope {
    pub slice: Option<(Plane, u32)>,
    /// The array axis across which nothing is looked at.
    pub flat: Option<usize>,
    pub axes: Axes,
    /// mm² of a face (in a slice: mm of an edge) by the axis it looks along.
    pub face_sizes: [f64; 3],
    /// mm³ of a voxel (in a slice: mm²).
    pub voxel_size: f64,
}

impl Scope {
    /// Total size of faces counted by axis.
    pub fn area(&self, faces: [u64; 3]) -> f64 {
        faces.iter().zip(self.face_sizes).map(|(&count, size)| count as f64 * size).sum()
    }
}

impl Facts<'_> {
    /// The scope in which a shape is measured.
    pub(super) fn scope(&self, shape: &Shape) -> Measured<Scope> {
        self.scope_of(shape.slice())
    }

    /// The scope in which two shapes are measured together.
    pub(super) fn common_scope(&self, a: &Shape, b: &Shape) -> Measured<Scope> {
        self.scope_of(a.slice().or_else(|| b.slice()))
    }

    pub(super) fn scope_of(&self, slice: Option<(Plane, u32)>) -> Measured<Scope> {
        let geometry = self.geometry();
        let areas = geometry.face_areas();
        let Some((plane, _)) = slice else {
            let flat = geometry.shape.iter().rposition(|&n| n == 1);
            let (axes, voxel_size) = (axes_without(flat), geometry.voxel_volume());
            return Ok(Scope { slice, flat, axes, face_sizes: areas, voxel_size });
        };
        let axis = self.slice_axis(plane)?;
        let [dx, dy, dz] = geometry.spacing;
        // An edge between two voxels of a slice runs along the other axis of the slice.
        let face_sizes = match axis {
            0 => [0.0, dz, dy],
            1 => [dz, 0.0, dx],
            _ => [dy, dx, 0.0],
        };
        let voxel_size = areas.get(axis).copied().unwrap_or_default();
        Ok(Scope { slice, flat: Some(axis), axes: axes_without(Some(axis)), face_sizes, voxel_size })
    }

    /// The array axis along which the slices of a plane are stacked.
    ///
    /// # Errors
    /// A plane that the grid does not have.
    pub fn slice_axis(&self, plane: Plane) -> Measured<usize> {
        self.geometry().slice_axis(plane).map_err(|reason| match reason {
            NoPlane::NoOrientation => Unmeasured::NoOrientation,
            NoPlane::Oblique(layers) => Unmeasured::Oblique { plane, degrees: layers.degrees },
        })
    }
}

fn axes_without(flat: Option<usize>) -> Axes {
    [0, 1, 2].map(|axis: usize| flat != Some(axis))
}
