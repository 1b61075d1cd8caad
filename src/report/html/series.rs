//! Measured values over the cohort: one list for each thing that a rule measures.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::escape::visible;
use super::super::measure::{Bound, MeasureRecord, Range};
use super::super::record::OutcomeKind;

/// Lists in the order in which they were first measured.
#[derive(Debug, Default)]
pub struct AllSeries {
    by_key: BTreeMap<[String; 4], usize>,
    all: Vec<Series>,
}

#[derive(Debug)]
struct Series {
    key: [String; 4],
    unit: String,
    /// The bounds, as long as they are the same for all; rules may take them from facts of the case.
    allowed: Option<Option<Range>>,
    cases: Vec<usize>,
    values: Vec<f64>,
    outcomes: String,
}

impl AllSeries {
    pub fn add(&mut self, case: usize, measure: &MeasureRecord) {
        let Some(value) = measure.value.filter(|value| value.is_finite()) else { return };
        if measure.statement.is_empty() {
            return;
        }
        let key = [&measure.rule, &measure.statement, &measure.measure, &names(measure)]
            .map(|text| visible(text).into_owned());
        let place = *self.by_key.entry(key.clone()).or_insert_with(|| {
            let unit = measure.unit.clone();
            let allowed = Some(measure.allowed);
            self.all.push(Series {
                key,
                unit,
                allowed,
                cases: Vec::new(),
                values: Vec::new(),
                outcomes: String::new(),
            });
            self.all.len() - 1
        });
        let Some(series) = self.all.get_mut(place) else { return };
        if series.allowed.is_some_and(|allowed| allowed != measure.allowed) {
            series.allowed = None;
        }
        series.cases.push(case);
        series.values.push(value);
        series.outcomes.push(measure.outcome.map_or('-', letter));
    }

    pub fn json(self) -> Value {
        let one = |series: Series| {
            let Range { lower, upper } = series.allowed.flatten().unwrap_or_default();
            let bound = |bound: Option<Bound>| bound.map(|bound| json!([rounded(bound.value), bound.included]));
            let [rule, statement, measure, names] = series.key;
            json!({
                "rule": rule, "statement": statement, "measure": measure, "of": names, "unit": series.unit,
                "lower": bound(lower), "upper": bound(upper), "varies": series.allowed.is_none(),
                "cases": series.cases, "values": series.values.into_iter().map(rounded).collect::<Vec<_>>(),
                "outcomes": series.outcomes,
            })
        };
        self.all.into_iter().map(one).collect()
    }
}

/// The names that a measure was taken of, but not where: parts and slices of all cases belong together.
fn names(measure: &MeasureRecord) -> String {
    let named = |(name, value): &&(String, String)| !value.starts_with('(') && !name.ends_with(" slice");
    let texts: Vec<String> =
        measure.bindings.iter().filter(named).map(|(name, value)| format!("{name} = {value}")).collect();
    texts.join(", ")
}

/// One letter for an outcome: `p`, `f`, `n`, `u`.
pub fn letter(outcome: OutcomeKind) -> char {
    match outcome {
        OutcomeKind::Pass => 'p',
        OutcomeKind::Fail => 'f',
        OutcomeKind::NotApplicable => 'n',
        OutcomeKind::CouldNotMeasure => 'u',
    }
}

/// Six digits: more cannot be seen in a chart.
fn rounded(value: f64) -> f64 {
    format!("{value:.5e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(value: f64, upper: f64) -> MeasureRecord {
        MeasureRecord {
            rule: "LIV-001".to_owned(),
            statement: "require volume(x) <= 5 mL".to_owned(),
            bindings: vec![("x".to_owned(), "liver".to_owned()), ("c".to_owned(), "(1,2,3)".to_owned())],
            measure: "volume(x)".to_owned(),
            value: Some(value),
            unit: "mm3".to_owned(),
            note: None,
            allowed: Some(Range { lower: None, upper: Some(Bound::included(upper)) }),
            outcome: Some(OutcomeKind::Fail),
        }
    }

    #[test]
    fn values_of_one_kind_stand_together_with_their_bounds() {
        let mut all = AllSeries::default();
        all.add(0, &measure(4.123_456_789, 5.0));
        all.add(3, &measure(f64::NAN, 5.0));
        all.add(7, &measure(6.0, 5.0));
        let json = all.json();
        assert_eq!(json[0]["of"], "x = liver");
        assert_eq!(json[0]["values"], json!([4.12346, 6.0]));
        assert_eq!(json[0]["cases"], json!([0, 7]));
        assert_eq!((&json[0]["outcomes"], &json[0]["upper"]), (&json!("ff"), &json!([5.0, true])));
    }

    #[test]
    fn bounds_that_differ_from_case_to_case_are_not_drawn() {
        let mut all = AllSeries::default();
        all.add(0, &measure(4.0, 5.0));
        all.add(1, &measure(4.0, 6.0));
        all.add(2, &measure(4.0, 6.0));
        let json = all.json();
        assert_eq!((&json[0]["upper"], &json[0]["varies"]), (&Value::Null, &json!(true)));
    }
}
