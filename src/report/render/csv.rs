//! A table for statistics: a row for each measure, each outcome and each finding, told apart by the first column.
//!
//! Values and bounds are in the base units of their dimensions, so that a column can be counted with.

use std::io::{self, Write};

use csv::Writer;

use super::super::escape::{visible, visible_lines};
use super::super::finding::{Finding, Place};
use super::super::measure::{MeasureRecord, Range};
use super::super::record::{CaseRecord, NotChecked, RuleRecord, Summary};
use super::{Part, Renderer, Wants};

const COLUMNS: [&str; 26] = [
    "record",
    "case",
    "file",
    "protocol",
    "code",
    "severity",
    "outcome",
    "statement",
    "bindings",
    "measure",
    "value",
    "unit",
    "lower",
    "upper",
    "class",
    "measured",
    "allowed",
    "reason",
    "message",
    "voxel",
    "world",
    "box",
    "slice",
    "line",
    "help",
    "fingerprint",
];

/// A case's measures, then its outcomes, then its findings.
pub struct Csv;

impl Renderer for Csv {
    fn wants(&self) -> Wants {
        Wants { measures: true, ..Wants::default() }
    }

    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        write(out, [Row(COLUMNS.map(|column| (column, column.to_owned())).into())])
    }

    fn part(&mut self, out: &mut dyn Write, part: &Part<'_>) -> io::Result<()> {
        if let Some(record) = part.record {
            write(out, record.measures.iter().map(|measure| of_measure(record, measure)))?;
            write(out, record.outcomes.iter().map(|rule| of_outcome(record, rule)))?;
        }
        write(out, part.printed().map(|(finding, fingerprint)| of_finding(part, finding, fingerprint)))
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        write(out, summary.not_checked.iter().map(not_checked))
    }
}

fn not_checked(missed: &NotChecked) -> Row {
    Row(vec![("record", "not checked".to_owned()), ("file", text(&missed.path)), ("reason", text(&missed.why))])
}

/// Cells by column; those that are not there are empty.
struct Row(Vec<(&'static str, String)>);

fn write(out: &mut dyn Write, rows: impl IntoIterator<Item = Row>) -> io::Result<()> {
    let mut table = Writer::from_writer(out);
    for Row(cells) in rows {
        let cell =
            |column: &str| cells.iter().find(|(known, _)| *known == column).map_or("", |(_, text)| text.as_str());
        table.write_record(COLUMNS.map(cell))?;
    }
    table.flush()
}

fn of_measure(case: &CaseRecord, measure: &MeasureRecord) -> Row {
    let allowed = measure.allowed.unwrap_or_default();
    let mut cells = of_case("measure", case);
    cells.extend([
        ("code", text(&measure.rule)),
        ("outcome", measure.outcome.map(|outcome| outcome.word().to_owned()).unwrap_or_default()),
        ("statement", text(&measure.statement)),
        ("bindings", bindings(&measure.bindings)),
        ("measure", text(&measure.measure)),
        ("value", number(measure.value)),
        ("unit", measure.unit.clone()),
        ("lower", number(allowed.lower.map(|bound| bound.value))),
        ("upper", number(allowed.upper.map(|bound| bound.value))),
        ("allowed", measure.allowed.map(interval).unwrap_or_default()),
        ("reason", measure.note.as_deref().map(text).unwrap_or_default()),
    ]);
    Row(cells)
}

fn of_outcome(case: &CaseRecord, rule: &RuleRecord) -> Row {
    let mut cells = of_case("outcome", case);
    cells.extend([
        ("code", text(&rule.id)),
        ("severity", rule.severity.word().to_owned()),
        ("outcome", rule.outcome.word().to_owned()),
        ("reason", text(&rule.reasons.join("; "))),
    ]);
    Row(cells)
}

fn of_case(kind: &str, case: &CaseRecord) -> Vec<(&'static str, String)> {
    vec![
        ("record", kind.to_owned()),
        ("case", text(&case.case)),
        ("file", case.files.first().map(|file| text(file)).unwrap_or_default()),
        ("protocol", case.protocol.as_deref().map(text).unwrap_or_default()),
    ]
}

fn of_finding(part: &Part<'_>, finding: &Finding, fingerprint: &str) -> Row {
    let evidence = &finding.evidence;
    let known = |given: &Option<String>| given.as_deref().map(text).unwrap_or_default();
    let line = finding.labels.first().map(|label| {
        let (line, column) = label.source.line_column(label.span.start);
        text(&format!("{}:{line}:{column}", label.source.name))
    });
    let protocol = part.record.and_then(|record| record.protocol.as_deref());
    let mut cells = vec![
        ("record", "finding".to_owned()),
        ("case", known(&evidence.case)),
        ("file", known(&finding.file)),
        ("protocol", protocol.map(text).unwrap_or_default()),
        ("code", text(&finding.code)),
        ("severity", finding.severity.word().to_owned()),
        ("statement", known(&evidence.statement)),
        ("bindings", bindings(&evidence.bindings)),
        ("class", known(&evidence.class)),
        ("measured", known(&evidence.measured)),
        ("allowed", known(&evidence.allowed)),
        ("message", text(&finding.message)),
        ("line", line.unwrap_or_default()),
        ("help", finding.help.as_deref().map(|help| harmless(visible_lines(help))).unwrap_or_default()),
        ("fingerprint", fingerprint.to_owned()),
    ];
    cells.extend(evidence.place.as_ref().map(of_place).unwrap_or_default());
    Row(cells)
}

/// Numbers apart by blanks: indices from zero in stored axis order, RAS+ mm, the two corners of a box.
fn of_place(place: &Place) -> Vec<(&'static str, String)> {
    let voxel = |[i, j, k]: [u32; 3]| format!("{i} {j} {k}");
    let mut cells = Vec::new();
    cells.extend(place.voxel.map(|at| ("voxel", voxel(at))));
    cells.extend(place.world.map(|[x, y, z]| ("world", format!("{x} {y} {z}"))));
    cells.extend(place.bounds.map(|(low, high)| ("box", format!("{} {}", voxel(low), voxel(high)))));
    cells.extend(place.slice.map(|(plane, index)| ("slice", format!("{} {index}", plane.word()))));
    cells
}

/// `x=cyst; c=(-12,40,88)`
fn bindings(bindings: &[(String, String)]) -> String {
    text(&bindings.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; "))
}

/// `[5, 9)`; an open end is `-inf` or `inf`.
fn interval(range: Range) -> String {
    let open = if range.lower.is_some_and(|bound| bound.included) { '[' } else { '(' };
    let close = if range.upper.is_some_and(|bound| bound.included) { ']' } else { ')' };
    let lower = range.lower.map_or(f64::NEG_INFINITY, |bound| bound.value);
    let upper = range.upper.map_or(f64::INFINITY, |bound| bound.value);
    format!("{open}{lower}, {upper}{close}")
}

fn number(value: Option<f64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn text(text: &str) -> String {
    harmless(visible(text).into_owned())
}

/// A name that a spreadsheet would take for a formula has an apostrophe before it.
fn harmless(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text }
}
