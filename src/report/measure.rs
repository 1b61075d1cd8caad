//! What rules measured of a case, for tables and for pictures of a cohort.

use super::record::OutcomeKind;

/// A number that a statement of a rule asked for, with one binding of its names.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasureRecord {
    /// ID of the rule or line.
    pub rule: String,
    /// The statement in normalised form. Empty for what only chooses the things that statements are about.
    pub statement: String,
    /// Values of the bound names, in order of binding; in a slice or along one axis of the array, also which.
    pub bindings: Vec<(String, String)>,
    /// As the protocol writes it: `volume(x)`.
    pub measure: String,
    /// In `unit`; `None` if it does not apply or could not be measured.
    pub value: Option<f64>,
    /// The base unit: `mm`, `mm3`; empty for counts and shares.
    pub unit: String,
    /// Why there is no value.
    pub note: Option<String>,
    /// What the statement allows, if it compares the measure with constants.
    pub allowed: Option<Range>,
    /// What the statement comes to with this binding; `None` without a statement.
    pub outcome: Option<OutcomeKind>,
}

/// The values from `lower` to `upper`; without an end there is no bound.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Range {
    pub lower: Option<Bound>,
    pub upper: Option<Bound>,
}

/// In the unit of the measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bound {
    pub value: f64,
    /// Whether the bound itself is allowed.
    pub included: bool,
}

impl Bound {
    pub fn included(value: f64) -> Self {
        Bound { value, included: true }
    }

    pub fn excluded(value: f64) -> Self {
        Bound { value, included: false }
    }
}

impl Range {
    /// What both allow.
    #[must_use]
    pub fn and(self, other: Range) -> Range {
        Range {
            lower: narrower(self.lower, other.lower, |a, b| a > b),
            upper: narrower(self.upper, other.upper, |a, b| a < b),
        }
    }
}

fn narrower(a: Option<Bound>, b: Option<Bound>, inside: impl Fn(f64, f64) -> bool) -> Option<Bound> {
    match (a, b) {
        (Some(a), Some(b)) if a.value == b.value => Some(Bound { included: a.included && b.included, ..a }),
        (Some(a), Some(b)) => Some(if inside(a.value, b.value) { a } else { b }),
        (known, None) | (None, known) => known,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_ranges_the_narrower_ends_stay() {
        let at_least = |value| Range { lower: Some(Bound::included(value)), upper: None };
        let below = |value| Range { lower: None, upper: Some(Bound::excluded(value)) };
        let both = Range { lower: Some(Bound::included(5.0)), upper: Some(Bound::excluded(9.0)) };
        assert_eq!(at_least(5.0).and(below(9.0)), both);
        assert_eq!(both.and(at_least(3.0)).and(below(12.0)), both);
        let at_most = Range { lower: None, upper: Some(Bound::included(9.0)) };
        assert_eq!(both.and(at_most), both);
    }
}
