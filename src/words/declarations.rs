//! What a protocol declares beside its rules, in words: demands on images, facts of the case.

use crate::model::field::{AllowedNumbers, DateField, Field, FieldKind, Need, NumberField};
use crate::model::protocol::ImageLine;
use crate::model::rule::Comparison;
use crate::model::shape::ShapeFrame;

use super::phrases::{bound, full_sentence, joined, quantity};
use super::{Clause, Words};

impl Words<'_> {
    /// A demand on the image, as a sentence.
    pub fn image_line(&self, line: &ImageLine) -> Clause {
        Clause::new(full_sentence(&self.claim(&line.claim)))
    }
}

/// Whether a fact has to be there, or what stands for it.
pub fn need_words(field: &Field) -> String {
    match &field.need {
        Need::Required => "required".to_owned(),
        Need::Optional => "optional".to_owned(),
        Need::Default(value) => format!("`{}` unless given", value.written()),
    }
}

/// What the values of a field are: `` `arterial` or `venous` ``, `a length in mm, at least 5 mm`.
pub fn value_words(kind: &FieldKind) -> String {
    match kind {
        FieldKind::YesNo => "yes or no".to_owned(),
        FieldKind::OneOf(words) => joined(&words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>(), "or"),
        FieldKind::Number(number) => number_words(number),
        FieldKind::Date(date) => date_words(date),
        FieldKind::Text { pattern: None } => "a text".to_owned(),
        FieldKind::Text { pattern: Some(pattern) } => format!("a text of the form `{pattern}`"),
        FieldKind::Shape(shape) => {
            let frame = match shape.frame {
                ShapeFrame::Ras => " (mm, to the right, front and head)",
                ShapeFrame::Lps => " (mm, to the left, back and head)",
                ShapeFrame::Voxel => " (voxel indices)",
                ShapeFrame::Pixel | ShapeFrame::Sides | ShapeFrame::Corners => " (pixels)",
            };
            format!("{}: {}{frame}", shape.kind.name(), shape.allowed())
        }
    }
}

fn number_words(field: &NumberField) -> String {
    let kind = if field.whole { "a whole number".to_owned() } else { field.dimension.name() };
    let unit = field.unit.as_ref().map_or_else(String::new, |unit| {
        let many = if matches!(unit.as_str(), "year" | "month" | "week" | "day") { "s" } else { "" };
        format!(" in {unit}{many}")
    });
    let range = numbers_words(&field.allowed).map_or_else(String::new, |range| format!(", {range}"));
    format!("{kind}{unit}{range}")
}

/// `None`: any number.
pub(super) fn numbers_words(allowed: &AllowedNumbers) -> Option<String> {
    match allowed {
        AllowedNumbers::Any => None,
        AllowedNumbers::Set(set) => Some(joined(&set.iter().map(quantity).collect::<Vec<_>>(), "or")),
        AllowedNumbers::Range { low, high, half_open } => {
            let end = |end: &Option<crate::model::Quantity>| end.as_ref().map(quantity);
            range(end(low), end(high), *half_open)
        }
    }
}

fn date_words(field: &DateField) -> String {
    let end = |end: Option<jiff::civil::Date>| end.map(|date| date.to_string());
    let range = range(end(field.first), end(field.last), field.half_open);
    range.map_or_else(|| "a date".to_owned(), |range| format!("a date, {range}"))
}

fn range(low: Option<String>, high: Option<String>, half_open: bool) -> Option<String> {
    Some(match (low, high, half_open) {
        (None, None, _) => return None,
        (Some(low), Some(high), false) => format!("from {low} to {high}"),
        (Some(low), Some(high), true) => format!("from {low} to less than {high}"),
        (Some(low), None, _) => bound(Comparison::GreaterEqual, &low),
        (None, Some(high), false) => bound(Comparison::LessEqual, &high),
        (None, Some(high), true) => bound(Comparison::Less, &high),
    })
}
