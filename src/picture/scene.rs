//! What there is to see of a case.

use crate::report::Swatch;
use crate::volume::{Geometry, Runs};

/// The layers of a case on one grid, and the classes they show.
#[derive(Debug, Clone)]
pub struct Scene<'a> {
    pub geometry: &'a Geometry,
    /// Later layers lie over earlier ones.
    pub layers: Vec<Layer<'a>>,
    pub classes: Vec<Swatch>,
}

/// One label map, or the file of one class.
#[derive(Debug, Clone)]
pub struct Layer<'a> {
    pub runs: &'a Runs,
    /// For each label of the runs, in their order, its position in [`Scene::classes`]; `None` is not shown.
    pub classes: Vec<Option<usize>>,
}
