//! Workflow commands of GitHub Actions: annotations on files and in the log of the step.
//!
//! Written after "Workflow commands for GitHub Actions" of the GitHub documentation.

use std::io::{self, Write};

use super::super::escape::visible;
use super::super::finding::{Finding, Severity};
use super::super::record::Summary;
use super::super::wording;
use super::{Part, Renderer, prose};

/// Annotations of one severity that GitHub shows of a step; the log keeps all.
const SHOWN: usize = 10;

/// One command a finding.
pub struct GitHub;

impl Renderer for GitHub {
    fn part(&mut self, out: &mut dyn Write, part: &Part<'_>) -> io::Result<()> {
        part.findings.iter().try_for_each(|finding| writeln!(out, "{}", command(finding)))
    }

    /// A line for people, if not all annotations will be seen.
    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        for missed in &summary.not_checked {
            let (file, text) = (property(&missed.path), data(&visible(&missed.sentence())));
            writeln!(out, "::error file={file},title=not checked::{text}")?;
        }
        if summary.severities.values().any(|count| *count > SHOWN) {
            let all = summary.findings();
            writeln!(out, "voxlint: GitHub shows {SHOWN} annotations of a severity; this log has all {all} findings")?;
        }
        Ok(())
    }
}

/// `::error file=labels/case_7.nii.gz,title=LIV-003[x=cyst]::message%0Ahelp: ..`
fn command(finding: &Finding) -> String {
    let name = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut properties = place(finding);
    properties.push(("title", wording::code(finding)));
    let properties: Vec<String> =
        properties.into_iter().map(|(key, value)| format!("{key}={}", property(&value))).collect();
    format!("::{name} {}::{}", properties.join(","), data(&prose::lines(finding).join("\n")))
}

/// A label file has no lines; a finding about a protocol stands at its first label.
fn place(finding: &Finding) -> Vec<(&'static str, String)> {
    if let Some(file) = &finding.file {
        return vec![("file", visible(file).into_owned())];
    }
    let Some(label) = finding.labels.first() else { return Vec::new() };
    let (line, column) = label.source.line_column(label.span.start);
    let (end_line, end_column) = label.source.line_column(label.span.end.max(label.span.start));
    let mut place = vec![("file", visible(&label.source.name).into_owned()), ("line", line.to_string())];
    if line == end_line {
        place.extend([("col", column.to_string()), ("endColumn", end_column.to_string())]);
    } else {
        // Columns are for places within one line.
        place.push(("endLine", end_line.to_string()));
    }
    place
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
