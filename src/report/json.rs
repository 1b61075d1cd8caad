//! Findings, cases and counts as JSON, for programs. Keys and their meaning change only with [`SCHEMA_VERSION`].

use serde_json::{Map, Value, json};

use super::finding::{Finding, Label, Place, Severity};
use super::record::{CaseRecord, OutcomeKind, RuleRecord, SeverityChange, Summary};

/// Raised when a key disappears or changes its meaning; new keys do not raise it.
pub const SCHEMA_VERSION: u32 = 1;

/// What the output looks like.
pub const SCHEMA: &str = include_str!("../../schemas/findings.schema.json");

/// A finding with its fingerprint; what is not known is left out.
pub fn finding(finding: &Finding, fingerprint: &str) -> Value {
    let evidence = &finding.evidence;
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| {
        if !value.is_null() {
            object.insert(key.to_owned(), value);
        }
    };
    put("code", json!(finding.code));
    put("severity", json!(finding.severity.word()));
    put("message", json!(finding.message));
    put("file", json!(finding.file));
    put("case", json!(evidence.case));
    if !evidence.bindings.is_empty() {
        put("bindings", Value::Object(evidence.bindings.iter().map(|(k, v)| (k.clone(), json!(v))).collect()));
    }
    put("class", json!(evidence.class));
    put("measured", json!(evidence.measured));
    put("allowed", json!(evidence.allowed));
    put("statement", json!(evidence.statement));
    if !evidence.details.is_empty() {
        put("details", Value::Object(evidence.details.iter().map(|(k, v)| (k.clone(), json!(v))).collect()));
    }
    put("place", evidence.place.as_ref().map_or(Value::Null, place));
    if !finding.labels.is_empty() {
        put("labels", finding.labels.iter().map(label).collect());
    }
    put("help", json!(finding.help));
    put("fingerprint", json!(fingerprint));
    Value::Object(object)
}

/// Array indices are zero-based in stored axis order; `world` is RAS+ mm.
fn place(place: &Place) -> Value {
    let mut object = Map::new();
    if let Some(voxel) = place.voxel {
        object.insert("voxel".to_owned(), json!(voxel));
    }
    if let Some(world) = place.world {
        object.insert("world".to_owned(), json!(world));
    }
    if let Some((low, high)) = place.bounds {
        object.insert("box".to_owned(), json!([low, high]));
    }
    if let Some((plane, index)) = place.slice {
        object.insert("slice".to_owned(), json!({"plane": plane.word(), "index": index}));
    }
    Value::Object(object)
}

fn label(label: &Label) -> Value {
    let (line, column) = label.source.line_column(label.span.start);
    json!({
        "file": label.source.name, "line": line, "column": column,
        "start": label.span.start, "end": label.span.end, "text": label.text,
    })
}

pub fn case(record: &CaseRecord) -> Value {
    let outcomes: Vec<Value> = record.outcomes.iter().map(outcome).collect();
    json!({
        "case": record.case, "files": record.files, "image": record.image, "protocol": record.protocol,
        "outcomes": outcomes,
    })
}

fn outcome(rule: &RuleRecord) -> Value {
    let mut object = Map::new();
    object.insert("rule".to_owned(), json!(rule.id));
    object.insert("outcome".to_owned(), json!(rule.outcome.word()));
    if !rule.reasons.is_empty() {
        object.insert("reasons".to_owned(), json!(rule.reasons));
    }
    Value::Object(object)
}

pub fn summary(summary: &Summary) -> Value {
    let severities: Map<String, Value> =
        summary.severities.iter().rev().map(|(severity, count)| (severity.word().to_owned(), json!(count))).collect();
    let outcomes: Map<String, Value> =
        OutcomeKind::ALL.iter().map(|outcome| (outcome.word().to_owned(), json!(summary.outcome(*outcome)))).collect();
    let codes: Map<String, Value> = summary
        .codes
        .iter()
        .map(|(code, count)| {
            let value = json!({
                "severity": count.severity.word(), "findings": count.findings, "cases": count.cases,
            });
            (code.clone(), value)
        })
        .collect();
    let mut object = json!({
        "cases": summary.cases, "cases_with_findings": summary.cases_with_findings, "findings": summary.findings(),
        "waived": summary.waived,
        "severities": severities, "outcomes": outcomes, "codes": codes, "protocols": summary.protocols,
    });
    if let (Value::Object(object), false) = (&mut object, summary.severity_changes.is_empty()) {
        let change = |change: &SeverityChange| {
            json!({
                "code": change.code, "from": change.from.map(Severity::word), "to": change.to.word(),
                "because": change.because, "place": change.place,
            })
        };
        object.insert("severity_changes".to_owned(), summary.severity_changes.iter().map(change).collect());
    }
    if let (Value::Object(object), false) = (&mut object, summary.not_checked.is_empty()) {
        let missed = summary.not_checked.iter().map(|missed| json!({"path": missed.path, "why": missed.why}));
        object.insert("not_checked".to_owned(), missed.collect());
    }
    if let (Value::Object(object), 1..) = (&mut object, summary.known) {
        object.insert("in_baseline".to_owned(), json!(summary.known));
    }
    if let (Value::Object(object), Some(comparison)) = (&mut object, &summary.comparison) {
        object.insert("comparison".to_owned(), comparison.clone());
    }
    object
}
