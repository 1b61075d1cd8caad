//! Every output format can be read by what it is meant for.

use serde_json::Value;

use super::files::{root, run};

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn json_is_one_object() {
    let (_, out, _) = run(&root(), &["check", "examples", "--output-format", "json"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(keys(&report), ["schema_version", "tool", "findings", "cases", "summary"]);
    assert_eq!(report["schema_version"], 1);
    assert_eq!(report["cases"].as_array().unwrap().len(), 11);
    let findings = report["findings"].as_array().unwrap();
    assert_eq!(findings.len(), report["summary"]["findings"].as_u64().unwrap() as usize);
    let swapped = findings.iter().find(|finding| finding["code"] == "ABD-002").unwrap();
    assert_eq!(swapped["file"], "examples/labels/sides_swapped.nii.gz");
    assert_eq!(swapped["case"], "sides_swapped");
    assert!(swapped["place"]["voxel"].is_array() && swapped["place"]["world"].is_array(), "{swapped}");
    assert!(swapped["measured"].is_string() && swapped["allowed"].is_string() && swapped["help"].is_string());
    let line = swapped["labels"][0]["line"].as_u64().unwrap() as usize;
    let protocol = std::fs::read_to_string(root().join("examples/abdomen.protocol")).unwrap();
    assert!(protocol.lines().nth(line - 1).unwrap().contains("kidney_right right of kidney_left"));
    let clean = report["cases"].as_array().unwrap().iter().find(|case| case["case"] == "clean").unwrap();
    let outcomes = clean["outcomes"].as_array().unwrap();
    assert!(outcomes.iter().any(|rule| rule["rule"] == "ABD-001" && rule["outcome"] == "pass"));
    assert!(outcomes.iter().any(|rule| rule["rule"] == "ABD-004" && rule["outcome"] == "not applicable"));
    assert!(!outcomes.iter().any(|rule| rule["rule"] == "ABD-009"), "a rule for a person has no outcome");
}

#[test]
fn json_of_an_empty_run_is_whole() {
    let (code, out, _) = run(&root(), &["check", "docs", "--output-format", "json"]);
    assert_eq!(code, 0);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["findings"], serde_json::json!([]));
    assert_eq!(report["summary"]["cases"], 0);
}

#[test]
fn json_lines_are_one_object_each() {
    let (_, out, _) = run(&root(), &["check", "examples", "--output-format", "json-lines"]);
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let count = |kind: &str| lines.iter().filter(|line| line["type"] == kind).count();
    assert_eq!(count("case"), 11);
    assert_eq!(count("summary"), 1);
    assert_eq!(lines.last().unwrap()["findings"], count("finding"));
    assert!(lines.iter().all(|line| line["schema_version"] == 1));
}

#[test]
fn concise_is_one_line_a_finding() {
    let (_, out, _) = run(&root(), &["check", "examples", "--output-format", "concise"]);
    let (_, json, _) = run(&root(), &["check", "examples", "--output-format", "json-lines"]);
    let findings = json.lines().filter(|line| line.contains("\"type\":\"finding\"")).count();
    assert_eq!(out.lines().count(), findings);
    let line = out.lines().find(|line| line.contains("ABD-004")).unwrap();
    assert!(line.starts_with("examples/labels/lesion_outside.nii.gz: ABD-004[c="), "{line}");
    assert!(line.contains(" error: ") && line.contains(" at voxel ("), "{line}");
}

#[test]
fn full_shows_the_line_of_the_protocol() {
    let (_, out, _) = run(&root(), &["check", "examples/labels/sides_swapped.nii.gz"]);
    for part in [
        "error ABD-002 in examples/labels/sides_swapped.nii.gz",
        "measured ",
        "allowed ",
        "at voxel (",
        "examples/abdomen.protocol:",
        "require kidney_right right of kidney_left by 40 mm",
        "help: ",
    ] {
        assert!(out.contains(part), "`{part}` is missing in:\n{out}");
    }
    assert!(out.is_ascii() || !out.contains('╭'), "plain characters where no terminal is");
}

#[test]
fn facts_are_json() {
    let file = "examples/labels/clean.nii.gz";
    let (code, out, err) = run(&root(), &["facts", file]);
    assert_eq!((code, err.as_str()), (0, ""));
    let facts: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(facts["shape"], serde_json::json!([122, 101, 30]));
    assert_eq!(facts["orientation"], "RAS");
    // Counted with nibabel and NumPy.
    let liver = facts["labels"].as_array().unwrap().iter().find(|label| label["label"] == 5).unwrap();
    assert_eq!(liver["voxels"], 38634);
    assert_eq!(liver["bbox"], serde_json::json!([[41, 105], [25, 86], [0, 29]]));
    let (_, out, _) = run(&root(), &["facts", file, "--protocol", "examples/abdomen.protocol"]);
    let facts: Value = serde_json::from_str(&out).unwrap();
    let measures = facts["measures"].as_array().unwrap();
    let parts = measures.iter().find(|measure| measure["text"] == "components(whole_liver, min: 0.5 mL)").unwrap();
    assert_eq!((&parts["rule"], &parts["value"]), (&"ABD-001".into(), &1.0.into()));
}

#[test]
fn facts_of_a_broken_file_name_the_fault() {
    let (code, out, err) = run(&root(), &["facts", "examples/labels/cut_off.nii.gz"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("F103"), "{err}");
}

#[test]
fn the_readme_shows_real_output() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let (_, after) = readme.split_once("ends with exit code 1:\n\n```\n").unwrap();
    let (shown, _) = after.split_once("```").unwrap();
    let (_, out, err) = run(&root(), &["check", "examples"]);
    let real: Vec<&str> = out.lines().chain(err.lines()).collect();
    for line in shown.lines().filter(|line| *line != "[...]") {
        assert!(real.contains(&line), "`{line}` is not in:\n{out}{err}");
    }
}
