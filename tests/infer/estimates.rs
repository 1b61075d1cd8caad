//! Ranges of many cohorts, without images: how near their ends are to the true quantiles, how often these lie where the range
//! says, and how many sound values are flagged.

use statrs::distribution::{ContinuousCDF, Normal};
use voxlint::starter::infer::{Basis, Range};

use super::abdomen::{ADULTS, ALIKE, Size, Sizes, normal};
use super::random::Random;

const TAIL: f64 = 0.001;
const COHORTS: usize = 100;

/// What many cohorts show of one class.
#[derive(Debug, Default)]
struct Shares {
    /// Cohorts that looked as if they came from no known distribution.
    none: f64,
    /// Ends within 10 % of the true quantile.
    near: f64,
    /// Ends as near to the true quantile as the range says.
    told: f64,
    /// Sound values outside.
    flagged: f64,
}

fn shares(distribution: fn(f64) -> f64, cases: usize) -> Shares {
    let reach = Normal::standard().inverse_cdf(1.0 - TAIL);
    let truth = [distribution(-reach), distribution(reach)];
    let mut random = Random::new(cases as u64);
    let sound: Vec<f64> =
        (0..2000).map(|at| distribution(Normal::standard().inverse_cdf((f64::from(at) + 0.5) / 2000.0))).collect();
    let mut shares = Shares::default();
    for _ in 0..COHORTS {
        let values: Vec<f64> = (0..cases).map(|_| distribution(normal(&mut random))).collect();
        let Ok(range) = Range::of(&values, TAIL) else {
            shares.none += 1.0 / COHORTS as f64;
            continue;
        };
        let Basis::Shape { low_factor, high_factor, .. } = range.basis else { continue };
        let ends = [(range.low, low_factor), (range.high, high_factor)];
        for ((found, factor), truth) in ends.into_iter().zip(truth) {
            shares.near += f64::from((found / truth - 1.0).abs() <= 0.1) / (2 * COHORTS) as f64;
            shares.told += f64::from((found / truth).ln().abs() <= factor.ln()) / (2 * COHORTS) as f64;
        }
        let flagged = sound.iter().filter(|value| !(range.low..=range.high).contains(value)).count();
        shares.flagged += flagged as f64 / (sound.len() * COHORTS) as f64;
    }
    shares
}

fn of_all(sizes: &Sizes, cases: usize) -> Vec<Shares> {
    let known = sizes.iter().filter_map(|class| match class.size {
        Size::Known(distribution) => Some((class.name, shares(distribution, cases))),
        Size::Varied => None,
    });
    let all: Vec<(&str, Shares)> = known.collect();
    all.iter().for_each(|(name, shares)| println!("{cases} cases, {name}: {shares:?}"));
    all.into_iter().map(|(_, shares)| shares).collect()
}

#[test]
fn ends_of_like_sizes_are_within_a_tenth() {
    for shares in of_all(&ALIKE, 200) {
        assert!(shares.near >= 0.93, "{shares:?}");
    }
}

#[test]
fn ends_are_as_well_known_as_is_said() {
    for (cases, near) in [(200, [0.9, 0.7, 0.85, 0.85, 0.55]), (1000, [0.97, 0.93, 0.95, 0.95, 0.93])] {
        for (shares, near) in of_all(&ADULTS, cases).iter().zip(near) {
            assert!(shares.near >= near && shares.told >= 0.9, "{shares:?}");
        }
    }
}

/// Each range may flag 2 in 1,000; five of them then flag 1 in 100 cases.
#[test]
fn sound_values_are_rarely_flagged_however_few_cases_were_seen() {
    for cases in [20, 50, 200, 1000] {
        for shares in of_all(&ADULTS, cases).iter().chain(&of_all(&ALIKE, cases)) {
            assert!(shares.flagged <= 0.005 && shares.none <= 0.02, "{cases} cases: {shares:?}");
        }
    }
}
