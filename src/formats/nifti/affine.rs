//! From header fields to matrices in RAS+ millimetres.

use super::fields::Fields;
use crate::volume::Affine;

/// Millimetres in one spatial unit of `xyzt_units`; `None` for a code that NIfTI does not define. Code 0 ("unknown") is
/// taken as millimetres, as every tool does.
pub(super) fn millimetres(units: i32) -> Option<f64> {
    match units & 7 {
        0 | 2 => Some(1.0),
        1 => Some(1000.0),
        3 => Some(0.001),
        _ => None,
    }
}

/// The `srow_*` fields.
pub(super) fn sform(fields: &Fields<'_>, unit: f64) -> Affine {
    let row = |one: usize, two: usize| [0, 1, 2, 3].map(|index| fields.real(one, two, index) * unit);
    Affine([row(280, 400), row(296, 432), row(312, 464)])
}

/// The quaternion, `qoffset_*`, `qfac` and the voxel sizes (already in millimetres, positive). `None` if b² + c² + d²
/// exceeds one by more than rounding, so that no rotation is meant.
pub(super) fn qform(fields: &Fields<'_>, unit: f64, spacing: [f64; 3], qfac: f64) -> Option<Affine> {
    let [b, c, d] = [0, 1, 2].map(|index| fields.real(256, 352, index));
    let offset = [0, 1, 2].map(|index| fields.real(268, 376, index) * unit);
    let rest = 1.0 - (b * b + c * c + d * d);
    // The header keeps 32-bit floats: a half turn is often off by a few of their steps.
    if !rest.is_finite() || rest < -3.0 * f64::from(f32::EPSILON) {
        return None;
    }
    let a = rest.max(0.0).sqrt();
    let norm = a * a + b * b + c * c + d * d;
    let s = 2.0 / norm;
    let rotation = [
        [1.0 - s * (c * c + d * d), s * (b * c - d * a), s * (b * d + c * a)],
        [s * (b * c + d * a), 1.0 - s * (b * b + d * d), s * (c * d - b * a)],
        [s * (b * d - c * a), s * (c * d + b * a), 1.0 - s * (b * b + c * c)],
    ];
    let [sx, sy, sz] = spacing;
    let [r0, r1, r2] = rotation;
    let [ox, oy, oz] = offset;
    let row = |[x, y, z]: [f64; 3], o: f64| [x * sx, y * sy, z * sz * qfac, o];
    Some(Affine([row(r0, ox), row(r1, oy), row(r2, oz)]))
}

/// Whether every entry is a number.
pub(super) fn is_finite(affine: &Affine) -> bool {
    affine.0.iter().flatten().all(|entry| entry.is_finite())
}

/// Whether the three axes do not span space: the determinant is below a millionth of the product of the column norms,
/// which is more than 32-bit rounding can do to parallel axes.
pub(super) fn is_singular(affine: &Affine) -> bool {
    let [a, b, c] = affine.column_norms();
    let determinant = affine.determinant().abs();
    !determinant.is_finite() || determinant <= 1e-6 * a * b * c || a * b * c == 0.0
}
