//! `--diff-base`: only what changed since a revision of git.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::files::{folder, label_map, run};

const PROTOCOL: &str = "protocol test/changed 1.0.0\n\
    labels {\n  1 liver\n}\n\
    rule LIV-001 error \"Of a plausible size\" { require volume(liver) in 2 mm3 .. 3 mm3 }\n";

fn git(folder: &Path, arguments: &[&str]) {
    let identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"];
    let run = Command::new("git").args(identity).args(arguments).current_dir(folder).output().unwrap();
    assert!(run.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
}

/// Three faulty label maps and their protocol, committed.
fn repository() -> TempDir {
    let folder = folder();
    for name in ["a", "b", "ü c"] {
        label_map(&folder.path().join(format!("labels/{name}.nii")), &[1]);
    }
    fs::write(folder.path().join("p.protocol"), PROTOCOL).unwrap();
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-qm", "all"]);
    folder
}

/// The files with findings, and what was noted.
fn checked(folder: &Path, from: &str, revision: &str) -> (Vec<String>, String) {
    let up = if from == "." { "" } else { "../" };
    let protocol = format!("{up}p.protocol");
    let labels = format!("{up}labels");
    let arguments =
        ["check", "-p", &protocol, "--output-format", "concise", "--select", "LIV", "--diff-base", revision, &labels];
    let (code, out, err) = run(&folder.join(from), &arguments);
    assert!(code < 2, "{err}");
    (out.lines().map(|line| line.split(": ").next().unwrap().to_owned()).collect(), err)
}

#[test]
fn only_changed_added_renamed_and_untracked_cases_are_checked() {
    let folder = repository();
    let (files, err) = checked(folder.path(), ".", "HEAD");
    assert!(files.is_empty() && err.contains("left out 3 cases that did not change since `HEAD`"), "{err}");

    label_map(&folder.path().join("labels/b.nii"), &[0, 1]);
    label_map(&folder.path().join("labels/new.nii"), &[1]);
    assert_eq!(checked(folder.path(), ".", "HEAD").0, ["labels/b.nii", "labels/new.nii"]);
    git(folder.path(), &["mv", "labels/ü c.nii", "labels/ü d.nii"]);
    let all = ["labels/b.nii", "labels/new.nii", "labels/ü d.nii"];
    assert_eq!(checked(folder.path(), ".", "HEAD").0, all);
    // From within a folder of the repository, and after a commit.
    assert_eq!(checked(folder.path(), "labels", "HEAD").0, all.map(|file| format!("../{file}")));
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-qm", "more"]);
    assert_eq!(checked(folder.path(), ".", "HEAD").0, Vec::<String>::new());
    assert_eq!(checked(folder.path(), ".", "HEAD~1").0, all);
}

#[test]
fn a_changed_protocol_means_all() {
    let folder = repository();
    fs::write(folder.path().join("p.protocol"), PROTOCOL.replace("3 mm3", "4 mm3")).unwrap();
    let (files, err) = checked(folder.path(), ".", "HEAD");
    assert_eq!(files.len(), 3);
    assert!(err.contains("p.protocol` changed since `HEAD`, so all cases are checked"), "{err}");
}

#[test]
fn what_git_does_not_know_is_said() {
    let folder = repository();
    for revision in ["nowhere", "--output=x"] {
        let arguments = ["check", "-p", "p.protocol", &format!("--diff-base={revision}"), "labels"];
        let (code, _, err) = run(folder.path(), &arguments);
        assert_eq!(code, 2);
        assert!(err.contains(&format!("git does not say what changed since `{revision}`: ")), "{err}");
    }
    assert!(!folder.path().join("x").exists());
}
