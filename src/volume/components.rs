//! Connected components of a structure.

#![expect(clippy::indexing_slicing, reason = "component numbers come from the forest, one per run of the structure")]

use super::connectivity::{Connectivity, Space};
use super::forest::Forest;
use super::rows::{Before, Links, Near, Visit, overlap};
use super::structure::{Run, RunSet};

/// The components of a structure, largest first; equal ones in raster order of their first voxels.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Components {
    pub parts: Vec<Component>,
    /// For each run of the structure, in raster order, its position in `parts`.
    pub part_of_run: Vec<u32>,
}

/// One component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Component {
    pub voxels: u64,
    /// First voxel (x, y, z) in raster order, x running fastest.
    pub first: [u32; 3],
}

/// Connected components by union-find over runs: runs in neighbouring rows are joined if they share a face or, as the
/// connectivity allows, an edge or a corner. In a plane, 18 and 26 both mean 8 neighbours and 6 means 4.
///
/// Time goes with the number of runs; memory is 12 bytes a run and 32 bytes a component.
pub fn components(set: &RunSet, connectivity: Connectivity, space: Space) -> Components {
    let rows = set.view();
    let mut forest = Forest::default();
    forest.reset(rows.runs.len());
    Links::default().link(rows, space).walk(&mut Join { forest: &mut forest, connectivity });
    let count = forest.number();
    gather(rows.runs_in_place(), forest.numbers(), count)
}

impl Components {
    /// The components as structures, in the order of `parts`. `set` is the structure they were computed from.
    pub fn split(&self, set: &RunSet) -> Vec<RunSet> {
        let mut sets = vec![RunSet::default(); self.parts.len()];
        for ((z, y, run), &part) in set.view().runs_in_place().zip(&self.part_of_run) {
            if let Some(set) = sets.get_mut(part as usize) {
                set.push(z, y, run);
            }
        }
        sets
    }
}

/// Sums up runs (z, y, run) by component number, in which components come in raster order of their first runs, and
/// renumbers them by falling size.
pub(super) fn gather(runs: impl Iterator<Item = (u32, u32, Run)>, number_of_run: &[u32], count: usize) -> Components {
    let mut parts: Vec<Component> = Vec::with_capacity(count);
    for ((z, y, run), &number) in runs.zip(number_of_run) {
        let voxels = u64::from(run.end - run.start);
        match parts.get_mut(number as usize) {
            Some(part) => part.voxels += voxels,
            None => parts.push(Component { voxels, first: [run.start, y, z] }),
        }
    }
    let mut order: Vec<u32> = (0..parts.len() as u32).collect();
    order.sort_by_key(|&number| std::cmp::Reverse(parts[number as usize].voxels));
    let mut position = vec![0; parts.len()];
    for (rank, &number) in order.iter().enumerate() {
        position[number as usize] = rank as u32;
    }
    Components {
        parts: order.iter().map(|&number| parts[number as usize]).collect(),
        part_of_run: number_of_run.iter().map(|&number| position[number as usize]).collect(),
    }
}

/// Joins each run with those before it.
pub(super) struct Join<'f> {
    pub forest: &'f mut Forest,
    pub connectivity: Connectivity,
}

impl Visit for Join<'_> {
    #[inline(always)]
    fn visit(&mut self, number: usize, run: Run, before: &Before<'_>) {
        // Rows A and B share a face with this one, C and D an edge.
        let [a, b, c, d] = before;
        let (across_face, across_edge) = match self.connectivity {
            Connectivity::Six => (false, None),
            Connectivity::Eighteen => (true, Some(false)),
            Connectivity::TwentySix => (true, Some(true)),
        };
        for near in [a, b] {
            for (other, near) in near.numbered() {
                if across_face || overlap(run, near) {
                    self.forest.join(other as u32, number as u32);
                }
            }
        }
        let Some(touching) = across_edge else { return };
        for near in [c, d] {
            for (other, near) in near.numbered() {
                if touching || overlap(run, near) {
                    self.forest.join(other as u32, number as u32);
                }
            }
        }
    }

    /// Each run is joined with its like in B. What else it would be joined with across C and D is joined with that one
    /// already; so is what it would be joined with across A, if A repeats C.
    #[inline(always)]
    fn repeat(&mut self, own: Near<'_>, b: usize) {
        self.forest.follow(own.first, b, own.runs.len());
    }

    #[inline(always)]
    fn repeat_beside(&mut self, own: Near<'_>, a: Near<'_>, _c: Near<'_>) {
        let touching = self.connectivity != Connectivity::Six;
        own.each_pair(a, touching, |own, other| self.forest.join(other as u32, own as u32));
    }
}
