//! Volumes in mm³ become whole numbers of voxels.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// What a grid must be fit for.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    /// mm³, each above 0.
    pub volumes: Vec<BigRational>,
    /// Lowest and highest voxel size along each array axis in mm, both allowed; equal where it is prescribed.
    pub spacing: [SpacingRange; 3],
    /// Voxels that the smallest volume should have, at least.
    pub fewest: u64,
    /// Voxels that all volumes together may have.
    pub most: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct SpacingRange {
    pub least: Option<f64>,
    pub most: Option<f64>,
}

/// A voxel size, and what the volumes become with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolution {
    /// mm, as a 32-bit header keeps them.
    pub spacing: [f64; 3],
    /// At least one each.
    pub voxels: Vec<u64>,
    /// The largest deviation of a volume, as a share of it.
    pub error: f64,
}

/// Voxel sizes, coarse ones first: each a half of the one before, until all volumes together would have too many voxels or
/// the voxels are as small as they may be. Where the volumes have a common measure that is large enough, all are met exactly.
///
/// A body may be too small for what is asked of it and large enough on a finer grid, so that there is a next one to try.
pub fn resolutions(wanted: &Wanted) -> impl Iterator<Item = Resolution> + '_ {
    let mut last: Option<[f64; 3]> = None;
    (0..FINER).map_while(move |step| {
        let spacing = spacing_at(wanted, step)?;
        // Bounds may leave no choice.
        if last == Some(spacing) {
            return None;
        }
        last = Some(spacing);
        let resolution = Resolution::of(wanted, spacing);
        let total = resolution.voxels.iter().fold(0u64, |sum, &voxels| sum.saturating_add(voxels));
        (step == 0 || total <= wanted.most).then_some(resolution)
    })
}

/// Steps to finer grids.
const FINER: u32 = 24;

impl Resolution {
    fn of(wanted: &Wanted, spacing: [f64; 3]) -> Resolution {
        let voxel: f64 = spacing.iter().product();
        let count = |volume: &BigRational| (real(volume) / voxel).round().max(1.0);
        let off = |volume: &BigRational| (count(volume) * voxel / real(volume) - 1.0).abs();
        Resolution {
            spacing,
            voxels: wanted.volumes.iter().map(|volume| count(volume) as u64).collect(),
            error: wanted.volumes.iter().map(off).fold(0.0, f64::max),
        }
    }
}

/// The spacing whose voxels are about `2^-step` of the coarsest, and a whole fraction of all volumes if there is one.
fn spacing_at(wanted: &Wanted, step: u32) -> Option<[f64; 3]> {
    let smallest = wanted.volumes.iter().filter(|volume| volume.is_positive()).min()?;
    let total: f64 = wanted.volumes.iter().map(real).sum();
    let aim = real(smallest) / wanted.fewest.max(1) as f64 / 2f64.powi(i32::try_from(step).ok()?);
    let aim = if step == 0 { aim.max(total / wanted.most.max(1) as f64) } else { aim };
    let voxel = common_measure(&wanted.volumes).and_then(|measure| {
        // The fewest parts of the common measure that are small enough, if these are not much too small.
        let measure = real(&measure);
        let parts = (measure / aim).ceil().max(1.0);
        (measure / parts > aim / 2.0).then_some(measure / parts)
    });
    let spacing = sides(voxel.unwrap_or(aim), &wanted.spacing);
    spacing.iter().all(|side| side.is_finite() && *side > 0.0).then_some(spacing)
}

/// The largest volume that all are whole multiples of; `None` if there is no volume.
fn common_measure(volumes: &[BigRational]) -> Option<BigRational> {
    let gcd = |a: BigInt, b: BigInt| {
        let (mut a, mut b) = (a, b);
        while !b.is_zero() {
            (a, b) = (b.clone(), a % b);
        }
        a
    };
    // On a common denominator.
    let denominator = volumes.iter().fold(BigInt::one(), |sum, volume| {
        let common = gcd(sum.clone(), volume.denom().clone());
        sum * volume.denom() / common
    });
    let whole = volumes.iter().map(|volume| (volume * &denominator).to_integer());
    whole.reduce(gcd).filter(|common| common.is_positive()).map(|common| BigRational::new(common, denominator))
}

/// Sides of a voxel of that volume, as even as the ranges allow.
fn sides(voxel: f64, ranges: &[SpacingRange; 3]) -> [f64; 3] {
    let mut sides = [0.0; 3];
    let mut open = vec![true; 3];
    loop {
        let settled: f64 = sides.iter().zip(&open).filter(|(_, open)| !**open).map(|(side, _)| side).product();
        let count = open.iter().filter(|open| **open).count();
        if count == 0 {
            break;
        }
        let even = (voxel / settled).powf(1.0 / count as f64);
        // The side that its range moves farthest is settled, and the others make up for it.
        let moved = |range: &SpacingRange| {
            let side = range.most.map_or(even, |most| even.min(most));
            range.least.map_or(side, |least| side.max(least))
        };
        let farthest = (0..3)
            .filter(|&axis| open.get(axis) == Some(&true))
            .filter_map(|axis| Some((axis, moved(ranges.get(axis)?))))
            .max_by(|a, b| (a.1 / even).ln().abs().total_cmp(&(b.1 / even).ln().abs()));
        let Some((axis, side)) = farthest else { break };
        if let (Some(slot), Some(open)) = (sides.get_mut(axis), open.get_mut(axis)) {
            *slot = f64::from(side as f32);
            *open = false;
        }
    }
    sides
}

fn real(number: &BigRational) -> f64 {
    number.to_f64().unwrap_or(f64::INFINITY)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(volumes: &[(i64, i64)]) -> Wanted {
        let volumes = volumes.iter().map(|&(n, d)| BigRational::new(n.into(), d.into())).collect();
        Wanted { volumes, spacing: [SpacingRange::default(); 3], fewest: 50, most: 20_000_000 }
    }

    #[test]
    fn volumes_with_a_common_measure_are_met_exactly() {
        // 600 mL, 0.5 mL and 2.4 mL: whole multiples of 100 mm³.
        let wanted = wanted(&[(600_000, 1), (500, 1), (2_400, 1)]);
        let first = resolutions(&wanted).next().unwrap();
        assert!(first.error < 1e-6 && *first.voxels.iter().min().unwrap() >= 50, "{first:?}");
        assert_eq!(first.voxels.iter().map(|voxels| voxels / first.voxels[1]).collect::<Vec<_>>(), [1200, 1, 4]);
        let all: Vec<Resolution> = resolutions(&wanted).collect();
        assert!(all.len() > 3 && all.windows(2).all(|pair| pair[0].voxels[0] < pair[1].voxels[0]));
        assert!(all.iter().all(|of| of.error < 1e-6 && of.voxels.iter().sum::<u64>() <= 20_000_000));
    }

    #[test]
    fn without_one_the_error_is_told() {
        let first = resolutions(&wanted(&[(1_000_003, 7), (999, 11)])).next().unwrap();
        assert!(first.error > 0.0 && first.error < 0.01, "{first:?}");
    }

    #[test]
    fn ranges_are_kept() {
        let mut wanted = wanted(&[(600_000, 1), (500, 1)]);
        let [x, y, z] = &mut wanted.spacing;
        (x.most, y.most) = (Some(0.5), Some(0.5));
        (z.least, z.most) = (Some(5.0), Some(5.0));
        for of in resolutions(&wanted) {
            assert!(of.spacing[0] <= 0.5 && of.spacing[1] <= 0.5 && of.spacing[2] == 5.0, "{of:?}");
        }
        wanted.spacing = [SpacingRange { least: Some(2.0), most: Some(2.0) }; 3];
        let all: Vec<Resolution> = resolutions(&wanted).collect();
        assert_eq!(all.len(), 1);
        // 63 voxels of 8 mm³ for 500 mm³.
        assert_eq!(all[0].voxels, [75_000, 63]);
        assert!((all[0].error - 0.008).abs() < 1e-12);
    }
}
