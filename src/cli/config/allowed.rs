//! What `voxlint.yaml` may hold, by its schema, and what to say where it holds something else.

use std::collections::BTreeMap;
use std::sync::Arc;

use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

use crate::model::suggest::nearest;
use crate::report::{Finding, Source, Span};

use super::{CODE, SCHEMA};

/// What the schema does not allow, in order of place.
pub fn violations(value: &Value, spans: &BTreeMap<String, Span>, source: &Arc<Source>) -> Vec<Finding> {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap_or_default();
    let Ok(validator) = jsonschema::validator_for(&schema) else {
        return vec![Finding::error(CODE, "the schema of voxlint.yaml that was built in cannot be used")];
    };
    let at = |pointer: &str| spans.get(pointer).copied().unwrap_or_default();
    let mut findings = Vec::new();
    for error in validator.iter_errors(value) {
        let pointer = error.instance_path().to_string();
        if let ValidationErrorKind::AdditionalProperties { unexpected } = error.kind() {
            let place = error.schema_path().to_string();
            let object = schema.pointer(place.strip_suffix("/additionalProperties").unwrap_or_default());
            let known = properties(object.unwrap_or(&schema));
            for key in unexpected {
                let finding = Finding::error(CODE, format!("the key `{key}` is not known"));
                let span = at(&format!("{pointer}/{key}#"));
                findings
                    .push((span, finding.label(source, span, "not a key of voxlint.yaml").help(unknown(key, &known))));
            }
            continue;
        }
        let span = at(&pointer);
        let key = pointer.split('/').nth(1).unwrap_or_default();
        let found = error.instance();
        let message = match key {
            "" => format!("voxlint.yaml must hold keys with values, not `{found}`"),
            key => format!("`{found}` is no value for the key `{key}`"),
        };
        let allowed = match key {
            "" => format!("allowed keys: {}", quoted(&properties(&schema))),
            key => allowed(key),
        };
        findings.push((span, Finding::error(CODE, message).label(source, span, "not allowed here").help(allowed)));
    }
    findings.sort_by_key(|(span, _)| *span);
    findings.into_iter().map(|(_, finding)| finding).collect()
}

fn unknown(key: &str, known: &[&str]) -> String {
    match nearest(key, known.iter().copied()) {
        Some(name) => format!("did you mean `{name}`? allowed keys: {}", quoted(known)),
        None => format!("allowed keys: {}", quoted(known)),
    }
}

/// What a key takes, with an example.
fn allowed(key: &str) -> String {
    let (what, example) = match key {
        "protocol" => ("one path or name", "`liver.protocol` or `kits/23`"),
        "extends" => ("a configuration or a list of them", "`extends: ../house.yaml`"),
        "protocols" => {
            ("a list of entries, each with `labels`", "`- {labels: \"ct/{case}.nii.gz\", protocol: liver.protocol}`")
        }
        "cases" => ("a table or a list of tables", "`cases.csv` or `{file: cases.csv, by: study}`"),
        "tables" => ("a file for each table of the protocol", "`tables: {targets: targets.csv}`"),
        "select" | "ignore" => ("a code or rule ID, or a list of them", "`[G, LIV-003]`"),
        "severity" => (
            "`error`, `warning` or `info` for a code or rule ID, with a reason where it is less",
            "`severity: {G103: {to: info, because: \"no orientation in the archive\"}}`",
        ),
        "baseline" => ("a file", "`baseline: voxlint.baseline`"),
        "cache" => ("a folder", "`cache: .voxlint-cache`"),
        "waivers" => ("a file of waivers or a list of them", "`waivers: site.waivers`"),
        "landmarks" => ("a pattern or a list of patterns", "`landmarks: \"points/{case}.mrk.json\"`"),
        "sidecars" => ("a pattern or a list of patterns", "`sidecars: \"meta/{case}.json\"`"),
        key => return format!("allowed: a pattern or a list of patterns, such as `{key}: \"{key}/*.nii.gz\"`"),
    };
    format!("allowed: {what}, such as {example}")
}

fn properties(schema: &Value) -> Vec<&str> {
    schema
        .get("properties")
        .and_then(Value::as_object)
        .map(|properties| properties.keys().map(String::as_str).collect())
        .unwrap_or_default()
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
