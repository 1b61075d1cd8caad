//! 0 nothing at or above --fail-on, 1 findings, 2 the job could not be done.

use std::fs;

use super::files::{ONE_PIECE, folder, label_map, root, run, write};

#[test]
fn the_examples_end_with_1_and_the_clean_one_with_0() {
    let (code, out, _) = run(&root(), &["check", "examples"]);
    assert_eq!(code, 1);
    assert!(!out.contains("clean.nii.gz\n  x"), "{out}");
    let (code, out, err) = run(&root(), &["check", "examples/labels/clean.nii.gz"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
}

#[test]
fn each_broken_example_has_its_own_fault() {
    let expected: &[(&str, &[&str])] = &[
        ("cut_off", &["F103"]),
        ("lesion_outside", &["ABD-004"]),
        ("missing_slice", &["ABD-001", "ABD-003"]),
        ("mistyped_value", &["L201", "labels.pancreas"]),
        ("name_in_header", &["H101", "H102"]),
        ("same_mask", &["C101"]),
        ("sides_swapped", &["ABD-002"]),
        ("stray_island", &["ABD-001"]),
        ("two_positions", &["G102"]),
        ("vertebrae_swapped", &["ABD-005"]),
    ];
    let (_, out, _) = run(&root(), &["check", "examples", "--output-format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    let mut found: Vec<(String, String)> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| {
            let file = finding["file"].as_str().unwrap();
            let name = file.strip_prefix("examples/labels/").unwrap().strip_suffix(".nii.gz").unwrap();
            (name.to_owned(), finding["code"].as_str().unwrap().to_owned())
        })
        .collect();
    found.sort();
    let expected: Vec<(String, String)> = expected
        .iter()
        .flat_map(|(name, codes)| codes.iter().map(|code| ((*name).to_owned(), (*code).to_owned())))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn fail_on_moves_the_bar() {
    let labels = "examples/labels/name_in_header.nii.gz";
    for (fail_on, expected) in [("error", 0), ("warning", 1), ("info", 1), ("never", 0)] {
        assert_eq!(run(&root(), &["check", labels, "--fail-on", fail_on]).0, expected, "{fail_on}");
    }
    assert_eq!(run(&root(), &["check", "examples", "--fail-on", "never"]).0, 0);
}

#[test]
fn nothing_to_check_is_said_and_ends_with_0_unless_files_are_required() {
    let folder = folder();
    write(&folder.path().join("notes.txt"), "nothing");
    let (code, out, err) = run(folder.path(), &["check"]);
    assert_eq!((code, out.as_str()), (0, ""));
    assert!(err.contains("no label maps found") && err.contains("1 .txt"), "{err}");
    assert_eq!(run(folder.path(), &["check", "--require-files"]).0, 2);
    assert_eq!(run(folder.path(), &["check", "*.nii.gz"]).0, 0);
}

#[test]
fn what_does_not_exist_ends_with_2_and_the_closest_name() {
    let folder = folder();
    label_map(&folder.path().join("labels/a.nii"), &[1]);
    let (code, out, err) = run(folder.path(), &["check", "lables"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("`lables` does not exist") && err.contains("did you mean `labels`?"), "{err}");
    for arguments in [
        &["check", "labels", "--protocol", "lits/2016"][..],
        &["check", "labels", "--images", "nowhere"],
        &["check", "labels", "--config", "nowhere.yaml"],
        &["check", "labels", "--output-file", "no/such/folder/x"],
        &["check", "labels", "--no-such-flag"],
        &["check", "labels", "--jobs", "0"],
        &["lint", "nowhere.protocol"],
        &["fmt", "nowhere.protocol"],
        &["facts", "nowhere.nii"],
        &["explain", "F9999"],
    ] {
        let (code, out, err) = run(folder.path(), arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}: {err}");
        assert!(!err.is_empty(), "{arguments:?}");
    }
    assert!(run(folder.path(), &["check", "labels", "-p", "lits/2016"]).2.contains("did you mean `lits/2017`?"));
}

#[test]
fn a_protocol_with_mistakes_ends_check_with_2_and_lint_with_1() {
    let folder = folder();
    label_map(&folder.path().join("a.nii"), &[1]);
    write(&folder.path().join("p.protocol"), &ONE_PIECE.replace("organ,", "orgen,"));
    let (code, out, err) = run(folder.path(), &["check", "a.nii", "--protocol", "p.protocol"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("orgen") && err.contains("voxlint lint p.protocol"), "{err}");
    let (code, out, _) = run(folder.path(), &["lint", "p.protocol"]);
    assert_eq!(code, 1);
    assert!(out.contains("orgen"), "{out}");
}

#[test]
fn a_run_in_which_nothing_could_be_measured_ends_with_2() {
    let folder = folder();
    write(&folder.path().join("p.protocol"), ONE_PIECE);
    label_map(&folder.path().join("a.nii"), &[1]);
    let bytes = fs::read(folder.path().join("a.nii")).unwrap();
    fs::write(folder.path().join("b.nii"), &bytes[..380]).unwrap();
    let (code, out, err) = run(folder.path(), &["check", "b.nii", "-p", "p.protocol"]);
    assert_eq!(code, 2, "{out}{err}");
    assert!(out.contains("F2") && err.contains("nothing could be measured"), "{out}{err}");
    assert_eq!(run(folder.path(), &["check", "a.nii", "b.nii", "-p", "p.protocol"]).0, 1);
    assert_eq!(run(folder.path(), &["check", "b.nii"]).0, 1);
}

#[test]
fn require_measured_fails_on_what_could_not_be_measured() {
    let folder = folder();
    let modality = ONE_PIECE.replace("labels {", "image {\n  modality in {CT}\n}\n\nlabels {");
    write(&folder.path().join("p.protocol"), &modality);
    label_map(&folder.path().join("a.nii"), &[1]);
    let (code, out, err) = run(folder.path(), &["check", "a.nii", "-p", "p.protocol"]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(err.contains("1 could not measure"), "{err}");
    assert_eq!(run(folder.path(), &["check", "a.nii", "-p", "p.protocol", "--require-measured"]).0, 1);
}

#[test]
fn codes_that_do_not_exist_are_an_error() {
    let (code, _, err) = run(&root(), &["check", "examples", "--select", "ABD-01"]);
    assert_eq!(code, 2);
    assert!(err.contains("did you mean `ABD-001`?"), "{err}");
    let (code, _, err) = run(&root(), &["lint", "examples", "--ignore", "Q1"]);
    assert_eq!(code, 2);
    assert!(err.contains("`Q1`"), "{err}");
}

#[test]
fn select_and_ignore_leave_the_rest_out() {
    let codes = |arguments: &[&str]| {
        let all = [&["check", "examples", "--output-format", "concise"], arguments].concat();
        let (_, out, _) = run(&root(), &all);
        let mut codes: Vec<String> = out
            .lines()
            .map(|line| line.split(": ").nth(1).unwrap().split([' ', '[']).next().unwrap().to_owned())
            .collect();
        codes.sort();
        codes.dedup();
        codes
    };
    assert_eq!(codes(&["--select", "ABD-00,F"]), ["ABD-001", "ABD-002", "ABD-003", "ABD-004", "ABD-005", "F103"]);
    assert_eq!(codes(&["--select", "ABD", "--ignore", "ABD-001,ABD-002", "--ignore", "ABD-003,ABD-004"]), ["ABD-005"]);
}
