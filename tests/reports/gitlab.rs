//! The report of "Code Quality report format" in the GitLab documentation: description, check_name, fingerprint, severity
//! and location of each violation are demanded.

use std::collections::BTreeSet;

use serde_json::Value;

use super::expected::Told;

pub fn read(text: &str) -> Vec<Told> {
    let report: Value = serde_json::from_str(text).unwrap();
    let violations = report.as_array().unwrap();
    let prints: BTreeSet<&str> = violations.iter().map(|one| one["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(prints.len(), violations.len(), "fingerprints are unique");
    violations.iter().map(violation).collect()
}

fn violation(violation: &Value) -> Told {
    let text = |key: &str| violation[key].as_str().unwrap().to_owned();
    let path = violation["location"]["path"].as_str().unwrap();
    assert!(!path.is_empty() && !path.starts_with("./"));
    let line = violation["location"]["lines"]["begin"].as_u64().unwrap();
    let body = violation["content"]["body"].as_str().unwrap();
    let description = text("description");
    assert!(description.starts_with(body.lines().next().unwrap()) && !description.contains('\n'), "{description}");
    // Only a protocol has lines; of a label file the first stands for all of it.
    let in_text = body.lines().skip(1).find(|shown| shown.starts_with(path)).is_some();
    Told {
        severity: match violation["severity"].as_str().unwrap() {
            "major" => "error",
            "minor" => "warning",
            "info" => "info",
            other => panic!("{other}"),
        }
        .to_owned(),
        code: text("check_name"),
        bindings: String::new(),
        file: path.to_owned(),
        place: if in_text { line.to_string() } else { String::new() },
        body: body.to_owned(),
        fingerprint: text("fingerprint"),
        case: String::new(),
    }
}
