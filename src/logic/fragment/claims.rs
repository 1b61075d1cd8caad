//! Claims of rules as truths.

use num_rational::BigRational;
use num_traits::{One, Signed};

use crate::model::json;
use crate::model::quantity::Quantity;
use crate::model::rule::{Claim, ClaimKind, Comparison, MeasureKind, Number, SpacingAxis, Tolerance};

use super::Translator;
use super::amount::Amount;
use super::formula::Formula;
use super::kinds::order::Order;
use super::structures::Scope;
use super::truth::Truth;

impl Translator<'_> {
    pub fn claim(&mut self, claim: &Claim, scope: &Scope) -> Truth {
        self.judge(claim, scope, false)
    }

    /// As a guard: atoms that do not apply are false.
    pub fn guard(&mut self, claim: &Claim, scope: &Scope) -> Truth {
        self.judge(claim, scope, true)
    }

    fn judge(&mut self, claim: &Claim, scope: &Scope, guard: bool) -> Truth {
        match &claim.kind {
            ClaimKind::Not(of) => self.judge(of, scope, guard).negated(),
            ClaimKind::And(operands) => {
                let operands: Vec<Truth> = operands.iter().map(|of| self.judge(of, scope, guard)).collect();
                Truth::all(operands)
            }
            ClaimKind::Or(operands) => {
                let operands: Vec<Truth> = operands.iter().map(|of| self.judge(of, scope, guard)).collect();
                Truth::any(operands)
            }
            ClaimKind::Implies(a, b) => self.guard(a, scope).implies(self.judge(b, scope, guard)),
            ClaimKind::Iff(a, b) => self.judge(a, scope, guard).iff(self.judge(b, scope, guard)),
            _ => {
                let truth = self.atom_of_axes(claim, scope);
                if guard { truth.in_guard() } else { truth }
            }
        }
    }

    /// `spacing` by itself stands for each of the three axes.
    fn atom_of_axes(&mut self, claim: &Claim, scope: &Scope) -> Truth {
        if scope.spacing_axis.is_none() && speaks_of_every_axis(&claim.kind) {
            let along = [0, 1, 2].map(|axis| self.atom(claim, &scope.along(axis)));
            return Truth::all(along);
        }
        self.atom(claim, scope)
    }

    fn atom(&mut self, claim: &Claim, scope: &Scope) -> Truth {
        match self.known_atom(&claim.kind, scope) {
            Some(truth) => truth,
            None => self.opaque_claim(json::Part::Claim(&claim.kind), scope),
        }
    }

    /// `None`: outside the fragment.
    fn known_atom(&mut self, kind: &ClaimKind, scope: &Scope) -> Option<Truth> {
        match kind {
            ClaimKind::Compare { left, operator, right } => {
                self.number(left, scope).compare(*operator, &self.number(right, scope))
            }
            ClaimKind::Within { value, low, high, half_open } => {
                let value = self.number(value, scope);
                let below = if *half_open { Comparison::Less } else { Comparison::LessEqual };
                self.within(&value, (low.as_ref(), high.as_ref()), below, scope)
            }
            ClaimKind::Near { value, target, slack, relative } => self.near(value, target, slack, *relative, scope),
            ClaimKind::OneOf { value, set } => {
                let value = self.number(value, scope);
                let equal =
                    set.iter().map(|member| value.compare(Comparison::Equal, &Amount::constant(member.value.clone())));
                let equal: Vec<Truth> = equal.collect::<Option<_>>()?;
                // Of a partial class an equality that says nothing leaves nothing to say.
                let applies = Formula::all(equal.iter().map(Truth::applies));
                Some(Truth::any(equal).within(&applies))
            }
            ClaimKind::Present(of) => self.presence(of, scope),
            ClaimKind::Absent(of) => Some(self.presence(of, scope)?.negated()),
            ClaimKind::Complete(of) => self.complete(of, scope),
            ClaimKind::Inside { a, b, tolerance: Tolerance::Exact } => self.inside(a, b, scope),
            ClaimKind::Inside { a, b, tolerance: Tolerance::Share(share) } => self.inside_up_to(a, b, share, scope),
            ClaimKind::Inside { a, b, .. }
            | ClaimKind::SubsetOf { a, b, tolerance: Tolerance::Length(_) | Tolerance::Voxels(_) } => {
                self.opaque_relation(kind, a, b, scope)
            }
            ClaimKind::SubsetOf { a, b, tolerance } => self.subset(a, b, tolerance, scope),
            ClaimKind::Equal { a, b, tolerance } => self.equal(a, b, tolerance, scope),
            ClaimKind::Touches(a, b) => self.touches(a, b, scope),
            ClaimKind::Separate { a, b, by_overlap } => self.separate(a, b, *by_overlap, scope),
            ClaimKind::Beyond { a, direction, b, by, up_to } => {
                self.beyond((a, *direction, b), by.as_ref(), up_to.as_ref(), scope)
            }
            ClaimKind::SequenceOrdered { sequence, points: None, from, gap_at_least, gap_at_most } => {
                let (gap_at_least, gap_at_most) = (gap_at_least.as_ref(), gap_at_most.as_ref());
                self.ordered(Order { sequence: *sequence, from: *from, gap_at_least, gap_at_most }, scope)
            }
            ClaimKind::Fact { field, allowed, negated } => self.fact_among(*field, allowed, *negated),
            ClaimKind::FactGiven { field, negated } => self.fact_given(*field, *negated),
            ClaimKind::Header { field, allowed, negated } => self.header(*field, allowed, *negated),
            _ => None,
        }
    }

    /// `present` is total, but that a class annotated in part is not seen says nothing.
    fn presence(&mut self, of: &crate::model::rule::Structure, scope: &Scope) -> Option<Truth> {
        let meaning = self.meaning(of, scope)?;
        let there = self.present(&meaning);
        if self.is_partial(of, scope) {
            return Some(Truth { yes: there, no: Formula::False, unknown: Formula::False });
        }
        Some(Truth::of(there))
    }

    fn within(
        &mut self,
        value: &Amount,
        (low, high): (Option<&Number>, Option<&Number>),
        below: Comparison,
        scope: &Scope,
    ) -> Option<Truth> {
        let mut ends = Vec::new();
        let mut upper_applies = Formula::True;
        if let Some(low) = low {
            let low = self.number(low, scope);
            ends.push(value.compare(Comparison::GreaterEqual, &low)?);
        }
        if let Some(high) = high {
            let high = self.number(high, scope);
            let end = value.compare(below, &high)?;
            upper_applies = end.applies();
            ends.push(end);
        }
        if ends.is_empty() {
            return Some(Truth::of(Formula::True).within(&value.applies).known_if(value.known.clone()));
        }
        // Too few is a fault, but where the upper end says nothing, enough is no pass.
        let judged = Truth::all(ends);
        Some(Truth { yes: judged.yes.and(upper_applies), ..judged })
    }

    fn near(
        &mut self,
        value: &Number,
        target: &Number,
        slack: &Quantity,
        relative: bool,
        scope: &Scope,
    ) -> Option<Truth> {
        let never_negative = is_nonnegative(target);
        let (value, target) = (self.number(value, scope), self.number(target, scope));
        let (low, high) = if relative {
            // A share of a size is linear in it; of a number of either sign it is not.
            if !never_negative {
                return None;
            }
            let one = BigRational::one();
            (target.clone().scaled(&(&one - &slack.value)), target.scaled(&(&one + &slack.value)))
        } else {
            let slack = Amount::constant(slack.value.clone());
            (target.clone().plus(&slack.clone().negated())?, target.plus(&slack)?)
        };
        let low = value.compare(Comparison::GreaterEqual, &low)?;
        let high = value.compare(Comparison::LessEqual, &high)?;
        let both = low.applies().and(high.applies());
        let judged = Truth::all([low, high]);
        Some(Truth { yes: judged.yes.and(both), ..judged })
    }
}

/// Whether no case makes a number negative, as far as the axioms say so.
fn is_nonnegative(number: &Number) -> bool {
    use MeasureKind as M;
    match number {
        Number::Constant(quantity) => !quantity.value.is_negative(),
        Number::Measure(measure) => matches!(
            measure.kind,
            M::Volume(_)
                | M::Voxels(_)
                | M::Components(_)
                | M::Holes { .. }
                | M::Tunnels { .. }
                | M::Extent { .. }
                | M::Spacing(_)
                | M::Size(_)
                | M::Present(_)
        ),
        Number::Sum(a, b) | Number::Product(a, b) => is_nonnegative(a) && is_nonnegative(b),
        _ => false,
    }
}

/// Whether `spacing` occurs, which stands for each of the three axes.
fn speaks_of_every_axis(kind: &ClaimKind) -> bool {
    let numbers: Vec<&Number> = match kind {
        ClaimKind::Compare { left, right, .. } => vec![left, right],
        ClaimKind::Within { value, low, high, .. } => {
            std::iter::once(value).chain(low.as_ref()).chain(high.as_ref()).collect()
        }
        ClaimKind::Near { value, target, .. } => vec![value, target],
        ClaimKind::OneOf { value, .. } => vec![value],
        _ => Vec::new(),
    };
    numbers.into_iter().any(number_of_every_axis)
}

fn number_of_every_axis(number: &Number) -> bool {
    match number {
        Number::Constant(_) | Number::Aggregate(_) => false,
        Number::Measure(measure) => matches!(measure.kind, MeasureKind::Spacing(SpacingAxis::Every)),
        Number::Sum(a, b) | Number::Difference(a, b) | Number::Ratio(a, b) | Number::Product(a, b) => {
            number_of_every_axis(a) || number_of_every_axis(b)
        }
        Number::Negated(inner) => number_of_every_axis(inner),
    }
}
