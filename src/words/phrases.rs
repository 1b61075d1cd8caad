//! Turns of phrase that everything speaks in, also findings.

use crate::model::rule::{Axis, Comparison, Direction, HeaderField};

/// `at least 5 mm`
pub fn bound(operator: Comparison, value: &str) -> String {
    let words = match operator {
        Comparison::Equal => "exactly",
        Comparison::NotEqual => "anything but",
        Comparison::Less => "less than",
        Comparison::LessEqual => "at most",
        Comparison::Greater => "more than",
        Comparison::GreaterEqual => "at least",
    };
    format!("{words} {value}")
}

/// An end of a structure: `the top`.
pub fn end(direction: Direction) -> &'static str {
    match direction {
        Direction::Left => "the left end",
        Direction::Right => "the right end",
        Direction::Anterior => "the front",
        Direction::Posterior => "the back",
        Direction::Cranial => "the top",
        Direction::Caudal => "the bottom",
    }
}

/// `left of`, `anterior to`
pub fn lies(direction: Direction) -> &'static str {
    match direction {
        Direction::Left => "left of",
        Direction::Right => "right of",
        Direction::Anterior => "anterior to",
        Direction::Posterior => "posterior to",
        Direction::Cranial => "cranial to",
        Direction::Caudal => "caudal to",
    }
}

pub fn extent(axis: Axis) -> &'static str {
    match axis {
        Axis::RightLeft => "extent from left to right",
        Axis::AnteriorPosterior => "extent from front to back",
        Axis::CranialCaudal => "extent from head to foot",
    }
}

pub fn header_field(field: HeaderField) -> &'static str {
    match field {
        HeaderField::Modality => "modality",
        HeaderField::Orientation => "orientation",
        HeaderField::Datatype => "data type",
        HeaderField::ImageDatatype(_) => "data type of the image",
    }
}

/// `a, b and c`, each as it is.
pub fn joined(parts: &[String], last: &str) -> String {
    match parts.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((end, rest)) => format!("{} {last} {end}", rest.join(", ")),
    }
}

/// With a capital, unless it begins with a name: `the liver` becomes `The liver`.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
