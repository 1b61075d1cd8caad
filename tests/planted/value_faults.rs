//! Faults of the stored numbers and of the label table.

use super::Planting;
use super::abdomen::{KIDNEY_LEFT, KIDNEY_RIGHT, LIVER};
use super::nifti_writer::Datatype;

pub const FAULTS: &[(&str, Planting)] = &[
    ("one voxel is not a number", |case| {
        case.label_header.datatype = Datatype::F32;
        case.labels.fill([20, 24, 25], [20, 24, 25], f64::NAN);
    }),
    ("one voxel is infinite", |case| {
        case.label_header.datatype = Datatype::F64;
        case.labels.fill([20, 24, 25], [20, 24, 25], f64::INFINITY);
    }),
    ("one voxel is 0.9999", |case| {
        case.label_header.datatype = Datatype::F32;
        case.labels.fill([20, 24, 25], [20, 24, 25], 0.9999);
    }),
    ("slope makes labels fractional", |case| {
        case.label_header.slope = 0.5;
        case.labels.edit(|_, old| old * 0.5);
    }),
    ("undeclared value", |case| {
        case.labels.edit(|_, old| if old as i64 == KIDNEY_LEFT { 5.0 } else { old });
    }),
    ("two voxels of an undeclared value", |case| case.labels.fill([20, 24, 25], [21, 24, 25], 17.0)),
    ("negative value", |case| {
        case.label_header.datatype = Datatype::I16;
        case.labels.fill([20, 24, 25], [20, 24, 25], -1.0);
    }),
    ("empty mask", |case| case.labels.edit(|_, _| 0.0)),
    ("left kidney missing", |case| {
        case.labels.edit(|_, old| if old as i64 == KIDNEY_LEFT { 0.0 } else { old });
    }),
    ("both kidneys missing", |case| {
        case.labels.edit(|_, old| if [KIDNEY_LEFT, KIDNEY_RIGHT].contains(&(old as i64)) { 0.0 } else { old });
    }),
    ("mask is a copy of the image", |case| {
        case.labels = case.image.clone();
        case.label_header.datatype = Datatype::I16;
    }),
    ("everything is liver", |case| {
        case.labels.edit(|_, old| if old == 0.0 { 0.0 } else { LIVER as f64 });
    }),
];
