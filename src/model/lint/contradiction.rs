//! P305: two claims of one rule, under the same conditions, that exclude each other.

use num_rational::BigRational;

use super::super::codes::IMPOSSIBLE;
use super::super::problem::Problem;
use super::super::rule::{Claim, ClaimKind, Comparison, Number};
use super::Context;

pub(super) fn check(context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (at, site) in context.sites.iter().enumerate() {
        let earlier = context.sites.iter().take(at);
        let clash = earlier.filter(|other| other.rule.id == site.rule.id && other.conditions == site.conditions).find(
            |other| {
                other.claim.text != site.claim.text
                    && (disjoint(other.claim, site.claim) || opposite(other.claim, site.claim))
            },
        );
        if let Some(other) = clash {
            problems.push(
                Problem::new(
                    &IMPOSSIBLE,
                    format!("`{}` and `{}` exclude each other", site.claim.text, other.claim.text),
                )
                .at(site.claim.span, "cannot hold together")
                .at(other.claim.span, "with this")
                .help("correct one of the two, or give them conditions with `when`"),
            );
        }
    }
    problems
}

fn opposite(a: &Claim, b: &Claim) -> bool {
    match (&a.kind, &b.kind) {
        (ClaimKind::Present(x), ClaimKind::Absent(y)) | (ClaimKind::Absent(x), ClaimKind::Present(y)) => x == y,
        _ => false,
    }
}

/// What a claim leaves of one measure: lower and upper end, each with whether it is left out itself.
struct Interval {
    low: Option<(BigRational, bool)>,
    high: Option<(BigRational, bool)>,
}

fn disjoint(a: &Claim, b: &Claim) -> bool {
    let (Some((name, a)), Some((other, b))) = (interval(a), interval(b)) else { return false };
    name == other && (apart(&a, &b) || apart(&b, &a))
}

/// Everything in `a` lies below everything in `b`.
fn apart(a: &Interval, b: &Interval) -> bool {
    match (&a.high, &b.low) {
        (Some((high, high_out)), Some((low, low_out))) => high < low || (high == low && (*high_out || *low_out)),
        _ => false,
    }
}

/// The measure a claim bounds by written numbers, by its text, and what it allows.
fn interval(claim: &Claim) -> Option<(&str, Interval)> {
    match &claim.kind {
        ClaimKind::Compare { left: Number::Measure(measure), operator, right: Number::Constant(bound) } => {
            let at = |out: bool| Some((bound.value.clone(), out));
            let interval = match operator {
                Comparison::Equal => Interval { low: at(false), high: at(false) },
                Comparison::Less => Interval { low: None, high: at(true) },
                Comparison::LessEqual => Interval { low: None, high: at(false) },
                Comparison::Greater => Interval { low: at(true), high: None },
                Comparison::GreaterEqual => Interval { low: at(false), high: None },
                Comparison::NotEqual => return None,
            };
            Some((&measure.text, interval))
        }
        ClaimKind::Within { value: Number::Measure(measure), low, high, half_open } => {
            let end = |end: &Option<Number>, out: bool| match end {
                Some(Number::Constant(bound)) => Some((bound.value.clone(), out)),
                _ => None,
            };
            Some((&measure.text, Interval { low: end(low, false), high: end(high, *half_open) }))
        }
        _ => None,
    }
}
