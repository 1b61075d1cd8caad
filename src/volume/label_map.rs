//! A case's annotation: one or more layers of runs on one grid.

use super::geometry::Geometry;
use super::runs::Runs;

/// One label map has one layer; a folder with one file per class has a layer per file. Layers may overlap.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelMap {
    pub geometry: Geometry,
    pub layers: Vec<Runs>,
}
