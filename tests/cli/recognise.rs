//! Zero configuration: what a dataset.json or a dseg.tsv says of its label maps.

use super::files::{folder, label_map, run, write};

/// nnU-Net version 2, as `documentation/competitions/FLARE24` of nnU-Net has it.
const FLARE: &str = r#"{
    "name": "Dataset301_FLARE24Task1_labeled", "description": "Pan Cancer Segmentation",
    "labels": {"background": 0, "lesion": 1},
    "file_ending": ".nii", "channel_names": {"0": "CT"}, "numTraining": 2
}"#;

/// The form of the Medical Segmentation Decathlon.
const SPLEEN: &str = r#"{
    "name": "Spleen", "reference": "Memorial Sloan Kettering Cancer Center", "tensorImageSize": "3D",
    "modality": {"0": "CT"}, "labels": {"0": "background", "1": "spleen"}, "numTraining": 2, "numTest": 0,
    "training": [{"image": "./imagesTr/spleen_19.nii", "label": "./labelsTr/spleen_19.nii"},
                 {"image": "./imagesTr/spleen_31.nii", "label": "./labelsTr/spleen_31.nii"}]
}"#;

#[test]
fn an_nnunet_dataset_is_held_against_its_labels() {
    let folder = folder();
    let at = |path: &str| folder.path().join(path);
    for path in ["d/labelsTr/a.nii", "d/imagesTr/a_0000.nii", "d/imagesTr/b_0000.nii"] {
        label_map(&at(path), &[1, path.len() as u8 % 2]);
    }
    label_map(&at("d/labelsTr/b.nii"), &[1, 0, 2]);
    write(&at("d/dataset.json"), FLARE);
    let (code, out, err) = run(folder.path(), &["check", "d", "--output-format", "concise"]);
    assert_eq!(code, 1, "{err}");
    assert!(
        err.contains("`d` is an nnU-Net dataset (version 2): label maps are held against its class: lesion (1)"),
        "{err}"
    );
    assert_eq!(out.lines().count(), 1, "{out}");
    assert!(out.starts_with("d/labelsTr/b.nii: L201"), "{out}");
    // A file by itself, and one that nobody wants to hold against anything.
    assert_eq!(run(folder.path(), &["check", "d/labelsTr/b.nii"]).0, 1);
    let (code, _, err) = run(folder.path(), &["check", "d", "--no-protocol"]);
    assert_eq!((code, err.contains("held against")), (0, false), "{err}");
}

#[test]
fn what_the_dataset_announces_must_be_there() {
    let folder = folder();
    let at = |path: &str| folder.path().join(path);
    label_map(&at("d/labelsTr/a.nii"), &[1]);
    label_map(&at("d/imagesTr/other_0000.nii"), &[1, 1]);
    write(&at("d/dataset.json"), FLARE);
    let (code, out, _) = run(folder.path(), &["check", "d", "--output-format", "concise"]);
    assert_eq!(code, 1);
    assert!(out.contains("C202 warning: `numTraining` is 2, and 1 label map ends in `.nii`"), "{out}");
    assert!(out.contains("C203 error: the case lacks 1 image: `d/imagesTr/a_0000.nii`"), "{out}");
    // Of one file nobody asked whether the others are there.
    let (_, out, _) = run(folder.path(), &["check", "d/labelsTr/a.nii", "--output-format", "concise"]);
    assert_eq!(out, "");
}

#[test]
fn a_decathlon_lists_its_cases() {
    let folder = folder();
    let at = |path: &str| folder.path().join(path);
    label_map(&at("Task09_Spleen/labelsTr/spleen_19.nii"), &[1]);
    write(&at("Task09_Spleen/dataset.json"), SPLEEN);
    let (code, out, err) = run(folder.path(), &["check", "--output-format", "concise"]);
    assert_eq!(code, 1, "{err}");
    assert!(err.contains("Medical Segmentation Decathlon") && err.contains("its class: spleen (1)"), "{err}");
    let missing =
        "Task09_Spleen/dataset.json: C201 error: the listed label map `./labelsTr/spleen_31.nii` does not exist";
    assert!(out.contains(missing), "{out}");
}

#[test]
fn regions_and_the_ignore_label_are_said() {
    let folder = folder();
    let at = |path: &str| folder.path().join(path);
    label_map(&at("d/labelsTr/a.nii"), &[1, 2, 3, 4]);
    let labels = r#"{"background": 0, "whole tumor": [1, 2, 3], "core": [2, 3], "enhancing": 3, "ignore": 4}"#;
    write(
        &at("d/dataset.json"),
        &format!("{{\"labels\": {labels}, \"regions_class_order\": [1, 2, 3], \"file_ending\": \".nii.gz\"}}"),
    );
    let (code, out, err) = run(folder.path(), &["check", "d"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    assert!(err.contains("its 3 classes: enhancing (3), label_1 (1), label_2 (2)"), "{err}");
    assert!(err.contains("`d/dataset.json`: the value 1 stands in lists alone"), "{err}");
    assert!(err.contains("it has 2 regions of several values (whole tumor, core)"), "{err}");
    assert!(err.contains("voxels of the ignore label 4 are left out"), "{err}");
    assert!(err.contains("1 file of `d/labelsTr` (first: a.nii) does not end in `.nii.gz`"), "{err}");
}

/// The table of fMRIPrep stands above the files it speaks of.
#[test]
fn bids_tables_are_inherited() {
    let folder = folder();
    let at = |path: &str| folder.path().join(path);
    let table = "index\tname\tcolor\n0\t\"Unknown\"\t#000000\n1\t\"Left-Cerebral-Exterior\"\t#4682b4\n";
    write(&at("derivatives/dataset_description.json"), "{}");
    write(&at("derivatives/desc-aseg_dseg.tsv"), table);
    write(&at("derivatives/sub-01/anat/sub-01_desc-own_dseg.tsv"), "index\tname\n2\tcyst\n");
    label_map(&at("derivatives/sub-01/anat/sub-01_desc-aseg_dseg.nii"), &[1, 2]);
    label_map(&at("derivatives/sub-01/anat/sub-01_desc-own_dseg.nii"), &[2]);
    label_map(&at("derivatives/sub-01/anat/sub-01_desc-other_dseg.nii"), &[7]);
    let (code, out, err) = run(folder.path(), &["check", "--output-format", "concise"]);
    assert_eq!(code, 1, "{err}");
    assert!(out.starts_with("derivatives/sub-01/anat/sub-01_desc-aseg_dseg.nii: L201"), "{out}");
    assert_eq!(out.lines().count(), 1, "{out}");
    for table in ["derivatives/desc-aseg_dseg.tsv", "derivatives/sub-01/anat/sub-01_desc-own_dseg.tsv"] {
        assert!(err.contains(&format!("`{table}` is a BIDS label table")), "{err}");
    }
}

#[test]
fn a_dataset_json_of_something_else_is_said_and_not_used() {
    let folder = folder();
    label_map(&folder.path().join("d/labelsTr/a.nii"), &[5]);
    write(&folder.path().join("d/dataset.json"), "{\"labels\": [\"liver\"]}");
    let (code, _, err) = run(folder.path(), &["check", "d"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("`d/dataset.json` gives no table of labels: it has `labels` that are no object"), "{err}");
}
