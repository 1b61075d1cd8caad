//! Label values one by one, as tables have them.

use crate::model::Protocol;
use crate::model::protocol::{Class, ValueSet};
use crate::picture::palette::{self, Color};

use super::Refused;

/// No table is longer: a class may stand for a range of values without an end in sight.
const MOST_ROWS: i128 = 65_536;

/// A label value and what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<'p> {
    pub value: i64,
    pub name: &'p str,
    /// None for background and for voxels to ignore.
    pub class: Option<&'p Class>,
    pub color: Color,
}

impl Row<'_> {
    pub fn is_background(&self) -> bool {
        self.class.is_none() && self.name == "background"
    }

    /// `#dd8265`
    pub fn hex(&self) -> String {
        hex(self.color)
    }
}

/// All values of a protocol in ascending order, those of background and of voxels to ignore with them.
///
/// # Errors
///
/// A protocol without values, one of whose values is not among `possible`, and one with too many.
pub fn rows<'p>(protocol: &'p Protocol, (low, high): (i64, i64)) -> Result<Vec<Row<'p>>, Refused> {
    let labels = &protocol.labels;
    let classes = labels.classes.iter().enumerate();
    let of_classes =
        classes.map(|(number, class)| (&class.values, class.name.as_str(), Some(class), color(class, number)));
    let none = ValueSet::one(0);
    let background = if labels.background.is_empty() { &none } else { &labels.background };
    let others = [(background, "background", None, [0; 3]), (&labels.ignore, "ignore", None, [128; 3])];
    let all: Vec<_> = of_classes.chain(others).collect();
    let size = |values: &ValueSet| -> i128 {
        values.ranges.iter().map(|(low, high)| i128::from(*high) - i128::from(*low) + 1).sum()
    };
    if labels.classes.iter().all(|class| class.values.is_empty()) {
        return Err(Refused::new(
            format!("no class of `{}` has a value", protocol.name),
            "a table of labels says which value is which class: give the label lines values",
        ));
    }
    if all.iter().map(|(values, ..)| size(values)).sum::<i128>() > MOST_ROWS {
        return Err(Refused::new(
            format!("the classes of `{}` have more than {MOST_ROWS} values, too many for a table", protocol.name),
            "narrow the ranges of the label lines",
        ));
    }
    let mut rows: Vec<Row<'p>> = Vec::new();
    for (values, name, class, color) in all {
        let values = values.ranges.iter().flat_map(|(low, high)| *low..=*high);
        // What a class has is no background.
        let free = |value: &i64| class.is_some() || !labels.classes.iter().any(|class| class.values.contains(*value));
        rows.extend(values.filter(free).map(|value| Row { value, name, class, color }));
    }
    rows.sort_by_key(|row| row.value);
    match rows.iter().find(|row| row.value < low || row.value > high) {
        Some(row) => Err(Refused::new(
            format!("`{}` has the value {}, and this form has only those from {low} to {high}", row.name, row.value),
            "give the classes other values, and convert the label files with `voxlint convert`",
        )),
        None => Ok(rows),
    }
}

/// The declared colour, or that of the class in pictures.
pub fn color(class: &Class, number: usize) -> Color {
    class.color.as_deref().and_then(palette::parse).unwrap_or_else(|| palette::of_class(number))
}

/// `#dd8265`
pub fn hex([red, green, blue]: Color) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
