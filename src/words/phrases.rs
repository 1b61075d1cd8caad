//! Turns of phrase that everything speaks in, also findings.

use crate::model::Quantity;
use crate::model::rule::{Axis, Comparison, Direction, HeaderField, Statistic};

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

/// As the protocol writes it, with the unit as print has it: `10 mm³`.
pub(super) fn quantity(quantity: &Quantity) -> String {
    let written = &quantity.written;
    let Some((number, unit)) = written.rsplit_once(' ') else { return written.clone() };
    if matches!(unit, "year" | "month" | "week" | "day" | "voxel") && number != "1" {
        return format!("{written}s");
    }
    let power = ["m", "x"].iter().find_map(|base| {
        let (stem, power) = unit.split_at_checked(unit.rfind(base)? + base.len())?;
        Some((stem, if power.trim_start_matches('^') == "2" { "²" } else { "³" }))
            .filter(|_| matches!(power, "2" | "3" | "^2" | "^3"))
    });
    power.map_or_else(|| written.clone(), |(stem, power)| format!("{number} {stem}{power}"))
}

/// What a finding says, with units as print has them. Names and what is quoted stay as they are.
pub fn in_print(message: &str) -> String {
    let parts = message.split('`').enumerate();
    let parts = parts.map(|(at, part)| match at % 2 {
        0 => part.replace(" mm3", " mm³").replace(" mm2", " mm²"),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("`")
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

/// `mean intensity`
pub fn statistic(statistic: &Statistic) -> String {
    match statistic {
        Statistic::Lowest => "lowest intensity".to_owned(),
        Statistic::Highest => "highest intensity".to_owned(),
        Statistic::Peak => "peak intensity".to_owned(),
        Statistic::Mean => "mean intensity".to_owned(),
        Statistic::StandardDeviation => "standard deviation of the intensities".to_owned(),
        Statistic::Median => "median intensity".to_owned(),
        Statistic::Percentile(percent) => format!("{} of the intensities", percentile(&percent.written)),
    }
}

/// `95th percentile` for `p95`.
fn percentile(written: &str) -> String {
    let number = written.trim_start_matches('p');
    let teen = ["11", "12", "13"].iter().any(|teen| number.ends_with(teen)) || number.contains('.');
    let ending = match number.chars().last() {
        Some('1') if !teen => "st",
        Some('2') if !teen => "nd",
        Some('3') if !teen => "rd",
        _ => "th",
    };
    format!("{number}{ending} percentile")
}

/// An edge of an outline: `left`, `top`. The second axis of an image points down.
pub fn edge(axis: usize, highest: bool) -> &'static str {
    match (axis, highest) {
        (0, false) => "left",
        (0, true) => "right",
        (_, false) => "top",
        (_, true) => "bottom",
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

/// With a capital, and with a full stop unless something else ends it.
pub fn full_sentence(text: &str) -> String {
    let text = sentence(text.trim());
    let ended = text.is_empty() || text.ends_with(['.', '!', '?', ':', '…']) || text.ends_with(".)");
    if ended { text } else { text + "." }
}

#[cfg(test)]
mod tests {
    use num_rational::BigRational;

    use super::*;

    #[test]
    fn units_are_written_as_in_print() {
        let said = |written: &str| quantity(&Quantity::plain(BigRational::from_integer(1.into()), written));
        for (written, printed) in [
            ("10 mm3", "10 mm³"),
            ("0.1 mm2", "0.1 mm²"),
            ("5 cm^3", "5 cm³"),
            ("3 px2", "3 px²"),
            ("5 mm", "5 mm"),
            ("2 x 2 mm", "2 x 2 mm"),
            ("0.5 mL", "0.5 mL"),
            ("5 %", "5 %"),
            ("23", "23"),
            ("0 year", "0 years"),
        ] {
            assert_eq!(said(written), printed);
        }
    }

    #[test]
    fn only_prose_has_units_as_in_print() {
        assert_eq!(in_print("part `1 mm3` is 3 mm3, allowed is 5 mm2"), "part `1 mm3` is 3 mm³, allowed is 5 mm²");
    }

    #[test]
    fn a_sentence_begins_and_ends_like_one() {
        assert_eq!(full_sentence("cysts are kidney"), "Cysts are kidney.");
        assert_eq!(full_sentence("`liver` is there"), "`liver` is there.");
        assert_eq!(full_sentence("Is it?"), "Is it?");
        assert_eq!(full_sentence(" "), "");
    }
}
