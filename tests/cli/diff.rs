//! `voxlint diff`: findings of two protocols, the matrix of several, and where they come from.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::files::{folder, run, write};

const KIDNEY: &str = "kits/19: kidney with kits/23: kidney + cyst";

#[test]
fn differences_are_findings_with_codes_places_and_costs() {
    let folder = folder();
    let (code, out, err) = run(
        folder.path(),
        &["diff", "kits/19", "kits/23", "--equate", KIDNEY, "--output-format", "json", "--select", "D1"],
    );
    assert_eq!(code, 1, "{err}");
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    let findings = json["findings"].as_array().unwrap();
    let codes: Vec<&str> = findings.iter().map(|finding| finding["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["D103", "D105"]);
    let details = &findings[0]["details"];
    assert_eq!((&details["kind"], &details["direction"]), (&"split".into(), &"finer".into()));
    assert_eq!((&details["forward"], &details["backward"]), (&"re-annotation".into(), &"lossy".into()));
    assert_eq!(details["old_rules"], "KITS19-001, KITS19-002, KITS19-003, KITS19-004, KITS19-007");
    assert_eq!(findings[0]["labels"][0]["file"], "kits/23");
    assert_eq!(json["summary"]["severities"]["error"], 2);
    assert!(err.contains("compared kits/19 1.0.0 with kits/23 1.0.0: 2 errors"), "{err}");
}

#[test]
fn a_protocol_does_not_differ_from_itself() {
    let folder = folder();
    for name in ["kits/23", "totalsegmentator/v2", "aapm/tg263", "lidc/nodules"] {
        let (code, out, err) = run(folder.path(), &["diff", name, name, "--fail-on", "info"]);
        assert_eq!((code, out.as_str()), (0, ""), "{name} {err}");
    }
}

#[test]
fn select_fail_on_and_output_file_work_as_in_check() {
    let folder = folder();
    let diff = |more: &[&str]| {
        let arguments: Vec<&str> = ["diff", "kits/21", "kits/23"].into_iter().chain(more.iter().copied()).collect();
        run(folder.path(), &arguments)
    };
    let (code, out, _) = diff(&["--select", "D101", "--output-format", "concise"]);
    assert_eq!((code, out.lines().count()), (0, 2), "{out}");
    assert_eq!(diff(&["--select", "D101", "--fail-on", "warning"]).0, 1);
    assert_eq!(diff(&["--ignore", "D1,D2"]).1, "");
    assert_eq!(diff(&["--select", "D9"]).0, 2);
    let (_, out, err) = diff(&["--output-file", "d.txt", "--statistics"]);
    assert_eq!(out, "");
    assert!(fs::read_to_string(folder.path().join("d.txt")).unwrap().contains("D102"));
    assert!(err.contains("one value, other anatomy"), "{err}");
}

#[test]
fn several_protocols_are_a_matrix() {
    let folder = folder();
    let arguments = ["diff", "kits/19", "kits/21", "kits/23", "--crosswalk", "k.crosswalk"];
    write(
        &folder.path().join("k.crosswalk"),
        "// cysts\nequate kits/19: kidney with kits/23: kidney + cyst\nequate kits/19: kidney with kits/21: kidney + cyst\n",
    );
    let (code, out, err) = run(folder.path(), &arguments);
    assert_eq!(code, 1, "{err}");
    let lines: Vec<Vec<&str>> =
        out.lines().map(|line| line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect()).collect();
    assert_eq!(lines[0], ["class", "kits/19 1.0.0", "kits/21 1.0.0", "kits/23 1.0.0"]);
    assert_eq!(lines[1], ["kidney", "1", "1 + 5", "1 + 3"]);
    assert_eq!(lines[2], ["tumour", "2", "6", "2"]);
    assert_eq!(lines[4], ["ureter", "-", "2", "-"]);
    assert_eq!(lines[10], ["kits/19 1.0.0", "-", "8", "2"]);
    let json = run(folder.path(), &[&arguments[..], &["--output-format", "json"]].concat()).1;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["classes"][0]["values"], serde_json::json!(["1", "1 + 5", "1 + 3"]));
    assert_eq!(json["differences"][0][2], 2);
    // The first edition has no rule against what the later ones accept, and they have some against what it accepts.
    assert_eq!(lines[14][0], "rules refuse what is accepted by");
    let refused =
        |accepting: usize, refusing: usize| json["refusals"][accepting][refusing]["rules"].as_array().unwrap();
    assert_eq!(lines[15][3], refused(0, 2).len().to_string());
    assert!(!refused(0, 2).is_empty(), "{out}");
}

#[test]
fn the_matrix_has_a_page_and_a_comment() {
    let folder = folder();
    let site = |name: &str, value: u8, rule: &str| {
        let claim = format!("rule {rule} error \"x\" {{ require volume(`a|b<i>`) >= {value} mL }}");
        let text = format!("protocol site/{name} 1.0.0\nlabels {{ {value} `a|b<i>` }}\n{claim}\n");
        write(&folder.path().join(format!("{name}.protocol")), &text);
    };
    site("north", 1, "ONE-001");
    site("south", 1, "ONE-001");
    site("west", 7, "SEV-001");
    let diff = |format: &str| {
        run(folder.path(), &["diff", "north.protocol", "south.protocol", "west.protocol", "--output-format", format])
    };
    let (_, markdown, err) = diff("markdown");
    let lines: Vec<&str> = markdown.lines().collect();
    assert_eq!(lines[0], "| class | site/north 1.0.0 | site/south 1.0.0 | site/west 1.0.0 |", "{err}");
    assert_eq!(lines[1], "| --- | --- | --- | --- |");
    assert_eq!(lines[2], "| a\\|b&lt;i&gt; | 1 | 1 | 7 |");
    let refused = lines.iter().rfind(|line| line.starts_with("| site/north")).unwrap();
    assert!(refused.ends_with("| - | 0 | 1: SEV-001 |"), "{markdown}");
    let (_, page, _) = diff("html");
    assert!(page.contains("default-src 'none'") && page.contains("script-src 'none'"), "{page}");
    assert!(page.contains("<th scope=\"row\">a|b&lt;i&gt;</th>") && !page.contains("<i>"), "{page}");
    assert!(page.contains("<td class=\"other\">7</td>") && page.contains("<li class=\"mono\">SEV-001</li>"), "{page}");
    let (code, out, err) = diff("sarif");
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("take `full`, `markdown`, `html` or `json`"), "{err}");
}

#[test]
fn mistakes_in_declarations_are_told_with_their_places() {
    let folder = folder();
    let told = |equate: &str| {
        let (code, out, err) = run(folder.path(), &["diff", "kits/19", "kits/23", "--equate", equate]);
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        err
    };
    assert!(told("kits/18: kidney with kits/23: kidney").contains("no protocol `kits/18` is compared here"));
    assert!(told("kits/19: kidny with kits/23: kidney").contains("did you mean `kidney`?"));
    assert!(told("kits/19: kidney = kits/23: kidney").contains("D131"));
    assert!(told("old: kidney with old: tumour").contains("both sides speak of `old`"));
    assert!(told("place old: kidney with new: kidney").contains("write `place .. inside ..`"));
    // Each of two classes cannot be the same as one other.
    let (code, _, err) = run(
        folder.path(),
        &[
            "diff",
            "kits/19",
            "kits/23",
            "--equate",
            "old: kidney with new: cyst",
            "--equate",
            "old: tumour with new: cyst",
        ],
    );
    assert_eq!(code, 2);
    assert!(err.contains("D135") && err.contains("leave no voxel for"), "{err}");
    assert_eq!(run(folder.path(), &["diff", "kits/19", "kits/23", "--crosswalk", "none"]).0, 2);
}

#[test]
fn what_is_unclear_is_told_and_not_linked() {
    let folder = folder();
    let label = |name: &str, labels: &str| {
        write(
            &folder.path().join(name),
            &format!("protocol test/{} 1.0.0\n\nlabels {{\n{labels}\n}}\n", name.replace(".protocol", "")),
        );
    };
    label("a.protocol", "  1 femur code SCT:1\n  2 kidney code SCT:5\n  3 lung_left\n");
    label("b.protocol", "  1 femur code SCT:2\n  2 k1 code SCT:5\n  3 k2 code SCT:5\n  4 left_lung\n");
    let (_, out, _) = run(folder.path(), &["diff", "a.protocol", "b.protocol", "--output-format", "concise"]);
    assert!(out.contains("D122 warning: `femur` and `femur` are not linked: codes and names disagree"), "{out}");
    assert!(out.contains("D121 warning: `kidney` and `k1` are not linked: a code leads to several classes"), "{out}");
    assert!(
        out.contains("D123 info: `lung_left` and `left_lung` may be the same: their names have the same words"),
        "{out}"
    );
    let (_, out, _) = run(folder.path(), &["diff", "a.protocol", "b.protocol"]);
    assert!(out.contains("equate test/a: lung_left with test/b: left_lung"), "{out}");
}

#[test]
fn what_a_class_is_said_to_include_is_suggested() {
    let folder = folder();
    let (_, out, _) = run(folder.path(), &["diff", "kits/19", "kits/23"]);
    assert!(out.contains("if they are, say so: equate kits/19: kidney with kits/23: kidney + cyst"), "{out}");
    let (_, out, _) =
        run(folder.path(), &["diff", "kits/23", "kits/19", "--select", "D123", "--output-format", "concise"]);
    assert!(out.contains("`kidney` + `cyst` and `kidney` may be the same: `kidney` says so in `includes`"), "{out}");
}

#[test]
fn codes_have_pages() {
    let folder = folder();
    let (code, out, _) = run(folder.path(), &["explain", "d102"]);
    assert_eq!(code, 0);
    assert!(out.contains("D102 one value, other anatomy"), "{out}");
    assert!(run(folder.path(), &["explain"]).1.contains("D135"));
}

fn git(folder: &Path, arguments: &[&str]) -> bool {
    let person = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"];
    let done = Command::new("git").current_dir(folder).args(person).args(arguments).env_remove("GIT_DIR").output();
    done.is_ok_and(|output| output.status.success())
}

#[test]
fn revisions_of_git_are_protocols() {
    let folder = folder();
    let here = folder.path().join("site");
    let liver = |value: u8| {
        format!("protocol site/liver 1.{value}.0 extends site/base 1.0.0\n\nlabels {{\n  {value} liver\n}}\n")
    };
    let base = "protocol site/base 1.0.0\n\nlabels {\n  9 skin\n}\n";
    assert!(git(folder.path(), &["init", "-q"]));
    write(&here.join("liver.protocol"), &liver(1));
    write(&here.join("protocols/site/base.protocol"), base);
    assert!(git(folder.path(), &["add", "."]) && git(folder.path(), &["commit", "-q", "-m", "one"]));
    write(&here.join("liver.protocol"), &liver(2));
    let diff = |at: &Path, old: &str, new: &str| run(at, &["diff", old, new, "--output-format", "concise"]);
    let (code, out, err) = diff(&here, "HEAD:liver.protocol", "liver.protocol");
    assert_eq!(code, 0, "{out} {err}");
    assert!(out.contains("D101 warning: `1 liver` is now `2 liver`"), "{out} {err}");
    // From elsewhere by the path from the top.
    let (_, from_top, err) = diff(folder.path(), "HEAD:site/liver.protocol", "site/liver.protocol");
    assert_eq!(from_top.lines().count(), out.lines().count(), "{err}");
    let (code, _, err) = diff(&here, "HEAD~7:liver.protocol", "liver.protocol");
    assert_eq!(code, 2);
    assert!(err.contains("git does not give `HEAD~7:liver.protocol`"), "{err}");
    let (code, _, err) = diff(&here, "HEAD:other.protocol", "liver.protocol");
    assert_eq!(code, 2);
    assert!(err.contains("other.protocol"), "{err}");
    assert_eq!(diff(&here, "--upload:x", "liver.protocol").0, 2);
}
