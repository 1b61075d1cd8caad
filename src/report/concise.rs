//! One line per finding: for `grep`, editors and terminals that scroll.

use super::escape::visible;
use super::finding::Finding;
use super::style::Style;
use super::wording;

/// `path: CODE[bindings] severity: message (measured .., allowed ..) at voxel (i, j, k), (x, y, z) mm`, without a line
/// break. A finding about a protocol's text alone starts with `path:line:column`.
pub fn line(finding: &Finding, style: Style) -> String {
    let path = style.bold(&location(finding));
    let code = style.severity(finding.severity, &wording::code(finding));
    let severity = finding.severity.word();
    format!("{path}: {code} {severity}: {}", sentence(finding))
}

/// `message (measured .., allowed ..) at voxel (i, j, k), (x, y, z) mm`, without a line break.
pub fn sentence(finding: &Finding) -> String {
    let mut line = visible(&finding.message).into_owned();
    if let Some(comparison) = wording::comparison(finding, Some(&finding.message)) {
        line.push_str(&format!(" ({comparison})"));
    }
    if let Some(place) = finding.evidence.place.as_ref().and_then(wording::place) {
        line.push_str(&format!(" at {place}"));
    }
    line
}

fn location(finding: &Finding) -> String {
    match (&finding.file, finding.labels.first()) {
        (Some(file), _) => visible(file).into_owned(),
        (None, Some(label)) => {
            let (line, column) = label.source.line_column(label.span.start);
            format!("{}:{line}:{column}", visible(&label.source.name))
        }
        (None, None) => finding.evidence.case.as_deref().map_or("voxlint".into(), visible).into_owned(),
    }
}
