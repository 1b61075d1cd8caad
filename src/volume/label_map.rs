//! A case's annotation: one or more layers of runs on one grid.

use super::geometry::Geometry;
use super::runs::Runs;

/// One label map has one layer; a folder with one file per class has a layer per file. Layers may overlap.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelMap {
    pub geometry: Geometry,
    pub layers: Vec<Runs>,
}

impl LabelMap {
    /// A map of one voxel without a layer, for what is known without voxels.
    pub fn nothing() -> Self {
        LabelMap { geometry: Geometry { shape: [1, 1, 1], spacing: [1.0; 3], affine: None }, layers: Vec::new() }
    }
}
