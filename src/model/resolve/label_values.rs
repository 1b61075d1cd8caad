//! Values of the label table: single ones, ranges beside ranges of names, bands.

use crate::report::Span;
use crate::syntax::tree::{LabelName, LabelValue, Name};

use super::super::codes::{BAD_VALUE, REVERSED_RANGE, UNEQUAL_RANGES};
use super::super::problem::Problem;
use super::super::protocol::ValueSet;
use super::super::typing::Typer;

impl Typer<'_> {
    /// The classes a line declares: name, its span, values. `None`: reported.
    pub(super) fn classes_of_line(
        &mut self,
        value: Option<&LabelValue>,
        name: &LabelName,
    ) -> Option<Vec<(Name, ValueSet)>> {
        match name {
            LabelName::One(name) => {
                let values = match value {
                    None => ValueSet::default(),
                    Some(LabelValue::Each { low, high, span }) => {
                        let (low, high) = (plain(low), plain(high));
                        self.report(
                            Problem::new(
                                &UNEQUAL_RANGES,
                                format!("the values `{low}..{high}` stand beside the single name `{}`", name.text),
                            )
                            .at(*span, "several values")
                            .at(name.span, "one name")
                            .help(format!(
                                "write `{{{low}..{high}}} {0}` if each value is that class, or `{low}..{high} {0}1..{0}7`",
                                name.text
                            )),
                        );
                        return None;
                    }
                    Some(value) => self.value_set(value)?,
                };
                Some(vec![(name.clone(), values)])
            }
            LabelName::Numbered { first, last } => self.numbered_classes(value, first, last),
        }
    }

    fn numbered_classes(
        &mut self,
        value: Option<&LabelValue>,
        first: &Name,
        last: &Name,
    ) -> Option<Vec<(Name, ValueSet)>> {
        let names = self.numbered(first, last);
        let span = first.span.to(last.span);
        let low = match value {
            None => {
                let names = names?.into_iter();
                return Some(names.map(|text| (Name { text, span }, ValueSet::default())).collect());
            }
            Some(LabelValue::Each { low, high, span: values_span }) => {
                let low_value = self.integer(low, *values_span);
                let high_value = self.integer(high, *values_span);
                let (low, high, count) = (low_value?, high_value?, names.as_ref()?.len());
                if low > high {
                    self.reversed(low, high, *values_span);
                    return None;
                }
                if high.abs_diff(low).checked_add(1) != u64::try_from(count).ok() {
                    let fit = i64::try_from(count).ok().and_then(|count| low.checked_add(count - 1));
                    let fit =
                        fit.map_or_else(String::new, |fit| format!(": {count} names need the values `{low}..{fit}`"));
                    let values = high.abs_diff(low).saturating_add(1);
                    self.report(
                        Problem::new(&UNEQUAL_RANGES, format!("{values} values stand beside {count} names"))
                            .at(*values_span, format!("{values} values"))
                            .at(span, format!("{count} names"))
                            .help(format!("make both ranges equally long{fit}")),
                    );
                    return None;
                }
                low
            }
            Some(LabelValue::One { span: values_span, text }) => {
                let low = self.integer(text, *values_span)?;
                let count = i64::try_from(names?.len()).unwrap_or(i64::MAX);
                let high = low.saturating_add(count - 1);
                self.report(
                    Problem::new(&UNEQUAL_RANGES, "one value stands beside several names")
                        .at(*values_span, "one value")
                        .at(span, "several names")
                        .help(format!("write as many values as names, such as `{low}..{high}`")),
                );
                return None;
            }
            Some(LabelValue::AnyOf { span: values_span, .. }) => {
                self.report(
                    Problem::new(&UNEQUAL_RANGES, "a band of values stands beside several names")
                        .at(*values_span, "one band")
                        .at(span, "several names")
                        .help("write `1..7 C1..C7` for one value each, or one name for the band"),
                );
                return None;
            }
        };
        let values = (0i64..).map(|step| low.saturating_add(step));
        Some(names?.into_iter().zip(values).map(|(text, value)| (Name { text, span }, ValueSet::one(value))).collect())
    }

    /// Any of these values. `None`: reported.
    pub(super) fn value_set(&mut self, value: &LabelValue) -> Option<ValueSet> {
        match value {
            LabelValue::One { text, span } => self.integer(text, *span).map(ValueSet::one),
            LabelValue::Each { low, high, span } => {
                let (low, high) = (self.integer(low, *span)?, self.integer(high, *span)?);
                self.band(&[(low, high)], *span)
            }
            LabelValue::AnyOf { ranges, span } => {
                let mut read = Vec::new();
                for (low, high) in ranges {
                    read.push((self.integer(low, *span)?, self.integer(high, *span)?));
                }
                self.band(&read, *span)
            }
        }
    }

    fn band(&mut self, ranges: &[(i64, i64)], span: Span) -> Option<ValueSet> {
        if let Some((low, high)) = ranges.iter().find(|(low, high)| low > high) {
            self.reversed(*low, *high, span);
            return None;
        }
        Some(ValueSet::new(ranges.iter().copied()))
    }

    fn reversed(&mut self, low: i64, high: i64, span: Span) {
        self.report(
            Problem::new(&REVERSED_RANGE, format!("no value lies between {low} and {high}"))
                .at(span, "reversed")
                .help(format!("write `{high}..{low}`")),
        );
    }

    fn integer(&mut self, text: &str, span: Span) -> Option<i64> {
        let found = plain(text).parse().ok();
        if found.is_none() {
            self.report(
                Problem::new(&BAD_VALUE, format!("`{}` is no label value", text.trim()))
                    .at(span, "not a whole number")
                    .help("write a whole number that fits in 64 bits, such as `1` or `-3`"),
            );
        }
        found
    }
}

fn plain(text: &str) -> String {
    text.trim().trim_start_matches('+').replace('\u{2212}', "-")
}
