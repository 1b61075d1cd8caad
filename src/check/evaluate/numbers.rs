//! Numbers: constants, measures, linear arithmetic, ratios and aggregates.

use crate::model::rule::{Aggregate, AggregateFunction, Domain, MeasureKind, Number, SpacingAxis};
use crate::model::side::Side;

use super::Evaluator;
use super::amount::{Amount, Known};
use super::scope::Scope;
use super::truth::{Reasons, Truth};

impl Evaluator<'_> {
    pub fn number(&self, number: &Number, scope: &Scope) -> Amount {
        let of = |inner: &Number| self.number(inner, scope);
        match number {
            Number::Constant(quantity) => Amount::exact(quantity.to_f64()),
            Number::Measure(measure) => self.measure(measure, scope),
            Number::Sum(a, b) => of(a).plus(of(b)),
            Number::Difference(a, b) => of(a).minus(of(b)),
            Number::Product(a, b) => of(a).times(of(b)),
            Number::Ratio(a, b) => of(a).over(of(b)),
            Number::Negated(inner) => of(inner).negated(),
            Number::Aggregate(aggregate) if aggregate.domain != Domain::Cases && self.group.is_some() => self
                .group
                .map_or_else(|| Amount::unknown("no cases"), |group| self.gathered_aggregate(group, aggregate, scope)),
            Number::Aggregate(aggregate) => {
                let amount = self.aggregate(aggregate, scope);
                self.list(&aggregate.text, aggregate.dimension, scope, &amount);
                amount
            }
        }
    }

    /// Elements whose value does not apply drop out. Only `count` is total; a sum over elements that a filter all left
    /// out is 0, everything else over nothing does not apply.
    fn aggregate(&self, aggregate: &Aggregate, scope: &Scope) -> Amount {
        let elements = match self.elements(&aggregate.domain, scope) {
            Ok(elements) => elements,
            Err(reasons) => return Amount::Unknown(reasons),
        };
        if let Some(reason) = elements.cut_short() {
            return Amount::unknown(reason);
        }
        let mut unknown = Reasons::new();
        let mut kept = 0_u32;
        let mut dropped = None;
        let mut values = Vec::new();
        for element in &elements.list {
            let inner = scope.bind(&aggregate.variables, element);
            match aggregate.filter.as_ref().map_or(Truth::True, |filter| self.guard(filter, &inner)) {
                Truth::True => kept += 1,
                Truth::Unknown(reasons) => {
                    unknown.extend(reasons);
                    continue;
                }
                Truth::False | Truth::Inapplicable => continue,
            }
            match aggregate.value.as_ref().map(|value| self.number(value, &inner)) {
                Some(Amount::Known(known)) => values.push(Amount::Known(known)),
                Some(Amount::Unknown(reasons)) => unknown.extend(reasons),
                Some(Amount::Inapplicable(why)) => dropped = Some(why),
                None => {}
            }
        }
        if !unknown.is_empty() {
            return Amount::Unknown(unknown);
        }
        let nothing =
            || Amount::Inapplicable(dropped.clone().unwrap_or_else(|| "there is nothing to measure".to_owned()));
        let sum = || values.iter().cloned().reduce(Amount::plus);
        let extreme = |larger: bool| {
            values.iter().cloned().reduce(|a, b| match (&a, &b) {
                (Amount::Known(x), Amount::Known(y)) if (y.value > x.value) == larger => b,
                _ => a,
            })
        };
        match aggregate.function {
            AggregateFunction::Count => Amount::one_sided(f64::from(kept), self.count_side(&aggregate.domain, scope)),
            AggregateFunction::Sum if kept == 0 && (!elements.list.is_empty() || is_table(&aggregate.domain)) => {
                Amount::exact(0.0)
            }
            AggregateFunction::Sum => sum().unwrap_or_else(nothing),
            AggregateFunction::Min => extreme(false).unwrap_or_else(nothing),
            AggregateFunction::Max => extreme(true).unwrap_or_else(nothing),
            AggregateFunction::Median => median(&values).unwrap_or_else(nothing),
            AggregateFunction::Mean => match sum() {
                Some(total) => total.scaled(1.0 / values.len() as f64),
                None => nothing(),
            },
        }
    }

    /// Of a class annotated in part there are at least the parts that are seen.
    fn count_side(&self, domain: &Domain, scope: &Scope) -> Side {
        match domain {
            Domain::Components(components) if self.is_partial(&components.of, scope) => Side::AtLeast,
            Domain::PairsOf(inner) => self.count_side(inner, scope),
            _ => Side::Exact,
        }
    }
}

/// A table without rows for the case says that there is nothing, so sums over it are 0.
fn is_table(domain: &Domain) -> bool {
    matches!(domain, Domain::Rows(_) | Domain::ConsecutiveRows { .. })
        || matches!(domain, Domain::PairsOf(inner) if is_table(inner))
}

/// The middle of them, or the mean of the two in the middle.
pub fn median(values: &[Amount]) -> Option<Amount> {
    let mut known: Vec<&Known> = values.iter().filter_map(Amount::known).collect();
    known.sort_by(|a, b| a.value.total_cmp(&b.value));
    let half = known.len() / 2;
    let upper = Amount::Known(**known.get(half)?);
    Some(match known.get(half.wrapping_sub(1)) {
        Some(lower) if known.len().is_multiple_of(2) => Amount::Known(**lower).plus(upper).scaled(0.5),
        _ => upper,
    })
}

/// Whether `spacing` occurs, which stands for each of the three axes.
pub fn speaks_of_every_axis(number: &Number) -> bool {
    match number {
        Number::Constant(_) | Number::Aggregate(_) => false,
        Number::Measure(measure) => matches!(measure.kind, MeasureKind::Spacing(SpacingAxis::Every)),
        Number::Sum(a, b) | Number::Difference(a, b) | Number::Ratio(a, b) | Number::Product(a, b) => {
            speaks_of_every_axis(a) || speaks_of_every_axis(b)
        }
        Number::Negated(inner) => speaks_of_every_axis(inner),
    }
}
