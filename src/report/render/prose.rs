//! A finding as lines of plain text, for formats that have one field for all of it.

use super::super::escape::{visible, visible_lines};
use super::super::finding::{Finding, Label};
use super::super::wording;

/// The message, then whatever is known of: measured and allowed value, place, class, lines of protocols, what to do. All of
/// it is safe to show.
pub fn lines(finding: &Finding) -> Vec<String> {
    let mut lines = vec![visible(&finding.message).into_owned()];
    lines.extend(wording::comparison(finding, None));
    lines.extend(finding.evidence.place.as_ref().and_then(wording::place).map(|place| format!("at {place}")));
    lines.extend(finding.evidence.class.as_ref().map(|class| format!("class `{}`", visible(class))));
    lines.extend(finding.labels.iter().map(label));
    lines.extend(finding.help.as_ref().map(|help| format!("help: {}", visible_lines(help))));
    lines
}

/// `liver.protocol:14:3: not met`
fn label(label: &Label) -> String {
    let (line, column) = label.source.line_column(label.span.start);
    let text = if label.text.is_empty() { String::new() } else { format!(": {}", visible(&label.text)) };
    format!("{}:{line}:{column}{text}", visible(&label.source.name))
}
