//! Sizes of many parts in bounded space.

#![expect(clippy::indexing_slicing, reason = "part numbers index the list of sizes they were counted in")]

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::components::Component;

/// How many parts there are, and the largest of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sizes {
    pub count: u64,
    /// Largest first; equal ones in raster order of their first voxels. All of them unless [`Sizes::is_cut`].
    pub largest: Vec<Component>,
    /// Only where the list is cut: all parts by size.
    pub histogram: Vec<SizeBin>,
}

/// Number of parts with `from..=to` voxels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SizeBin {
    pub from: u64,
    pub to: u64,
    pub count: u64,
}

impl Sizes {
    /// True if there are more parts than are listed.
    pub fn is_cut(&self) -> bool {
        self.count > self.largest.len() as u64
    }

    /// Picks the largest `limit` parts. `sizes` goes by part number, numbers in raster order of first voxels; size 0 is
    /// no part. `first_voxels` is asked once, for rising numbers, and answers in that order.
    pub(super) fn pick(sizes: &[u64], limit: usize, first_voxels: impl FnOnce(&[u32]) -> Vec<[u32; 3]>) -> Sizes {
        let count = sizes.iter().filter(|&&size| size > 0).count();
        let mut numbers = if count <= limit {
            (0..sizes.len() as u32).filter(|&number| sizes[number as usize] > 0).collect()
        } else {
            largest(sizes, limit)
        };
        let firsts = first_voxels(&numbers);
        let parts = numbers.drain(..).zip(firsts);
        let mut largest: Vec<Component> =
            parts.map(|(number, first)| Component { voxels: sizes[number as usize], first }).collect();
        largest.sort_by_key(|part| Reverse(part.voxels));
        let histogram = if count > limit { histogram(sizes) } else { Vec::new() };
        Sizes { count: count as u64, largest, histogram }
    }
}

/// Numbers of the `limit` largest sizes, of equal ones the first, in rising order.
fn largest(sizes: &[u64], limit: usize) -> Vec<u32> {
    let mut kept: BinaryHeap<(Reverse<u64>, u32)> = BinaryHeap::with_capacity(limit + 1);
    for (number, &size) in (0u32..).zip(sizes) {
        // The top of the heap is the smallest and last of those kept; a later equal one never replaces it.
        if kept.len() == limit && kept.peek().is_some_and(|&(Reverse(least), _)| size <= least) {
            continue;
        }
        kept.push((Reverse(size), number));
        if kept.len() > limit {
            kept.pop();
        }
    }
    let mut numbers: Vec<u32> = kept.into_iter().map(|(_, number)| number).collect();
    numbers.sort_unstable();
    numbers
}

/// Bins of doubling width: 1, 2 to 3, 4 to 7 and so on; empty ones are left out.
fn histogram(sizes: &[u64]) -> Vec<SizeBin> {
    let mut counts = [0u64; 64];
    for size in sizes {
        if let Some(count) = size.checked_ilog2().and_then(|log| counts.get_mut(log as usize)) {
            *count += 1;
        }
    }
    let bins = counts.into_iter().zip(0u32..).filter(|&(count, _)| count > 0);
    bins.map(|(count, log)| SizeBin { from: 1 << log, to: (u64::MAX >> (63 - log)), count }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pick(sizes: &[u64], limit: usize) -> Sizes {
        Sizes::pick(sizes, limit, |numbers| numbers.iter().map(|&number| [number, 0, 0]).collect())
    }

    #[test]
    fn the_largest_come_first_and_ties_keep_raster_order() {
        let found = pick(&[3, 0, 7, 3, 7], 10);
        let listed: Vec<_> = found.largest.iter().map(|part| (part.voxels, part.first[0])).collect();
        assert_eq!(listed, [(7, 2), (7, 4), (3, 0), (3, 3)]);
        assert_eq!((found.count, found.is_cut(), found.histogram.len()), (4, false, 0));
    }

    #[test]
    fn a_cut_list_keeps_the_largest_and_counts_all() {
        let sizes: Vec<u64> = (0..5000).map(|n| 1 + n % 9).collect();
        let found = pick(&sizes, 3);
        let listed: Vec<_> = found.largest.iter().map(|part| (part.voxels, part.first[0])).collect();
        assert_eq!(listed, [(9, 8), (9, 17), (9, 26)]);
        assert!(found.is_cut());
        assert_eq!(found.histogram.iter().map(|bin| bin.count).sum::<u64>(), 5000);
        assert_eq!(found.histogram[0], SizeBin { from: 1, to: 1, count: 556 });
        assert_eq!(found.histogram[3], SizeBin { from: 8, to: 15, count: 555 + 555 });
    }
}
