//! Components, holes and tunnels.

use serde::{Deserialize, Serialize};

use std::rc::Rc;

use crate::volume::cavities::cavities;
use crate::volume::euler::euler;
use crate::volume::structure::Bounds;
use crate::volume::{Connectivity, RunSet, Space};

use super::part_index::{PartIndex, Summary};
use super::scope::Scope;
use super::size::Centroid;
use super::unmeasured::{Measured, Unmeasured};
use super::{Facts, Shape};

/// A lower bound on the size of the parts that count; a part of exactly that size counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Floor {
    Voxels(f64),
    /// mm³, in a slice mm².
    Size(f64),
}

/// A component or a hole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Position in order of falling size, then raster order of the first voxel, before any floor: see [`Shape::Part`].
    pub index: u32,
    pub voxels: u64,
    /// mm³, in a slice mm².
    pub size: f64,
    pub bounds: Bounds,
    pub centroid: Centroid,
    /// First voxel in raster order.
    pub first: [u32; 3],
}

/// The largest components of a structure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Listed {
    /// None of at least so many voxels is missing.
    least: f64,
    parts: Rc<[Part]>,
}

/// Components that are listed whatever their size.
const FEW: usize = 64;

impl Floor {
    /// The floor in voxels, a millionth lower: a size that equals it but for rounding reaches it.
    fn voxels(floor: Option<Floor>, scope: &Scope) -> f64 {
        let voxels = match floor {
            None => 0.0,
            Some(Floor::Voxels(voxels)) => voxels,
            Some(Floor::Size(size)) => size / scope.voxel_size,
        };
        voxels - 1e-6 * voxels.abs()
    }
}

impl Facts<'_> {
    /// Connected parts in order of falling size. `connectivity` is 26, 18 or 6; in a slice 26 and 18 mean 8, and 6 means 4.
    /// None for an empty structure.
    pub fn components(&self, shape: &Shape, connectivity: u8, floor: Option<Floor>) -> Measured<Vec<Part>> {
        let least = Floor::voxels(floor, &self.scope(shape)?);
        let key = (shape.clone(), connectivity);
        let known =
            self.answers.components.known(&key).filter(|known| known.as_ref().is_ok_and(|of| of.least <= least));
        let listed = match known {
            Some(known) => known?,
            None => {
                let listed = self.list_components(shape, connectivity, least)?;
                self.answers.components.put(key, Ok(listed.clone()));
                listed
            }
        };
        Ok(listed.parts.iter().take_while(|part| part.voxels as f64 >= least).cloned().collect())
    }

    /// The components of at least so many voxels, and smaller ones as long as they are few: another floor then needs no
    /// voxels.
    fn list_components(&self, shape: &Shape, connectivity: u8, least: f64) -> Measured<Listed> {
        let scope = self.scope(shape)?;
        let index = self.part_index(shape, connectivity)?;
        let count = index.at_least(least).max(FEW.min(index.len()));
        let least = match index.voxels(count) {
            None => 0.0,
            Some(next) if index.at_least(least) < count => least.min(next as f64 + 0.5),
            Some(_) => least,
        };
        Ok(Listed { least, parts: self.described(index.summaries(count), &scope).into() })
    }

    /// Bounded parts of what is not the structure, in order of falling size: the cavities of a volume, the holes of a slice.
    /// The parts are connected by the counterpart of `connectivity` (6 for 26, 26 for 6; 4 for 8, 8 for 4), and one that holds
    /// an ignored voxel is no hole. `of_background`: only those without a voxel of any label.
    pub fn holes(
        &self,
        shape: &Shape,
        connectivity: u8,
        floor: Option<Floor>,
        of_background: bool,
    ) -> Measured<Vec<Part>> {
        let scope = self.scope(shape)?;
        let holes = self.answers.holes.measured((shape.clone(), connectivity, of_background), || {
            let mut holes = enclosed(&*self.structure(shape)?, complement(connectivity)?, &scope);
            let ignored = self.ignored(&scope)?;
            holes.retain(|hole| hole.common_voxels(&ignored) == 0);
            if of_background {
                let labelled = self.labelled();
                holes.retain(|hole| hole.common_voxels(&labelled) == 0);
            }
            let summary = |hole: &RunSet| {
                let (first, bounds, centroid) = (hole.first()?, hole.bounds()?, hole.centroid()?);
                Some(Summary { voxels: hole.voxels(), first, bounds, centroid })
            };
            let mut found = self.described(holes.iter().filter_map(summary), &scope);
            let raster = |[x, y, z]: [u32; 3]| [z, y, x];
            found.sort_by_key(|hole| (std::cmp::Reverse(hole.voxels), raster(hole.first)));
            found.iter_mut().zip(0..).for_each(|(hole, index)| hole.index = index);
            Ok(found.into())
        })?;
        let least = Floor::voxels(floor, &scope);
        Ok(holes.iter().filter(|hole| hole.voxels as f64 >= least).cloned().collect())
    }

    /// Independent tunnels (handles), b₁ = b₀ + b₂ − χ for the pair of connectivities. Volumes only.
    pub fn tunnels(&self, shape: &Shape, connectivity: u8) -> Measured<u64> {
        let scope = self.scope(shape)?;
        if scope.flat.is_some() {
            return Err(Unmeasured::NeedsVolume);
        }
        let complement = complement(connectivity)?;
        self.answers.tunnels.measured((shape.clone(), connectivity), || {
            let set = self.structure(shape)?;
            let parts = self.part_index(shape, connectivity)?.len() as i64;
            let cavities = cavities(&set, complement, Space::Volume).parts.len() as i64;
            let characteristic = euler(&set, complement.of_complement(), Space::Volume);
            Ok(u64::try_from(parts + cavities - characteristic).unwrap_or_default())
        })
    }

    pub(super) fn part_index(&self, shape: &Shape, connectivity: u8) -> Measured<Rc<PartIndex>> {
        self.part_indices
            .get((shape.clone(), connectivity), || Ok(Rc::new(PartIndex::new(self.structure(shape)?, connectivity))))
    }

    fn described(&self, parts: impl Iterator<Item = Summary>, scope: &Scope) -> Vec<Part> {
        let describe = |(index, part): (u32, Summary)| Part {
            index,
            voxels: part.voxels,
            size: part.voxels as f64 * scope.voxel_size,
            bounds: part.bounds,
            centroid: self.centroid_at(part.centroid),
            first: part.first,
        };
        (0..).zip(parts).map(describe).collect()
    }
}

/// What the complement is connected by.
fn complement(connectivity: u8) -> Measured<Connectivity> {
    match connectivity {
        26 => Ok(Connectivity::Six),
        6 => Ok(Connectivity::TwentySix),
        _ => Err(Unmeasured::NoDualConnectivity),
    }
}

/// Bounded parts of the complement.
fn enclosed(set: &RunSet, connectivity: Connectivity, scope: &Scope) -> Vec<RunSet> {
    match scope.flat {
        None => cavities(set, connectivity, Space::Volume).split(),
        // The algorithm knows planes along the third axis only.
        Some(axis) => {
            let holes = cavities(&set.with_last(axis), connectivity, Space::Plane).split();
            holes.iter().map(|hole| hole.with_last_undone(axis)).collect()
        }
    }
}
