//! The voxels of a shape, each shape materialised once.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::volume::hull::hull;
use crate::volume::lattice::Lattice;
use crate::volume::margin::{Ball, grow, shrink};
use crate::volume::structure::Bounds;
use crate::volume::{Run, RunSet};

use super::scope::Scope;
use super::unmeasured::{Measured, Unmeasured};
use super::{Facts, Millimetres, Shape};

impl Facts<'_> {
    /// The voxels of a shape.
    ///
    /// # Errors
    /// Slices of a plane the grid does not have, and ends, directions or anisotropic margins without an orientation.
    pub fn structure(&self, shape: &Shape) -> Measured<Rc<RunSet>> {
        self.structures.get(shape.clone(), || {
            let set = self.materialise(shape)?;
            self.spend_on(set.run_count(), 1)?;
            Ok(set)
        })
    }

    /// Notes shapes that may be asked for: the label values of a layer, and the ranges of intensities of an image, are then
    /// all found in one pass, as soon as one of them is needed. Not needed for correct results.
    pub fn expect<'s>(&self, shapes: impl IntoIterator<Item = &'s Shape>) {
        let mut leaves = Vec::new();
        shapes.into_iter().for_each(|shape| collect_leaves(shape, &mut leaves));
        self.expected.borrow_mut().extend(leaves.into_iter().cloned());
    }

    /// This leaf, and those that are expected of the same layer or image and not known yet.
    pub(super) fn expected_with(&self, leaf: &Shape, alike: impl Fn(&Shape) -> bool) -> BTreeSet<Shape> {
        let mut expected = self.expected.borrow_mut();
        let mut taken: BTreeSet<Shape> = expected.extract_if(.., |shape| alike(shape)).collect();
        taken.retain(|shape| !self.structures.knows(shape));
        taken.insert(leaf.clone());
        taken
    }

    /// The voxels of a layer that have one of some values.
    fn by_value(&self, layer: usize, leaf: &Shape) -> RunSet {
        let wanted = self.expected_with(leaf, |other| matches!(other, Shape::Values { layer: of, .. } if *of == layer));
        let Some(runs) = self.voxels.layer(layer) else { return RunSet::default() };
        // For every label of the layer, the structures it belongs to.
        let holders: Vec<Vec<usize>> = runs
            .values()
            .iter()
            .map(|&value| {
                let held = wanted.iter().enumerate().filter(|(_, leaf)| holds(leaf, value));
                held.map(|(index, _)| index).collect()
            })
            .collect();
        let mut sets = vec![RunSet::default(); wanted.len()];
        for row in runs.rows() {
            for run in row.runs.iter() {
                for &index in holders.get(run.dense as usize).map_or(&[][..], Vec::as_slice) {
                    if let Some(set) = sets.get_mut(index) {
                        set.push(row.z, row.y, Run { start: run.start, end: run.end });
                    }
                }
            }
        }
        let mut own = RunSet::default();
        for (shape, set) in wanted.into_iter().zip(sets) {
            if shape == *leaf {
                own = set;
            } else {
                self.structures.put(shape, Ok(Rc::new(set)));
            }
        }
        own
    }

    /// Every voxel that is not background, in any layer.
    pub(super) fn labelled(&self) -> Rc<RunSet> {
        self.labelled.get((), || {
            let layers = (0..self.voxels.layers()).filter_map(|index| self.voxels.layer(index));
            let layers = layers.map(|runs| runs.structure(&|_| true));
            Rc::new(RunSet::union_of(layers.collect()))
        })
    }

    /// The voxels to ignore within a scope.
    pub(super) fn ignored(&self, scope: &Scope) -> Measured<Rc<RunSet>> {
        self.ignore.as_ref().map_or_else(|| Ok(Rc::default()), |ignore| self.structure(&ignore.cut(scope.slice)))
    }

    /// A structure that must have voxels.
    pub(super) fn filled(&self, shape: &Shape, argument: usize) -> Measured<Rc<RunSet>> {
        let set = self.structure(shape)?;
        if set.is_empty() { Err(Unmeasured::Empty { argument }) } else { Ok(set) }
    }

    fn materialise(&self, shape: &Shape) -> Measured<Rc<RunSet>> {
        let slice = shape.slice();
        let member = |member: &Shape| self.structure(&member.cut(slice));
        let set = match shape {
            Shape::Values { layer, .. } => self.by_value(*layer, shape),
            Shape::Intensities { image, .. } => RunSet::clone(&*self.by_intensity(*image, shape)?),
            Shape::Voxel([x, y, z]) => {
                let mut set = RunSet::default();
                set.push(*z, *y, Run { start: *x, end: x.saturating_add(1) });
                set
            }
            Shape::Padding => RunSet::clone(&*self.padding()?),
            Shape::Union(members) => {
                let sets: Measured<Vec<RunSet>> = members.iter().map(|of| Ok(member(of)?.as_ref().clone())).collect();
                RunSet::union_of(sets?)
            }
            Shape::Intersection(members) => {
                let mut sets = members.iter().map(member);
                let mut common = sets.next().unwrap_or_else(|| Ok(Rc::default()))?.as_ref().clone();
                for set in sets {
                    common = common.intersection(&*set?);
                }
                common
            }
            Shape::AtLeast { members, needed } => {
                let sets: Measured<Vec<Rc<RunSet>>> = members.iter().map(member).collect();
                at_least(&sets?, *needed)
            }
            Shape::Difference(a, b) => member(a)?.difference(&*member(b)?),
            Shape::Grow(of, margin) => {
                let (set, ball, window) = self.margin(of, margin)?;
                grow(&set, &ball, window)?
            }
            Shape::Shrink(of, margin) => {
                let (set, ball, window) = self.margin(of, margin)?;
                shrink(&set, &ball, window)?
            }
            Shape::Hull(of) => hull(&*self.structure(of)?),
            Shape::Most { axis, positive, depth, of } => self.most(of, *axis, *positive, depth.get())?,
            Shape::Part { of, connectivity, index } => self.part_index(of, *connectivity)?.part(*index as usize),
            Shape::Slice { of, plane, index } => self.structure(of)?.cut(self.slice_axis(*plane)?, *index),
        };
        Ok(Rc::new(set))
    }

    /// What growing and shrinking need: the structure, the ellipsoid in index steps, and the grid within reach.
    fn margin(&self, of: &Shape, margin: &[Millimetres; 3]) -> Measured<(Rc<RunSet>, Ball, Bounds)> {
        let geometry = self.geometry();
        let radii = margin.map(Millimetres::get);
        let same = radii.iter().all(|radius| radii.first() == Some(radius));
        if geometry.affine.is_none() && !same {
            return Err(Unmeasured::NoOrientation);
        }
        let scope = self.scope(of)?;
        let set = self.structure(of)?;
        let ball = Ball::new(&Lattice::of(geometry), radii, scope.axes, geometry.shape);
        Ok((set, ball, self.window(&scope)?))
    }

    /// The voxels a scope may hold: the grid, or its slice.
    fn window(&self, scope: &Scope) -> Measured<Bounds> {
        let mut window = Bounds { low: [0; 3], high: self.geometry().shape.map(|n| n.saturating_sub(1)) };
        if let (Some((_, index)), Some(axis)) = (scope.slice, scope.flat) {
            for end in [&mut window.low, &mut window.high] {
                end.iter_mut().skip(axis).take(1).for_each(|at| *at = index);
            }
        }
        Ok(window)
    }

    /// Voxels whose centre lies within `depth` mm of the structure's outer face in a world direction.
    fn most(&self, of: &Shape, axis: u8, positive: bool, depth: f64) -> Measured<RunSet> {
        let set = self.structure(of)?;
        let ends = self.ends(&set, axis)?;
        let half = self.half_width(axis)?;
        let slack = 1e-6 * depth.abs().max(half);
        let Some((lowest, highest)) = ends else { return Ok(RunSet::default()) };
        let within = |voxel: [u32; 3]| {
            let at = self.coordinate(voxel, axis);
            let deep = if positive { highest.coordinate - at } else { at - lowest.coordinate };
            deep + half <= depth + slack
        };
        let mut out = RunSet::default();
        for (z, y, run) in set.runs() {
            // Along a run the coordinate only rises or only falls: what is within is one piece at one of its ends.
            let last = run.end.saturating_sub(1);
            match (within([run.start, y, z]), within([last, y, z])) {
                (true, true) => out.push(z, y, run),
                (true, false) => {
                    let end = run.start + partition(run.voxels(), |n| within([run.start + n, y, z]));
                    out.push(z, y, Run { start: run.start, end });
                }
                (false, true) => {
                    let start = run.start + partition(run.voxels(), |n| !within([run.start + n, y, z]));
                    out.push(z, y, Run { start, end: run.end });
                }
                (false, false) => {}
            }
        }
        Ok(out)
    }
}

/// The first number below `length` for which `holds` fails, where it holds for all before and none after.
fn partition(length: u32, holds: impl Fn(u32) -> bool) -> u32 {
    let (mut low, mut high) = (0, length);
    while low < high {
        let middle = u32::midpoint(low, high);
        if holds(middle) { low = middle + 1 } else { high = middle }
    }
    low
}

/// Voxels that at least `needed` of the sets hold.
fn at_least(sets: &[Rc<RunSet>], needed: u32) -> RunSet {
    // `held[n]` are the voxels that more than n of the sets so far hold.
    let mut held: Vec<RunSet> = vec![RunSet::default(); needed as usize];
    for set in sets {
        for level in (0..held.len()).rev() {
            let Some((below, [this, ..])) = held.split_at_mut_checked(level) else { continue };
            let gained = below.last().map_or_else(|| set.as_ref().clone(), |below| below.intersection(set));
            *this = RunSet::union_of(vec![std::mem::take(this), gained]);
        }
    }
    held.pop().unwrap_or_default()
}

fn holds(leaf: &Shape, value: i64) -> bool {
    matches!(leaf, Shape::Values { ranges, .. } if ranges.iter().any(|&(low, high)| low <= value && value <= high))
}

fn collect_leaves<'s>(shape: &'s Shape, leaves: &mut Vec<&'s Shape>) {
    match shape {
        Shape::Values { .. } | Shape::Intensities { .. } => leaves.push(shape),
        Shape::Voxel(_) | Shape::Padding => {}
        Shape::Union(members) | Shape::Intersection(members) | Shape::AtLeast { members, .. } => {
            members.iter().for_each(|of| collect_leaves(of, leaves))
        }
        Shape::Difference(a, b) => [a, b].into_iter().for_each(|of| collect_leaves(of, leaves)),
        Shape::Grow(of, _)
        | Shape::Shrink(of, _)
        | Shape::Hull(of)
        | Shape::Most { of, .. }
        | Shape::Part { of, .. }
        | Shape::Slice { of, .. } => collect_leaves(of, leaves),
    }
}
