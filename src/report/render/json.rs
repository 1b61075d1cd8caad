//! Everything as one JSON object, findings first, one a line.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::super::json;
use super::super::record::Summary;
use super::{Part, Renderer};

/// Findings go out at once; only the cases' records wait for the end.
#[derive(Default)]
pub struct Json {
    findings: usize,
    cases: Vec<Value>,
}

impl Renderer for Json {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let tool = json!({"name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION")});
        write!(out, "{{\n\"schema_version\": {},\n\"tool\": {tool},\n\"findings\": [", json::SCHEMA_VERSION)
    }

    fn part(&mut self, out: &mut dyn Write, part: &Part<'_>) -> io::Result<()> {
        for (finding, fingerprint) in part.printed() {
            let separator = if self.findings == 0 { "" } else { "," };
            self.findings += 1;
            write!(out, "{separator}\n{}", json::finding(finding, fingerprint))?;
        }
        self.cases.extend(part.record.map(json::case));
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        let gap = if self.findings == 0 { "" } else { "\n" };
        write!(out, "{gap}],\n\"cases\": [")?;
        for (index, case) in self.cases.iter().enumerate() {
            let separator = if index == 0 { "" } else { "," };
            write!(out, "{separator}\n{case}")?;
        }
        let gap = if self.cases.is_empty() { "" } else { "\n" };
        writeln!(out, "{gap}],\n\"summary\": {}\n}}", json::summary(summary))
    }
}
