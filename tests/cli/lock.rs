//! `protocols.lock`: bases are what they were when they were locked.

use std::fs;

use tempfile::TempDir;

use super::files::{folder, label_map, run, write};

const BASE: &str = "/// What every site shares.\nprotocol society/base 1.4.2\n\nlabels {\n  1 liver\n}\n\n\
    rule BASE-001 error \"Few pieces\" {\n  require components(liver, min: 500 mm3) <= 1\n  because \"a liver is whole\"\n}\n";

const SITE: &str = "/// One site.\nprotocol north/liver 1.0.0 extends society/base ^1.4\n\nlabels {\n  2 tumour  optional\n}\n\n\
    rule SITE-001 error \"Tumour beside liver\" {\n  require tumour touches liver\n  because \"else it is no liver tumour\"\n}\n";

/// A base, a protocol that extends it, a label map, and a lock.
fn site() -> TempDir {
    let folder = folder();
    label_map(&folder.path().join("site/labels/a.nii"), &[1, 1, 1]);
    write(&folder.path().join("society/base.protocol"), BASE);
    write(&folder.path().join("site/own.protocol"), SITE);
    let (code, out, err) = run(folder.path(), &["lock"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    assert!(err.contains("`protocols.lock` locks 1 protocol"), "{err}");
    folder
}

fn change_base(folder: &TempDir, from: &str, to: &str) {
    assert!(BASE.contains(from));
    write(&folder.path().join("society/base.protocol"), &BASE.replace(from, to));
}

const LINT: &[&str] = &["lint", "site", "--output-format", "concise"];
const CHECK: &[&str] = &["check", "site/labels", "-p", "site/own.protocol", "--output-format", "concise"];

#[test]
fn comments_layout_and_spelling_of_a_base_may_change() {
    let folder = site();
    let text = fs::read_to_string(folder.path().join("protocols.lock")).unwrap();
    assert!(text.lines().any(|line| line.starts_with("society/base 1.4.2 sha256:")), "{text}");
    for (from, to) in
        [("500 mm3", "0.5 mL"), ("  require", "\n  // as agreed\n      require"), ("\n\nlabels", "\nlabels")]
    {
        change_base(&folder, from, to);
        assert_eq!(run(folder.path(), LINT).0, 0, "{from}");
        assert_eq!(run(folder.path(), CHECK).0, 0, "{from}");
        assert_eq!(run(folder.path(), &["lock", "--check"]).0, 0, "{from}");
    }
}

#[test]
fn a_base_that_says_something_else_is_an_error() {
    let folder = site();
    for (from, to) in [("500 mm3", "501 mm3"), ("1.4.2", "1.4.3"), ("error \"Few", "warning \"Few")] {
        change_base(&folder, from, to);
        let (code, out, _) = run(folder.path(), LINT);
        assert_eq!(code, 1, "{from}");
        let line = out.lines().find(|line| line.contains("P409")).unwrap();
        assert!(line.starts_with("site/own.protocol:2:36"), "{line}");
        assert!(line.contains("`society/base` is not the protocol that was locked"), "{line}");
        let (code, _, err) = run(folder.path(), CHECK);
        assert_eq!(code, 2, "{from}");
        assert!(err.contains("P409") && err.contains("nothing was checked"), "{err}");
        assert_eq!(run(folder.path(), &["lock", "--check"]).0, 1, "{from}");
    }
    let (_, full, _) = run(folder.path(), &["lint", "site"]);
    for part in ["is 1.4.2 (sha256:", "protocols.lock:2:1", "was 1.4.2 (sha256:", "accept it with `voxlint lock`"] {
        assert!(full.contains(part), "{part}: {full}");
    }
    // One may still look at it, and accept it.
    assert_eq!(run(folder.path(), &["explain", "BASE-001", "-p", "site/own.protocol"]).0, 0);
    let (code, _, err) = run(folder.path(), &["lock"]);
    assert!(code == 0 && err.contains("society/base: 1.4.2 (sha256:") && err.contains(", was 1.4.2 (sha256:"), "{err}");
    assert_eq!((run(folder.path(), LINT).0, run(folder.path(), CHECK).0), (0, 0));
}

#[test]
fn a_missing_lock_is_no_fault_and_a_missing_line_is_said() {
    let folder = site();
    let lock = folder.path().join("protocols.lock");
    write(&lock, "// nothing\n");
    let (code, out, _) = run(folder.path(), LINT);
    assert!(code == 0 && out.contains("P410") && out.contains("warning"), "{out}");
    assert_eq!(run(folder.path(), CHECK).0, 0);
    write(&lock, "society/base 1.4.2\n");
    let (code, out, _) = run(folder.path(), LINT);
    assert!(code == 1 && out.contains("protocols.lock:1:1: P411"), "{out}");
    fs::remove_file(&lock).unwrap();
    change_base(&folder, "500 mm3", "501 mm3");
    assert_eq!((run(folder.path(), LINT).0, run(folder.path(), CHECK).0), (0, 0));
}

#[test]
fn the_closest_lock_counts_and_is_written() {
    let folder = site();
    let other = folder.path().join("other/deep/own.protocol");
    write(&other, "protocol south/liver 1.0.0 extends north/liver\nlabels { 3 cyst optional }\n");
    write(&folder.path().join("north/liver.protocol"), SITE);
    // From below, the lock above is written, for all that it speaks of.
    let (code, _, err) = run(&folder.path().join("other"), &["lock", "deep"]);
    assert!(code == 0 && err.contains("locks 2 protocols") && err.contains("north/liver: 1.0.0"), "{err}");
    assert!(!folder.path().join("other/deep/protocols.lock").exists());
    // A lock of its own takes the folder out.
    write(&folder.path().join("other/protocols.lock"), "");
    let (code, _, err) = run(folder.path(), &["lock"]);
    assert!(code == 0 && err.contains("locks 1 protocol") && err.contains("north/liver: no longer extended"), "{err}");
    let (code, _, err) = run(folder.path(), &["lock", "other"]);
    assert!(code == 0 && err.contains("`other/protocols.lock` locks 2 protocols"), "{err}");
}

#[test]
fn shipped_bases_are_locked_too() {
    let folder = folder();
    let own =
        "protocol north/kidney 1.0.0 extends kits/23\nrule A-1 error \"t\" { require present(kidney) because \"b\" }\n";
    write(&folder.path().join("own.protocol"), own);
    assert_eq!(run(folder.path(), &["lock"]).0, 0);
    let text = fs::read_to_string(folder.path().join("protocols.lock")).unwrap();
    let (_, json, _) = run(folder.path(), &["export", "kits/23"]);
    let exported: serde_json::Value = serde_json::from_str(&json).unwrap();
    let line = format!("kits/23 {} {}\n", exported["version"].as_str().unwrap(), exported["hash"].as_str().unwrap());
    assert!(text.ends_with(&line), "{text}");
}

#[test]
fn what_cannot_be_locked_is_said() {
    let folder = folder();
    write(&folder.path().join("alone.protocol"), BASE);
    let (code, _, err) = run(folder.path(), &["lock"]);
    assert!(code == 0 && err.contains("nothing to lock") && !folder.path().join("protocols.lock").exists(), "{err}");
    let (code, _, err) = run(folder.path(), &["lock", "nowhere"]);
    assert!(code == 2 && err.contains("there is no folder `nowhere`"), "{err}");
    write(&folder.path().join("a/own.protocol"), SITE);
    write(&folder.path().join("a/society/base.protocol"), BASE);
    write(&folder.path().join("b/own.protocol"), SITE);
    write(&folder.path().join("b/society/base.protocol"), &BASE.replace("<= 1", "<= 2"));
    let (code, _, err) = run(folder.path(), &["lock"]);
    assert!(code == 2 && err.contains("two protocols are named `society/base`"), "{err}");
    write(&folder.path().join("b/society/base.protocol"), &BASE.replace("require", "requir"));
    let (code, _, err) = run(folder.path(), &["lock"]);
    assert!(code == 2 && err.contains("has mistakes, so nothing was locked"), "{err}");
}
