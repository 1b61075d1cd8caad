//! Faults of what was drawn: topology, size, sides, order, slices.

use super::Planting;
use super::abdomen::{KIDNEY_LEFT, KIDNEY_RIGHT, LIVER, TUMOUR, Volume};
use super::case::Case;

pub const FAULTS: &[(&str, Planting)] = &[
    ("island of liver", |case| case.labels.fill([50, 10, 30], [51, 11, 31], LIVER as f64)),
    ("hole in the liver", |case| case.labels.fill([26, 22, 27], [27, 23, 28], 0.0)),
    ("channel through the liver", |case| {
        edit_class(&mut case.labels, LIVER, 0, |v| (26..=27).contains(&v[0]) && (23..=24).contains(&v[1]));
    }),
    ("hole in a kidney", |case| case.labels.fill([45, 42, 14], [46, 43, 15], 0.0)),
    ("speck of liver in a kidney", |case| case.labels.fill([45, 42, 14], [46, 43, 15], LIVER as f64)),
    ("kidney in two pieces", |case| case.labels.fill([10, 50, 8], [12, 52, 9], KIDNEY_RIGHT as f64)),
    ("tumour outside the liver", |case| case.labels.fill([45, 12, 30], [47, 14, 32], TUMOUR as f64)),
    ("tumour partly outside", |case| case.labels.fill([31, 22, 27], [36, 25, 29], TUMOUR as f64)),
    ("tumour too small to read", |case| case.labels.fill([25, 20, 25], [25, 20, 25], TUMOUR as f64)),
    ("kidney slice missing", |case| edit_class(&mut case.labels, KIDNEY_RIGHT, 0, |v| v[2] == 12)),
    ("liver slice missing", |case| {
        edit_class(&mut case.labels, LIVER, 0, |v| v[2] == 24);
    }),
    ("liver cut at the border", |case| {
        crop_top(case, 34);
    }),
    ("liver implausibly small", |case| edit_class(&mut case.labels, LIVER, 0, |v| liver_depth(v) > 0.75)),
    ("kidney implausibly large", |case| {
        let inflated = |v: [usize; 3]| {
            let [x, y, z] = [(v[0] as f64 - 45.5) / 8.0, (v[1] as f64 - 42.5) / 8.0, (v[2] as f64 - 14.8) / 8.0];
            x * x + y * y + z * z <= 1.0
        };
        edit_class(&mut case.labels, 0, KIDNEY_LEFT, inflated);
    }),
    ("kidneys swapped", |case| {
        case.labels.edit(|_, old| match old as i64 {
            KIDNEY_RIGHT => KIDNEY_LEFT as f64,
            KIDNEY_LEFT => KIDNEY_RIGHT as f64,
            _ => old,
        });
    }),
    ("kidneys merged by a bridge", |case| case.labels.fill([24, 42, 13], [39, 43, 14], KIDNEY_LEFT as f64)),
    ("both kidneys in one class", |case| edit_class(&mut case.labels, KIDNEY_LEFT, KIDNEY_RIGHT, |_| true)),
    ("liver and kidney touch", |case| {
        edit_class(&mut case.labels, 0, KIDNEY_RIGHT, |v| {
            (17..=18).contains(&v[0]) && (37..=40).contains(&v[1]) && (17..=28).contains(&v[2])
        });
    }),
    ("body upside down in both headers", |case| {
        case.headers(|header| {
            let [x, y, _] = header.affine();
            header.place([x, y, [0.0, 0.0, -3.0, 58.5]]);
        });
    }),
    ("body mirrored in both headers", |case| {
        case.headers(|header| {
            let [_, y, z] = header.affine();
            header.place([[2.0, 0.0, 0.0, -63.0], y, z]);
        });
    }),
    ("mask of another patient", |case| {
        let mut other = Case::new();
        other.name = "case_002";
        other.image.edit(|_, old| old + 3.0);
        case.others.push(other);
    }),
    ("mask of another patient, stored differently", |case| {
        let mut other = Case::new();
        other.name = "case_002";
        other.image.edit(|_, old| old + 3.0);
        other.container = super::case::Container::Plain;
        other.label_header.datatype = super::nifti_writer::Datatype::F32;
        case.others.push(other);
    }),
];

/// Turns a class into another where a voxel is chosen.
fn edit_class(labels: &mut Volume, from: i64, to: i64, chosen: impl Fn([usize; 3]) -> bool) {
    labels.edit(|voxel, old| if old as i64 == from && chosen(voxel) { to as f64 } else { old });
}

/// 0 in the middle of the liver, 1 on its surface.
fn liver_depth(voxel: [usize; 3]) -> f64 {
    let point = super::abdomen::world(voxel);
    let [x, y, z] = [(point[0] - 26.0) / 30.0, (point[1] - 8.0) / 26.0, (point[2] - 25.0) / 26.0];
    (x * x + y * y + z * z).sqrt()
}

/// Keeps the lowest slices of label and image.
fn crop_top(case: &mut Case, slices: usize) {
    for volume in [&mut case.labels, &mut case.image] {
        volume.shape[2] = slices;
        volume.values.truncate(volume.shape.iter().product());
    }
    case.headers(|header| header.dim[3] = slices as i64);
}
