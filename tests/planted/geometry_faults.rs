//! Faults of where the voxels are said to lie.

use super::Planting;
use super::abdomen::AFFINE;

pub const FAULTS: &[(&str, Planting)] = &[
    ("affine is singular", |case| {
        case.headers(|header| {
            header.srow = [AFFINE[0], AFFINE[1], [0.0, 0.0, 0.0, -58.5]];
            header.qform_code = 0;
        });
    }),
    ("sform and qform differ", |case| case.headers(|header| header.qoffset[0] += 12.0)),
    ("sform and qform name other sides", |case| {
        case.headers(|header| {
            header.place([[2.0, 0.0, 0.0, -63.0], AFFINE[1], AFFINE[2]]);
            header.srow = AFFINE;
        });
    }),
    ("no orientation", |case| {
        case.headers(|header| {
            header.qform_code = 0;
            header.sform_code = 0;
        });
    }),
    ("image has other shape", |case| {
        case.image.shape = [64, 56, 39];
        case.image.values.truncate(64 * 56 * 39);
        case.image_header.dim[3] = 39;
    }),
    ("image has other spacing", |case| {
        case.image_header.place([AFFINE[0], AFFINE[1], [0.0, 0.0, 3.3, -58.5]]);
    }),
    ("image has other origin", |case| {
        case.image_header.place([[-2.0, 0.0, 0.0, 67.0], AFFINE[1], AFFINE[2]]);
    }),
    ("image has other direction", |case| {
        let (sin, cos) = 5.0_f64.to_radians().sin_cos();
        let [a, b, c] = AFFINE;
        let turned = [cos * a[0], -sin * b[1], 0.0, a[3]];
        let beside = [sin * a[0], cos * b[1], 0.0, b[3]];
        case.image_header.place([turned, beside, c]);
    }),
    ("label mirrored in its header", |case| {
        case.label_header.place([[2.0, 0.0, 0.0, -63.0], AFFINE[1], AFFINE[2]]);
    }),
    ("slices too far apart in the header", |case| {
        case.headers(|header| header.place([AFFINE[0], AFFINE[1], [0.0, 0.0, 6.0, -117.0]]));
    }),
];
