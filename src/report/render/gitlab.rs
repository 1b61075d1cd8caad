//! The Code Quality report of GitLab, for the widget of merge requests.
//!
//! Written after "Code Quality report format" of the GitLab documentation. `content` is of the older Code Climate form, of
//! which GitLab shows nothing; it keeps the rest of the finding for whoever opens the file.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::super::concise;
use super::super::escape::visible;
use super::super::finding::{Finding, Severity};
use super::super::fingerprint::fingerprints;
use super::super::record::{NotChecked, Summary};
use super::{Part, Renderer, prose};

/// An array with one object a finding.
#[derive(Default)]
pub struct GitLab {
    findings: usize,
}

impl Renderer for GitLab {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "[")
    }

    fn part(&mut self, out: &mut dyn Write, part: &Part<'_>) -> io::Result<()> {
        part.printed().try_for_each(|(finding, fingerprint)| {
            self.write(out, &violation(finding, fingerprint, severity(finding.severity)))
        })
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        summary.not_checked.iter().try_for_each(|missed| self.write(out, &not_checked(missed)))?;
        let gap = if self.findings == 0 { "" } else { "\n" };
        writeln!(out, "{gap}]")
    }
}

impl GitLab {
    fn write(&mut self, out: &mut dyn Write, violation: &Value) -> io::Result<()> {
        let separator = if self.findings == 0 { "" } else { "," };
        self.findings += 1;
        write!(out, "{separator}\n{violation}")
    }
}

/// It is worse than any finding: there might be many.
fn not_checked(missed: &NotChecked) -> Value {
    let finding = Finding::error("not-checked", missed.sentence()).file(&missed.path);
    violation(&finding, &fingerprints(std::slice::from_ref(&finding)).concat(), "critical")
}

fn violation(finding: &Finding, fingerprint: &str, severity: &str) -> Value {
    let (path, line) = place(finding);
    json!({
        "description": concise::sentence(finding),
        "check_name": finding.code,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line}},
        "content": {"body": prose::lines(finding).join("\n")},
    })
}

/// GitLab knows five; no finding is of the two above `major`.
fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}

/// A path and a line are demanded: a label file has line 1. Paths are from the root of the repository and do not begin with
/// `./`.
fn place(finding: &Finding) -> (String, usize) {
    let (path, line) = match (&finding.file, finding.labels.first()) {
        (Some(file), _) => (file.as_str(), 1),
        (None, Some(label)) => (label.source.name.as_str(), label.source.line_column(label.span.start).0),
        (None, None) => (finding.evidence.case.as_deref().unwrap_or("voxlint"), 1),
    };
    (visible(path.strip_prefix("./").unwrap_or(path)).into_owned(), line)
}
