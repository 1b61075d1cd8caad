//! What edits do to voxels.

#![expect(clippy::indexing_slicing, reason = "axes are 0, 1 or 2, and so are the arrays they index")]

use crate::logic::anatomy::TissueId;
use crate::phantom::Phantom;
use crate::volume::{Affine, Bounds, Connectivity, Geometry, Run, RunSet, Space, components};

/// One of the six ways out of a grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Way {
    pub axis: usize,
    pub rising: bool,
}

impl Way {
    pub fn all() -> impl Iterator<Item = Way> {
        (0..3).flat_map(|axis| [true, false].map(|rising| Way { axis, rising }))
    }
}

impl Phantom {
    pub fn of(&self, tissue: TissueId) -> Option<&RunSet> {
        self.voxels.get(&tissue).filter(|voxels| !voxels.is_empty())
    }

    /// Voxels of any tissue.
    pub fn occupied(&self) -> RunSet {
        RunSet::union_of(self.voxels.values().cloned().collect())
    }

    /// The same with other voxels of a tissue; none: it is not there.
    #[must_use]
    pub fn with(mut self, tissue: TissueId, voxels: RunSet) -> Phantom {
        if voxels.is_empty() {
            self.voxels.remove(&tissue);
        } else {
            self.voxels.insert(tissue, voxels);
        }
        self
    }

    /// The same with voxels that belong to a tissue, and to no other any more.
    #[must_use]
    pub fn given(mut self, tissue: TissueId, voxels: &RunSet) -> Phantom {
        let own = self.voxels.remove(&tissue).unwrap_or_default().union(voxels);
        for other in self.voxels.values_mut() {
            *other = other.difference(voxels);
        }
        self.voxels.retain(|_, voxels| !voxels.is_empty());
        self.with(tissue, own)
    }

    /// The same voxels at the same places of the patient, in a grid with more layers at the low and the high ends.
    #[must_use]
    pub fn roomier(&self, low: [u32; 3], high: [u32; 3]) -> Phantom {
        let shape =
            [0, 1, 2].map(|axis| self.geometry.shape[axis].saturating_add(low[axis]).saturating_add(high[axis]));
        let by = low.map(i64::from);
        let voxels = self.voxels.iter().map(|(&tissue, voxels)| (tissue, moved(voxels, by))).collect();
        Phantom { geometry: regridded(&self.geometry, shape, by), voxels }
    }

    /// The same with room for a box beyond all that there is, a voxel away from it and from the edge; and the box's lowest
    /// corner. Along the other axes it lies in the middle of what it is `beside`.
    pub fn with_room(&self, size: [u32; 3], way: Way, beside: Option<Bounds>) -> (Phantom, [u32; 3]) {
        let (mut low, mut high, mut corner) = ([0; 3], [0; 3], [0; 3]);
        let shape = self.geometry.shape;
        for axis in 0..3 {
            let needs = size[axis].saturating_add(2);
            if axis == way.axis {
                if way.rising {
                    high[axis] = needs
                } else {
                    low[axis] = needs
                }
                corner[axis] = if way.rising { shape[axis].saturating_add(1) } else { 1 };
                continue;
            }
            high[axis] = needs.saturating_sub(shape[axis]);
            let last = shape[axis].saturating_add(high[axis]).saturating_sub(size[axis]).saturating_sub(1);
            let middle = match beside {
                Some(bounds) => bounds.low[axis] / 2 + bounds.high[axis] / 2,
                None => shape[axis] / 2,
            };
            corner[axis] = middle.saturating_sub(size[axis] / 2).clamp(1.min(last), last);
        }
        (self.roomier(low, high), corner)
    }
}

/// The geometry of a grid whose first voxel lies `by` voxels before the old one.
pub fn regridded(geometry: &Geometry, shape: [u32; 3], by: [i64; 3]) -> Geometry {
    let affine = geometry.affine.map(|affine| {
        let origin = affine.apply(by.map(|by| -(by as f64)));
        let mut rows = affine.0;
        for (row, origin) in rows.iter_mut().zip(origin) {
            row[3] = origin;
        }
        Affine(rows)
    });
    Geometry { shape, affine, ..geometry.clone() }
}

/// A box of voxels, its highest corner exclusive.
pub fn block(low: [u32; 3], size: [u32; 3]) -> RunSet {
    let mut set = RunSet::default();
    let [start, y, z] = low;
    let [along, rows, slices] = size;
    for z in z..z.saturating_add(slices) {
        for y in y..y.saturating_add(rows) {
            set.push(z, y, Run { start, end: start.saturating_add(along) });
        }
    }
    set
}

/// A ball within a box, round in mm: where its centre lies between the ends of the box along each axis, and its radius as a
/// part of the shortest side of the box.
pub fn ball(geometry: &Geometry, within: &Bounds, at: [f64; 3], radius: f64) -> RunSet {
    let spacing = geometry.spacing;
    let sides = sides(within).map(f64::from);
    let shortest = [0, 1, 2].map(|axis| sides[axis] * spacing[axis]).into_iter().fold(f64::INFINITY, f64::min);
    let radius = radius * shortest;
    let centre = [0, 1, 2].map(|axis| f64::from(within.low[axis]) + at[axis] * (sides[axis] - 1.0));
    let mut set = RunSet::default();
    for z in within.low[2]..=within.high[2] {
        for y in within.low[1]..=within.high[1] {
            let off = [(y, 1), (z, 2)].map(|(at, axis)| (f64::from(at) - centre[axis]) * spacing[axis]);
            let half = (radius * radius - off[0] * off[0] - off[1] * off[1]).max(0.0).sqrt() / spacing[0];
            let (low, high) = ((centre[0] - half).ceil(), (centre[0] + half).floor());
            if half > 0.0 && low <= high && low >= 0.0 {
                set.push(z, y, Run { start: low as u32, end: high as u32 + 1 });
            }
        }
    }
    set
}

/// Sides of a box around something, in voxels.
pub fn sides(bounds: &Bounds) -> [u32; 3] {
    [0, 1, 2].map(|axis| bounds.high[axis] - bounds.low[axis] + 1)
}

/// A set moved along the axes; what leaves the numbers of voxels is cut off.
pub fn moved(set: &RunSet, by: [i64; 3]) -> RunSet {
    let mut out = RunSet::default();
    for (z, y, run) in set.runs() {
        let to = |at: u32, axis: usize| i64::from(at) + by[axis];
        let start = to(run.start, 0).max(0);
        let row =
            (u32::try_from(to(z, 2)), u32::try_from(to(y, 1)), u32::try_from(start), u32::try_from(to(run.end, 0)));
        if let (Ok(z), Ok(y), Ok(start), Ok(end)) = row
            && start < end
        {
            out.push(z, y, Run { start, end });
        }
    }
    out
}

/// What is left of a set within a grid.
pub fn within(set: &RunSet, shape: [u32; 3]) -> RunSet {
    let mut out = RunSet::default();
    for (z, y, run) in set.runs() {
        let end = run.end.min(shape[0]);
        if z < shape[2] && y < shape[1] && run.start < end {
            out.push(z, y, Run { start: run.start, end });
        }
    }
    out
}

/// A set with all voxels that share a face, an edge or a corner with it.
pub fn with_neighbours(set: &RunSet, shape: [u32; 3]) -> RunSet {
    let mut grown = set.clone();
    for axis in 0..3 {
        let step = |by: i64| {
            let mut steps = [0; 3];
            steps[axis] = by;
            moved(&grown, steps)
        };
        grown = RunSet::union_of(vec![step(-1), grown.clone(), step(1)]);
    }
    within(&grown, shape)
}

/// A set without all voxels that share a face, an edge or a corner with something else.
pub fn without_surface(set: &RunSet, shape: [u32; 3]) -> RunSet {
    let Some(bounds) = set.bounds() else { return RunSet::default() };
    let low = bounds.low.map(|at| at.saturating_sub(1));
    let room = [0, 1, 2].map(|axis| bounds.high[axis] - low[axis] + 2);
    let rest = block(low, room).difference(set);
    set.difference(&with_neighbours(&rest, shape))
}

/// Its largest part.
pub fn largest(set: &RunSet) -> RunSet {
    let found = components(set, Connectivity::TwentySix, Space::Volume);
    found.split(set).into_iter().next().unwrap_or_default()
}
