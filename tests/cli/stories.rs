//! Published errors of annotations that show in files: undeclared values, and images on another grid than their labels.
//! `tests/corpus/stories.tsv` counts them.

use std::fs;
use std::path::Path;

use super::files::{folder, run, write};
use super::nifti_writer::{Datatype, Header};

const RAS: [[f64; 4]; 3] = [[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0]];

fn file(header: &Header, voxels: &[f64]) -> Vec<u8> {
    [header.bytes(false), header.data(voxels)].concat()
}

/// A map of 4 x 4 x 4 voxels with these values in its first ones.
fn labels(path: &Path, values: &[f64]) {
    let mut voxels = vec![0.0; 64];
    voxels[..values.len()].copy_from_slice(values);
    fs::write(path, file(&Header::new(Datatype::I16, [4, 4, 4], RAS), &voxels)).unwrap();
}

/// What the program says of a folder under one code.
fn found(folder: &Path, code: &str, arguments: &[&str]) -> Option<String> {
    let (_, out, _) = run(folder, &[&["check", "--output-format", "concise"], arguments].concat());
    let lines: Vec<&str> = out.lines().filter(|line| line.contains(&format!(" {code} "))).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The undeclared values of a label map under a shipped protocol.
fn undeclared(protocol: &str, values: &[f64]) -> Option<String> {
    let folder = folder();
    labels(&folder.path().join("case.nii"), values);
    found(folder.path(), "L201", &["--protocol", protocol])
}

#[test]
fn story_27_panorama_files_hold_values_7_and_8() {
    let said = undeclared("panorama/2024", &[4.0, 1.0, 7.0, 8.0]).unwrap();
    assert!(said.contains("value 7") && said.contains("value 8"), "{said}");
    assert_eq!(undeclared("panorama/2024", &[4.0, 1.0, 5.0, 6.0]), None);
}

#[test]
fn story_28_a_heart_holds_421_instead_of_420() {
    let said = undeclared("mmwhs/2017", &[205.0, 421.0, 500.0]).unwrap();
    assert!(said.contains("421"), "{said}");
    assert_eq!(undeclared("mmwhs/2017", &[205.0, 420.0, 500.0]), None);
}

#[test]
fn story_29_the_value_of_enhancing_tumour_depends_on_the_year() {
    let said = undeclared("brats/2023", &[1.0, 2.0, 4.0]).unwrap();
    assert!(said.contains('4'), "{said}");
    assert_eq!(undeclared("brats/2023", &[1.0, 2.0, 3.0]), None);
    assert!(undeclared("brats/2021", &[1.0, 2.0, 3.0]).is_some());
    assert_eq!(undeclared("brats/2021", &[1.0, 2.0, 4.0]), None);
}

#[test]
fn story_36_the_masks_of_one_provider_start_at_0() {
    assert!(undeclared("panda/karolinska", &[1.0, 2.0, 3.0]).is_some());
    assert_eq!(undeclared("panda/karolinska", &[0.0, 1.0, 2.0]), None);
}

/// Labels of a 4 x 4 x 4 grid beside an image of another shape or place; `None` if they fit.
fn beside(shape: [usize; 3], affine: [[f64; 4]; 3], code: &str) -> Option<String> {
    let folder = folder();
    labels(&folder.path().join("case_seg.nii"), &[1.0]);
    let voxels: Vec<f64> = (0..shape.iter().product()).map(|at: usize| at as f64).collect();
    fs::write(folder.path().join("case.nii"), file(&Header::new(Datatype::I16, shape, affine), &voxels)).unwrap();
    write(&folder.path().join("a.protocol"), "protocol a/b 1.0.0\nlabels { 1 lesion }\n");
    found(folder.path(), code, &["--protocol", "a.protocol", "case_seg.nii"])
}

#[test]
fn story_38_mask_and_image_do_not_occupy_the_same_space() {
    let mut moved = RAS;
    moved[2][3] = 30.0;
    assert!(beside([4, 4, 4], moved, "G203").unwrap().contains("30 mm"));
    assert_eq!(beside([4, 4, 4], RAS, "G203"), None);
}

#[test]
fn story_39_the_segmentation_has_another_shape_than_its_image() {
    assert!(beside([4, 8, 8], RAS, "G201").unwrap().contains("8"));
    assert_eq!(beside([4, 4, 4], RAS, "G201"), None);
}
