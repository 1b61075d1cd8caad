//! voxlint.waivers: what somebody has accepted, until when and why.

use serde_json::Value;

use super::files::{ONE_PIECE, folder, label_map, run, write};

const CHECK: &[&str] = &["check", "-p", "one.protocol", "--output-format", "concise"];

/// Two cases that break the same rule.
fn two_cases() -> tempfile::TempDir {
    let folder = folder();
    label_map(&folder.path().join("labels/case_1.nii"), &[1, 0, 1]);
    label_map(&folder.path().join("labels/case_2.nii"), &[1, 0, 0, 1]);
    write(&folder.path().join("one.protocol"), ONE_PIECE);
    folder
}

fn waive(folder: &tempfile::TempDir, text: &str) {
    write(&folder.path().join("voxlint.waivers"), text);
}

#[test]
fn a_waiver_takes_out_its_finding_and_nothing_else() {
    let folder = two_cases();
    waive(&folder, "waive ONE-001 for \"case_1\" until 2999-12-31 because \"two lobes, reviewed\"\n");
    let (code, out, err) = run(folder.path(), CHECK);
    assert_eq!((code, out.lines().count()), (1, 1), "{out}");
    assert!(out.starts_with("labels/case_2.nii: ONE-001"), "{out}");
    assert!(err.contains("1 finding waived") && err.contains("2 fail"), "{err}");
    // By the file's name too, for all at once, and not at all.
    waive(&folder, "waive one-001 for \"labels/*.nii\" until 2999-12-31 because \"two lobes, reviewed\"\n");
    assert_eq!(run(folder.path(), CHECK).0, 0);
    let all: Vec<&str> = CHECK.iter().copied().chain(["--no-waivers"]).collect();
    assert_eq!(run(folder.path(), &all).1.lines().count(), 2);
    let (_, out, _) = run(folder.path(), &["check", "-p", "one.protocol", "--output-format", "json"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["summary"]["waived"], 2);
    // The closest file upwards counts, and only that.
    write(&folder.path().join("labels/voxlint.waivers"), "// nothing is accepted here\n");
    assert_eq!(run(folder.path(), CHECK).1.lines().count(), 2);
}

#[test]
fn waivers_that_are_of_no_use_are_findings() {
    let folder = two_cases();
    waive(
        &folder,
        "waive ONE-001 for \"case_1\" until 2020-01-31 because \"expired\"\n\
         waive L202 for \"case_2\" until 2999-01-31 because \"has no such finding\"\n\
         waive ONE-01 for \"*\" until 2999-01-31 because \"misspelt\"\n\
         waive ONE-001 for \"elsewhere\" until 2999-01-31 because \"not among the cases\"\n",
    );
    let (code, out, _) = run(folder.path(), CHECK);
    assert_eq!((code, out.lines().count()), (1, 5), "{out}");
    for part in [
        "voxlint.waivers:1:1: W102 warning: the waiver of `ONE-001` for `case_1` ended on 2020-01-31: 1 of its findings",
        "voxlint.waivers:2:1: W103 warning: no case that `case_2` speaks of has the finding `L202`",
        "voxlint.waivers:3:1: W104 warning: no check and no rule has the code `ONE-01`",
    ] {
        assert!(out.contains(part), "`{part}` is missing in {out}");
    }
}

#[test]
fn mistakes_in_a_waiver_stop_the_run_and_are_named() {
    let folder = two_cases();
    waive(&folder, "// site A\nwaive ONE-001 for \"case_1\" because \"no last day\"\naccept everything\n");
    let (code, out, err) = run(folder.path(), CHECK);
    assert_eq!((code, out.as_str()), (2, ""));
    for part in
        ["W101", "voxlint.waivers:2:1", "has no last day", "until YYYY-MM-DD", "voxlint.waivers:3:1", "`accept`"]
    {
        assert!(err.contains(part), "`{part}` is missing in {err}");
    }
    assert!(run(folder.path(), &["explain", "W102"]).1.contains("last day"));
}
