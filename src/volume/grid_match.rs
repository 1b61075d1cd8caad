//! Whether two files lie on one voxel grid, and in what they differ if not.

#![expect(clippy::indexing_slicing, reason = "axes are 0, 1 or 2 by construction, and so are the arrays they index")]

use super::geometry::{Affine, Geometry};
use super::vector::{Vector, angle, minus, norm, scaled, unit};

/// Corner voxel centres may move by this share of the smallest spacing before two grids are two.
pub const TOLERANCE_VOXELS: f64 = 0.1;

/// What separates two grids. At least one of the parts is set.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GridDifference {
    pub shape: Option<[[u32; 3]; 2]>,
    pub spacing: Option<SpacingDifference>,
    pub origin: Option<Displacement>,
    pub direction: Option<DirectionDifference>,
    /// Set if exactly one grid says where it lies: whether the first and the second do.
    pub orientation: Option<[bool; 2]>,
    /// The corner voxel that moves farthest, where both grids are oriented.
    pub farthest: Option<(Displacement, [u32; 3])>,
}

/// How far a voxel centre moves between two grids.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Displacement {
    pub mm: f64,
    /// `mm` over the smallest spacing of the two grids.
    pub voxels: f64,
}

/// Voxel sizes in mm of both grids, and how far apart they drive the far ends of the grid.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpacingDifference {
    pub spacing: [Vector; 2],
    pub effect: Displacement,
}

/// The largest angle between corresponding array axes, and how far apart it drives the far ends of the grid.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DirectionDifference {
    pub degrees: f64,
    pub effect: Displacement,
}

/// Compares two grids: shapes must agree, and no corner voxel centre may move by more than
/// [`TOLERANCE_VOXELS`] of the smallest spacing.
///
/// Where neither grid is oriented, shape and spacing decide. A finite answer is given for any finite input; a grid
/// with numbers that are not finite differs from every grid.
pub fn same_grid(a: &Geometry, b: &Geometry) -> Result<(), Box<GridDifference>> {
    let smallest = a.spacing.iter().chain(&b.spacing).copied().fold(f64::INFINITY, f64::min);
    let measure = |mm: f64| Displacement { mm, voxels: if mm == 0.0 { 0.0 } else { mm / smallest } };
    let too_far = |d: &Displacement| {
        !matches!(d.voxels.partial_cmp(&TOLERANCE_VOXELS), Some(std::cmp::Ordering::Less | std::cmp::Ordering::Equal))
    };

    let mut difference = GridDifference::default();
    if a.shape != b.shape {
        difference.shape = Some([a.shape, b.shape]);
    }
    // Steps to the far corner that both grids have.
    let span = [0, 1, 2].map(|axis: usize| f64::from(a.shape[axis].min(b.shape[axis]).saturating_sub(1)));

    let stretch = [0, 1, 2].map(|axis: usize| (a.spacing[axis] - b.spacing[axis]) * span[axis]);
    let spacing = SpacingDifference { spacing: [a.spacing, b.spacing], effect: measure(norm(stretch)) };
    let (from, to) = match (a.affine, b.affine) {
        (Some(from), Some(to)) => (from, to),
        (from, to) => {
            difference.spacing = too_far(&spacing.effect).then_some(spacing);
            difference.orientation = (from.is_some() != to.is_some()).then_some([from.is_some(), to.is_some()]);
            return if difference == GridDifference::default() { Ok(()) } else { Err(Box::new(difference)) };
        }
    };

    let (moved, corner) = farthest_corner(&from, &to, span);
    let farthest = measure(moved);
    if !too_far(&farthest) && difference.shape.is_none() {
        return Ok(());
    }
    let origin = measure(norm(minus(from.origin(), to.origin())));
    let direction = direction_difference(&from, &to, span, measure);
    if too_far(&farthest) {
        difference.farthest = Some((farthest, corner));
        // Parts that are each within the tolerance may add up beyond it: then the largest is named.
        let largest = origin.mm.max(spacing.effect.mm).max(direction.effect.mm);
        let tells = |part: &Displacement| too_far(part) || part.mm >= largest;
        difference.origin = tells(&origin).then_some(origin);
        difference.spacing = tells(&spacing.effect).then_some(spacing);
        difference.direction = tells(&direction.effect).then_some(direction);
    }
    Err(Box::new(difference))
}

fn farthest_corner(a: &Affine, b: &Affine, span: Vector) -> (f64, [u32; 3]) {
    let mut farthest = (0.0, [0; 3]);
    for bits in 0..8u8 {
        let corner = [0, 1, 2].map(|axis: usize| if bits >> axis & 1 == 1 { span[axis] } else { 0.0 });
        let moved = norm(minus(a.apply(corner), b.apply(corner)));
        if moved.is_nan() || moved > farthest.0 {
            farthest = (moved, corner.map(|v| v as u32));
        }
    }
    farthest
}

fn direction_difference(
    a: &Affine,
    b: &Affine,
    span: Vector,
    measure: impl Fn(f64) -> Displacement,
) -> DirectionDifference {
    let (mut degrees, mut effect) = (0f64, 0f64);
    for ((a, b), span) in a.columns().into_iter().zip(b.columns()).zip(span) {
        let (Some(from), Some(to)) = (unit(a), unit(b)) else { continue };
        let reach = span * norm(b);
        degrees = degrees.max(angle(from, to));
        effect = effect.max(norm(scaled(minus(from, to), reach)));
    }
    DirectionDifference { degrees, effect: measure(effect) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axial() -> Geometry {
        Geometry::oriented(
            [512, 512, 100],
            Affine([[-0.7, 0.0, 0.0, 180.0], [0.0, -0.7, 0.0, 180.0], [0.0, 0.0, 2.5, -300.0]]),
        )
    }

    fn with(change: impl Fn(&mut [[f64; 4]; 3])) -> Geometry {
        let mut rows = axial().affine.unwrap().0;
        change(&mut rows);
        Geometry::oriented(axial().shape, Affine(rows))
    }

    #[test]
    fn rounding_is_no_difference() {
        assert_eq!(same_grid(&axial(), &axial()), Ok(()));
        assert_eq!(same_grid(&axial(), &with(|m| m[0][3] += 0.002)), Ok(()));
        assert_eq!(same_grid(&axial(), &with(|m| m[0][0] += 1e-6)), Ok(()));
    }

    #[test]
    fn the_tolerance_is_a_tenth_of_the_smallest_spacing() {
        assert_eq!(same_grid(&axial(), &with(|m| m[2][3] += 0.069)), Ok(()));
        let difference = same_grid(&axial(), &with(|m| m[2][3] += 0.071)).unwrap_err();
        let origin = difference.origin.unwrap();
        assert!((origin.mm - 0.071).abs() < 1e-9 && (origin.voxels - 0.071 / 0.7).abs() < 1e-9);
        assert!(difference.spacing.is_none() && difference.direction.is_none() && difference.shape.is_none());
    }

    #[test]
    fn spacing_is_judged_by_what_it_does_at_the_far_corner() {
        let difference = same_grid(&axial(), &with(|m| m[2][2] = 2.51)).unwrap_err();
        let spacing = difference.spacing.unwrap();
        assert!((spacing.effect.mm - 0.99).abs() < 1e-6);
        assert!(difference.origin.is_none() && difference.direction.is_none());
        assert_eq!(difference.farthest.unwrap().1[2], 99);
    }

    #[test]
    fn a_turned_grid_differs_in_direction() {
        let (s, c) = 1f64.to_radians().sin_cos();
        let turned = with(|m| {
            m[0] = [-0.7 * c, 0.7 * s, 0.0, 180.0];
            m[1] = [-0.7 * s, -0.7 * c, 0.0, 180.0];
        });
        let difference = same_grid(&axial(), &turned).unwrap_err();
        assert!((difference.direction.unwrap().degrees - 1.0).abs() < 1e-6);
        assert!(difference.origin.is_none() && difference.spacing.is_none());
    }

    #[test]
    fn shape_is_reported_with_whatever_else_differs() {
        let mut other = with(|m| m[0][3] += 5.0);
        other.shape = [512, 512, 99];
        let difference = same_grid(&axial(), &other).unwrap_err();
        assert_eq!(difference.shape, Some([[512, 512, 100], [512, 512, 99]]));
        assert!(difference.origin.is_some() && difference.direction.is_none());
        other.affine = axial().affine;
        let difference = same_grid(&axial(), &other).unwrap_err();
        assert!(difference.origin.is_none() && difference.farthest.is_none());
    }

    #[test]
    fn missing_orientation_is_a_difference_of_its_own() {
        let bare = Geometry::unoriented(axial().shape, axial().spacing);
        assert_eq!(same_grid(&bare, &bare), Ok(()));
        let difference = same_grid(&axial(), &bare).unwrap_err();
        assert_eq!(difference.orientation, Some([true, false]));
        assert!(difference.spacing.is_none());
        let coarse = Geometry::unoriented(axial().shape, [0.7, 0.7, 3.0]);
        assert!(same_grid(&bare, &coarse).unwrap_err().spacing.is_some());
    }

    #[test]
    fn numbers_that_are_not_finite_never_pass() {
        assert!(same_grid(&axial(), &with(|m| m[1][3] = f64::NAN)).is_err());
        assert!(same_grid(&axial(), &with(|m| m[1][1] = f64::INFINITY)).is_err());
    }
}
