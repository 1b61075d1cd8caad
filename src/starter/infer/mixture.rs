//! The distribution that positive values come from, where its shape is not known.
//!
//! Two hundred values rarely tell a normal distribution from a log-normal one, and far out in the tails these differ much. So
//! a normal distribution is fitted on each scale, and each counts by its likelihood (Akaike weights; Burnham and Anderson,
//! Model Selection and Multimodel Inference, 2002).

use statrs::distribution::{ContinuousCDF, StudentsT};

use super::fit::{Fit, SCALES, Scale, below, straightness, without_ends, z};

#[derive(Debug, Clone, PartialEq)]
pub struct Mixture {
    /// In the order of [`SCALES`].
    fits: [(Scale, Fit); 3],
    /// What each of them counts; they add up to one.
    pub weights: [f64; 3],
    count: usize,
}

/// A quantile far out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct End {
    pub value: f64,
    /// The true quantile lies at most this factor above or below the value, in 95 of 100 cohorts.
    pub factor: f64,
}

impl Mixture {
    /// From the inner ones of sorted positive values, without `spared` at either end.
    pub fn of_inner(sorted: &[f64], spared: usize) -> Option<Mixture> {
        Mixture::new(sorted, spared, |scaled| Fit::line(scaled, spared))
    }

    /// From sorted positive values that are all right.
    pub fn of(sorted: &[f64]) -> Option<Mixture> {
        Mixture::new(sorted, 0, Fit::of)
    }

    fn new(sorted: &[f64], spared: usize, fit: impl Fn(&[f64]) -> Option<Fit>) -> Option<Mixture> {
        let on = |scale: Scale| -> Option<(Scale, Fit, f64)> {
            let scaled: Vec<f64> = sorted.iter().map(|&value| scale.of(value)).collect();
            let fit = fit(&scaled).filter(|fit| fit.spread > 0.0)?;
            let likelihood = fit.likelihood(&scaled, spared) + scale.stretch(without_ends(sorted, spared));
            Some((scale, fit, likelihood))
        };
        let [Some(plain), Some(root), Some(logarithm)] = SCALES.map(on) else { return None };
        let all = [plain, root, logarithm];
        let best = all.iter().map(|(_, _, likelihood)| *likelihood).fold(f64::NEG_INFINITY, f64::max);
        let odds = all.map(|(_, _, likelihood)| (likelihood - best).exp());
        let weights = odds.map(|own| own / odds.iter().sum::<f64>());
        Some(Mixture { fits: all.map(|(scale, fit, _)| (scale, fit)), weights, count: sorted.len() })
    }

    /// How likely a value is that lies as far out as this one, or farther, on either side.
    pub fn rarity(&self, value: f64) -> f64 {
        let share = |(scale, fit): &(Scale, Fit)| 2.0 * below(-fit.standard(scale.of(value)).abs());
        self.fits.iter().zip(self.weights).map(|(fit, weight)| weight * share(fit)).sum()
    }

    /// The value below which a further one lies with this probability, with what is not known about the fits taken into
    /// account: that of Student's distribution for a mean and a standard deviation of so many values.
    pub fn quantile(&self, share: f64) -> End {
        let count = self.count as f64;
        let student = StudentsT::new(0.0, 1.0, count - 1.0);
        let t = student.map_or_else(|_| z(share), |student| student.inverse_cdf(share)) * (1.0 + 1.0 / count).sqrt();
        let value = self.mean(|scale, fit| scale.back(fit.centre + t * fit.spread));
        End { value, factor: (1.96 * self.error(z(share))).exp() }
    }

    /// The standard error of the logarithm of the quantile at `z`: that within each scale, and that between them.
    fn error(&self, z: f64) -> f64 {
        let count = self.count as f64;
        let smallest = 1e-3 * self.mean(|scale, fit| scale.back(fit.centre));
        let end = |scale: Scale, fit: &Fit| scale.back(fit.centre + z * fit.spread).max(smallest);
        let middle = self.mean(end).ln();
        let variance = self.mean(|scale, fit| {
            let end = end(scale, fit);
            let within = fit.spread * ((1.0 + z * z / 2.0) / count).sqrt() / (scale.slope(end) * end);
            within.powi(2) + (end.ln() - middle).powi(2)
        });
        variance.sqrt()
    }

    fn mean(&self, term: impl Fn(Scale, &Fit) -> f64) -> f64 {
        self.fits.iter().zip(self.weights).map(|((scale, fit), weight)| weight * term(*scale, fit)).sum()
    }
}

/// How straight the normal probability plot is on the scale that suits the sorted values best.
pub fn best_straightness(sorted: &[f64]) -> f64 {
    let on = |scale: Scale| straightness(&sorted.iter().map(|&value| scale.of(value)).collect::<Vec<f64>>());
    SCALES.map(on).into_iter().fold(0.0, f64::max)
}
