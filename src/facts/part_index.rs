//! The components of a structure with what is needed to describe or cut out any of them, in memory that goes with runs.

use std::rc::Rc;

use crate::volume::components::{Components, components};
use crate::volume::structure::Bounds;
use crate::volume::{Connectivity, RunSet, Space};

/// Components, largest first, and the runs of each.
#[derive(Debug)]
pub(super) struct PartIndex {
    set: Rc<RunSet>,
    components: Components,
    /// Positions of runs in the structure, grouped by component, in raster order within each.
    runs: Vec<u32>,
    /// Where the runs of each component begin, and the end of the last.
    starts: Vec<u32>,
}

/// One component, with sums for its centroid left exact.
#[derive(Debug, Clone, Copy)]
pub(super) struct Summary {
    pub voxels: u64,
    pub first: [u32; 3],
    pub bounds: Bounds,
    pub centroid: [f64; 3],
}

impl PartIndex {
    pub fn new(set: Rc<RunSet>, connectivity: u8) -> Self {
        let connectivity = Connectivity::from_neighbours(connectivity).unwrap_or(Connectivity::TwentySix);
        // Within one slice the neighbours of a volume are those of the plane.
        let components = components(&set, connectivity, Space::Volume);
        let mut starts = vec![0u32; components.parts.len() + 1];
        for &part in &components.part_of_run {
            starts.iter_mut().skip(part as usize + 1).take(1).for_each(|count| *count += 1);
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut runs = vec![0u32; components.part_of_run.len()];
        for (run, &part) in (0u32..).zip(&components.part_of_run) {
            if let Some(place) = next.get_mut(part as usize) {
                if let Some(slot) = runs.get_mut(*place as usize) {
                    *slot = run;
                }
                *place += 1;
            }
        }
        PartIndex { set, components, runs, starts }
    }

    /// Number of components.
    pub fn len(&self) -> usize {
        self.components.parts.len()
    }

    /// Size of the `index`-th largest component.
    pub fn voxels(&self, index: usize) -> Option<u64> {
        self.components.parts.get(index).map(|part| part.voxels)
    }

    /// How many of the largest components have at least this many voxels.
    pub fn at_least(&self, voxels: f64) -> usize {
        self.components.parts.partition_point(|part| part.voxels as f64 >= voxels)
    }

    /// The voxels of a component; none behind the last one.
    pub fn part(&self, index: usize) -> RunSet {
        if index == 0 && self.components.parts.len() == 1 {
            return RunSet::clone(&self.set);
        }
        self.set.select(self.runs_of(index))
    }

    /// The `count` largest components.
    pub fn summaries(&self, count: usize) -> impl Iterator<Item = Summary> + '_ {
        self.components.parts.iter().take(count).enumerate().filter_map(|(index, part)| {
            let set = self.part(index);
            Some(Summary { voxels: part.voxels, first: part.first, bounds: set.bounds()?, centroid: set.centroid()? })
        })
    }

    fn runs_of(&self, index: usize) -> &[u32] {
        let range = self.starts.get(index).zip(self.starts.get(index + 1));
        range.and_then(|(&start, &end)| self.runs.get(start as usize..end as usize)).unwrap_or_default()
    }
}
