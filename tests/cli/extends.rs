//! `extends`: protocols that build on others.

use super::files::{folder, label_map, run, write};

const BASE: &str = "/// What every site shares.\nprotocol society/base 1.4.2\n\nmeta {\n  owner = \"the society\"\n  cite book = \"Reading manual\"\n}\n\n\
    labels {\n  1 liver\n}\n\nparam pieces = 1\n\nrule BASE-001 error \"Few pieces\" {\n  \
    require components(liver, min: 1 mm3) <= pieces\n  cite book\n}\n";

fn derived(extends: &str) -> String {
    format!(
        "/// One site.\nprotocol north/liver 1.0.0 extends {extends}\n\nlabels {{\n  2 tumour  optional\n}}\n\n\
         rule SITE-001 error \"Tumour beside liver\" {{\n  require tumour touches liver\n  because \"else it is no liver tumour\"\n}}\n"
    )
}

/// A label map in two pieces, and the base above it.
fn site() -> tempfile::TempDir {
    let folder = folder();
    label_map(&folder.path().join("site/labels/a.nii"), &[1, 0, 1]);
    write(&folder.path().join("protocols/society/base.protocol"), BASE);
    folder
}

fn check(folder: &tempfile::TempDir, extends: &str) -> (i32, String, String) {
    write(&folder.path().join("site/own.protocol"), &derived(extends));
    run(folder.path(), &["check", "site/labels", "-p", "site/own.protocol", "--output-format", "concise"])
}

#[test]
fn rules_of_the_base_are_judged_and_shown_in_its_file() {
    let folder = site();
    let (code, out, err) = check(&folder, "society/base ^1.4");
    assert_eq!((code, out.lines().count()), (1, 1), "{out}{err}");
    assert!(out.contains("BASE-001"), "{out}");
    let (_, full, _) = run(folder.path(), &["check", "site/labels", "-p", "site/own.protocol"]);
    assert!(full.contains("protocols/society/base.protocol:16:"), "{full}");
    // The parameter of the base, set by the site.
    assert_eq!(check(&folder, "society/base ^1.4 with pieces = 2").0, 0);
    let (code, out, err) = run(folder.path(), &["lint", "site/own.protocol"]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(run(folder.path(), &["explain", "BASE-001", "-p", "site/own.protocol"]).1.contains("base.protocol:15"));
    assert_eq!(run(folder.path(), &["fmt", "--check", "site/own.protocol"]).0, 0);
}

#[test]
fn a_base_that_cannot_be_used_is_named() {
    let folder = site();
    for (extends, message, help) in [
        ("society/bse ^1.4", "there is no protocol `society/bse`", "society/bse.protocol"),
        ("kits/32", "there is no protocol `kits/32`", "kits/23"),
        ("society/base ^2.0", "there in version 1.4.2, and `^2.0` is asked for", "^1.4.2"),
        ("society/base with peices = 2", "has no parameter `peices`", "did you mean `pieces`?"),
        ("north/liver", "builds on itself", "does not extend this one"),
    ] {
        let (code, _, err) = check(&folder, extends);
        assert_eq!(code, 2, "{extends}");
        assert!(err.contains("P406") && err.contains(message) && err.contains(help), "{extends}: {err}");
        assert!(err.contains("site/own.protocol:2:"), "{extends}: {err}");
    }
    write(&folder.path().join("protocols/society/base.protocol"), &BASE.replace("require", "requir"));
    let (code, _, err) = check(&folder, "society/base");
    assert!(code == 2 && err.contains("has mistakes of its own") && err.contains("voxlint lint"), "{err}");
}

#[test]
fn what_the_base_declares_cannot_be_declared_again() {
    let folder = site();
    let text = derived("society/base").replace("2 tumour  optional", "1 hepar\n  2 liver");
    write(&folder.path().join("site/own.protocol"), &text);
    let (code, out, _) = run(folder.path(), &["lint", "site/own.protocol", "--output-format", "concise"]);
    assert_eq!(code, 1);
    assert!(out.contains("`liver` is already"), "{out}");
}

#[test]
fn rules_of_the_base_are_tightened_and_relaxed_by_name() {
    let folder = site();
    let amended = |amendments: &str| {
        write(&folder.path().join("site/own.protocol"), &format!("{}\n{amendments}", derived("society/base ^1.4")));
        run(folder.path(), &["check", "site/labels", "-p", "site/own.protocol", "--output-format", "concise"])
    };
    let relaxed = "relax BASE-001 {\n  require components(liver, min: 1 mm3) <= 2\n  because \"grafts\"\n}\n";
    assert_eq!(amended(relaxed).0, 0);
    let (code, _, err) = run(folder.path(), &["fmt", "--check", "site/own.protocol"]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(amended("relax BASE-001 {\n  because \"not for us\"\n}\n").0, 0);
    let tightened =
        format!("{relaxed}\ntighten BASE-001 {{\n  require volume(liver) >= 1 mL when complete(liver)\n}}\n");
    assert_eq!(amended(&tightened).0, 0, "it touches the border");
    let tightened = "tighten BASE-001 {\n  require voxels(liver) >= 3 voxels\n}\n";
    let (code, out, _) = amended(tightened);
    assert_eq!((code, out.lines().count()), (1, 2), "both statements of the rule fail: {out}");
    let (_, full, _) = run(folder.path(), &["check", "site/labels", "-p", "site/own.protocol"]);
    assert!(full.contains("site/own.protocol:14:") && full.contains("base.protocol:16:"), "{full}");
    for (text, message, help) in [
        ("relax BASE-001 { require present(liver) }", "relaxed without a reason", "because"),
        ("tighten BASE-01 { require present(liver) }", "has a rule `BASE-01`", "did you mean `BASE-001`?"),
        ("tighten SITE-001 { require present(liver) }", "has a rule `SITE-001`", "stands in this file"),
        ("tighten { require present(liver) }", "`tighten` names no rule", "tighten LIV-001"),
    ] {
        let (code, _, err) = amended(text);
        assert!(code == 2 && err.contains(message) && err.contains(help), "{text}: {err}");
    }
}
