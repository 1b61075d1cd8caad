//! Components, holes and tunnels.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::volume::set_operations::combine_runs;
use crate::volume::structure::Bounds;
use crate::volume::{Run, RunSet};

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
#[derive(Debug, Clone, PartialEq)]
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

impl Facts<'_> {
    /// Connected parts in order of falling size. `connectivity` is 26, 18 or 6; in a slice 26 and 18 mean 8, and 6 means 4.
    /// None for an empty structure.
    pub fn components(&self, shape: &Shape, connectivity: u8, floor: Option<Floor>) -> Measured<Vec<Part>> {
        let parts = self.parts.get((shape.clone(), connectivity), || {
            let scope = self.scope(shape)?;
            let sets = self.part_sets(shape, connectivity)?;
            Ok(self.described(sets.iter().map(AsRef::as_ref), &scope))
        })?;
        Ok(at_least(&parts, floor))
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
        let holes = self.holes.get((shape.clone(), connectivity, of_background), || {
            let scope = self.scope(shape)?;
            let dual = match connectivity {
                26 => 6,
                6 => 26,
                _ => return Err(Unmeasured::NoDualConnectivity),
            };
            let ignored = self.ignored(&scope)?;
            let mut holes = enclosed(&*self.structure(shape)?, dual, &scope);
            holes.retain(|hole| hole.common_voxels(&ignored) == 0);
            if of_background {
                let labelled = self.labelled();
                holes.retain(|hole| hole.common_voxels(&labelled) == 0);
            }
            Ok(self.described(holes.iter(), &scope))
        })?;
        Ok(at_least(&holes, floor))
    }

    /// Independent tunnels (handles), b₁ = b₀ + b₂ − χ for the pair of connectivities. Volumes only.
    pub fn tunnels(&self, shape: &Shape, connectivity: u8) -> Measured<u64> {
        let scope = self.scope(shape)?;
        if scope.flat.is_some() {
            return Err(Unmeasured::NeedsVolume);
        }
        if !matches!(connectivity, 26 | 6) {
            return Err(Unmeasured::NoDualConnectivity);
        }
        let set = self.structure(shape)?;
        let parts = self.part_sets(shape, connectivity)?.len() as i64;
        let cavities = enclosed(&set, 32 - connectivity, &scope).len() as i64;
        Ok((parts + cavities - euler(&set, connectivity)).max(0) as u64)
    }

    /// The voxels of each component, in order of falling size.
    pub(super) fn part_sets(&self, shape: &Shape, connectivity: u8) -> Measured<Rc<[Rc<RunSet>]>> {
        self.part_sets.get((shape.clone(), connectivity), || {
            let set = self.structure(shape)?;
            Ok(components(&set, connectivity).into_iter().map(Rc::new).collect())
        })
    }

    fn described<'s>(&self, sets: impl Iterator<Item = &'s RunSet>, scope: &Scope) -> Rc<[Part]> {
        let parts = sets.zip(0..).filter_map(|(set, index)| {
            let voxels = set.voxels();
            Some(Part {
                index,
                voxels,
                size: voxels as f64 * scope.voxel_size,
                bounds: set.bounds()?,
                centroid: self.centroid_at(set.centroid()?),
                first: set.first()?,
            })
        });
        parts.collect()
    }
}

fn at_least(parts: &[Part], floor: Option<Floor>) -> Vec<Part> {
    // A size that equals the floor but for rounding reaches it.
    let reaches = |size: f64, floor: f64| size >= floor - 1e-6 * floor.abs();
    let counts = |part: &&Part| match floor {
        None => true,
        Some(Floor::Voxels(floor)) => reaches(part.voxels as f64, floor),
        Some(Floor::Size(floor)) => reaches(part.size, floor),
    };
    parts.iter().filter(counts).cloned().collect()
}

/// Bounded parts of the complement, the box padded by one voxel along the axes of the scope.
fn enclosed(set: &RunSet, connectivity: u8, scope: &Scope) -> Vec<RunSet> {
    let Some(bounds) = set.bounds() else { return Vec::new() };
    let [pad_x, pad_y, pad_z] = scope.axes.map(u32::from);
    // Everything moves up by one, so that the padding below index 0 has a place.
    let mut rest = RunSet::default();
    for z in bounds.low[2] + 1 - pad_z..=bounds.high[2] + 1 + pad_z {
        for y in bounds.low[1] + 1 - pad_y..=bounds.high[1] + 1 + pad_y {
            let whole = [Run { start: bounds.low[0] + 1 - pad_x, end: bounds.high[0] + 2 + pad_x }];
            let own = if y == 0 || z == 0 { &[] } else { set.row(y - 1, z - 1) };
            let own: Vec<Run> = own.iter().map(|run| Run { start: run.start + 1, end: run.end + 1 }).collect();
            combine_runs(&whole, &own, |all, own| all && !own, |run| rest.push(z, y, run));
        }
    }
    let outside = rest.first();
    let mut holes = components(&rest, connectivity);
    holes.retain(|hole| outside.is_some_and(|voxel| !hole.contains(voxel)));
    let back = |set: &RunSet| {
        let mut out = RunSet::default();
        set.runs().for_each(|(z, y, run)| out.push(z - 1, y - 1, Run { start: run.start - 1, end: run.end - 1 }));
        out
    };
    holes.iter().map(back).collect()
}

fn components(set: &RunSet, connectivity: u8) -> Vec<RunSet> {
    let mut rest: BTreeSet<[u32; 3]> =
        set.runs().flat_map(|(z, y, run)| (run.start..run.end).map(move |x| [z, y, x])).collect();
    let mut parts = Vec::new();
    while let Some(seed) = rest.pop_first() {
        let mut part = Vec::new();
        let mut open = vec![seed];
        while let Some(voxel) = open.pop() {
            part.push([voxel[2], voxel[1], voxel[0]]);
            for step in steps(connectivity) {
                let beside = voxel.iter().zip(step).map(|(&at, by)| at.wrapping_add_signed(by)).collect::<Vec<_>>();
                if let Ok(beside) = <[u32; 3]>::try_from(beside)
                    && rest.remove(&beside)
                {
                    open.push(beside);
                }
            }
        }
        parts.push(RunSet::from_voxels(part));
    }
    parts.sort_by_key(|part| (std::cmp::Reverse(part.voxels()), part.first().map(|[x, y, z]| [z, y, x])));
    parts
}

fn steps(connectivity: u8) -> impl Iterator<Item = [i32; 3]> {
    let most = match connectivity {
        6 => 1,
        18 => 2,
        _ => 3,
    };
    let all = (-1..=1).flat_map(|a| (-1..=1).flat_map(move |b| (-1..=1).map(move |c| [a, b, c])));
    all.filter(move |step: &[i32; 3]| (1..=most).contains(&step.iter().map(|v| v.abs()).sum::<i32>()))
}

/// Euler characteristic by counting cells of closed voxels (26) or of their dual (6).
fn euler(set: &RunSet, connectivity: u8) -> i64 {
    let voxels: BTreeSet<[u32; 3]> =
        set.runs().flat_map(|(z, y, run)| (run.start..run.end).map(move |x| [x + 1, y + 1, z + 1])).collect();
    let mut sum = 0;
    for cell in 0u32..8 {
        let corner = |voxel: &[u32; 3], take: u32| {
            [0, 1, 2].map(|axis: usize| voxel.get(axis).copied().unwrap_or_default() - (take >> axis & 1))
        };
        let subsets = |cell: u32| (0u32..8).filter(move |take| take & !cell == 0);
        let places: BTreeSet<[u32; 3]> =
            voxels.iter().flat_map(|voxel| subsets(cell).map(move |take| corner(voxel, take))).collect();
        let full = |place: &&[u32; 3]| {
            connectivity == 26
                || subsets(cell).all(|take| {
                    let at =
                        [0, 1, 2].map(|axis: usize| place.get(axis).copied().unwrap_or_default() + (take >> axis & 1));
                    voxels.contains(&at)
                })
        };
        let count = places.iter().filter(full).count() as i64;
        let odd = cell.count_ones() % 2 == 1;
        let dimension_odd = if connectivity == 26 { !odd } else { odd };
        sum += if dimension_odd { -count } else { count };
    }
    sum
}
