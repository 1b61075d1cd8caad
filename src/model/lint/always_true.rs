//! P306: a claim that holds for every measure of its kind.

use num_rational::BigRational;
use num_traits::{One, Zero};

use super::super::codes::ALWAYS_TRUE;
use super::super::problem::Problem;
use super::super::rule::{Claim, ClaimKind, Comparison, MeasureKind, Number};
use super::Context;
use super::impossible::never_negative;

pub(super) fn check(context: &Context) -> Vec<Problem> {
    let claims = context.sites.iter().map(|site| site.claim);
    claims
        .filter(|claim| always_true(claim))
        .map(|claim| {
            Problem::new(&ALWAYS_TRUE, format!("nothing can break `{}`", claim.text))
                .at(claim.span, "holds in every case")
                .help("correct the number, or remove the claim")
        })
        .collect()
}

fn always_true(claim: &Claim) -> bool {
    match &claim.kind {
        ClaimKind::Compare { left, operator, right: Number::Constant(bound) } => match operator {
            Comparison::GreaterEqual => never_negative(left) && bound.value <= BigRational::zero(),
            Comparison::Greater | Comparison::NotEqual => never_negative(left) && bound.value < BigRational::zero(),
            Comparison::LessEqual => is_share(left) && bound.value >= BigRational::one(),
            _ => false,
        },
        ClaimKind::Within { value, low: Some(Number::Constant(low)), high, half_open } => {
            let from_zero = never_negative(value) && low.value <= BigRational::zero();
            let to_one = match high {
                None => true,
                Some(Number::Constant(high)) => is_share(value) && high.value >= BigRational::one() && !half_open,
                Some(_) => false,
            };
            from_zero && to_one
        }
        _ => false,
    }
}

fn is_share(number: &Number) -> bool {
    match number {
        Number::Measure(measure) => matches!(
            measure.kind,
            MeasureKind::ContactShare(..)
                | MeasureKind::IntensityShare { .. }
                | MeasureKind::Iou(..)
                | MeasureKind::Dice(..)
                | MeasureKind::SurfaceDice { .. }
        ),
        _ => false,
    }
}
