//! `--baseline`: what is known, what is new, what is mended and what has moved.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::files::{folder, label_map, run};

const PROTOCOL: &str = "protocol test/baseline 1.0.0\n\
    labels {\n  1 liver\n  2 cyst optional\n}\n\
    rule LIV-001 error \"One piece\" { require components(liver, min: 1 voxels) == 1 }\n\
    rule LIV-002 error \"Of a plausible size\" { require volume(liver) in 2 mm3 .. 3 mm3 }\n";

/// Case `a` is in two pieces and too large, `b` is too small, `c` is sound.
fn cases() -> TempDir {
    let folder = folder();
    draw(folder.path(), "a", &[1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    draw(folder.path(), "b", &[1]);
    draw(folder.path(), "c", &[1, 1]);
    fs::write(folder.path().join("p.protocol"), PROTOCOL).unwrap();
    folder
}

fn draw(folder: &Path, name: &str, first: &[u8]) {
    label_map(&folder.join(format!("labels/{name}.nii")), first);
}

fn check(folder: &Path, more: &[&str]) -> (i32, String, String) {
    run(folder, &[&["check", "-p", "p.protocol", "--output-format", "concise"], more, &["labels"]].concat())
}

#[test]
fn what_was_there_is_not_reported_again() {
    let folder = cases();
    let (code, out, _) = check(folder.path(), &[]);
    assert_eq!((code, out.lines().count()), (1, 3), "{out}");

    let (code, out, err) = check(folder.path(), &["--write-baseline", "known.json"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    assert!(err.contains("note: wrote the baseline `known.json`; 3 findings of this run"), "{err}");
    let (code, out, err) = check(folder.path(), &["--baseline", "known.json"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    assert!(err.contains("; 3 findings in the baseline"), "{err}");

    // Something new is reported, and nothing else; the protocol may be laid out anew and the mask touched up.
    draw(folder.path(), "a", &[1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
    draw(folder.path(), "c", &[1, 0, 1]);
    fs::write(folder.path().join("p.protocol"), PROTOCOL.replace("{ require", "{\n\n  require")).unwrap();
    let (code, out, _) = check(folder.path(), &["--baseline", "known.json"]);
    assert_eq!((code, out.lines().count()), (1, 1), "{out}");
    assert!(out.starts_with("labels/c.nii: LIV-001"), "{out}");
    let (_, out, _) = run(
        folder.path(),
        &["check", "-p", "p.protocol", "--output-format", "json", "--baseline", "known.json", "labels"],
    );
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["summary"]["in_baseline"], 3);
}

#[test]
fn what_is_mended_is_said_and_taken_out() {
    let folder = cases();
    check(folder.path(), &["--write-baseline", "known.json"]);
    draw(folder.path(), "b", &[1, 1, 1]);
    let (code, out, _) = check(folder.path(), &["--baseline", "known.json"]);
    assert_eq!(code, 0);
    assert_eq!(out, "known.json: W105 info: 1 finding of the baseline is not there any more: LIV-002 of `b`\n");
    // A run over other cases, or for other rules, does not know.
    let (_, out, _) = run(folder.path(), &["check", "-p", "p.protocol", "--baseline", "known.json", "labels/c.nii"]);
    assert_eq!(out, "");
    let (_, out, _) = check(folder.path(), &["--baseline", "known.json", "--select", "LIV-001,W"]);
    assert_eq!(out, "");

    let (code, out, err) = check(folder.path(), &["--baseline", "known.json", "--prune-baseline"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    assert!(err.contains("pruned the baseline `known.json`"), "{err}");
    let text = fs::read_to_string(folder.path().join("known.json")).unwrap();
    assert_eq!((text.matches("\"code\"").count(), text.contains("labels/b.nii")), (2, false), "{text}");
    draw(folder.path(), "b", &[1]);
    assert_eq!(check(folder.path(), &["--baseline", "known.json"]).0, 1, "a mistake that comes back is new");
}

#[test]
fn files_may_move() {
    let folder = cases();
    check(folder.path(), &["--write-baseline", "known.json"]);
    // Another folder, another name, and another folder to call from.
    fs::create_dir(folder.path().join("labels/old")).unwrap();
    fs::rename(folder.path().join("labels/a.nii"), folder.path().join("labels/old/a.nii")).unwrap();
    fs::rename(folder.path().join("labels/b.nii"), folder.path().join("labels/patient_b.nii")).unwrap();
    let (code, out, err) = check(folder.path(), &["--baseline", "known.json"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    let arguments = ["check", "-p", "../p.protocol", "--output-format", "concise", "--baseline", "../known.json"];
    let (code, out, err) = run(&folder.path().join("labels"), &arguments);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    // A copy of a faulty file beside it is new.
    fs::copy(folder.path().join("labels/patient_b.nii"), folder.path().join("labels/b2.nii")).unwrap();
    assert_eq!(check(folder.path(), &["--baseline", "known.json"]).0, 1);
    fs::remove_file(folder.path().join("labels/b2.nii")).unwrap();

    check(folder.path(), &["--baseline", "known.json", "--prune-baseline"]);
    let text = fs::read_to_string(folder.path().join("known.json")).unwrap();
    assert!(text.contains("labels/old/a.nii") && text.contains("labels/patient_b.nii"), "{text}");
    assert!(!text.contains("\"labels/b.nii\""), "{text}");
}

#[test]
fn waivers_go_first() {
    let folder = cases();
    let waiver = "waive LIV-002 for \"b\" until 2099-12-31 because \"a child\"\n";
    fs::write(folder.path().join("voxlint.waivers"), waiver).unwrap();
    let (_, _, err) = check(folder.path(), &["--write-baseline", "known.json"]);
    assert!(err.contains("1 finding waived; 2 findings in the baseline"), "{err}");
}

#[test]
fn a_baseline_is_neither_overwritten_nor_guessed() {
    let folder = cases();
    fs::write(folder.path().join("known.json"), "{}").unwrap();
    let (code, _, err) = check(folder.path(), &["--write-baseline", "known.json"]);
    assert_eq!(code, 2);
    assert!(err.contains("the baseline `known.json` exists") && err.contains("--prune-baseline"), "{err}");
    assert_eq!(fs::read_to_string(folder.path().join("known.json")).unwrap(), "{}");
    for (text, reason) in [
        ("{}", "missing field `schema_version`"),
        ("not JSON", "expected"),
        ("{\"schema_version\": 9, \"findings\": []}", "its `schema_version` is 9, and 1 is understood"),
    ] {
        fs::write(folder.path().join("known.json"), text).unwrap();
        let (code, _, err) = check(folder.path(), &["--baseline", "known.json"]);
        assert_eq!(code, 2);
        assert!(err.contains("the baseline `known.json` could not be read") && err.contains(reason), "{err}");
    }
    let (code, _, err) = check(folder.path(), &["--baseline", "none.json"]);
    assert!(code == 2 && err.contains("it does not exist"), "{err}");
}

#[test]
fn voxlint_yaml_names_the_baseline_and_the_folder_of_the_cache() {
    let folder = cases();
    let configured = |text: &str| fs::write(folder.path().join("voxlint.yaml"), text).unwrap();
    configured("protocol: p.protocol\n");
    let quiet =
        |more: &[&str]| run(folder.path(), &[&["check", "--output-format", "concise"], more, &["labels"]].concat());
    let (code, _, err) = quiet(&["--prune-baseline"]);
    assert!(code == 2 && err.contains("there is no baseline to take anything out of"), "{err}");
    assert_eq!(quiet(&["--write-baseline", "known.json"]).0, 0);

    configured("protocol: p.protocol\nbaseline: known.json\ncache: kept\n");
    let (code, out, err) = quiet(&[]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    assert!(folder.path().join("kept").is_dir(), "{err}");
    assert_eq!(quiet(&["--no-baseline"]).0, 1);
    draw(folder.path(), "b", &[1, 1]);
    assert!(quiet(&["--prune-baseline"]).2.contains("pruned the baseline `known.json`"));

    configured("protocol: p.protocol\nbaseline: missing.json\n");
    let (code, _, err) = quiet(&[]);
    assert!(code == 2 && err.contains("the baseline `missing.json` could not be read"), "{err}");
}
