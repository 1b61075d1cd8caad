//! Quantiles far out in the tails, from some hundred values of which a few may be wrong.

use statrs::distribution::{ContinuousCDF, Normal};

/// Fewer values say nothing about tails.
pub const FEWEST: usize = 20;

/// The share of the sorted values that is left out of the fit at either end.
const TRIMMED: f64 = 0.01;

/// A normal probability plot with less correlation than this is bent: no scale makes the values look normal.
const STRAIGHT: f64 = 0.975;

/// A range of plausible values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    pub low: f64,
    pub high: f64,
    pub median: f64,
    /// The smallest and the largest value that was seen.
    pub seen: (f64, f64),
    pub cases: usize,
    /// What each of [`SCALES`] weighs in the ends. None where the values look normal on no scale: the ends are then the
    /// smallest and largest values but a few, with a margin of a tenth.
    pub weights: Option<[f64; 3]>,
}

/// On which scale the values look normal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    Plain,
    CubeRoot,
    Logarithm,
}

pub const SCALES: [Scale; 3] = [Scale::Plain, Scale::CubeRoot, Scale::Logarithm];

/// Location and spread of values that look normal on some scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    pub centre: f64,
    pub spread: f64,
    /// Of the normal probability plot.
    correlation: f64,
}

impl Range {
    /// The range between the quantiles `tail` and 1 − `tail` of the distribution that positive values come from; nothing
    /// for fewer than [`FEWEST`] values.
    pub fn of(values: &[f64], tail: f64) -> Option<Range> {
        let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite() && *value > 0.0).collect();
        sorted.sort_by(f64::total_cmp);
        let (&first, &last) = (sorted.first()?, sorted.last()?);
        let cases = sorted.len();
        if cases < FEWEST {
            return None;
        }
        let spared = trimmed(cases);
        // What all cases but a few have is never refused.
        let (inner_low, inner_high) = (*sorted.get(spared)?, *sorted.get(cases - 1 - spared)?);
        let median = sorted.get(cases / 2).copied().unwrap_or(first);
        let fits = SCALES.map(|scale| {
            let scaled: Vec<f64> = sorted.iter().map(|&value| scale.of(value)).collect();
            fit(&scaled).map(|fit| (scale, fit, fit.likelihood(&scaled) + scale.stretch(&sorted)))
        });
        let [Some(plain), Some(root), Some(logarithm)] = fits else { return None };
        let fits = [plain, root, logarithm];
        let straight = fits.iter().any(|(_, fit, _)| fit.correlation >= STRAIGHT);
        // Which scale is the right one is rarely certain: each counts by its likelihood (Akaike weights).
        let best = fits.iter().map(|(_, _, likelihood)| *likelihood).fold(f64::NEG_INFINITY, f64::max);
        let weights = fits.map(|(_, _, likelihood)| (likelihood - best).exp());
        let weights = weights.map(|weight| weight / weights.iter().sum::<f64>());
        let end = |z: f64| -> f64 {
            let ends = fits.iter().map(|(scale, fit, _)| scale.back(fit.centre + z * fit.spread));
            ends.zip(weights).map(|(end, weight)| end * weight).sum()
        };
        let reach = z(1.0 - tail);
        let (low, high) = if straight { (end(-reach), end(reach)) } else { (inner_low * 0.9, inner_high * 1.1) };
        let (low, high) = (low.min(inner_low), high.max(inner_high));
        Some(Range {
            low: low.max(0.0),
            high,
            median,
            seen: (first, last),
            cases,
            weights: straight.then_some(weights),
        })
    }
}

/// A line through the normal probability plot of sorted values, without its ends: robust against a few that are wrong.
pub fn fit(sorted: &[f64]) -> Option<Fit> {
    let count = sorted.len();
    if count < FEWEST {
        return None;
    }
    let spared = trimmed(count);
    let inner = sorted.iter().enumerate().take(count - spared).skip(spared);
    // Plotting positions of Blom.
    let points: Vec<(f64, f64)> =
        inner.map(|(at, &value)| (z((at as f64 + 0.625) / (count as f64 + 0.25)), value)).collect();
    let number = points.len() as f64;
    let mean = |pick: fn(&(f64, f64)) -> f64| points.iter().map(pick).sum::<f64>() / number;
    let (mean_z, centre) = (mean(|point| point.0), mean(|point| point.1));
    let sum = |term: &dyn Fn(f64, f64) -> f64| points.iter().map(|&(z, v)| term(z - mean_z, v - centre)).sum::<f64>();
    let (zz, zv, vv) = (sum(&|z, _| z * z), sum(&|z, v| z * v), sum(&|_, v| v * v));
    let correlation = if vv > 0.0 { zv / (zz * vv).sqrt() } else { 1.0 };
    Some(Fit { centre, spread: zv / zz, correlation })
}

fn trimmed(count: usize) -> usize {
    (count as f64 * TRIMMED).ceil() as usize
}

/// The quantile of the standard normal distribution.
fn z(share: f64) -> f64 {
    Normal::standard().inverse_cdf(share)
}

impl Fit {
    /// The logarithm of the likelihood of sorted values, of which those at either end are known to lie there and no more.
    fn likelihood(&self, sorted: &[f64]) -> f64 {
        let spared = trimmed(sorted.len());
        let standard = |value: f64| (value - self.centre) / self.spread;
        let inner = sorted.get(spared..sorted.len() - spared).unwrap_or_default();
        let density = |value: &f64| -0.5 * standard(*value).powi(2) - self.spread.ln();
        let beyond = |end: Option<&f64>, sign: f64| {
            end.map_or(0.0, |&end| spared as f64 * Normal::standard().cdf(sign * standard(end)).ln())
        };
        inner.iter().map(density).sum::<f64>() + beyond(inner.first(), 1.0) + beyond(inner.last(), -1.0)
    }
}

impl Scale {
    /// What likelihoods on this scale gain over those of the values themselves.
    fn stretch(self, sorted: &[f64]) -> f64 {
        let spared = trimmed(sorted.len());
        let inner = sorted.get(spared..sorted.len() - spared).unwrap_or_default();
        let logarithm = |value: &f64| match self {
            Scale::Plain => 0.0,
            Scale::CubeRoot => -2.0 / 3.0 * value.ln() - 3.0_f64.ln(),
            Scale::Logarithm => -value.ln(),
        };
        inner.iter().map(logarithm).sum()
    }

    fn of(self, value: f64) -> f64 {
        match self {
            Scale::Plain => value,
            Scale::CubeRoot => value.cbrt(),
            Scale::Logarithm => value.ln(),
        }
    }

    fn back(self, value: f64) -> f64 {
        match self {
            Scale::Plain => value,
            Scale::CubeRoot => value.max(0.0).powi(3),
            Scale::Logarithm => value.exp(),
        }
    }
}

#[cfg(test)]
mod tests {
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
        assert!(logs.weights.unwrap()[2] > 0.5 && plain.weights.unwrap()[0] > 0.5, "{logs:?} {plain:?}");
        assert_eq!(plain.cases, 200);
    }

    #[test]
    fn a_few_wrong_values_do_not_move_the_ends() {
        let sound = ideal(200, |z| (7.0 + 0.25 * z).exp());
        let clean = Range::of(&sound, 0.001).unwrap();
        let mut wrong = sound;
        wrong.splice(0..3, [1.0, 2.0, 3.0]);
        wrong.push(90_000.0);
        let robust = Range::of(&wrong, 0.001).unwrap();
        assert!((robust.low / clean.low - 1.0).abs() < 0.1, "{robust:?}");
        assert!((robust.high / clean.high - 1.0).abs() < 0.1, "{robust:?}");
        assert_eq!(robust.seen, (1.0, 90_000.0));
    }

    #[test]
    fn few_values_say_nothing_and_two_heaps_are_taken_as_they_are() {
        assert_eq!(Range::of(&[1.0; 19], 0.01), None);
        let mut heaps = vec![10.0; 50];
        heaps.extend([100.0; 50]);
        let range = Range::of(&heaps, 0.001).unwrap();
        assert_eq!((range.weights, range.low, range.high), (None, 9.0, 100.0 * 1.1));
    }
}
