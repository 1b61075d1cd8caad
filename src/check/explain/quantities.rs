//! Measured and allowed values in words.

use num_traits::ToPrimitive;

use crate::model::field::{date, date_of_seconds};
use crate::model::quantity::{Dimension, Quantity};
use crate::model::rule::Comparison;
use crate::model::unit::unit;

/// How a value of a plain dimension is meant.
#[derive(Debug, Clone, PartialEq)]
pub enum Noun {
    /// `3 components`: singular and plural.
    Counted(&'static str, &'static str),
    Plain,
    Percent,
    /// A day, as seconds since 1970-01-01.
    Date,
    /// In the unit of the bound beside it, and that unit's size in base units.
    Written(String, f64),
}

/// A value in the unit a reader expects: mL from 0.1 mL on, below that mm3. `beside` is the bound it is compared with:
/// as many digits are shown as it takes to tell the two apart.
pub fn show(value: f64, dimension: Dimension, noun: &Noun, beside: Option<f64>) -> String {
    if *noun == Noun::Date {
        return date_of_seconds(value).map_or_else(|| digits(value, beside), |date| date.to_string());
    }
    if let Noun::Written(unit, size) = &noun {
        return format!("{} {unit}", digits(value / size, beside.map(|beside| beside / size)));
    }
    let (factor, unit) = match dimension {
        Dimension::VOLUME if value.abs().max(beside.unwrap_or_default().abs()) >= 100.0 => (1e-3, " mL".to_owned()),
        Dimension::VOXEL if value == 1.0 => (1.0, " voxel".to_owned()),
        Dimension::VOXEL => (1.0, " voxels".to_owned()),
        Dimension::NONE => match noun {
            Noun::Counted(one, _) if value == 1.0 => (1.0, format!(" {one}")),
            Noun::Counted(_, many) => (1.0, format!(" {many}")),
            Noun::Percent => (100.0, " %".to_owned()),
            Noun::Plain | Noun::Date | Noun::Written(..) => (1.0, String::new()),
        },
        other => (1.0, format!(" {}", other.base_unit())),
    };
    format!("{}{unit}", digits(value * factor, beside.map(|beside| beside * factor)))
}

/// At least three significant digits, and more while a different neighbour would look the same.
pub fn digits(value: f64, beside: Option<f64>) -> String {
    if !value.is_finite() {
        return if value > 0.0 { "infinite" } else { "undefined" }.to_owned();
    }
    let mut shown = String::new();
    for significant in 3..=12 {
        shown = rounded(value, significant);
        match beside {
            Some(beside) if beside != value && beside.is_finite() && rounded(beside, significant) == shown => {}
            _ => break,
        }
    }
    shown
}

/// No fewer digits than the whole part has, no trailing zeros, no exponent.
fn rounded(value: f64, significant: i32) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let magnitude = value.abs().log10().floor() as i32;
    let decimals = usize::try_from(significant - 1 - magnitude).unwrap_or_default().min(17);
    let text = format!("{value:.decimals$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// The comparison that holds when this one does not.
pub fn opposite(operator: Comparison) -> Comparison {
    match operator {
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::Less => Comparison::GreaterEqual,
        Comparison::LessEqual => Comparison::Greater,
        Comparison::Greater => Comparison::LessEqual,
        Comparison::GreaterEqual => Comparison::Less,
    }
}

/// A bound is answered in its own unit: percent in percent, `200 mm3` in mm3.
pub fn unit_of(quantity: &Quantity) -> Option<Noun> {
    if quantity.dimension == Dimension::TIME && date(&quantity.written).is_some() {
        return Some(Noun::Date);
    }
    let digit = |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | '+' | '-');
    let text = quantity.written.trim_start_matches(digit).trim_end();
    let unit = unit(text).filter(|unit| unit.dimension == quantity.dimension)?;
    let size = unit.factor.to_f64().filter(|size| *size > 0.0)?;
    match quantity.dimension {
        Dimension::NONE => (size == 0.01).then_some(Noun::Percent),
        Dimension::VOXEL => None,
        _ => Some(Noun::Written(text.to_owned(), size)),
    }
}

/// `40 to 47, 51`; of many stretches, the first few.
pub fn stretches(slices: &[u32]) -> String {
    let mut sorted = slices.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for slice in sorted {
        match runs.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(slice) => *last = slice,
            _ => runs.push((slice, slice)),
        }
    }
    let shown = 6;
    let mut words: Vec<String> =
        runs.iter().take(shown).map(|(a, b)| if a == b { a.to_string() } else { format!("{a} to {b}") }).collect();
    if runs.len() > shown {
        words.push("..".to_owned());
    }
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn volumes_change_from_cubic_millimetres_to_millilitres() {
        assert_eq!(show(99.0, Dimension::VOLUME, &Noun::Plain, None), "99 mm3");
        assert_eq!(show(512_345.0, Dimension::VOLUME, &Noun::Plain, None), "512 mL");
        assert_eq!(show(12.0, Dimension::VOLUME, &Noun::Plain, Some(500.0)), "0.012 mL");
    }

    #[test]
    fn digits_tell_a_value_from_its_bound() {
        assert_eq!(digits(4.9996, Some(5.0)), "4.9996");
        assert_eq!(digits(4.2, Some(5.0)), "4.2");
        assert_eq!(digits(1234567.0, None), "1234567");
        assert_eq!(digits(f64::INFINITY, Some(1.0)), "infinite");
        assert_eq!(digits(-0.0, None), "0");
    }

    #[test]
    fn counts_have_nouns_and_shares_percent() {
        let parts = &Noun::Counted("component", "components");
        assert_eq!(show(1.0, Dimension::NONE, parts, Some(2.0)), "1 component");
        assert_eq!(show(3.0, Dimension::NONE, parts, Some(1.0)), "3 components");
        assert_eq!(show(0.034, Dimension::NONE, &Noun::Percent, Some(0.02)), "3.4 %");
        assert_eq!(show(1.0, Dimension::VOXEL, &Noun::Plain, None), "1 voxel");
    }

    #[test]
    fn bounds_are_answered_in_their_own_unit() {
        let answer = |digits: &str, unit: &str, value: f64| {
            let bound = crate::model::unit::quantity(digits, Some(unit)).unwrap();
            show(value, bound.dimension, &unit_of(&bound).unwrap_or(Noun::Plain), Some(bound.to_f64()))
        };
        assert_eq!(answer("200", "mm3", 108.0), "108 mm3");
        assert_eq!(answer("0.5", "mL", 24.0), "0.024 mL");
        assert_eq!(answer("2", "%", 0.125), "12.5 %");
        assert_eq!(answer("1", "cm", 4.0), "0.4 cm");
        assert_eq!(answer("3", "voxels", 2.0), "2 voxels");
    }

    #[test]
    fn slices_are_gathered() {
        assert_eq!(stretches(&[51, 40, 41, 42]), "40 to 42, 51");
        assert_eq!(stretches(&[0, 2, 4, 6, 8, 10, 12]), "0, 2, 4, 6, 8, 10, ..");
    }
}
