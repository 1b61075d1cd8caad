//! Components and holes that count: those that reach the floor.

use std::rc::Rc;

use crate::facts::{self, Measured, Part, Shape};
use crate::model::protocol::Floor;
use crate::model::rule::{Components, Connectivity};

use super::Evaluator;
use super::scope::PartBinding;

impl Evaluator<'_> {
    /// Largest first.
    pub fn counted_parts(&self, components: &Components, shape: &Shape) -> Measured<Vec<Part>> {
        self.facts.components(shape, code(components.connectivity), floor(components.floor.as_ref()))
    }
}

/// The code by which facts know a pair of connectivities: that of the foreground in three dimensions.
pub fn code(connectivity: Connectivity) -> u8 {
    match connectivity {
        Connectivity::Full => 26,
        Connectivity::Edge => 18,
        Connectivity::Face => 6,
    }
}

pub fn floor(floor: Option<&Floor>) -> Option<facts::Floor> {
    let Floor(size) = floor?;
    let value = size.to_f64();
    Some(if size.dimension.voxel == 0 { facts::Floor::Size(value) } else { facts::Floor::Voxels(value) })
}

pub fn part_binding(components: &Components, of: &Shape, part: &Part) -> Rc<PartBinding> {
    let place = part.centroid.world.unwrap_or(part.centroid.voxel);
    // Through an integer, so that -0.2 is not shown as -0.
    let [x, y, z] = place.map(|at| at.round() as i64);
    let of = Box::new(of.clone());
    let shape = Shape::Part { of, connectivity: code(components.connectivity), index: part.index };
    Rc::new(PartBinding { shape, place: format!("({x},{y},{z})") })
}
