//! Facts about a case and about the rows of its tables: what fields are, and how rules name them.

use std::sync::Arc;

use jiff::civil::Date;

use crate::report::Span;

use super::quantity::{Dimension, Quantity};
use super::rule::VariableId;
use super::shape::{ShapeField, ShapeValue};
use super::table::TableId;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldId(pub usize);

/// A field as a rule names it: `case.phase`, or `t.long` of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldRef {
    pub of: FieldOwner,
    pub field: FieldId,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldOwner {
    Case,
    /// The row that a bound name stands for.
    Row {
        row: VariableId,
        table: TableId,
    },
}

/// A line of the `case` block or of a table; its ID is `case.<name>` or `<table>.<name>`.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// `case`, or the name of the table.
    pub owner: String,
    pub name: String,
    pub docs: String,
    pub kind: FieldKind,
    pub need: Need,
    /// The column or key that holds its values, where that is not the field's own name.
    pub from: Option<String>,
    /// The rows of a table are told apart by it.
    pub key: bool,
    pub span: Span,
}

impl Field {
    /// `case.phase`, `targets.long`
    pub fn id(&self) -> String {
        format!("{}.{}", self.owner, self.name)
    }
}

/// What the values of a field are.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldKind {
    YesNo,
    /// One of these words or texts.
    OneOf(Vec<String>),
    Number(NumberField),
    Date(DateField),
    Text {
        /// A regular expression that the whole text matches.
        pattern: Option<String>,
    },
    /// A place: a point, a line, a box, an outline.
    Shape(ShapeField),
}

#[derive(Debug, Clone, PartialEq)]
pub struct NumberField {
    pub dimension: Dimension,
    /// The unit that a number without one is in; none for plain numbers.
    pub unit: Option<String>,
    /// `integer`
    pub whole: bool,
    pub allowed: AllowedNumbers,
}

#[derive(Debug, Clone, PartialEq)]
pub enum AllowedNumbers {
    Any,
    Range { low: Option<Quantity>, high: Option<Quantity>, half_open: bool },
    Set(Vec<Quantity>),
}

impl AllowedNumbers {
    /// Exactly, without slack: these numbers are written, not measured.
    pub fn hold(&self, value: &num_rational::BigRational) -> bool {
        match self {
            AllowedNumbers::Any => true,
            AllowedNumbers::Set(set) => set.iter().any(|member| member.value == *value),
            AllowedNumbers::Range { low, high, half_open } => {
                let above = low.as_ref().is_none_or(|low| *value >= low.value);
                let below = high
                    .as_ref()
                    .is_none_or(|high| if *half_open { *value < high.value } else { *value <= high.value });
                above && below
            }
        }
    }
}

/// Both ends belong to it, unless it is half open.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DateField {
    pub first: Option<Date>,
    pub last: Option<Date>,
    pub half_open: bool,
}

impl DateField {
    pub fn holds(&self, date: Date) -> bool {
        let after = self.first.is_none_or(|first| date >= first);
        after && self.last.is_none_or(|last| if self.half_open { date < last } else { date <= last })
    }
}

/// Whether a field may be missing.
#[derive(Debug, Clone, PartialEq)]
pub enum Need {
    Required,
    Optional,
    Default(FieldValue),
}

/// A value of a field.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldValue {
    YesNo(bool),
    /// Of an enumeration or a text field.
    Text(String),
    Number(Quantity),
    Date(Date),
    Shape(Arc<ShapeValue>),
}

impl FieldValue {
    /// As a protocol writes it: `yes`, `arterial`, `45 year`, `2026-04-01`.
    pub fn written(&self) -> String {
        match self {
            FieldValue::YesNo(true) => "yes".to_owned(),
            FieldValue::YesNo(false) => "no".to_owned(),
            FieldValue::Text(text) => text.clone(),
            FieldValue::Number(quantity) => quantity.written.clone(),
            FieldValue::Date(date) => date.to_string(),
            FieldValue::Shape(shape) => format!("{} of {} points", shape.kind.name(), shape.points.len()),
        }
    }
}

/// A date as a quantity of time since 1970-01-01, so that dates are compared and subtracted as numbers are.
pub fn date_quantity(date: Date) -> Quantity {
    let days = i64::from(date.since(Date::constant(1970, 1, 1)).map_or(0, |span| span.get_days()));
    let seconds = num_rational::BigRational::from_integer((days * 86_400).into());
    Quantity { value: seconds, dimension: Dimension::TIME, written: date.to_string() }
}

/// The day that lies so many seconds after the beginning of 1970-01-01, for messages.
pub fn date_of_seconds(seconds: f64) -> Option<Date> {
    let days = (seconds / 86_400.0).round();
    if !days.is_finite() || days.abs() > 1e7 {
        return None;
    }
    Date::constant(1970, 1, 1).checked_add(jiff::Span::new().try_days(days as i64).ok()?).ok()
}

/// A date in the form `2026-04-01`.
pub fn date(text: &str) -> Option<Date> {
    let form = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    form.then(|| text.parse().ok()).flatten()
}

/// What fields are matched by: `PatientAge`, `patient_age` and `patient age` are one name.
pub fn folded(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-' | ' ' | '.')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_days_as_quantities() {
        let day = |text: &str| date_quantity(date(text).unwrap());
        assert_eq!(day("1970-01-02").to_f64(), 86_400.0);
        assert_eq!(day("1969-12-31").to_f64(), -86_400.0);
        // 2000-01-01 00:00 UTC is the Unix time 946684800.
        assert_eq!(day("2000-01-01").to_f64(), 946_684_800.0);
        for text in ["0001-01-01", "1900-02-28", "2024-02-29", "9999-12-31"] {
            assert_eq!(date_of_seconds(day(text).to_f64()).unwrap().to_string(), text);
        }
        assert_eq!(date_of_seconds(f64::NAN), None);
        assert_eq!(date_of_seconds(1e300), None);
        assert!(date("2026-02-30").is_none() && date("2026-2-03").is_none() && date("20260203").is_none());
    }

    #[test]
    fn names_are_compared_without_case_and_separators() {
        assert_eq!(folded("PatientAge"), folded("patient_age"));
        assert_eq!(folded("Patient Age"), folded("patient-age"));
        assert_ne!(folded("age"), folded("ages"));
    }
}
