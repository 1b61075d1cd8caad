//! Cases of several files: found by the `files` block of the protocol, and compared with each other.

use std::fs;
use std::path::Path;

use super::files::{folder, label_map, run, write};

const READERS: &str = "protocol test/readers 1.0.0

inputs {
  image      t1, flair optional
  annotation seg
  rater      r1..r3 optional
}

files {
  seg    \"{case}/{case}_seg.nii\"
  t1     \"{case}/{case}_t1.nii\"
  flair  \"{case}/{case}_flair.nii\"
  r1..r3 \"{case}/{case}_reader{n}.nii\"
}

labels {
  0 background
  1 organ
}

rule RAT-001 error \"The reference is the majority of the readers\" {
  require organ == majority(organ, raters)
  because \"it is published so\"
}

rule IMG-001 error \"Bright on T1, brighter on FLAIR\" {
  require intensity(organ, flair).mean > intensity(organ, t1).mean
  because \"fluid is suppressed\"
}
";

fn case(folder: &Path, name: &str, files: &[(&str, &[u8])]) {
    for (file, first) in files {
        label_map(&folder.join(format!("data/{name}/{name}_{file}.nii")), first);
    }
}

fn check(folder: &Path, more: &[&str]) -> (i32, String, String) {
    let all = [&["check", "-p", "readers.protocol", "--output-format", "concise"], more].concat();
    run(folder, &all)
}

fn readers() -> tempfile::TempDir {
    let folder = folder();
    write(&folder.path().join("readers.protocol"), READERS);
    let one: &[u8] = &[1, 1, 0, 1];
    let readers: [(&str, &[u8]); 3] =
        [("reader1", &[1, 1, 1, 1]), ("reader2", &[1, 1, 0, 1]), ("reader3", &[0, 1, 0, 1])];
    let images: [(&str, &[u8]); 2] = [("t1", &[10, 10, 0, 10]), ("flair", &[20, 20, 0, 20])];
    case(folder.path(), "a", &[&[("seg", one)], &readers[..], &images[..]].concat());
    folder
}

#[test]
fn the_files_of_a_case_are_found_by_their_patterns() {
    let folder = readers();
    let (code, out, err) = check(folder.path(), &["data"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    assert!(err.contains("1 case"), "{err}");

    // The label map alone is named: its case is the same.
    let (code, out, err) = check(folder.path(), &["data/a/a_seg.nii"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");

    // One voxel more than two of three readers have drawn.
    case(folder.path(), "a", &[("seg", &[1, 1, 1, 1])]);
    let (code, out, _) = check(folder.path(), &["data"]);
    assert_eq!(code, 1);
    assert_eq!(out.lines().count(), 1, "{out}");
    assert!(out.starts_with("data/a/a_seg.nii") && out.contains("RAT-001"), "{out}");

    // The images in each other's place.
    case(folder.path(), "a", &[("seg", &[1, 1, 0, 1]), ("t1", &[30, 30, 0, 30])]);
    let (_, out, _) = check(folder.path(), &["data"]);
    assert_eq!(out.lines().count(), 1, "{out}");
    assert!(out.contains("IMG-001"), "{out}");
}

#[test]
fn a_missing_file_is_a_finding_and_its_case_does_not_disappear() {
    let folder = readers();
    case(folder.path(), "b", &[("t1", &[1])]);
    case(folder.path(), "c", &[("seg", &[1])]);
    let (code, out, err) = check(folder.path(), &["data"]);
    assert_eq!(code, 1);
    let expected = ["data/b/b_t1.nii", "data/c/c_seg.nii"];
    assert!(expected.iter().all(|file| out.contains(file)), "{out}");
    assert!(out.contains("inputs.seg error: the annotation `seg` of the case is missing"), "{out}");
    assert!(out.contains("inputs.t1 error: the image `t1` of the case is missing"), "{out}");
    assert!(err.contains("3 cases"), "{err}");

    // Of the label map nothing could be measured, of the other case nothing that needs what it has not.
    let arguments = ["check", "data", "-p", "readers.protocol", "--output-format", "json"];
    let (_, out, _) = run(folder.path(), &arguments);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    let reasons = |case: usize| report["cases"][case].to_string();
    assert!(reasons(1).contains("the case has no label map"), "{}", reasons(1));
    assert!(reasons(2).contains("the case has 0 of the annotations r1, r2, r3"), "{}", reasons(2));
    assert!(reasons(2).contains("the case has no image `flair`"), "{}", reasons(2));
}

#[test]
fn files_that_match_no_pattern_are_counted_or_findings() {
    let folder = readers();
    case(folder.path(), "a", &[("t2", &[1])]);
    let (code, out, err) = check(folder.path(), &["data"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    assert!(err.contains("1 file that no pattern of `files` matches (first: data/a/a_t2.nii)"), "{err}");

    write(&folder.path().join("readers.protocol"), &READERS.replace("files {", "files closed {"));
    let (code, out, _) = check(folder.path(), &["data"]);
    assert_eq!(code, 1);
    assert!(out.contains("data/a/a_t2.nii") && out.contains("matches no pattern of `files`"), "{out}");
}

#[test]
fn annotations_on_another_grid_and_cut_off_are_told() {
    let folder = readers();
    let path = folder.path().join("data/a/a_reader2.nii");
    let mut bytes = fs::read(&path).unwrap();
    // 16 slices of 4 × 1 voxels instead of 4 of 4 × 4.
    bytes[44..46].copy_from_slice(&1i16.to_le_bytes());
    bytes[46..48].copy_from_slice(&16i16.to_le_bytes());
    fs::write(&path, &bytes).unwrap();
    let (code, out, _) = check(folder.path(), &["data"]);
    assert_eq!(code, 1);
    assert!(out.contains("G205") && out.contains("data/a/a_reader2.nii"), "{out}");
    assert!(out.contains("RAT-001 warning: could not measure: `data/a/a_reader2.nii` lies on another grid"), "{out}");

    bytes[44..48].copy_from_slice(&[4, 0, 4, 0]);
    bytes.truncate(380);
    fs::write(&path, &bytes).unwrap();
    let (_, out, _) = check(folder.path(), &["data"]);
    assert!(out.contains("F204") || out.contains("F103"), "{out}");
    assert!(out.contains("RAT-001 warning: could not measure"), "{out}");
}

#[test]
fn one_file_for_each_class_has_its_class_in_the_path() {
    let folder = folder();
    let text = "protocol test/classes 1.0.0
inputs {
  image      ct
  annotation seg
}
files {
  ct  \"{case}/ct.nii\"
  seg \"{case}/segmentations/{class}.nii\"
}
labels {
  liver
  spleen
}
rule CLS-001 error \"Apart\" {
  require liver separate from spleen by overlap
  because \"they are two organs\"
}
";
    write(&folder.path().join("p.protocol"), text);
    let at = |path: &str| folder.path().join(path);
    label_map(&at("d/s1/ct.nii"), &[0, 9, 0]);
    label_map(&at("d/s1/segmentations/liver.nii"), &[1, 1, 0]);
    label_map(&at("d/s1/segmentations/spleen.nii"), &[0, 0, 1]);
    let check = || run(folder.path(), &["check", "d", "-p", "p.protocol", "--output-format", "concise"]);
    let (code, out, err) = check();
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    label_map(&at("d/s1/segmentations/spleen.nii"), &[0, 1, 1]);
    let (code, out, _) = check();
    assert_eq!(code, 1);
    assert!(out.contains("CLS-001"), "{out}");
}

#[test]
fn one_file_for_each_lesion_has_its_class_and_number_in_the_path() {
    let folder = folder();
    let text = "protocol test/instances 1.0.0
inputs {
  annotation seg
  rater      a1..a2 optional
}
files {
  seg    \"{case}/seg.nii\"
  a1..a2 \"{case}/{class}_instance-{instance: integer}_annotation-{n}.nii\"
}
labels {
  1 kidney optional
  2 tumour optional
}
rule INS-001 error \"Tumours lie apart\" {
  each x, y in pairs(instances(tumour@a1)) { require x separate from y by overlap }
  because \"a place belongs to one tumour\"
}
rule INS-002 error \"The label map is merged\" {
  require tumour == tumour@a1
  because \"it is published so\"
}
";
    write(&folder.path().join("p.protocol"), text);
    let at = |path: &str| folder.path().join(path);
    label_map(&at("d/k1/seg.nii"), &[1, 2, 2, 0, 2]);
    label_map(&at("d/k1/kidney_instance-1_annotation-1.nii"), &[1, 1, 1]);
    label_map(&at("d/k1/tumour_instance-1_annotation-1.nii"), &[0, 1, 1]);
    label_map(&at("d/k1/tumour_instance-2_annotation-1.nii"), &[0, 0, 0, 0, 1]);
    let check = || run(folder.path(), &["check", "d", "-p", "p.protocol", "--output-format", "concise"]);
    let (code, out, err) = check();
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    label_map(&at("d/k1/tumour_instance-2_annotation-1.nii"), &[0, 0, 1, 0, 1]);
    let (_, out, _) = check();
    assert_eq!(out.lines().count(), 1, "{out}");
    assert!(out.contains("INS-001") && out.contains("tumour 1"), "{out}");

    // A name that is no class is told, and one file that cannot be read makes its annotation unknown.
    label_map(&at("d/k1/tumor_instance-3_annotation-2.nii"), &[0, 0, 0, 0, 1]);
    fs::write(at("d/k1/tumour_instance-2_annotation-1.nii"), b"nothing").unwrap();
    let (code, out, _) = check();
    assert_eq!(code, 1);
    assert!(out.contains("L204") && out.contains("the nearest class is `tumour`"), "{out}");
    assert!(out.contains("INS-001 warning: could not measure"), "{out}");
}
