//! Quantiles far out in the tails, from some hundred values of which a few may be wrong.

use super::fit::without_ends;
use super::mixture::{Mixture, best_straightness};

/// Fewer values say nothing about tails.
pub const FEWEST: usize = 20;

/// Where no distribution is known, the ends are read off so many values at least.
pub const FEWEST_UNSHAPED: usize = 100;

/// The share of the sorted values at either end that has no say in which values are wrong.
const OUTER: f64 = 0.1;

/// A value is left out if fewer than this many are expected as far out among as many.
const EXPECTED: f64 = 0.05;

/// More left out than this share are no mistakes but a population of their own.
const MOST_LEFT_OUT: f64 = 0.05;

/// Where the ends are those of the values: how much wider.
const MARGIN: f64 = 1.1;

/// A range of plausible values.
#[derive(Debug, Clone, PartialEq)]
pub struct Range {
    pub low: f64,
    pub high: f64,
    pub median: f64,
    /// The smallest and the largest value that was seen.
    pub seen: (f64, f64),
    pub cases: usize,
    /// How many of them were left out as wrong.
    pub left_out: usize,
    pub basis: Basis,
}

/// Where the ends of a range come from.
#[derive(Debug, Clone, PartialEq)]
pub enum Basis {
    /// They are quantiles of normal distributions on three [scales](super::fit::SCALES). The true quantiles lie at most these
    /// factors above or below the ends, in 95 of 100 cohorts.
    Shape { weights: [f64; 3], low_factor: f64, high_factor: f64 },
    /// The values look normal on no scale: they are the smallest and the largest value, with a margin.
    Seen,
}

/// Why values give no range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoRange {
    /// Fewer than [`FEWEST`].
    TooFew,
    /// They look normal on no scale, and are fewer than [`FEWEST_UNSHAPED`].
    NoShape,
}

impl Range {
    /// The range between the quantiles `tail` and 1 − `tail` of the distribution that positive values come from.
    ///
    /// # Errors
    ///
    /// The values say too little about it.
    pub fn of(values: &[f64], tail: f64) -> Result<Range, NoRange> {
        let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite() && *value > 0.0).collect();
        sorted.sort_by(f64::total_cmp);
        let cases = sorted.len();
        let (Some(&first), Some(&last), Some(&median)) = (sorted.first(), sorted.last(), sorted.get(cases / 2)) else {
            return Err(NoRange::TooFew);
        };
        if cases < FEWEST {
            return Err(NoRange::TooFew);
        }
        let range = |low: f64, high: f64, left_out: usize, basis: Basis| Range {
            low,
            high,
            median,
            seen: (first, last),
            cases,
            left_out,
            basis,
        };
        if let Some((shape, left_out)) = shape(&sorted) {
            let (low, high) = (shape.quantile(tail), shape.quantile(1.0 - tail));
            let basis = Basis::Shape { weights: shape.weights, low_factor: low.factor, high_factor: high.factor };
            return Ok(range(low.value, high.value, left_out, basis));
        }
        if cases < FEWEST_UNSHAPED {
            return Err(NoRange::NoShape);
        }
        // One in a hundred at either end may be wrong.
        let inner = without_ends(&sorted, cases / 100);
        let (low, high) = (inner.first().copied().unwrap_or(first), inner.last().copied().unwrap_or(last));
        Ok(range(low / MARGIN, high * MARGIN, 0, Basis::Seen))
    }
}

/// The distribution of sorted values, and how many were left out of it; none where they look normal on no scale.
fn shape(sorted: &[f64]) -> Option<(Mixture, usize)> {
    let count = sorted.len() as f64;
    let inner = Mixture::of_inner(sorted, (count * OUTER).ceil() as usize)?;
    let kept: Vec<f64> = sorted.iter().copied().filter(|&value| inner.rarity(value) * count >= EXPECTED).collect();
    let left_out = sorted.len() - kept.len();
    if left_out as f64 > (count * MOST_LEFT_OUT).ceil() || best_straightness(&kept) < straight(kept.len()) {
        return None;
    }
    Mixture::of(&kept).map(|shape| (shape, left_out))
}

/// Normal values have a straighter probability plot than this in 999 of 1000 cohorts. Large cohorts show every small bend, and
/// small bends do little harm.
fn straight(count: usize) -> f64 {
    (1.0 - 3.0 / count as f64).min(0.985)
}

#[cfg(test)]
mod tests {
    use super::super::fit::z;
    use super::*;

    /// The quantiles of a distribution at evenly spread shares: a sample without chance.
    fn ideal(count: usize, value: impl Fn(f64) -> f64) -> Vec<f64> {
        (0..count).map(|at| value(z((at as f64 + 0.5) / count as f64))).collect()
    }

    fn close(found: f64, wanted: f64) {
        assert!((found / wanted - 1.0).abs() < 0.06, "{found} is not {wanted}");
    }

    #[test]
    fn tails_are_those_of_the_distribution() {
        let z999 = 3.0902;
        let logs = Range::of(&ideal(200, |z| (7.0 + 0.25 * z).exp()), 0.001).unwrap();
        close(logs.low, (7.0_f64 - 0.25 * z999).exp());
        close(logs.high, (7.0_f64 + 0.25 * z999).exp());
        let plain = Range::of(&ideal(200, |z| 1000.0 + 200.0 * z), 0.001).unwrap();
        close(plain.low, 1000.0 - 200.0 * z999);
        let weights = |range: &Range| match range.basis {
            Basis::Shape { weights, .. } => weights,
            Basis::Seen => [0.0; 3],
        };
        assert!(weights(&logs)[2] > 0.5 && weights(&plain)[0] > 0.5, "{logs:?} {plain:?}");
        assert_eq!((plain.cases, plain.left_out), (200, 0));
    }

    #[test]
    fn a_few_wrong_values_are_left_out() {
        let sound = ideal(200, |z| (7.0 + 0.25 * z).exp());
        let clean = Range::of(&sound, 0.001).unwrap();
        let mut wrong = sound;
        wrong.splice(0..3, [1.0, 2.0, 3.0]);
        wrong.push(90_000.0);
        let robust = Range::of(&wrong, 0.001).unwrap();
        assert!((robust.low / clean.low - 1.0).abs() < 0.1, "{robust:?}");
        assert!((robust.high / clean.high - 1.0).abs() < 0.1, "{robust:?}");
        assert_eq!((robust.seen, robust.left_out), ((1.0, 90_000.0), 4));
    }

    #[test]
    fn few_values_make_wide_ranges_that_say_how_little_they_know() {
        let of = |count: usize| Range::of(&ideal(count, |z| (7.0 + 0.2 * z).exp()), 0.001).unwrap();
        let factors = |range: &Range| match range.basis {
            Basis::Shape { low_factor, high_factor, .. } => (low_factor, high_factor),
            Basis::Seen => (f64::NAN, f64::NAN),
        };
        let (few, many) = (of(20), of(2000));
        assert!(few.low < many.low && many.high < few.high, "{few:?} {many:?}");
        // exp(1.96 * 0.2 * sqrt((1 + 3.09² / 2) / 2000)): the shape is as good as known.
        assert!((factors(&many).1 - 1.021).abs() < 0.003, "{many:?}");
        assert!(factors(&few).0 > 1.4 && factors(&few).1 > 1.2, "{few:?}");
    }

    #[test]
    fn two_heaps_are_taken_as_they_are_or_not_at_all() {
        assert_eq!(Range::of(&[1.0; 19], 0.01), Err(NoRange::TooFew));
        let mut heaps = vec![10.0; 30];
        heaps.extend([100.0; 30]);
        assert_eq!(Range::of(&heaps, 0.001), Err(NoRange::NoShape));
        heaps.extend([100.0; 60]);
        let range = Range::of(&heaps, 0.001).unwrap();
        assert_eq!((&range.basis, range.low, range.high), (&Basis::Seen, 10.0 / 1.1, 100.0 * 1.1));
        assert_eq!(Range::of(&[5.0; 50], 0.001), Err(NoRange::NoShape));
    }
}
