//! `voxlint harmonize`: what it writes, prints and ends with.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use super::files::{folder, run, write};

fn site(name: &str, class: &str, rule: &str) -> String {
    format!(
        "protocol {name} 1.0.0\n\ncase {{\n  phase in {{arterial, venous}}\n}}\n\nlabels {{\n  {class}\n}}\n\n\
         rule LIV-001 error \"Size\" {{\n  {rule}\n  because \"of the manual\"\n}}\n"
    )
}

/// Two that agree, and one that contradicts the first.
fn sites() -> TempDir {
    let folder = folder();
    let put = |name: &str, text: String| write(&folder.path().join(name), &text);
    put("north.protocol", site("north/liver", "1 liver code SCT:10200004", "require volume(liver) >= 800 mL"));
    put("south.protocol", site("south/liver", "7 hepar code SCT:10200004", "require volume(hepar) >= 500 mL"));
    put("child.protocol", site("child/liver", "1 liver code SCT:10200004", "require volume(liver) <= 400 mL"));
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn writes_the_agreed_protocol_and_a_case_in_the_values_of_each() {
    let folder = sites();
    let arguments =
        ["harmonize", "north.protocol", "south.protocol", "--prefer", "south.protocol", "-o", "agreed.protocol"];
    let (code, out, err) = run(folder.path(), &[&arguments[..], &["--witness", "shown"]].concat());
    assert_eq!(code, 0, "{out}{err}");
    let agreed = fs::read_to_string(folder.path().join("agreed.protocol")).unwrap();
    assert!(agreed.contains("protocol agreed/liver 1.0.0") && agreed.contains("7 hepar"), "{agreed}");
    assert!(agreed.contains("rule NORTHLIV-001") && !agreed.contains("SOUTHLIV-001"), "{agreed}");
    assert!(out.contains("south/liver LIV-001 \"Size\"\n    from north/liver LIV-001"), "{out}");
    let shown = names(&folder.path().join("shown"));
    let stems = ["agreed_liver_1.0.0", "north_liver_1.0.0", "south_liver_1.0.0"];
    let due: Vec<String> =
        stems.iter().flat_map(|stem| ["json", "nii.gz"].map(|end| format!("{stem}.{end}"))).collect();
    assert_eq!(shown, due);
    for (stem, protocol) in stems.iter().zip(["agreed.protocol", "north.protocol", "south.protocol"]) {
        let (code, out, err) = run(folder.path(), &["check", &format!("shown/{stem}.nii.gz"), "-p", protocol]);
        assert_eq!(code, 0, "{stem}: {out}{err}");
    }
    // Nothing is ever written into a file that exists.
    let (code, _, err) = run(folder.path(), &[&arguments[..], &["--witness", "shown"]].concat());
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("cannot be written"), "{err}");
}

#[test]
fn a_conflict_is_a_finding_and_writes_nothing() {
    let folder = sites();
    let before = names(folder.path());
    let arguments = ["north.protocol", "child.protocol", "--output", "agreed.protocol", "--witness", "shown"];
    let (code, out, err) = run(folder.path(), &[&["harmonize"], &arguments[..], &["--output-format", "json"]].concat());
    assert_eq!(code, 1, "{out}{err}");
    assert_eq!(names(folder.path()), before);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["agreement"], Value::Null);
    let core: Vec<&str> =
        report["conflict"]["core"].as_array().unwrap().iter().map(|of| of["protocol"].as_str().unwrap()).collect();
    assert!(core.contains(&"north/liver") && core.contains(&"child/liver"), "{out}");
    let resolved = report["conflict"]["resolved_without_each"].as_array().unwrap();
    assert!(resolved.iter().all(|resolved| *resolved == Value::Bool(true)), "{out}");
    assert_eq!(report["conflict"]["give_up_by_site"][1][0]["id"], "LIV-001");
}

#[test]
fn a_protocol_without_a_file_stands_in_the_report() {
    let folder = sites();
    let (code, out, err) = run(folder.path(), &["harmonize", "north.protocol", "south.protocol"]);
    assert_eq!(code, 0, "{err}");
    let at = out.find("/// Accepts a case exactly when").unwrap();
    let (_, text) = out.split_at(at);
    write(&folder.path().join("agreed.protocol"), text);
    let (code, _, err) = run(folder.path(), &["fmt", "--check", "agreed.protocol"]);
    assert_eq!((code, err.as_str()), (0, "0 of 1 protocol would change\n"));
    let (_, json, _) =
        run(folder.path(), &["harmonize", "north.protocol", "south.protocol", "--output-format", "json"]);
    let report: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(report["agreement"]["protocol"], text);
    assert_eq!(report["agreement"]["classes_by_site"][1][0]["agreed"][0]["name"], "liver");
}

#[test]
fn what_cannot_be_done_is_said() {
    let folder = sites();
    let harmonize = |more: &[&str]| run(folder.path(), &[&["harmonize"], more].concat());
    assert_eq!(harmonize(&["north.protocol"]).0, 2);
    let (code, _, err) = harmonize(&["north.protocol", "south.protocol", "--prefer", "west.protocol"]);
    assert_eq!(code, 2);
    assert!(err.contains("`west.protocol` is none of the protocols"), "{err}");
    let (code, _, err) = harmonize(&["north.protocol", "south.protocol", "--name", "two words"]);
    assert_eq!(code, 2);
    assert!(err.contains("consortium/liver-ct"), "{err}");
}
