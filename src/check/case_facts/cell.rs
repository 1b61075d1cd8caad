//! A cell as a value of its field.

use std::sync::Arc;

use regex::Regex;

use crate::model::field::{AllowedNumbers, DateField, FieldKind, FieldValue, NumberField, date};
use crate::model::quantity::Quantity;
use crate::model::suggest;
use crate::model::unit;

/// Longer cells are no numbers, dates or words.
const LONGEST: usize = 200;

/// What stands in a cell of which nothing is known: BIDS writes `n/a`, pandas and R `NaN` and `NA`.
const MISSING: &[&str] = &["", "n/a", "N/A", "NA", "NaN", "nan", "null", "NULL"];

/// Why a cell is no value of its field, as help; the text of what is allowed is [`allowed`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused(pub Option<String>);

/// Whether the cell says that the value is not known. A word that the field declares is a value, even `NA`.
pub fn is_missing(kind: &FieldKind, text: &str) -> bool {
    let declared = matches!(kind, FieldKind::OneOf(words) if words.iter().any(|word| word == text));
    !declared && MISSING.contains(&text)
}

/// # Errors
///
/// What to write instead, where that can be told.
pub fn read(kind: &FieldKind, text: &str) -> Result<FieldValue, Refused> {
    let no_help = || Refused(None);
    match kind {
        FieldKind::YesNo => match text.to_ascii_lowercase().as_str() {
            "yes" | "y" | "true" | "t" | "1" | "1.0" => Ok(FieldValue::YesNo(true)),
            "no" | "n" | "false" | "f" | "0" | "0.0" => Ok(FieldValue::YesNo(false)),
            _ => Err(no_help()),
        },
        FieldKind::OneOf(words) => match words.iter().any(|word| word == text) {
            true => Ok(FieldValue::Text(text.to_owned())),
            false => {
                let close = suggest::nearest(text, words.iter().map(String::as_str)).filter(|_| text.len() <= LONGEST);
                Err(Refused(close.map(|word| format!("did you mean `{word}`?"))))
            }
        },
        FieldKind::Text { pattern } => {
            let whole = pattern.as_ref().and_then(|pattern| Regex::new(&format!("^(?:{pattern})$")).ok());
            let fits = pattern.is_none() || whole.is_some_and(|whole| whole.is_match(text));
            if fits { Ok(FieldValue::Text(text.to_owned())) } else { Err(no_help()) }
        }
        FieldKind::Shape(shape) => shape.read(text).map(Arc::new).map(FieldValue::Shape).ok_or_else(no_help),
        FieldKind::Number(number) => self::number(number, text),
        FieldKind::Date(field) => day(text).filter(|day| field.holds(*day)).map(FieldValue::Date).ok_or_else(no_help),
    }
}

fn number(field: &NumberField, text: &str) -> Result<FieldValue, Refused> {
    let Some(quantity) = quantity(field, text) else {
        let point = text.replacen(',', ".", 1);
        let comma = text.contains(',') && quantity(field, &point).is_some();
        return Err(Refused(comma.then(|| format!("write a point, not a comma: `{point}`"))));
    };
    let whole = !field.whole || quantity.value.is_integer();
    let fits = quantity.dimension == field.dimension && whole && field.allowed.hold(&quantity.value);
    if fits { Ok(FieldValue::Number(quantity)) } else { Err(Refused(None)) }
}

/// A number in the unit of the field, or with a unit of its own; an age may be that of DICOM, `045Y`.
fn quantity(field: &NumberField, text: &str) -> Option<Quantity> {
    if text.len() > LONGEST {
        return None;
    }
    let own = field.unit.as_deref();
    if let Some(quantity) = unit::quantity(text, own) {
        return Some(quantity);
    }
    let split = text.find(|c: char| c.is_whitespace() || c.is_alphabetic() || matches!(c, '%' | '°'))?;
    let (digits, written) = text.split_at_checked(split)?;
    let written = match written.trim() {
        "D" => "day",
        "W" => "week",
        "M" if own != Some("m") => "month",
        "Y" => "year",
        other => other,
    };
    let trimmed = digits.trim_start_matches('0');
    unit::quantity(if trimmed.is_empty() || trimmed.starts_with('.') { digits } else { trimmed }, Some(written))
}

/// `2026-04-01`, also with a time behind `T` or a blank, and `20260401` as in DICOM.
fn day(text: &str) -> Option<jiff::civil::Date> {
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let (year, rest) = text.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        return date(&format!("{year}-{month}-{day}"));
    }
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    date(day)
}

/// What a field's values are, for messages: ``one of `arterial` and `venous` ``.
pub fn allowed(kind: &FieldKind) -> String {
    match kind {
        FieldKind::YesNo => "`yes` or `no`".to_owned(),
        FieldKind::OneOf(words) => suggest::listed(&words.iter().map(String::as_str).collect::<Vec<_>>(), "or"),
        FieldKind::Text { pattern: None } => "a text".to_owned(),
        FieldKind::Text { pattern: Some(pattern) } => format!("a text that matches `{pattern}`"),
        FieldKind::Shape(shape) => shape.allowed().to_owned(),
        FieldKind::Number(number) => allowed_number(number),
        FieldKind::Date(field) => allowed_date(field),
    }
}

fn allowed_number(field: &NumberField) -> String {
    let kind = match (&field.unit, field.whole) {
        (_, true) => "a whole number".to_owned(),
        (Some(unit), _) => format!("a number in `{unit}`"),
        (None, false) => "a number".to_owned(),
    };
    match &field.allowed {
        AllowedNumbers::Any => kind,
        AllowedNumbers::Set(set) => {
            suggest::listed(&set.iter().map(|quantity| quantity.written.as_str()).collect::<Vec<_>>(), "or")
        }
        AllowedNumbers::Range { low, high, half_open } => {
            let written = |end: &Option<Quantity>| end.as_ref().map(|quantity| quantity.written.clone());
            format!("{kind}{}", between(written(low), written(high), *half_open))
        }
    }
}

fn allowed_date(field: &DateField) -> String {
    let written = |end: Option<jiff::civil::Date>| end.map(|date| date.to_string());
    format!("a date such as `2026-04-01`{}", between(written(field.first), written(field.last), field.half_open))
}

fn between(low: Option<String>, high: Option<String>, half_open: bool) -> String {
    let below = if half_open { "less than" } else { "at most" };
    match (low, high) {
        (Some(low), Some(high)) if half_open => format!(", {low} to less than {high}"),
        (Some(low), Some(high)) => format!(", {low} to {high}"),
        (Some(low), None) => format!(", at least {low}"),
        (None, Some(high)) => format!(", {below} {high}"),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Dimension;

    fn age() -> FieldKind {
        let end = |digits| unit::quantity(digits, Some("year"));
        FieldKind::Number(NumberField {
            dimension: Dimension::TIME,
            unit: Some("year".to_owned()),
            whole: false,
            allowed: AllowedNumbers::Range { low: end("0"), high: end("120"), half_open: false },
        })
    }

    fn years(text: &str) -> Option<f64> {
        match read(&age(), text) {
            Ok(FieldValue::Number(quantity)) => Some(quantity.to_f64() / 31_557_600.0),
            _ => None,
        }
    }

    #[test]
    fn numbers_come_in_the_unit_of_the_field_or_their_own() {
        assert_eq!(years("45"), Some(45.0));
        assert_eq!(years("4.5e1"), Some(45.0));
        assert_eq!(years("45 year"), Some(45.0));
        assert_eq!(years("045Y"), Some(45.0));
        assert_eq!(years("006M"), Some(0.5));
        assert_eq!(years("6 months"), Some(0.5));
        for wrong in ["121", "-1", "45 mm", "x", "45 years old", "4 5", "1e999", "∞"] {
            assert_eq!(years(wrong), None, "{wrong}");
        }
        assert_eq!(read(&age(), "4,5"), Err(Refused(Some("write a point, not a comma: `4.5`".to_owned()))));
        assert_eq!(allowed(&age()), "a number in `year`, 0 year to 120 year");
    }

    #[test]
    fn yes_and_no_have_many_spellings() {
        for (text, value) in [("Yes", true), ("TRUE", true), ("1", true), ("n", false), ("0.0", false)] {
            assert_eq!(read(&FieldKind::YesNo, text), Ok(FieldValue::YesNo(value)));
        }
        assert!(read(&FieldKind::YesNo, "2").is_err());
    }

    #[test]
    fn words_are_exact_and_texts_match_as_a_whole() {
        let words = FieldKind::OneOf(vec!["arterial".to_owned(), "NA".to_owned()]);
        assert_eq!(read(&words, "Arterial"), Err(Refused(Some("did you mean `arterial`?".to_owned()))));
        assert!(!is_missing(&words, "NA") && is_missing(&words, "n/a"));
        let text = FieldKind::Text { pattern: Some("a|b".to_owned()) };
        assert!(read(&text, "b").is_ok() && read(&text, "ab").is_err() && read(&text, "xb").is_err());
    }

    #[test]
    fn days_have_three_forms() {
        for text in ["2026-04-01", "20260401", "2026-04-01T10:20:30", "2026-04-01 10:20"] {
            assert_eq!(day(text), date("2026-04-01"), "{text}");
        }
        assert!(day("1.4.2026").is_none() && day("2026-02-30").is_none());
    }
}
