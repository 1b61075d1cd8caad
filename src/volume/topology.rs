//! Components for several connectivities, cavities and Euler characteristics of one structure, sharing their walks.

#![expect(clippy::indexing_slicing, reason = "component numbers come from the forest, one per run of the structure")]

use super::cavities::Gap;
use super::components::Join;
use super::connectivity::{Connectivity, Space};
use super::euler::EulerCount;
use super::forest::Forest;
use super::rows::{Before, LinkedRows, Near, Rows, Visit, overlap};
use super::sizes::Sizes;
use super::slabs::Slabs;
use super::structure::Run;

/// Topology of one structure.
#[derive(Debug, Default)]
pub(super) struct Topology {
    /// For 6, 18 and 26 neighbours; `None` where not asked for.
    pub components: [Option<Sizes>; 3],
    pub euler_6: i64,
    pub euler_26: i64,
}

/// Memory used for one structure after the other. The third coordinate of structures is the level of a slab.
#[derive(Debug)]
pub(super) struct Scratch<'a> {
    slabs: &'a Slabs,
    runs: Forest,
    parts: Forest,
    sizes: Vec<u64>,
    met: Vec<u8>,
}

impl<'a> Scratch<'a> {
    pub fn new(slabs: &'a Slabs) -> Self {
        let (runs, parts) = (Forest::default(), Forest::default());
        Scratch { slabs, runs, parts, sizes: Vec::new(), met: Vec::new() }
    }

    /// Components for the connectivities wanted (6, 18, 26), and both Euler characteristics.
    ///
    /// One walk joins runs across faces and counts for χ. Components for 18 are unions of those for 6, and components
    /// for 26 of those for 18: only where several are left do further walks join them.
    pub fn topology(&mut self, linked: LinkedRows<'_>, wanted: [bool; 3], limit: usize) -> Topology {
        let mut euler = EulerCount::default();
        let [six, eighteen, twenty_six] = wanted;
        if !(six || eighteen || twenty_six) {
            linked.walk(&mut euler);
            return Topology { euler_6: euler.six, euler_26: euler.twenty_six, ..Topology::default() };
        }
        let rows = linked.rows;
        self.runs.reset(rows.runs.len());
        let join = Join { forest: &mut self.runs, connectivity: Connectivity::Six };
        let mut walk = (join, euler);
        linked.walk(&mut walk);
        euler = walk.1;
        let mut count = self.runs.number();
        self.measure(rows, count);

        let mut components = [None, None, None];
        if six {
            components[0] = Some(self.pick(rows, limit));
        }
        if count > 1 && (eighteen || twenty_six) {
            self.parts.reset(count);
        }
        for (level, connectivity, wanted) in
            [(1, Connectivity::Eighteen, eighteen), (2, Connectivity::TwentySix, twenty_six)]
        {
            if !wanted {
                continue;
            }
            // What 18 has not merged, and 26 may, lies apart across corners; with 18 left out, 26 does all the joining.
            let joined = if count > 1 { self.bridge(linked, connectivity) } else { count };
            let same = components[level - 1].as_ref().filter(|_| joined == count).cloned();
            components[level] = Some(same.unwrap_or_else(|| self.pick(rows, limit)));
            count = joined;
        }
        Topology { components, euler_6: euler.six, euler_26: euler.twenty_six }
    }

    /// Cavities, their gaps given to `each_gap` in raster order.
    pub fn cavities(&mut self, linked: LinkedRows<'_>, limit: usize, mut each_gap: impl FnMut(Gap)) -> Sizes {
        let rows = linked.rows;
        let count = linked.join_gaps(Connectivity::Six, Space::Volume, &mut self.runs, &mut self.met);
        if count == 0 {
            return Sizes::default();
        }
        self.sizes.clear();
        self.sizes.resize(count, 0);
        for (gap, &number) in rows.gaps().zip(self.runs.numbers().iter().skip(1)) {
            if let Some(number) = number.checked_sub(1) {
                let (_, thickness) = self.slabs.at_level(gap.z);
                self.sizes[number as usize] += u64::from(gap.run.voxels()) * u64::from(thickness);
                each_gap(gap);
            }
        }
        Sizes::pick(&self.sizes, limit, |wanted| {
            let gaps = rows.gaps().map(|gap| self.voxel(gap.z, gap.y, gap.run));
            first_of(gaps, self.runs.numbers().iter().skip(1).map(|&number| number.wrapping_sub(1)), wanted)
        })
    }

    /// Sums up voxels by component.
    fn measure(&mut self, rows: Rows<'_>, count: usize) {
        self.sizes.clear();
        self.sizes.resize(count, 0);
        for (index, row) in rows.rows.iter().enumerate() {
            let (_, thickness) = self.slabs.at_level(row.z);
            for (number, run) in rows.row(index).numbered() {
                self.sizes[self.runs.numbers()[number] as usize] += u64::from(run.voxels()) * u64::from(thickness);
            }
        }
    }

    /// Joins the components for 6 as a wider connectivity allows, and moves their sizes to the first of each.
    fn bridge(&mut self, linked: LinkedRows<'_>, connectivity: Connectivity) -> usize {
        let mut bridges = Bridges { numbers: self.runs.numbers(), parts: &mut self.parts, connectivity };
        linked.walk(&mut bridges);
        let mut count = 0;
        for part in 0..self.sizes.len() {
            let root = self.parts.root(part as u32) as usize;
            if root == part {
                count += 1;
            } else {
                self.sizes[root] += std::mem::take(&mut self.sizes[part]);
            }
        }
        count
    }

    fn pick(&self, rows: Rows<'_>, limit: usize) -> Sizes {
        Sizes::pick(&self.sizes, limit, |wanted| {
            let places = rows.runs_in_place().map(|(z, y, run)| self.voxel(z, y, run));
            first_of(places, self.runs.numbers().iter().copied(), wanted)
        })
    }

    /// First voxel of a run of a slab.
    fn voxel(&self, level: u32, y: u32, run: Run) -> [u32; 3] {
        [run.start, y, self.slabs.at_level(level).0]
    }
}

/// First voxels of the wanted parts, which rise. Parts are numbered in order of appearance.
fn first_of(
    places: impl Iterator<Item = [u32; 3]>,
    numbers: impl Iterator<Item = u32>,
    wanted: &[u32],
) -> Vec<[u32; 3]> {
    let mut found = Vec::with_capacity(wanted.len());
    for (place, number) in places.zip(numbers) {
        match wanted.get(found.len()) {
            None => break,
            Some(&next) if next == number => found.push(place),
            Some(_) => {}
        }
    }
    found
}

/// Joins components that touch.
struct Bridges<'f> {
    /// Component of each run.
    numbers: &'f [u32],
    parts: &'f mut Forest,
    connectivity: Connectivity,
}

impl Visit for Bridges<'_> {
    #[inline(always)]
    fn visit(&mut self, number: usize, run: Run, before: &Before<'_>) {
        let own = self.numbers[number];
        let [a, b, c, d] = before;
        for near in [a, b] {
            for (other, _) in near.numbered() {
                if self.numbers[other] != own {
                    self.parts.join(self.numbers[other], own);
                }
            }
        }
        let touching = self.connectivity == Connectivity::TwentySix;
        for near in [c, d] {
            for (other, near) in near.numbered() {
                if self.numbers[other] != own && (touching || overlap(run, near)) {
                    self.parts.join(self.numbers[other], own);
                }
            }
        }
    }

    /// A run of a repeated row is in the component of its like in B, and so bridged with all that touches that one: across
    /// C and D, and across A if A repeats C.
    #[inline(always)]
    fn repeat(&mut self, _own: Near<'_>, _b: usize) {}

    #[inline(always)]
    fn repeat_beside(&mut self, own: Near<'_>, a: Near<'_>, _c: Near<'_>) {
        own.each_pair(a, true, |own, other| self.parts.join(self.numbers[other], self.numbers[own]));
    }
}
