//! Millimetres between structures: smallest, Hausdorff and surface distances.

use serde::{Deserialize, Serialize};

use std::rc::Rc;

use crate::report::Place;
use crate::volume::RunSet;
use crate::volume::faces::{Axes, exposed, surface};
use crate::volume::lattice::Lattice;
use crate::volume::run_tree::{Link, RunTree};

use super::unmeasured::{Measured, Unmeasured};
use super::work::{STEPS_IN_TREE, STEPS_TO_NEAREST};
use super::{Facts, Millimetres, Shape};

/// Surface voxels of two structures above which their distances are not listed: a billion bytes and minutes of searching.
const MOST_SURFACE_VOXELS: u64 = 60_000_000;

/// What a distance counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Unit {
    Millimetres,
    /// Euclidean in array indices: a step along an array axis is 1, a diagonal one √2.
    Voxels,
}

/// A distance between two voxel centres, and which.
#[derive(Debug, Clone, PartialEq)]
pub struct Separation {
    pub length: f64,
    /// The voxel of the first structure (of the Hausdorff distance: the one that is farthest).
    pub from: Place,
    pub to: Place,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Search {
    Shortest,
    /// The voxel of the first that is farthest from the second.
    Farthest,
}

/// Distances of the surface voxels of each of two structures to the nearest surface voxel of the other, rising.
#[derive(Debug)]
pub(super) struct SurfaceDistances {
    from_first: Vec<f64>,
    from_second: Vec<f64>,
}

impl Facts<'_> {
    /// Smallest distance between a voxel centre of `a` and one of `b`, in mm; 0 if they have a common voxel.
    pub fn distance(&self, a: &Shape, b: &Shape) -> Measured<Separation> {
        Ok(self.separation(self.link(a, b, Search::Shortest)?))
    }

    /// The largest distance of a voxel of either structure to the nearest voxel of the other, in mm.
    pub fn hausdorff(&self, a: &Shape, b: &Shape) -> Measured<Separation> {
        let there = self.link(a, b, Search::Farthest)?;
        let back = self.link(b, a, Search::Farthest)?;
        Ok(self.separation(if back.length > there.length { back } else { there }))
    }

    /// The larger of the two directed 95th percentiles of the distances between surface voxels, in mm.
    pub fn hd95(&self, a: &Shape, b: &Shape) -> Measured<f64> {
        self.answers.hd95.measured((a.clone(), b.clone()), || {
            let distances = self.surface_distances(a, b)?;
            let [there, back] = [&distances.from_first, &distances.from_second].map(|sorted| percentile(sorted, 95.0));
            Ok(there.max(back))
        })
    }

    /// Share of the surface voxels of both structures that lie within `tolerance` mm of a surface voxel of the other.
    pub fn surface_dice(&self, a: &Shape, b: &Shape, tolerance: f64) -> Measured<f64> {
        self.answers.surface_dice.measured((a.clone(), b.clone(), Millimetres::new(tolerance)), || {
            let distances = self.surface_distances(a, b)?;
            let limit = tolerance * (1.0 + 1e-6);
            let both = [&distances.from_first, &distances.from_second];
            let near: usize = both.iter().map(|sorted| sorted.partition_point(|&d| d <= limit)).sum();
            let all: usize = both.iter().map(|sorted| sorted.len()).sum();
            Ok(near as f64 / all as f64)
        })
    }

    /// `inside .. up to 3 mm`: how far the farthest surface voxel of `a` that has a face onto neither `b` nor an ignored
    /// voxel lies from `b` without `a`. Length 0 (and no place) if there is no such voxel; infinite if `b` adds nothing to `a`.
    pub fn inside_reach(&self, a: &Shape, b: &Shape, unit: Unit) -> Measured<Reach> {
        self.answers.inside_reaches.measured((a.clone(), b.clone(), unit), || {
            let scope = self.common_scope(a, b)?;
            let set = self.filled(&a.cut(scope.slice), 0)?;
            let ignored = self.ignored(&scope)?.difference(&set);
            let onto = self.structure(&b.cut(scope.slice))?.difference(&set).difference(&ignored);
            let open = exposed(&set, &set.union(&onto).union(&ignored), scope.axes);
            self.reach(&open, &onto, scope.axes, unit)
        })
    }

    /// `subset of .. up to 3 mm`: how far the farthest voxel of `a` lies from `b`; 0 for a subset.
    pub fn subset_reach(&self, a: &Shape, b: &Shape, unit: Unit) -> Measured<Reach> {
        self.answers.subset_reaches.measured((a.clone(), b.clone(), unit), || {
            let scope = self.common_scope(a, b)?;
            let (a, b) = (self.structure(&a.cut(scope.slice))?, self.structure(&b.cut(scope.slice))?);
            self.reach(&a.difference(&b), &b, scope.axes, unit)
        })
    }

    /// `== .., up to 3 mm`: how far the farthest voxel of either lies from the other; 0 if they are equal.
    pub fn equal_reach(&self, a: &Shape, b: &Shape, unit: Unit) -> Measured<Reach> {
        let (there, back) = (self.subset_reach(a, b, unit)?, self.subset_reach(b, a, unit)?);
        Ok(if back.length > there.length { back } else { there })
    }

    /// How far the farthest voxel of `from` lies from `to`, with which it has no voxel in common.
    fn reach(&self, from: &RunSet, to: &RunSet, axes: Axes, unit: Unit) -> Measured<Reach> {
        if from.is_empty() {
            return Ok(Reach { length: 0.0, place: None });
        }
        self.spend_on(from.run_count() + to.run_count(), STEPS_IN_TREE)?;
        let lattice = self.lattice(unit);
        let link = RunTree::new(from, lattice).farthest_from(&outline(to, axes, lattice));
        Ok(match link {
            Some(link) => Reach { length: link.length, place: Some(self.place_at(link.from)) },
            None => Reach { length: f64::INFINITY, place: from.first().map(|voxel| self.place_at(voxel)) },
        })
    }

    fn link(&self, a: &Shape, b: &Shape, search: Search) -> Measured<Link> {
        let scope = self.common_scope(a, b)?;
        let (a, b) = (a.cut(scope.slice), b.cut(scope.slice));
        self.answers.links.measured((a.clone(), b.clone(), search), || {
            let (set_a, set_b) = (self.filled(&a, 0)?, self.filled(&b, 1)?);
            // Voxels of both are at distance 0; beyond them only outlines matter.
            let at_once = match search {
                Search::Shortest => set_a.intersection(&set_b).first(),
                Search::Farthest if set_a.difference(&set_b).is_empty() => set_a.first(),
                Search::Farthest => None,
            };
            if let Some(voxel) = at_once {
                return Ok(Link { length: 0.0, from: voxel, to: voxel });
            }
            let to = self.tree(&b, false)?;
            let link = match search {
                Search::Shortest => self.tree(&a, false)?.shortest(&to),
                Search::Farthest => RunTree::new(&set_a.difference(&set_b), to.lattice()).farthest_from(&to),
            };
            link.ok_or(Unmeasured::Empty { argument: 0 })
        })
    }

    fn surface_distances(&self, a: &Shape, b: &Shape) -> Measured<Rc<SurfaceDistances>> {
        let scope = self.common_scope(a, b)?;
        let (a, b) = (a.cut(scope.slice), b.cut(scope.slice));
        self.surface_distances.get((a.clone(), b.clone()), || {
            self.filled(&a, 0)?;
            self.filled(&b, 1)?;
            let (first, second) = (self.tree(&a, true)?, self.tree(&b, true)?);
            let (voxels, runs) = (first.voxels() + second.voxels(), first.runs() + second.runs());
            if voxels > MOST_SURFACE_VOXELS {
                return Err(Unmeasured::TooFragmented { runs, steps: voxels as f64 });
            }
            self.spend(voxels.saturating_mul(STEPS_TO_NEAREST))?;
            let (from_first, from_second) = (first.distances_to(&second), second.distances_to(&first));
            Ok(Rc::new(SurfaceDistances { from_first, from_second }))
        })
    }

    /// The tree over a structure's surface voxels, or over what of it can be nearest to anything outside it.
    fn tree(&self, shape: &Shape, of_surface: bool) -> Measured<Rc<RunTree>> {
        let axes = self.scope(shape)?.axes;
        let lattice = self.lattice(Unit::Millimetres);
        let of_surface = of_surface || lattice.surface_is_nearest(axes);
        self.trees.get((shape.clone(), of_surface), || {
            let set = self.structure(shape)?;
            self.spend_on(set.run_count(), STEPS_IN_TREE)?;
            Ok(Rc::new(if of_surface {
                RunTree::new(&surface(&set, axes), lattice)
            } else {
                RunTree::new(&set, lattice)
            }))
        })
    }

    fn lattice(&self, unit: Unit) -> Lattice {
        match unit {
            Unit::Millimetres => Lattice::of(self.geometry()),
            Unit::Voxels => Lattice::of_voxels(),
        }
    }

    fn separation(&self, link: Link) -> Separation {
        Separation { length: link.length, from: self.place_at(link.from), to: self.place_at(link.to) }
    }
}

/// The voxels of a structure that can be nearest to a voxel outside it.
fn outline(set: &RunSet, axes: Axes, lattice: Lattice) -> RunTree {
    if lattice.surface_is_nearest(axes) {
        RunTree::new(&surface(set, axes), lattice)
    } else {
        RunTree::new(set, lattice)
    }
}

/// How far the worst voxel is off.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reach {
    pub length: f64,
    pub place: Option<Place>,
}

/// The `percent`-th percentile of sorted values with linear interpolation between neighbours (Hyndman and Fan's type 7,
/// the default of NumPy). 0 for no values.
fn percentile(sorted: &[f64], percent: f64) -> f64 {
    let position = sorted.len().saturating_sub(1) as f64 * percent / 100.0;
    let below = position.floor();
    let value = |at: f64| sorted.get(at as usize).copied();
    let low = value(below).unwrap_or_default();
    value(below + 1.0).map_or(low, |high| low + (high - low) * (position - below))
}
