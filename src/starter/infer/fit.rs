//! Normal distributions through sorted values, on three scales.

use statrs::distribution::{ContinuousCDF, Normal};

/// On which scale values look normal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    Plain,
    CubeRoot,
    Logarithm,
}

pub const SCALES: [Scale; 3] = [Scale::Plain, Scale::CubeRoot, Scale::Logarithm];

/// Location and spread of values that look normal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    pub centre: f64,
    pub spread: f64,
}

impl Fit {
    /// A line through the normal probability plot of sorted values, without `spared` of them at either end: robust against as
    /// many that are wrong. `None` for fewer than three that are left.
    pub fn line(sorted: &[f64], spared: usize) -> Option<Fit> {
        let points = plot(sorted, spared);
        let moments = Moments::of(&points)?;
        Some(Fit { centre: moments.values, spread: moments.together / moments.positions_squared })
    }

    /// By mean and standard deviation, the best there is for values that are all right. `None` for fewer than three.
    pub fn of(values: &[f64]) -> Option<Fit> {
        if values.len() < 3 {
            return None;
        }
        let count = values.len() as f64;
        let centre = values.iter().sum::<f64>() / count;
        let squares: f64 = values.iter().map(|value| (value - centre).powi(2)).sum();
        Some(Fit { centre, spread: (squares / (count - 1.0)).sqrt() })
    }

    pub fn standard(&self, value: f64) -> f64 {
        (value - self.centre) / self.spread
    }

    /// The logarithm of the likelihood of sorted values, of which `spared` at either end are known to lie there and no more.
    pub fn likelihood(&self, sorted: &[f64], spared: usize) -> f64 {
        let inner = without_ends(sorted, spared);
        let density = |value: &f64| -0.5 * self.standard(*value).powi(2) - self.spread.ln();
        let beyond = |end: Option<&f64>, sign: f64| match end {
            Some(&end) if spared > 0 => spared as f64 * below(sign * self.standard(end)).ln(),
            _ => 0.0,
        };
        inner.iter().map(density).sum::<f64>() + beyond(inner.first(), 1.0) + beyond(inner.last(), -1.0)
    }
}

/// How straight the normal probability plot of sorted values is: their correlation with its positions.
pub fn straightness(sorted: &[f64]) -> f64 {
    let Some(moments) = Moments::of(&plot(sorted, 0)) else { return 0.0 };
    match moments.values_squared > 0.0 {
        true => moments.together / (moments.positions_squared * moments.values_squared).sqrt(),
        false => 0.0,
    }
}

/// The quantile of the standard normal distribution.
pub fn z(share: f64) -> f64 {
    Normal::standard().inverse_cdf(share)
}

/// The share of the standard normal distribution below a value.
pub fn below(value: f64) -> f64 {
    Normal::standard().cdf(value)
}

pub fn without_ends(sorted: &[f64], spared: usize) -> &[f64] {
    sorted.get(spared..sorted.len().saturating_sub(spared)).unwrap_or_default()
}

/// Values and where a normal distribution would have them, in standard deviations (plotting positions of Blom).
fn plot(sorted: &[f64], spared: usize) -> Vec<(f64, f64)> {
    let position = |at: usize| z((at as f64 + 0.625) / (sorted.len() as f64 + 0.25));
    without_ends(sorted, spared).iter().zip(spared..).map(|(&value, at)| (position(at), value)).collect()
}

/// Sums over a plot.
struct Moments {
    /// The mean of the values.
    values: f64,
    values_squared: f64,
    positions_squared: f64,
    together: f64,
}

impl Moments {
    fn of(points: &[(f64, f64)]) -> Option<Moments> {
        if points.len() < 3 {
            return None;
        }
        let mean = |pick: fn(&(f64, f64)) -> f64| points.iter().map(pick).sum::<f64>() / points.len() as f64;
        // The positions are symmetric about 0.
        let values = mean(|point| point.1);
        let sum = |term: &dyn Fn(f64, f64) -> f64| points.iter().map(|&(z, v)| term(z, v - values)).sum::<f64>();
        Some(Moments {
            values,
            values_squared: sum(&|_, v| v * v),
            positions_squared: sum(&|z, _| z * z),
            together: sum(&|z, v| z * v),
        })
    }
}

impl Scale {
    pub fn of(self, value: f64) -> f64 {
        match self {
            Scale::Plain => value,
            Scale::CubeRoot => value.cbrt(),
            Scale::Logarithm => value.ln(),
        }
    }

    pub fn back(self, value: f64) -> f64 {
        match self {
            Scale::Plain => value.max(0.0),
            Scale::CubeRoot => value.max(0.0).powi(3),
            Scale::Logarithm => value.exp(),
        }
    }

    /// What likelihoods on this scale gain over those of the values themselves.
    pub fn stretch(self, values: &[f64]) -> f64 {
        values.iter().map(|&value| self.slope(value).ln()).sum()
    }

    /// How fast this scale runs at a positive value.
    pub fn slope(self, value: f64) -> f64 {
        match self {
            Scale::Plain => 1.0,
            Scale::CubeRoot => value.powf(-2.0 / 3.0) / 3.0,
            Scale::Logarithm => 1.0 / value,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_and_the_moments_agree_on_normal_values() {
        let ideal: Vec<f64> = (0..200).map(|at| 10.0 + 2.0 * z((at as f64 + 0.625) / 200.25)).collect();
        for spared in [0, 2, 20] {
            let line = Fit::line(&ideal, spared).unwrap();
            assert!((line.centre - 10.0).abs() < 1e-9 && (line.spread - 2.0).abs() < 1e-9, "{line:?}");
        }
        let moments = Fit::of(&ideal).unwrap();
        assert!((moments.centre - 10.0).abs() < 1e-9 && (moments.spread - 2.0).abs() < 0.03, "{moments:?}");
        assert!(straightness(&ideal) > 1.0 - 1e-9);
        assert_eq!(Fit::line(&ideal[..4], 1), None);
    }

    #[test]
    fn scales_lead_there_and_back() {
        for scale in SCALES {
            assert!((scale.back(scale.of(27.0)) - 27.0).abs() < 1e-9);
            let step = (scale.of(27.001) - scale.of(26.999)) / 0.002;
            assert!((scale.slope(27.0) - step).abs() < 1e-6, "{scale:?}");
        }
    }
}
