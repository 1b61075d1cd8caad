//! The label table, in columns: value, name, title, attributes.

use super::super::tree::{LabelAttribute, LabelAttributeKind, LabelLine, LabelName, LabelValue, Name, Text};
use super::layout::Doc;
use super::word;

/// A cell longer than this does not push the cells behind it in other lines.
const WIDEST: usize = 40;

/// One document for each line.
pub(super) fn table(lines: &[LabelLine]) -> Vec<Doc> {
    let rows: Vec<[String; 3]> = lines.iter().map(cells).collect();
    let width = |column: usize| {
        let lengths = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
        lengths.filter(|length| *length <= WIDEST).max().unwrap_or(0)
    };
    let widths = [width(0), width(1), width(2)];
    rows.iter().zip(lines).map(|(row, line)| self::line(row, widths, &line.attributes)).collect()
}

fn cells(line: &LabelLine) -> [String; 3] {
    let name = line.name.as_ref().map_or(String::new(), |name| match name {
        LabelName::One(name) => word::label_name(name),
        LabelName::Numbered { first, last } => format!("{}..{}", word::label_name(first), word::label_name(last)),
    });
    let title = line.title.as_ref().map_or(String::new(), |title| word::text(&title.text));
    [line.value.as_ref().map_or(String::new(), value), name, title]
}

fn value(value: &LabelValue) -> String {
    match value {
        LabelValue::One { text, .. } => text.clone(),
        LabelValue::Each { low, high, .. } => format!("{low}..{high}"),
        LabelValue::AnyOf { ranges, .. } => {
            let ranges =
                ranges.iter().map(|(low, high)| if low == high { low.clone() } else { format!("{low}..{high}") });
            format!("{{{}}}", ranges.collect::<Vec<_>>().join(", "))
        }
    }
}

fn line(cells: &[String; 3], widths: [usize; 3], attributes: &[LabelAttribute]) -> Doc {
    let [value, name, title] = cells;
    let [value_width, name_width, title_width] = widths;
    let mut text = String::new();
    if value_width > 0 {
        text.push_str(&format!("{value:value_width$} "));
    }
    for (cell, width) in [(name, name_width), (title, title_width)] {
        if width > 0 {
            text.push_str(&format!("{cell:width$}  "));
        } else if !cell.is_empty() {
            text.push_str(&format!("{cell}  "));
        }
    }
    let mut rest = Vec::new();
    for (index, attribute) in attributes.iter().enumerate() {
        if index > 0 {
            rest.push(Doc::Line);
        }
        rest.push(self::attribute(attribute).into());
    }
    if rest.is_empty() {
        return text.trim_end().to_owned().into();
    }
    Doc::Group(vec![text.into(), Doc::Indent(rest)])
}

fn attribute(attribute: &LabelAttribute) -> String {
    match &attribute.kind {
        LabelAttributeKind::Optional => "optional".to_owned(),
        LabelAttributeKind::Ignore => "ignore".to_owned(),
        LabelAttributeKind::Background => "background".to_owned(),
        LabelAttributeKind::Partial => "partial".to_owned(),
        LabelAttributeKind::Code { scheme, value, modifiers } => {
            let modifiers: String = modifiers.iter().map(|Name { text, .. }| format!(" {text}")).collect();
            format!("code {}:{}{modifiers}", scheme.text, value.text)
        }
        LabelAttributeKind::Alias(texts) => {
            let texts: Vec<String> = texts.iter().map(|text| word::text(&text.text)).collect();
            format!("alias {}", texts.join(", "))
        }
        LabelAttributeKind::Color(color) => format!("color {}", color.text),
        LabelAttributeKind::Includes(members) => format!("includes {{{}}}", scope(members)),
        LabelAttributeKind::Excludes(members) => format!("excludes {{{}}}", scope(members)),
    }
}

fn scope(members: &[Text]) -> String {
    let plain = |text: &Text| if word::is_plain(&text.text) { text.text.clone() } else { word::text(&text.text) };
    members.iter().map(plain).collect::<Vec<_>>().join(", ")
}
