//! P305: a bound that no measure can meet.

use num_traits::Zero;

use super::super::codes::IMPOSSIBLE;
use super::super::problem::Problem;
use super::super::quantity::Quantity;
use super::super::rule::{Claim, ClaimKind, Comparison, MeasureKind, Number, Statistic};
use super::Context;

pub(super) fn check(context: &Context) -> Vec<Problem> {
    let claims = context.sites.iter().map(|site| site.claim);
    claims
        .filter(|claim| impossible(claim))
        .map(|claim| {
            Problem::new(&IMPOSSIBLE, format!("nothing can meet `{}`", claim.text))
                .at(claim.span, "sizes and counts are never negative")
                .help("correct the number or turn the comparison around")
        })
        .collect()
}

fn impossible(claim: &Claim) -> bool {
    let negative = |bound: &Quantity| bound.value < Zero::zero();
    match &claim.kind {
        ClaimKind::Compare { left, operator, right: Number::Constant(bound) } if never_negative(left) => match operator
        {
            Comparison::Less => bound.value <= Zero::zero(),
            Comparison::LessEqual | Comparison::Equal => negative(bound),
            _ => false,
        },
        ClaimKind::Within { value, high: Some(Number::Constant(high)), half_open, .. } if never_negative(value) => {
            negative(high) || (*half_open && high.is_zero())
        }
        ClaimKind::OneOf { value, set } => never_negative(value) && set.iter().all(negative),
        _ => false,
    }
}

/// Sizes, counts and shares; a difference of two positions may have either sign, and so may intensities and facts of the
/// case.
pub(super) fn never_negative(number: &Number) -> bool {
    match number {
        Number::Constant(quantity) => quantity.value >= Zero::zero(),
        Number::Measure(measure) => match &measure.kind {
            MeasureKind::Separation { .. } | MeasureKind::Fact(_) => false,
            MeasureKind::Intensity { statistic, .. } => *statistic == Statistic::StandardDeviation,
            _ => true,
        },
        Number::Sum(a, b) | Number::Ratio(a, b) | Number::Product(a, b) => never_negative(a) && never_negative(b),
        Number::Aggregate(aggregate) => aggregate.value.as_ref().is_none_or(never_negative),
        Number::Difference(..) | Number::Negated(_) => false,
    }
}
