//! Writes a run's findings in one of the output formats, as they come.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::finding::Finding;
use super::fingerprint::fingerprints;
use super::record::{CaseRecord, Summary};
use super::style::Style;
use super::{concise, full, json};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Full,
    Concise,
    /// One object: `schema_version`, `tool`, `findings`, `cases`, `summary`.
    Json,
    /// One object a line: `finding`, `case` and at last `summary` under the key `type`.
    JsonLines,
}

/// Findings go out at once; only the cases' records wait for the end, and only where the format wants them there.
/// Nothing is written in the text formats for a case without findings.
pub struct Sink<W> {
    out: W,
    format: Format,
    style: Style,
    findings: usize,
    cases: Vec<Value>,
}

impl<W: Write> Sink<W> {
    pub fn new(mut out: W, format: Format, style: Style) -> io::Result<Self> {
        if format == Format::Json {
            let tool = json!({"name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION")});
            write!(out, "{{\n\"schema_version\": {},\n\"tool\": {tool},\n\"findings\": [", json::SCHEMA_VERSION)?;
        }
        Ok(Sink { out, format, style, findings: 0, cases: Vec::new() })
    }

    /// The findings of one case, of the cohort, or of one protocol: all that may share a fingerprint's text.
    pub fn findings(&mut self, findings: &[Finding]) -> io::Result<()> {
        let prints = match self.format {
            Format::Json | Format::JsonLines => fingerprints(findings),
            Format::Full | Format::Concise => vec![String::new(); findings.len()],
        };
        findings.iter().zip(&prints).try_for_each(|(finding, print)| self.finding(finding, print))?;
        self.out.flush()
    }

    fn finding(&mut self, finding: &Finding, fingerprint: &str) -> io::Result<()> {
        let first = self.findings == 0;
        self.findings += 1;
        match self.format {
            Format::Full => {
                let gap = if first { "" } else { "\n" };
                write!(self.out, "{gap}{}", full::block(finding, self.style))
            }
            Format::Concise => writeln!(self.out, "{}", concise::line(finding, self.style)),
            Format::Json => {
                let separator = if first { "" } else { "," };
                write!(self.out, "{separator}\n{}", json::finding(finding, fingerprint))
            }
            Format::JsonLines => writeln!(self.out, "{}", typed("finding", json::finding(finding, fingerprint))),
        }
    }

    pub fn case(&mut self, record: &CaseRecord) -> io::Result<()> {
        match self.format {
            Format::Full | Format::Concise => Ok(()),
            Format::Json => {
                self.cases.push(json::case(record));
                Ok(())
            }
            Format::JsonLines => writeln!(self.out, "{}", typed("case", json::case(record))),
        }
    }

    /// Closes the output. Nothing may be written afterwards.
    pub fn finish(mut self, summary: &Summary) -> io::Result<()> {
        match self.format {
            Format::Full | Format::Concise => {}
            Format::Json => {
                let gap = if self.findings == 0 { "" } else { "\n" };
                write!(self.out, "{gap}],\n\"cases\": [")?;
                for (index, case) in self.cases.iter().enumerate() {
                    let separator = if index == 0 { "" } else { "," };
                    write!(self.out, "{separator}\n{case}")?;
                }
                let gap = if self.cases.is_empty() { "" } else { "\n" };
                writeln!(self.out, "{gap}],\n\"summary\": {}\n}}", json::summary(summary))?;
            }
            Format::JsonLines => writeln!(self.out, "{}", typed("summary", json::summary(summary)))?,
        }
        self.out.flush()
    }
}

/// The object with `type` before its own keys, and the schema version, so that a line can be read on its own.
fn typed(kind: &str, value: Value) -> Value {
    let mut object = serde_json::Map::new();
    object.insert("type".to_owned(), json!(kind));
    object.insert("schema_version".to_owned(), json!(json::SCHEMA_VERSION));
    if let Value::Object(rest) = value {
        object.extend(rest);
    }
    Value::Object(object)
}
