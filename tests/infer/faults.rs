//! Twenty faults that people make, each in a case that was sound.

use super::abdomen::{Abdomen, GALLBLADDER, KIDNEY_LEFT, KIDNEY_RIGHT, LESION, LIVER, SHAPE, SPLEEN, place};

type Fault = fn(&mut Abdomen);

pub const FAULTS: [(&str, Fault); 20] = [
    ("island_of_liver", |case| case.put(LIVER, 0, [0.0, -100.0, -120.0], 2.0)),
    ("island_of_kidney", |case| case.put(KIDNEY_LEFT, 0, [-120.0, 60.0, -100.0], 2.0)),
    ("kidneys_exchanged", |case| exchange(case, KIDNEY_LEFT, KIDNEY_RIGHT)),
    ("liver_and_spleen_exchanged", |case| exchange(case, LIVER, SPLEEN)),
    ("mirrored", |case| mirror(case, 0)),
    ("upside_down", |case| mirror(case, 2)),
    ("front_to_back", |case| mirror(case, 1)),
    ("no_spleen", |case| replace(case, SPLEEN, 0)),
    ("no_left_kidney", |case| replace(case, KIDNEY_LEFT, KIDNEY_RIGHT)),
    ("nothing", |case| case.voxels.fill(0)),
    ("lesion_outside", |case| {
        replace(case, LESION, LIVER);
        case.put(LESION, 0, [0.0, 90.0, -100.0], 5.0);
    }),
    ("lesion_in_spleen", |case| {
        replace(case, LESION, LIVER);
        let centre = case.centre(SPLEEN);
        case.put(LESION, SPLEEN, centre, 5.0);
    }),
    ("half_a_liver", |case| {
        let middle = case.centre(LIVER)[2] - 5.0;
        let lower: Vec<usize> = case.of(LIVER).into_iter().filter(|&at| place(at)[2] < middle).collect();
        lower.into_iter().for_each(|at| case.voxels[at] = 0);
    }),
    ("swollen_spleen", |case| {
        let centre = case.centre(SPLEEN);
        case.put(SPLEEN, 0, centre, 500.0);
    }),
    ("swollen_gallbladder", |case| {
        let centre = case.centre(GALLBLADDER);
        case.put(GALLBLADDER, 0, centre, 150.0);
    }),
    ("hole_in_liver", |case| {
        let centre = case.centre(LIVER);
        case.put(0, LIVER, [centre[0] - 40.0, centre[1], centre[2]], 4.0);
    }),
    ("hole_in_spleen", |case| {
        let centre = case.centre(SPLEEN);
        case.put(0, SPLEEN, centre, 3.0);
    }),
    ("unknown_value", |case| case.put(9, 0, [0.0, 0.0, -130.0], 10.0)),
    ("missing_slices", |case| {
        let middle = case.centre(LIVER)[2];
        let gap: Vec<usize> = case.of(LIVER).into_iter().filter(|&at| (place(at)[2] - middle).abs() < 7.0).collect();
        gap.into_iter().for_each(|at| case.voxels[at] = 0);
    }),
    ("lesion_of_the_wrong_value", |case| {
        replace(case, LESION, LIVER);
        let centre = case.centre(LIVER);
        case.put(GALLBLADDER, LIVER, centre, 5.0);
    }),
];

fn replace(case: &mut Abdomen, value: u8, by: u8) {
    case.of(value).into_iter().for_each(|at| case.voxels[at] = by);
}

fn exchange(case: &mut Abdomen, a: u8, b: u8) {
    let (first, second) = (case.of(a), case.of(b));
    first.into_iter().for_each(|at| case.voxels[at] = b);
    second.into_iter().for_each(|at| case.voxels[at] = a);
}

/// Turns the array around along an axis; the header says what it said.
fn mirror(case: &mut Abdomen, axis: usize) {
    let old = case.voxels.clone();
    let strides = [1, SHAPE[0], SHAPE[0] * SHAPE[1]];
    for (at, value) in old.into_iter().enumerate() {
        let index = at / strides[axis] % SHAPE[axis];
        case.voxels[at + (SHAPE[axis] - 1 - index) * strides[axis] - index * strides[axis]] = value;
    }
}
