//! The clean case in other clothes: nothing may be found.

use super::Planting;
use super::abdomen::{AFFINE, LIVER};
use super::case::{Case, Container};
use super::nifti_writer::{Datatype, Order, Version};

pub const VARIANTS: &[(&str, Planting)] = &[
    ("stored as RAS", |case| reorient(case, [0, 1, 2], [true, true, false])),
    ("stored as LPI", |case| reorient(case, [0, 1, 2], [false, false, true])),
    ("stored slice by slice from the side", |case| reorient(case, [1, 2, 0], [false; 3])),
    ("stored with axes turned and reversed", |case| reorient(case, [2, 0, 1], [true, false, true])),
    ("turned by twelve degrees in both headers", turn),
    ("16-bit integers", |case| case.label_header.datatype = Datatype::I16),
    ("unsigned 16-bit integers", |case| case.label_header.datatype = Datatype::U16),
    ("32-bit integers", |case| case.label_header.datatype = Datatype::I32),
    ("signed bytes", |case| case.label_header.datatype = Datatype::I8),
    ("unsigned 32-bit integers", |case| case.label_header.datatype = Datatype::U32),
    ("unsigned 64-bit integers", |case| case.label_header.datatype = Datatype::U64),
    ("64-bit integers", |case| case.label_header.datatype = Datatype::I64),
    ("single precision", |case| case.label_header.datatype = Datatype::F32),
    ("double precision", |case| case.label_header.datatype = Datatype::F64),
    ("big-endian", |case| {
        case.label_header.order = Order::Big;
        case.label_header.datatype = Datatype::I16;
    }),
    ("NIfTI-2", |case| case.label_header.version = Version::Two),
    ("NIfTI-2, big-endian, double precision", |case| {
        case.label_header.version = Version::Two;
        case.label_header.order = Order::Big;
        case.label_header.datatype = Datatype::F64;
    }),
    ("not compressed", |case| case.container = Container::Plain),
    ("header and data in two files", |case| case.container = Container::Pair),
    ("gzip level 1", |case| case.container = Container::Gzip(1)),
    ("gzip level 9", |case| case.container = Container::Gzip(9)),
    ("gzip in several members", |case| case.container = Container::Members),
    ("slope unset", |case| case.label_header.slope = 0.0),
    ("slope gives whole labels", |case| {
        case.label_header.slope = 0.5;
        case.label_header.inter = -2.0;
    }),
    ("fourth dimension of one", |case| case.label_header.dim = [4, 64, 56, 40, 1, 1, 1, 1]),
    ("sform alone", |case| case.headers(|header| header.qform_code = 0)),
    ("qform alone", |case| case.headers(|header| header.sform_code = 0)),
    ("lengths in metres", |case| {
        case.headers(|header| {
            header.units = 1;
            header.place(header.affine().map(|row| row.map(|v| v / 1000.0)));
        });
    }),
    ("units not named", |case| case.headers(|header| header.units = 0)),
    ("extension without a patient", |case| {
        case.label_header.extensions = vec![(6, b"colours: liver dd8265".to_vec(), None)];
    }),
    ("software names itself", |case| case.label_header.descrip = "3D Slicer 5.6.1".into()),
    ("gap between header and data", |case| {
        // 16 bytes after the header's own 352, as if a remark had been taken out.
        case.label_header.extensions = vec![(0, vec![0; 8], None)];
    }),
    ("origin rounded by a micrometre", |case| {
        case.image_header.place([[-2.0, 0.0, 0.0, 63.001], AFFINE[1], AFFINE[2]]);
    }),
    ("qform rounded by two micrometres", |case| case.headers(|header| header.qoffset[1] += 0.002)),
    ("speck below the floor", |case| case.labels.fill([50, 10, 30], [51, 11, 30], LIVER as f64)),
    ("no lesion", |case| {
        case.labels.edit(|_, old| if old == 4.0 { LIVER as f64 } else { old });
    }),
];

fn reorient(case: &mut Case, order: [usize; 3], flip: [bool; 3]) {
    let (labels, affine) = case.labels.reorient(AFFINE, order, flip);
    let (image, _) = case.image.reorient(AFFINE, order, flip);
    let [x, y, z] = labels.shape.map(|n| n as i64);
    case.headers(|header| {
        header.dim = [3, x, y, z, 1, 1, 1, 1];
        header.place(affine);
    });
    (case.labels, case.image) = (labels, image);
}

/// About the axis from left to right, as a tilted gantry would.
fn turn(case: &mut Case) {
    let (sin, cos) = 12.0_f64.to_radians().sin_cos();
    let [a, b, c] = AFFINE;
    let front = [0, 1, 2, 3].map(|i| cos * b[i] - sin * c[i]);
    let up = [0, 1, 2, 3].map(|i| sin * b[i] + cos * c[i]);
    case.headers(|header| header.place([a, front, up]));
}
