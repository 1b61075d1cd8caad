//! SARIF 2.1.0: what code scanning of forges and the viewers of editors read.
//!
//! A result is located in the label file, and related to the lines of the protocol; a finding about a protocol is located
//! in its text. Columns count characters. What SARIF has no word for stands in `properties` under the keys of the JSON output.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::super::accepted::{Acceptance, Accepted};
use super::super::catalogue::Catalogue;
use super::super::escape::visible;
use super::super::finding::{Finding, Label, Severity};
use super::super::json;
use super::super::record::Summary;
use super::super::source::{Source, Span};
use super::{Part, Renderer, Wants, prose};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The name of our fingerprint and its version.
const FINGERPRINT: &str = "voxlint/v1";

/// Keys of the JSON output that a result holds elsewhere.
const ELSEWHERE: [&str; 6] = ["code", "severity", "message", "file", "labels", "fingerprint"];

/// Results go out at once; the rules follow them, in the order in which their results came.
pub struct Sarif {
    catalogue: Catalogue,
    results: usize,
    rules: Vec<String>,
}

impl Sarif {
    pub fn new(catalogue: Catalogue) -> Self {
        Sarif { catalogue, results: 0, rules: Vec::new() }
    }

    /// An empty list of suppressions says that there is none.
    fn result(&mut self, finding: &Finding, fingerprint: &str, suppressions: &[Value]) -> Value {
        let index = self.rules.iter().position(|known| *known == finding.code).unwrap_or_else(|| {
            self.rules.push(finding.code.clone());
            self.rules.len() - 1
        });
        let (located, related) = locations(finding);
        let mut properties = match json::finding(finding, fingerprint) {
            Value::Object(object) => object,
            _ => Map::new(),
        };
        properties.retain(|key, _| !ELSEWHERE.contains(&key.as_str()));
        let mut result = json!({
            "ruleId": finding.code,
            "ruleIndex": index,
            "level": level(finding.severity),
            "message": {"text": prose::lines(finding).join("\n")},
            "locations": located,
            "partialFingerprints": {FINGERPRINT: fingerprint},
            "suppressions": suppressions,
            "properties": properties,
        });
        if let (Some(object), false) = (result.as_object_mut(), related.is_empty()) {
            object.insert("relatedLocations".to_owned(), Value::Array(related));
        }
        result
    }

    fn write(
        &mut self,
        out: &mut dyn Write,
        finding: &Finding,
        fingerprint: &str,
        suppressions: &[Value],
    ) -> io::Result<()> {
        let separator = if self.results == 0 { "" } else { "," };
        self.results += 1;
        write!(out, "{separator}\n{}", self.result(finding, fingerprint, suppressions))
    }

    /// How the run went: what could not be checked, and severities that a configuration changes.
    fn invocation(&self, summary: &Summary) -> Value {
        let missed = summary.not_checked.iter().map(|missed| {
            json!({
                "level": "error",
                "message": {"text": visible(&missed.sentence())},
                "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(&missed.path)}}}],
            })
        });
        let overrides = summary.severity_changes.iter().filter_map(|change| {
            let index = self.rules.iter().position(|known| *known == change.code)?;
            Some(json!({
                "descriptor": {"id": change.code, "index": index},
                "configuration": {"level": level(change.to)},
                "properties": {"because": change.because, "place": change.place},
            }))
        });
        json!({
            "executionSuccessful": summary.not_checked.is_empty(),
            "toolExecutionNotifications": missed.collect::<Vec<_>>(),
            "ruleConfigurationOverrides": overrides.collect::<Vec<_>>(),
        })
    }

    fn rule(&self, code: &str) -> Value {
        let mut rule = Map::new();
        rule.insert("id".to_owned(), json!(code));
        if let Some(meaning) = self.catalogue.get(code) {
            let text = meaning.text.join("\n\n");
            rule.insert("shortDescription".to_owned(), json!({"text": meaning.title}));
            if !text.is_empty() {
                rule.insert("fullDescription".to_owned(), json!({"text": text}));
                rule.insert("help".to_owned(), json!({"text": text}));
            }
            if let Some(severity) = meaning.severity {
                rule.insert("defaultConfiguration".to_owned(), json!({"level": level(severity)}));
            }
        }
        Value::Object(rule)
    }
}

impl Renderer for Sarif {
    fn wants(&self) -> Wants {
        Wants { accepted: true, ..Wants::default() }
    }

    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let schema = json!(SCHEMA);
        write!(
            out,
            "{{\n\"$schema\": {schema},\n\"version\": \"2.1.0\",\n\"runs\": [{{\n\"columnKind\": \"unicodeCodePoints\",\n\"results\": ["
        )
    }

    fn part(&mut self, out: &mut dyn Write, part: &Part<'_>) -> io::Result<()> {
        part.printed().try_for_each(|(finding, fingerprint)| self.write(out, finding, fingerprint, &[]))
    }

    /// Viewers show suppressed results apart, or not at all.
    fn accepted(&mut self, out: &mut dyn Write, accepted: &[(Accepted, String)]) -> io::Result<()> {
        accepted.iter().try_for_each(|(Accepted { finding, by }, fingerprint)| {
            self.write(out, finding, fingerprint, &[suppression(by)])
        })
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        let rules: Vec<Value> = self.rules.iter().map(|code| self.rule(code)).collect();
        let version = env!("CARGO_PKG_VERSION");
        let driver = json!({
            "name": env!("CARGO_PKG_NAME"), "version": version, "semanticVersion": version, "rules": rules,
        });
        let gap = if self.results == 0 { "" } else { "\n" };
        let properties = json::summary(summary);
        let invocations = json!([self.invocation(summary)]);
        writeln!(
            out,
            "{gap}],\n\"tool\": {},\n\"invocations\": {invocations},\n\"properties\": {properties}\n}}]\n}}",
            json!({"driver": driver})
        )
    }
}

fn suppression(by: &Acceptance) -> Value {
    let mut suppression = json!({"kind": "external", "status": "accepted", "justification": visible(&by.sentence())});
    if let (Value::Object(object), Acceptance::Waiver { source, span, until, because }) = (&mut suppression, by) {
        object.insert("location".to_owned(), in_text(source, *span));
        object.insert("properties".to_owned(), json!({"until": until, "because": because}));
    }
    suppression
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// Where a finding is, and the further places it speaks of.
fn locations(finding: &Finding) -> (Vec<Value>, Vec<Value>) {
    let logical = logical_locations(finding);
    let mut places = finding.labels.iter().map(of_label);
    let located = match &finding.file {
        Some(file) => Some(json!({"physicalLocation": {"artifactLocation": {"uri": uri(file)}}})),
        None => places.next(),
    };
    let located = match (located, logical.is_empty()) {
        (Some(mut location), false) => {
            if let Some(object) = location.as_object_mut() {
                object.insert("logicalLocations".to_owned(), Value::Array(logical));
            }
            Some(location)
        }
        (None, false) => Some(json!({"logicalLocations": logical})),
        (located, true) => located,
    };
    (located.into_iter().collect(), places.collect())
}

fn logical_locations(finding: &Finding) -> Vec<Value> {
    let named = [("case", &finding.evidence.case), ("class", &finding.evidence.class)];
    let known = named.into_iter().filter_map(|(kind, name)| Some((kind, name.as_deref()?)));
    known.map(|(kind, name)| json!({"name": visible(name), "kind": kind})).collect()
}

fn of_label(label: &Label) -> Value {
    let mut location = in_text(&label.source, label.span);
    if let (Some(object), false) = (location.as_object_mut(), label.text.is_empty()) {
        object.insert("message".to_owned(), json!({"text": visible(&label.text)}));
    }
    location
}

/// A place in a protocol's text, its end exclusive.
fn in_text(source: &Source, span: Span) -> Value {
    let (start_line, start_column) = source.line_column(span.start);
    let (end_line, end_column) = source.line_column(span.end.max(span.start));
    let region = json!({
        "startLine": start_line, "startColumn": start_column, "endLine": end_line, "endColumn": end_column,
    });
    json!({"physicalLocation": {"artifactLocation": {"uri": uri(&source.name)}, "region": region}})
}

/// A path with `/` separators as a reference: relative ones stay relative to where voxlint ran.
fn uri(path: &str) -> String {
    let prefix = match path.as_bytes() {
        [b'/', ..] => "file://",
        [drive, b':', b'/', ..] if drive.is_ascii_alphabetic() => "file:///",
        _ => "",
    };
    let keeps = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let encoded: String = path
        .bytes()
        .map(|byte| if keeps(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    format!("{prefix}{encoded}")
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_references() {
        assert_eq!(uri("labels/case 7.nii.gz"), "labels/case%207.nii.gz");
        assert_eq!(uri("/data/ä#1.nii"), "file:///data/%C3%A4%231.nii");
        assert_eq!(uri("C:/data/x.nii"), "file:///C%3A/data/x.nii");
        assert_eq!(uri("HEAD~1:liver.protocol"), "HEAD~1%3Aliver.protocol");
    }
}
