//! Numbered names: `C1..C7`.

use crate::syntax::tree::Name;

use super::super::codes::{REVERSED_RANGE, UNEQUAL_RANGES};
use super::super::problem::Problem;
use super::super::typing::Typer;

/// No anatomy counts further; a range that does is a slip of the keyboard.
const MAX_MEMBERS: u64 = 4096;

impl Typer<'_> {
    /// `C1`, `C2` .. `C7`. `None`: reported.
    pub fn numbered(&mut self, first: &Name, last: &Name) -> Option<Vec<String>> {
        let whole = first.span.to(last.span);
        let ends = split(&first.text).zip(split(&last.text)).filter(|(a, b)| a.0 == b.0);
        let Some(((prefix, low, width), (_, high, _))) = ends else {
            self.report(
                Problem::new(
                    &UNEQUAL_RANGES,
                    format!("`{}` and `{}` are not the same name with two numbers", first.text, last.text),
                )
                .at(whole, "no range of names")
                .help("write names that differ in their last number only, such as `C1..C7`"),
            );
            return None;
        };
        if low > high {
            self.report(
                Problem::new(&REVERSED_RANGE, format!("`{}` comes after `{}`", first.text, last.text))
                    .at(whole, "reversed")
                    .help(format!("write `{}..{}`", last.text, first.text)),
            );
            return None;
        }
        if high - low >= MAX_MEMBERS {
            self.report(
                Problem::new(&UNEQUAL_RANGES, format!("this range holds more than {MAX_MEMBERS} names"))
                    .at(whole, "too long")
                    .help("write a shorter range"),
            );
            return None;
        }
        Some(names_between(prefix, low, high, width))
    }
}

/// The names of a sound range, without reporting anything.
pub(in crate::model) fn numbered(first: &str, last: &str) -> Option<Vec<String>> {
    let ((prefix, low, width), (other, high, _)) = (split(first)?, split(last)?);
    let sound = prefix == other && low <= high && high - low < MAX_MEMBERS;
    sound.then(|| names_between(prefix, low, high, width))
}

fn names_between(prefix: &str, low: u64, high: u64, width: usize) -> Vec<String> {
    (low..=high).map(|number| format!("{prefix}{number:0width$}")).collect()
}

/// `("vertebrae_C", 7, 0)`; the width is that of a number with leading zeros.
fn split(name: &str) -> Option<(&str, u64, usize)> {
    let prefix = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = name.strip_prefix(prefix)?;
    let number = digits.parse().ok()?;
    let width = if digits.starts_with('0') { digits.len() } else { 0 };
    (!prefix.is_empty()).then_some((prefix, number, width))
}
