//! Claims: connectives over atoms.

use crate::model::quantity::Quantity;
use crate::model::rule::{Claim, ClaimKind, Comparison, HeaderField, Number, Structure};
use crate::words;

use super::Evaluator;
use super::amount::{Amount, compare, near};
use super::numbers::speaks_of_every_axis;
use super::positions::Beyond;
use super::scope::Scope;
use super::sequences::Order;
use super::structures::Subject;
use super::truth::Truth;

impl Evaluator<'_> {
    /// What a claim says for one binding of its names.
    pub fn claim(&self, claim: &Claim, scope: &Scope) -> Truth {
        self.judge_claim(claim, scope, false)
    }

    /// What a claim says as a guard, where atoms that do not apply are false.
    pub fn guard(&self, claim: &Claim, scope: &Scope) -> Truth {
        self.judge_claim(claim, scope, true)
    }

    fn judge_claim(&self, claim: &Claim, scope: &Scope, guard: bool) -> Truth {
        let operand = |of: &Claim| self.judge_claim(of, scope, guard);
        match &claim.kind {
            ClaimKind::Not(of) => operand(of).negated(),
            ClaimKind::And(operands) => Truth::all(operands.iter().map(operand)),
            ClaimKind::Or(operands) => Truth::any(operands.iter().map(operand)),
            ClaimKind::Implies(a, b) => self.guard(a, scope).implies(operand(b)),
            ClaimKind::Iff(a, b) => operand(a).iff(operand(b)),
            atom => {
                let truth = match self.group.filter(|_| is_gathered(atom)) {
                    Some(group) => self.gathered_truth(group, claim, scope),
                    None => self.atom(atom, scope),
                };
                if guard { truth.in_guard() } else { truth }
            }
        }
    }

    fn atom(&self, atom: &ClaimKind, scope: &Scope) -> Truth {
        if scope.spacing_axis.is_none() && numbers_of(atom).into_iter().any(speaks_of_every_axis) {
            return Truth::all([0, 1, 2].map(|axis| self.atom(atom, &scope.along(axis))));
        }
        match atom {
            ClaimKind::Compare { left, operator, right } => {
                compare(&self.number(left, scope), *operator, &self.number(right, scope))
            }
            ClaimKind::Within { value, low, high, half_open } => {
                let value = self.number(value, scope);
                let bound = |bound: &Option<Number>| bound.as_ref().map(|number| self.number(number, scope));
                within(&value, bound(low).as_ref(), bound(high).as_ref(), *half_open)
            }
            ClaimKind::Near { value, target, slack, relative } => {
                near(&self.number(value, scope), &self.number(target, scope), slack.to_f64(), *relative)
            }
            ClaimKind::OneOf { value, set } => one_of(&self.number(value, scope), set),
            ClaimKind::UniqueIn(unique) => self.unique_in(unique, scope),
            ClaimKind::Decided(decision) => self.decided(decision, scope),
            ClaimKind::Present(of) => self.presence(of, scope),
            ClaimKind::Absent(of) => self.presence(of, scope).negated(),
            ClaimKind::Complete(of) => self.complete(of, scope),
            ClaimKind::Beyond { a, direction, b, by, up_to } => {
                let (by, up_to) = (by.as_ref(), up_to.as_ref());
                self.beyond(Beyond { a, direction: *direction, b, by, up_to }, scope)
            }
            ClaimKind::SequenceOrdered { sequence, points, from, gap_at_least, gap_at_most } => {
                let (gap_at_least, gap_at_most) = (gap_at_least.as_ref(), gap_at_most.as_ref());
                let (sequence, points, from) = (*sequence, *points, *from);
                self.ordered(Order { sequence, points, from, gap_at_least, gap_at_most }, scope)
            }
            ClaimKind::Plane(claim) => self.plane_claim(claim, scope),
            ClaimKind::Points(claim) => self.point_claim(claim, scope),
            ClaimKind::Header { field, allowed, negated } => match self.header(*field) {
                Some(found) => Truth::from(allowed.iter().any(|word| word.eq_ignore_ascii_case(&found)) != *negated),
                None => Truth::unknown(format!("the files do not say the {}", words::header_field(*field))),
            },
            ClaimKind::Fact { field, allowed, negated } => self.fact_among(*field, allowed, *negated, scope),
            ClaimKind::SameFact { a, b, negated } => self.same_fact(*a, *b, *negated, scope),
            ClaimKind::InputGiven { input, negated } => Truth::from(self.input_given(*input, scope) != *negated),
            ClaimKind::FactGiven { field, negated: false } => self.fact_given(*field, scope),
            ClaimKind::FactGiven { field, negated: true } => self.fact_given(*field, scope).negated(),
            ClaimKind::Text(claim) => self.text_claim(claim, scope),
            ClaimKind::Unique(keys) => self.unique(keys, scope),
            ClaimKind::Same(keys) => self.same(keys, scope),
            relation => self.relation(relation, scope).map_or(Truth::Inapplicable, |relation| relation.truth),
        }
    }

    /// Does not touch the border of the volume.
    fn complete(&self, of: &Structure, scope: &Scope) -> Truth {
        match self.subject(of, scope) {
            Subject::Present(shape) => match self.facts.touches_border(&shape) {
                Ok(place) => Truth::from(place.is_none()),
                Err(error) => Truth::Unknown(self.reasons(&error, &[of], scope)),
            },
            Subject::Unknown(reasons) => Truth::Unknown(reasons),
            Subject::Empty(_) | Subject::AbsentOptional | Subject::AbsentRequired => Truth::Inapplicable,
        }
    }

    pub fn header(&self, field: HeaderField) -> Option<String> {
        match field {
            HeaderField::Modality => self.context.header.modality.clone(),
            HeaderField::Datatype => self.context.header.datatype.clone(),
            HeaderField::ImageDatatype(image) => self.context.header.image_datatypes.get(&image).cloned(),
            HeaderField::Orientation => self.facts.geometry().orientation().map(|orientation| orientation.codes()),
        }
    }
}

/// `in low .. high` or, half open, `in low ..< high`. An end that does not apply drops out.
pub fn within(value: &Amount, low: Option<&Amount>, high: Option<&Amount>, half_open: bool) -> Truth {
    let below = if half_open { Comparison::Less } else { Comparison::LessEqual };
    let ends = [(low, Comparison::GreaterEqual), (high, below)];
    let judged = ends.into_iter().filter_map(|(end, operator)| Some(compare(value, operator, end?)));
    let judged: Vec<Truth> = judged.collect();
    let upper_drops_out = high.is_some() && judged.last() == Some(&Truth::Inapplicable);
    match Truth::all(judged) {
        // Of a partial class a range is a lower and an upper count: too few is a fault, enough is no pass.
        Truth::True if upper_drops_out => Truth::Inapplicable,
        Truth::Inapplicable if low.is_none() && high.is_none() => match value {
            Amount::Known(_) => Truth::True,
            Amount::Inapplicable(_) => Truth::Inapplicable,
            Amount::Unknown(reasons) => Truth::Unknown(reasons.clone()),
        },
        other => other,
    }
}

fn one_of(value: &Amount, set: &[Quantity]) -> Truth {
    let equal = |quantity: &Quantity| compare(value, Comparison::Equal, &Amount::exact(quantity.to_f64()));
    let judged: Vec<Truth> = set.iter().map(equal).collect();
    // Of a partial class each equality is false where too few are seen, and else says nothing.
    if judged.contains(&Truth::Inapplicable) { Truth::Inapplicable } else { Truth::any(judged) }
}

/// Claims that rules across cases find gathered. Numbers are compared anew, for they may be of all cases.
fn is_gathered(atom: &ClaimKind) -> bool {
    use ClaimKind as K;
    !matches!(atom, K::Compare { .. } | K::Within { .. } | K::OneOf { .. } | K::Unique(_) | K::Same(_))
}

fn numbers_of(atom: &ClaimKind) -> Vec<&Number> {
    match atom {
        ClaimKind::Compare { left, right, .. } => vec![left, right],
        ClaimKind::Within { value, low, high, .. } => {
            std::iter::once(value).chain(low.as_ref()).chain(high.as_ref()).collect()
        }
        ClaimKind::Near { value, target, .. } => vec![value, target],
        ClaimKind::OneOf { value, .. } => vec![value],
        _ => Vec::new(),
    }
}
