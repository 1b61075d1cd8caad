//! The intensities under one structure: exact, in memory that is bounded.

use serde::{Deserialize, Serialize};

use crate::volume::RunSet;

/// Different intensities kept at a time, over all structures that are read together: with 24 bytes for each, 384 MiB.
pub const MAX_DISTINCT: usize = 16 << 20;

/// Values that wait to be sorted in, at least.
const WAITING: usize = 4096;

/// What the image holds under one structure. Moments and extremes need no memory; order statistics keep each different
/// value with its count.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Distribution {
    voxels: u64,
    lowest: f64,
    highest: f64,
    /// The first voxel with the highest intensity.
    hottest: [u32; 3],
    mean: f64,
    /// Sum of squared deviations from the mean.
    squares: f64,
    not_finite: u64,
    first_not_finite: Option<[u32; 3]>,
    /// Different values in rising order, each with the number of voxels up to and with it.
    values: Vec<(f64, u64)>,
    #[serde(skip)]
    waiting: Vec<f64>,
    /// There were too many different values to keep.
    cut: bool,
}

/// How many different values may still be kept.
#[derive(Debug)]
pub(super) struct Budget(pub usize);

impl Distribution {
    /// One voxel of the structure.
    pub(super) fn add(&mut self, value: f64, voxel: [u32; 3], budget: &mut Budget) {
        if !value.is_finite() {
            self.not_finite += 1;
            self.first_not_finite.get_or_insert(voxel);
            return;
        }
        if self.voxels == 0 {
            (self.lowest, self.highest, self.hottest) = (value, value, voxel);
        }
        self.voxels += 1;
        self.lowest = self.lowest.min(value);
        if value > self.highest {
            (self.highest, self.hottest) = (value, voxel);
        }
        // Welford (1962): stable where the values are large against their spread.
        let off = value - self.mean;
        self.mean += off / self.voxels as f64;
        self.squares += off * (value - self.mean);
        if self.cut {
            return;
        }
        // -0 and 0 are one value.
        self.waiting.push(value + 0.0);
        // With a buffer as long as the list, sorting in costs a logarithm for each value.
        if self.waiting.len() >= WAITING.max(self.values.len()) {
            self.sort_in(budget);
        }
    }

    /// No more voxels follow.
    pub(super) fn finish(&mut self, budget: &mut Budget) {
        self.sort_in(budget);
        self.waiting = Vec::new();
        let mut upto = 0;
        for (_, count) in &mut self.values {
            upto += *count;
            *count = upto;
        }
    }

    fn sort_in(&mut self, budget: &mut Budget) {
        self.waiting.sort_unstable_by(f64::total_cmp);
        let mut merged: Vec<(f64, u64)> = Vec::with_capacity(self.values.len());
        let mut push = |value: f64, count: u64| match merged.last_mut() {
            Some((last, sum)) if *last == value => *sum += count,
            _ => merged.push((value, count)),
        };
        let mut old = self.values.iter().copied().peekable();
        for value in self.waiting.drain(..) {
            while let Some((before, count)) = old.next_if(|(before, _)| *before <= value) {
                push(before, count);
            }
            push(value, 1);
        }
        old.for_each(|(value, count)| push(value, count));
        budget.0 += self.values.len();
        if merged.len() > budget.0 {
            self.cut = true;
            merged = Vec::new();
        }
        budget.0 -= merged.len();
        self.values = merged;
    }

    /// Voxels with a finite intensity.
    pub fn voxels(&self) -> u64 {
        self.voxels
    }

    /// Voxels whose intensity is NaN or infinite, and the first of them.
    pub fn not_finite(&self) -> Option<(u64, [u32; 3])> {
        Some((self.not_finite, self.first_not_finite?))
    }

    pub fn lowest(&self) -> f64 {
        self.lowest
    }

    pub fn highest(&self) -> f64 {
        self.highest
    }

    /// The voxel with the highest intensity; of several, the first in file order.
    pub fn hottest(&self) -> [u32; 3] {
        self.hottest
    }

    /// Arithmetic mean.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// Standard deviation of the population: the root of the mean squared deviation (÷ n).
    pub fn standard_deviation(&self) -> f64 {
        (self.squares / self.voxels.max(1) as f64).max(0.0).sqrt()
    }

    /// The `percent`-th percentile, linear between order statistics (type 7 of Hyndman and Fan 1996, the default of NumPy).
    /// `None` if there were too many different values to keep.
    pub fn percentile(&self, percent: f64) -> Option<f64> {
        if self.cut {
            return None;
        }
        let position = self.voxels.saturating_sub(1) as f64 * percent / 100.0;
        let below = position.floor();
        let low = self.ranked(below as u64)?;
        Some(self.ranked(below as u64 + 1).map_or(low, |high| low + (high - low) * (position - below)))
    }

    /// The `rank`-th smallest intensity, counted from 0.
    fn ranked(&self, rank: u64) -> Option<f64> {
        self.values.get(self.values.partition_point(|(_, upto)| *upto <= rank)).map(|(value, _)| *value)
    }

    /// Share of the voxels whose intensity is neither `below` nor `above`; both must be monotone: what is below one
    /// intensity is below every higher one, and the other way round. `None` if there were too many different values to keep.
    pub fn share(&self, below: impl Fn(f64) -> bool, above: impl Fn(f64) -> bool) -> Option<f64> {
        if self.cut {
            return None;
        }
        let first = self.values.partition_point(|(value, _)| below(*value));
        let last = self.values.partition_point(|(value, _)| !above(*value)).max(first);
        let upto = |end: usize| end.checked_sub(1).and_then(|at| self.values.get(at)).map_or(0, |(_, upto)| *upto);
        Some((upto(last) - upto(first)) as f64 / self.voxels as f64)
    }
}

/// The runs of several structures in the order in which an image comes.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pieces: Vec<Piece>,
    next: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Piece {
    z: u32,
    y: u32,
    start: u32,
    end: u32,
    structure: usize,
}

impl Pieces {
    pub fn add(&mut self, structure: usize, set: &RunSet) {
        self.pieces.extend(set.runs().map(|(z, y, run)| Piece { z, y, start: run.start, end: run.end, structure }));
    }

    pub fn sort(&mut self) {
        self.pieces.sort_unstable();
    }

    /// Structures with a stretch of voxels of the row (y, z) within `from..to`. Rows must be asked for in raster order.
    pub fn within(&mut self, z: u32, y: u32, from: u32, to: u32, mut visit: impl FnMut(usize, u32, u32)) {
        while self.pieces.get(self.next).is_some_and(|piece| (piece.z, piece.y) < (z, y)) {
            self.next += 1;
        }
        let row = self.pieces.get(self.next..).unwrap_or_default();
        for piece in row.iter().take_while(|piece| (piece.z, piece.y) == (z, y) && piece.start < to) {
            let (start, end) = (piece.start.max(from), piece.end.min(to));
            if start < end {
                visit(piece.structure, start, end);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distribution(values: &[f64], budget: usize) -> Distribution {
        let mut budget = Budget(budget);
        let mut all = Distribution::default();
        for &value in values {
            all.add(value, [0; 3], &mut budget);
        }
        all.finish(&mut budget);
        all
    }

    #[test]
    fn order_statistics_are_those_of_the_sorted_values() {
        // 10,001 values, so that they are sorted in several times; i * 7919 mod 10007 visits each residue once.
        let values: Vec<f64> = (0..10_007_u64).map(|i| (i * 7919 % 10_007) as f64 / 8.0).collect();
        let all = distribution(&values, MAX_DISTINCT);
        let mut sorted = values;
        sorted.sort_by(f64::total_cmp);
        for percent in [0.0_f64, 2.5, 50.0, 95.0, 99.9, 100.0] {
            let position = 10_006.0 * percent / 100.0;
            let (low, high) = (sorted[position.floor() as usize], sorted[position.ceil() as usize]);
            assert_eq!(all.percentile(percent), Some(low + (high - low) * position.fract()));
        }
        // 0, 1/8, .. up to 100: 801 of 10,007 voxels.
        assert_eq!(all.share(|_| false, |value| value > 100.0), Some(801.0 / 10_007.0));
        assert_eq!(all.share(|value| value < 100.0, |value| value > 100.0), Some(1.0 / 10_007.0));
    }

    #[test]
    fn beyond_the_budget_moments_remain_and_order_is_unknown() {
        let values: Vec<f64> = (0..9000).map(f64::from).collect();
        let all = distribution(&values, 5000);
        assert_eq!((all.percentile(50.0), all.share(|_| false, |_| false)), (None, None));
        assert_eq!((all.lowest(), all.highest(), all.voxels()), (0.0, 8999.0, 9000));
        assert!((all.mean() - 4499.5).abs() < 1e-9);
    }

    #[test]
    fn what_is_not_finite_is_counted_and_placed() {
        let mut budget = Budget(10);
        let mut all = Distribution::default();
        all.add(1.0, [0, 0, 0], &mut budget);
        all.add(f64::NAN, [1, 0, 0], &mut budget);
        all.add(f64::INFINITY, [2, 0, 0], &mut budget);
        all.finish(&mut budget);
        assert_eq!(all.not_finite(), Some((2, [1, 0, 0])));
        assert_eq!(all.mean(), 1.0);
    }
}
