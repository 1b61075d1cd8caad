//! Numbers of rules as amounts.

use crate::model::rule::{Aggregate, AggregateFunction, Measure, MeasureKind, Number};

use super::Translator;
use super::amount::Amount;
use super::formula::{Formula, Linear};
use super::kinds::sizes;
use super::structures::Scope;

impl Translator<'_> {
    pub fn number(&mut self, number: &Number, scope: &Scope) -> Amount {
        self.linear_number(number, scope).unwrap_or_else(|| self.opaque_number(number, scope))
    }

    /// `None`: no linear form.
    fn linear_number(&mut self, number: &Number, scope: &Scope) -> Option<Amount> {
        match number {
            Number::Constant(quantity) => Some(Amount::constant(quantity.value.clone())),
            Number::Measure(measure) => Some(self.measure(measure, scope)),
            Number::Sum(a, b) => self.linear_number(a, scope)?.plus(&self.linear_number(b, scope)?),
            Number::Difference(a, b) => self.linear_number(a, scope)?.plus(&self.linear_number(b, scope)?.negated()),
            Number::Product(a, b) => self.linear_number(a, scope)?.times(&self.linear_number(b, scope)?),
            Number::Ratio(a, b) => {
                let positive = self.is_positive(b, scope);
                self.linear_number(a, scope)?.over(&self.linear_number(b, scope)?, positive)
            }
            Number::Negated(inner) => Some(self.linear_number(inner, scope)?.negated()),
            Number::Aggregate(aggregate) => self.aggregate(aggregate, scope),
        }
    }

    fn measure(&mut self, measure: &Measure, scope: &Scope) -> Amount {
        use MeasureKind as M;
        let known = match &measure.kind {
            M::Volume(of) => self.size(sizes::VOLUME, of, scope),
            M::Voxels(of) => self.size(sizes::VOXELS, of, scope),
            M::Components(components) => self.components(components, scope),
            M::Holes { of, floor, connectivity, of_background } => {
                self.holes(of, floor.as_ref(), *connectivity, *of_background, scope)
            }
            M::Tunnels { of, connectivity } => self.tunnels(of, *connectivity, scope),
            M::ContactShare(a, b) => self.contact_share(a, b, scope),
            M::Extent { of, axis } => self.extent(of, *axis, scope),
            M::Separation { from, to, axis } => self.separation(from, to, *axis, scope),
            M::MissingBetween(sequence) => self.missing_between(*sequence),
            M::Spacing(axis) => self.spacing(*axis, scope),
            M::Size(axis) => Some(self.grid_size(*axis)),
            M::Dimensions => Some(self.dimensions()),
            M::Fact(field) => self.fact_number(*field),
            M::Present(of) => self.counted_once(of, scope),
            _ => None,
        };
        known.unwrap_or_else(|| self.opaque_measure(measure, scope))
    }

    /// `count(tumour)`: 1 or 0.
    fn counted_once(&mut self, of: &crate::model::rule::Structure, scope: &Scope) -> Option<Amount> {
        if self.is_partial(of, scope) {
            return None;
        }
        let meaning = self.meaning(of, scope)?;
        let there = self.present(&meaning);
        Some(Amount::exact(self.indicator(there)))
    }

    /// `count` over finitely many; `sum` where no member is filtered and each applies.
    fn aggregate(&mut self, aggregate: &Aggregate, scope: &Scope) -> Option<Amount> {
        let elements = self.elements(&aggregate.domain, &aggregate.variables, scope)?;
        let mut sum = Linear::zero();
        let mut some = Vec::new();
        for (inner, active) in elements {
            let kept = match &aggregate.filter {
                Some(filter) => {
                    let truth = self.guard(filter, &inner);
                    if truth.unknown != Formula::False {
                        return None;
                    }
                    active.and(truth.yes)
                }
                None => active,
            };
            match (aggregate.function, &aggregate.value) {
                (AggregateFunction::Count, _) => sum = sum.plus(&self.indicator(kept)),
                (AggregateFunction::Sum, Some(value)) if kept == Formula::True => {
                    let amount = self.linear_number(value, &inner)?;
                    if amount.known != Formula::True || !self.is_size(value) {
                        return None;
                    }
                    // Sizes are 0 where they do not apply, so that they drop out of the sum by themselves.
                    some.push(amount.applies.clone());
                    sum = sum.plus(amount.linear()?);
                }
                _ => return None,
            }
        }
        let applies = if aggregate.function == AggregateFunction::Count { Formula::True } else { Formula::any(some) };
        Some(Amount::exact(sum).where_applies(applies))
    }

    /// Whether a number is above 0 wherever it applies.
    fn is_positive(&mut self, number: &Number, scope: &Scope) -> bool {
        match number {
            Number::Measure(measure) => match &measure.kind {
                MeasureKind::Volume(of) | MeasureKind::Voxels(of) => self.never_empty(of, scope),
                MeasureKind::Extent { .. } | MeasureKind::Spacing(_) | MeasureKind::Size(_) => true,
                MeasureKind::Diameter { .. } | MeasureKind::ShortAxis { .. } | MeasureKind::Feret(_) => true,
                _ => false,
            },
            Number::Sum(a, b) => self.is_positive(a, scope) && self.is_positive(b, scope),
            _ => false,
        }
    }

    fn is_size(&self, number: &Number) -> bool {
        matches!(number, Number::Measure(measure) if matches!(measure.kind, MeasureKind::Volume(_) | MeasureKind::Voxels(_)))
    }
}
