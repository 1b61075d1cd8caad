//! Where a structure, a part or a voxel is.

use crate::check::evaluate::Evaluator;
use crate::check::evaluate::scope::Scope;
use crate::facts::{Gap, Part, Shape};
use crate::model::quantity::Dimension;
use crate::model::rule::Structure;
use crate::report::{Place, Plane};
use crate::volume::structure::Bounds;

use super::quantities::{Noun, show};

impl Evaluator<'_> {
    /// Centroid and box of a structure; `None` if it has no voxels.
    pub fn place_of(&self, of: &Structure, scope: &Scope) -> Option<Place> {
        self.place_of_shape(&self.shape(of, scope).ok()?)
    }

    pub fn place_of_shape(&self, shape: &Shape) -> Option<Place> {
        let centroid = self.facts.centroid(shape).ok()?;
        let Bounds { low, high } = self.facts.bounds(shape).ok()?;
        let voxel = centroid.voxel.map(|at| at.round() as u32);
        Some(Place { voxel: Some(voxel), world: centroid.world, bounds: Some((low, high)), slice: shape.slice() })
    }

    /// First voxel and box of a component or hole: its centroid may lie outside it.
    pub fn place_of_part(&self, part: &Part, of: &Shape) -> Place {
        let Bounds { low, high } = part.bounds;
        Place { bounds: Some((low, high)), slice: of.slice(), ..self.place_of_voxel(part.first) }
    }

    /// The first empty slice at the structure's centroid, and the structure's box cut to the gap.
    pub fn place_of_gap(&self, of: &Structure, scope: &Scope, plane: Plane, gap: &Gap) -> Option<Place> {
        let axis = self.facts.geometry().slice_axis(plane).ok()?;
        let Place { voxel, bounds, .. } = self.place_of(of, scope)?;
        let (mut voxel, mut bounds) = (voxel?, bounds?);
        *voxel.get_mut(axis)? = gap.first;
        *bounds.0.get_mut(axis)? = gap.first;
        *bounds.1.get_mut(axis)? = gap.last;
        Some(Place { bounds: Some(bounds), slice: Some((plane, gap.first)), ..self.place_of_voxel(voxel) })
    }

    pub fn place_of_voxel(&self, voxel: [u32; 3]) -> Place {
        let world = self.facts.geometry().world(voxel.map(f64::from));
        Place { voxel: Some(voxel), world, bounds: None, slice: None }
    }

    /// `12 voxels, 0.4 mL`
    pub fn size_of(&self, of: &Structure, scope: &Scope) -> Option<String> {
        let shape = self.shape(of, scope).ok()?;
        Some(self.size_words(self.facts.voxels(&shape).ok()?, self.facts.volume(&shape).ok()?, &shape))
    }

    pub fn size_words(&self, voxels: u64, size: f64, shape: &Shape) -> String {
        let dimension = if shape.slice().is_some() { Dimension::AREA } else { Dimension::VOLUME };
        format!("{}, {}", voxels_in_words(voxels), show(size, dimension, &Noun::Plain, None))
    }
}

pub fn voxels_in_words(voxels: u64) -> String {
    if voxels == 1 { "1 voxel".to_owned() } else { format!("{voxels} voxels") }
}

/// `voxel (12, 3, 40)`
pub fn voxel_in_words([x, y, z]: [u32; 3]) -> String {
    format!("voxel ({x}, {y}, {z})")
}
