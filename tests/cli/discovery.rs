//! Which files become cases, by the layouts people use, and what is said of the rest.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::files::{ONE_PIECE, folder, label_map, run, write};

/// Case, label files and image of every case found.
fn cases(folder: &Path, arguments: &[&str]) -> Vec<(String, Vec<String>, Option<String>)> {
    let all = [&["check", "--output-format", "json", "--fail-on", "never"], arguments].concat();
    let (code, out, err) = run(folder, &all);
    assert_eq!(code, 0, "{out}{err}");
    let report: Value = serde_json::from_str(&out).unwrap();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    report["cases"]
        .as_array()
        .unwrap()
        .iter()
        .map(|case| {
            let files = case["files"].as_array().unwrap().iter().filter_map(text).collect();
            (text(&case["case"]).unwrap(), files, text(&case["image"]))
        })
        .collect()
}

fn maps(folder: &Path, names: &[&str]) {
    for (index, name) in names.iter().enumerate() {
        label_map(&folder.join(name), &[1, index as u8]);
    }
}

fn one(case: &str, file: &str, image: Option<&str>) -> (String, Vec<String>, Option<String>) {
    (case.to_owned(), vec![file.to_owned()], image.map(str::to_owned))
}

#[test]
fn nnunet() {
    let folder = folder();
    maps(folder.path(), &["d/imagesTr/a_0000.nii", "d/imagesTr/a_0001.nii", "d/labelsTr/a.nii", "d/labelsTs/b.nii"]);
    maps(folder.path(), &["d/imagesTs/b_0000.nii"]);
    write(&folder.path().join("d/dataset.json"), "{}");
    let expected = [
        one("a", "d/labelsTr/a.nii", Some("d/imagesTr/a_0000.nii")),
        one("b", "d/labelsTs/b.nii", Some("d/imagesTs/b_0000.nii")),
    ];
    assert_eq!(cases(folder.path(), &[]), expected);
    assert_eq!(cases(folder.path(), &["d/labelsTr"]), expected[..1]);
    assert_eq!(cases(folder.path(), &["d/labelsTs/b.nii"]), expected[1..]);
    let (_, _, err) = run(folder.path(), &["check"]);
    assert!(err.contains("skipped 3 images") && err.contains("1 .json"), "{err}");
}

/// Under a protocol that leaves the names open, files of a folder are the structures of one case.
#[test]
fn structures_under_their_own_names() {
    let folder = folder();
    for (name, voxels) in [("Lung_L", [0, 0, 1]), ("SpinalCord", [1, 0, 0]), ("SpinalCord_PRV05", [1, 1, 0])] {
        label_map(&folder.path().join(format!("anna/{name}.nii")), &voxels);
    }
    let found = cases(folder.path(), &["--protocol", "aapm/tg263", "anna"]);
    let names: Vec<(&str, usize)> = found.iter().map(|(case, files, _)| (case.as_str(), files.len())).collect();
    assert_eq!(names, [("anna", 3)]);
    let (code, out, err) = run(folder.path(), &["check", "--protocol", "aapm/tg263", "anna"]);
    assert_eq!(code, 1, "{out}{err}");
    assert!(out.contains("TG263-06"), "the margin is not that of the name: {out}");
}

#[test]
fn medical_segmentation_decathlon() {
    let folder = folder();
    maps(folder.path(), &["imagesTr/liver_1.nii", "labelsTr/liver_1.nii", "imagesTr/._liver_1.nii"]);
    assert_eq!(cases(folder.path(), &[]), [one("liver_1", "labelsTr/liver_1.nii", Some("imagesTr/liver_1.nii"))]);
    assert!(run(folder.path(), &["check"]).2.contains("AppleDouble"));
}

#[test]
fn bids_derivatives() {
    let folder = folder();
    let anat = "derivatives/seg/sub-01/anat";
    maps(
        folder.path(),
        &[
            "sub-01/anat/sub-01_T1w.nii",
            "sub-01/anat/sub-01_T2w.nii",
            &format!("{anat}/sub-01_T2w_seg-manual.nii"),
            &format!("{anat}/sub-01_desc-aseg_dseg.nii"),
            &format!("{anat}/sub-01_label-GM_probseg.nii"),
            &format!("{anat}/sub-01_space-MNI_desc-brain_mask.nii"),
        ],
    );
    let label = |name: &str| format!("{anat}/{name}.nii");
    assert_eq!(
        cases(folder.path(), &[]),
        [
            one("sub-01_T2w_seg-manual", &label("sub-01_T2w_seg-manual"), Some("sub-01/anat/sub-01_T2w.nii")),
            one("sub-01_desc-aseg_dseg", &label("sub-01_desc-aseg_dseg"), Some("sub-01/anat/sub-01_T1w.nii")),
            one("sub-01_space-MNI_desc-brain_mask", &label("sub-01_space-MNI_desc-brain_mask"), None),
        ]
    );
    let (_, _, err) = run(folder.path(), &["check"]);
    assert!(err.contains("skipped 2 images") && err.contains("1 probability map"), "{err}");
}

#[test]
fn kits() {
    let folder = folder();
    maps(folder.path(), &["case_00001/imaging.nii", "case_00001/segmentation.nii"]);
    let expected = [one("case_00001", "case_00001/segmentation.nii", Some("case_00001/imaging.nii"))];
    assert_eq!(cases(folder.path(), &[]), expected);
    assert_eq!(cases(folder.path(), &["case_*/segmentation.nii"]), expected);
}

#[test]
fn a_folder_of_one_file_per_class_is_one_case() {
    let folder = folder();
    maps(folder.path(), &["s0001/ct.nii", "s0001/segmentations/liver.nii", "s0001/segmentations/Kidney_left.nii"]);
    let files = ["s0001/segmentations/Kidney_left.nii", "s0001/segmentations/liver.nii"].map(str::to_owned);
    let expected = [("s0001".to_owned(), files.to_vec(), Some("s0001/ct.nii".to_owned()))];
    assert_eq!(cases(folder.path(), &[]), expected);
    fs::rename(folder.path().join("s0001/segmentations"), folder.path().join("masks_of_s0001")).unwrap();
    let protocol = "protocol t/t 1.0.0\nlabels {\n  liver optional\n  kidney_left optional\n  spleen optional\n}\n";
    write(&folder.path().join("t.protocol"), protocol);
    let found = cases(folder.path(), &["masks_of_s0001", "-p", "t.protocol"]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, "masks_of_s0001");
}

const FILES: &str = "protocol t/t 1.0.0\nlabels {\n  liver\n  spleen\n  aorta optional\n}\n\
                     rule SEP-001 error \"x\" { require liver separate from spleen }\n";

#[test]
fn a_file_of_one_class_named_by_hand_stands_for_its_case() {
    let folder = folder();
    for (case, spleen) in [("s1", 2), ("s2", 3)] {
        label_map(&folder.path().join(format!("{case}/liver.nii")), &[1, 1]);
        label_map(&folder.path().join(format!("{case}/spleen.nii")), &[0, 0, 0, 1][..=spleen]);
    }
    write(&folder.path().join("t.protocol"), FILES);
    let both = vec!["s1/liver.nii".to_owned(), "s1/spleen.nii".to_owned()];
    for named in [&["s1/spleen.nii"][..], &["s1/spleen.nii", "s1/liver.nii"], &["s1/*.nii"]] {
        let found = cases(folder.path(), &[named, &["-p", "t.protocol"]].concat());
        assert_eq!(found, [("s1".to_owned(), both.clone(), None)], "{named:?}");
    }
    let order: Vec<String> = cases(folder.path(), &["s2/spleen.nii", "s1/spleen.nii", "-p", "t.protocol"])
        .into_iter()
        .map(|(name, ..)| name)
        .collect();
    assert_eq!(order, ["s2", "s1"]);
    // Classes that have values may be files as well.
    let values =
        FILES.replace("  liver", "  1 liver").replace("  spleen", "  2 spleen").replace("  aorta", "  3 aorta");
    write(&folder.path().join("values.protocol"), &values);
    assert_eq!(cases(folder.path(), &["s1/liver.nii", "-p", "values.protocol"])[0].1, both);
    // Without a protocol nothing is said of a case, and a file is what it is.
    assert_eq!(cases(folder.path(), &["s1/liver.nii"]), [one("liver", "s1/liver.nii", None)]);
}

#[test]
fn a_case_is_called_after_its_folder_from_within_too() {
    let folder = folder();
    let inside = folder.path().join("s1/segmentations");
    for name in ["liver", "spleen"] {
        label_map(&inside.join(format!("{name}.nii")), &[1, 1]);
    }
    write(&folder.path().join("t.protocol"), FILES);
    let name = |at: &Path, arguments: &[&str]| cases(at, arguments).remove(0).0;
    assert_eq!(name(folder.path(), &["s1", "-p", "t.protocol"]), "s1");
    assert_eq!(name(&folder.path().join("s1"), &["-p", "../t.protocol"]), "s1");
    assert_eq!(name(&inside, &["liver.nii", "-p", "../../t.protocol"]), "s1");
    assert_eq!(name(&inside, &[".", "-p", "../../t.protocol"]), "s1");
    label_map(&folder.path().join("case_7/segmentation.nii"), &[1]);
    assert_eq!(name(&folder.path().join("case_7"), &["segmentation.nii"]), "case_7");
}

#[test]
fn patterns_may_name_the_files_of_classes() {
    let folder = folder();
    for name in ["liver", "spleen"] {
        label_map(&folder.path().join(format!("scans/s1/rois/{name}.nii")), &[1, 1]);
    }
    maps(folder.path(), &["scans/s1/scan.nii", "scans/s2/rois/liver.nii"]);
    write(&folder.path().join("t.protocol"), FILES);
    write(
        &folder.path().join("voxlint.yaml"),
        "protocol: t.protocol\nlabels: \"scans/{case}/rois/*.nii\"\nimages: \"scans/{case}/scan.nii\"\n",
    );
    let files = ["scans/s1/rois/liver.nii", "scans/s1/rois/spleen.nii"].map(str::to_owned).to_vec();
    let first = ("s1".to_owned(), files, Some("scans/s1/scan.nii".to_owned()));
    assert_eq!(cases(folder.path(), &["scans"]), [first.clone(), one("s2", "scans/s2/rois/liver.nii", None)]);
    assert_eq!(cases(folder.path(), &["scans/s1/rois/spleen.nii"]), [first]);
    let (_, _, err) = run(folder.path(), &["check", "scans"]);
    assert!(err.contains("no image found for 1 label map: scans/s2"), "{err}");
}

#[test]
fn a_folder_with_one_file_of_a_class_is_a_case() {
    let folder = folder();
    label_map(&folder.path().join("s1/liver.nii"), &[1, 1]);
    write(&folder.path().join("t.protocol"), FILES);
    for named in ["s1", "s1/liver.nii"] {
        let (code, out, err) = run(folder.path(), &["check", named, "-p", "t.protocol", "--output-format", "concise"]);
        assert_eq!((code, out.lines().count()), (1, 2), "{out}{err}");
        assert!(out.contains("labels.spleen error: required class `spleen` has no file"), "{out}");
        assert!(err.contains("`s1` is one case of 1 file"), "{err}");
    }
}

#[test]
fn a_file_that_is_no_class_of_its_protocol_is_said() {
    let folder = folder();
    label_map(&folder.path().join("s1/livr.nii"), &[1, 1]);
    write(&folder.path().join("t.protocol"), FILES);
    let (code, _, err) = run(folder.path(), &["check", "s1/livr.nii", "-p", "t.protocol"]);
    assert_eq!(code, 1, "{err}");
    assert!(
        err.contains("`s1/livr.nii` is read as a whole label map") && err.contains("name it after a class"),
        "{err}"
    );
    let (_, _, err) = run(folder.path(), &["check", "s1/livr.nii"]);
    assert!(!err.contains("whole label map"), "{err}");
}

#[test]
fn binary_files_on_one_grid_with_names_of_structures_are_one_case() {
    let folder = folder();
    maps(folder.path(), &["x/liver.nii", "x/spleen.nii"]);
    label_map(&folder.path().join("x/spleen.nii"), &[0, 1]);
    label_map(&folder.path().join("x/liver.nii"), &[1]);
    let found = cases(folder.path(), &["x"]);
    assert_eq!(found.len(), 1, "{found:?}");
    // Numbered names are cases, whatever they hold.
    for name in ["y/case_1.nii", "y/case_2.nii"] {
        label_map(&folder.path().join(name), &[1]);
    }
    assert_eq!(cases(folder.path(), &["y"]).len(), 2);
}

#[test]
fn labels_beside_their_images() {
    let folder = folder();
    maps(folder.path(), &["p1/p1_t1.nii", "p1/p1_flair.nii", "p1/p1_seg.nii", "other/a.nii", "other/b.nii"]);
    label_map(&folder.path().join("other/b.nii"), &[2, 3]);
    assert_eq!(
        cases(folder.path(), &[]),
        [
            one("a", "other/a.nii", None),
            one("b", "other/b.nii", None),
            one("p1_seg", "p1/p1_seg.nii", Some("p1/p1_flair.nii")),
        ]
    );
}

#[test]
fn images_of_a_folder_are_paired_by_name() {
    let folder = folder();
    maps(folder.path(), &["l/a.nii", "l/b_seg.nii", "l/c.nii", "i/a_0000.nii", "i/b.nii"]);
    let found = cases(folder.path(), &["l", "--images", "i"]);
    let images: Vec<Option<&str>> = found.iter().map(|(_, _, image)| image.as_deref()).collect();
    assert_eq!(images, [Some("i/a_0000.nii"), Some("i/b.nii"), None]);
    let (_, _, err) = run(folder.path(), &["check", "l", "--images", "i"]);
    assert!(err.contains("no image found for 1 label map") && err.contains("l/c.nii"), "{err}");
}

#[test]
fn arguments_keep_their_order_and_repeats_are_said() {
    let folder = folder();
    maps(folder.path(), &["b.nii", "a.nii", "c/d.nii"]);
    let (_, out, err) = run(folder.path(), &["check", "./b.nii", "a.nii", "c", "b.nii", "--output-format", "json"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    let order: Vec<&str> = report["cases"].as_array().unwrap().iter().map(|c| c["case"].as_str().unwrap()).collect();
    assert_eq!(order, ["b", "a", "d"]);
    assert!(err.contains("1 path given more than once"), "{err}");
}

#[cfg(unix)]
#[test]
fn links_hidden_files_and_loops() {
    use std::os::unix::fs::symlink;
    let folder = folder();
    maps(folder.path(), &["d/a.nii", "d/.hidden.nii", "d/.git/b.nii", "elsewhere/c.nii"]);
    symlink(folder.path().join("elsewhere"), folder.path().join("d/linked")).unwrap();
    symlink(folder.path().join("d"), folder.path().join("d/loop")).unwrap();
    symlink("nowhere/annex", folder.path().join("d/z.nii")).unwrap();
    let (code, out, err) = run(folder.path(), &["check", "d", "--output-format", "json"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    let names: Vec<&str> = report["cases"].as_array().unwrap().iter().map(|c| c["case"].as_str().unwrap()).collect();
    assert_eq!(names, ["a", "c", "z"], "{err}");
    assert_eq!(code, 1, "a link to nothing is a fault of the data, not of the run: {err}");
    assert!(out.contains("F101") || out.contains("F102"), "{out}");
    assert!(err.contains("2 hidden entries") && err.contains("loop"), "{err}");
}

#[test]
fn pairs_of_header_and_data_are_one_file() {
    let folder = folder();
    label_map(&folder.path().join("x.nii"), &[1]);
    let bytes = fs::read(folder.path().join("x.nii")).unwrap();
    let mut header = bytes[..348].to_vec();
    header[344..348].copy_from_slice(b"ni1\0");
    header[108..112].copy_from_slice(&0f32.to_le_bytes());
    fs::write(folder.path().join("x.hdr"), header).unwrap();
    fs::write(folder.path().join("x.img"), &bytes[352..]).unwrap();
    fs::remove_file(folder.path().join("x.nii")).unwrap();
    fs::write(folder.path().join("lost.img"), b"..").unwrap();
    assert_eq!(cases(folder.path(), &[]), [one("x", "x.hdr", None)]);
    assert!(run(folder.path(), &["check"]).2.contains(".img file without its .hdr"));
}

#[test]
fn a_file_named_by_hand_is_checked_whatever_its_name() {
    let folder = folder();
    maps(folder.path(), &["imagesTr/a_0000.nii"]);
    assert_eq!(cases(folder.path(), &["imagesTr/a_0000.nii"]).len(), 1);
    write(&folder.path().join("p.protocol"), &ONE_PIECE.repeat(3));
    let (code, out, _) = run(folder.path(), &["check", "p.protocol"]);
    assert_eq!(code, 1);
    assert!(out.contains("F201"), "{out}");
}

#[test]
fn a_class_whose_file_is_broken_is_not_missing() {
    let folder = folder();
    maps(folder.path(), &["s1/liver.nii", "s1/spleen.nii", "s1/aorta.nii"]);
    let bytes = fs::read(folder.path().join("s1/spleen.nii")).unwrap();
    fs::write(folder.path().join("s1/spleen.nii"), &bytes[..360]).unwrap();
    let protocol = "protocol t/t 1.0.0\nlabels {\n  liver\n  spleen\n  aorta\n}\n";
    write(&folder.path().join("t.protocol"), protocol);
    let (code, out, err) = run(folder.path(), &["check", "s1", "-p", "t.protocol", "--output-format", "concise"]);
    assert_eq!(code, 1);
    assert!(out.contains("s1/spleen.nii: F204") && !out.contains("labels.spleen"), "{out}");
    assert!(err.contains("1 could not measure"), "{err}");
}
