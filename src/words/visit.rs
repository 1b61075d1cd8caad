//! Goes through everything that a rule says.

use crate::model::across::KeyKind;
use crate::model::decision::Term;
use crate::model::rule::{Claim, ClaimKind, Domain, Measure, Number, Statement, StatementKind};

/// What is met on the way, the outer before the inner.
#[derive(Debug, Clone, Copy)]
pub(super) enum Met<'r> {
    Statement(&'r Statement),
    Domain(&'r Domain),
    /// And whether it only says when something is judged, or of what.
    Claim(&'r Claim, bool),
    Measure(&'r Measure, bool),
}

pub(super) struct Visitor<'v, 'r> {
    see: &'v mut dyn FnMut(Met<'r>),
    condition: bool,
}

impl<'v, 'r> Visitor<'v, 'r> {
    pub fn new(see: &'v mut dyn FnMut(Met<'r>)) -> Self {
        Visitor { see, condition: false }
    }

    pub fn statements(&mut self, statements: &'r [Statement]) {
        for statement in statements {
            (self.see)(Met::Statement(statement));
            match &statement.kind {
                StatementKind::Require { claim, guard } => {
                    self.claim(claim);
                    if let Some(guard) = guard {
                        self.condition(&guard.condition);
                    }
                }
                StatementKind::Each { domain, filter, body, .. } | StatementKind::Some { domain, filter, body, .. } => {
                    (self.see)(Met::Domain(domain));
                    if let Some(filter) = filter {
                        self.condition(filter);
                    }
                    self.statements(body);
                }
                StatementKind::When { guard, body } => {
                    self.condition(&guard.condition);
                    self.statements(body);
                }
                StatementKind::InEachSlice { body, .. } => self.statements(body),
            }
        }
    }

    fn condition(&mut self, claim: &'r Claim) {
        let before = std::mem::replace(&mut self.condition, true);
        self.claim(claim);
        self.condition = before;
    }

    pub fn claim(&mut self, claim: &'r Claim) {
        (self.see)(Met::Claim(claim, self.condition));
        match &claim.kind {
            ClaimKind::Compare { left, right, .. } => [left, right].into_iter().for_each(|number| self.number(number)),
            ClaimKind::Within { value, low, high, .. } => {
                [Some(value), low.as_ref(), high.as_ref()].into_iter().flatten().for_each(|number| self.number(number));
            }
            ClaimKind::Near { value, target, .. } => {
                [value, target].into_iter().for_each(|number| self.number(number));
            }
            ClaimKind::OneOf { value, .. } => self.number(value),
            ClaimKind::Not(of) => self.claim(of),
            ClaimKind::And(all) | ClaimKind::Or(all) => all.iter().for_each(|claim| self.claim(claim)),
            ClaimKind::Implies(condition, claim) => {
                self.condition(condition);
                self.claim(claim);
            }
            ClaimKind::Iff(a, b) => [a, b].into_iter().for_each(|claim| self.claim(claim)),
            ClaimKind::Unique(keys) | ClaimKind::Same(keys) => {
                for key in keys {
                    match &key.kind {
                        KeyKind::Number(number) => self.number(number),
                        KeyKind::Claim(claim) => self.claim(claim),
                        _ => {}
                    }
                }
            }
            ClaimKind::UniqueIn(unique) => {
                (self.see)(Met::Domain(&unique.domain));
                unique.keys.iter().for_each(|key| self.term(key));
            }
            ClaimKind::Decided(decision) => {
                self.term(&decision.target);
                decision.inputs.iter().for_each(|(term, _)| self.term(term));
            }
            _ => {}
        }
    }

    fn term(&mut self, term: &'r Term) {
        if let Term::Number(number) = term {
            self.number(number);
        }
    }

    fn number(&mut self, number: &'r Number) {
        match number {
            Number::Constant(_) => {}
            Number::Measure(measure) => (self.see)(Met::Measure(measure, self.condition)),
            Number::Sum(a, b) | Number::Difference(a, b) | Number::Product(a, b) | Number::Ratio(a, b) => {
                [a, b].into_iter().for_each(|number| self.number(number));
            }
            Number::Negated(of) => self.number(of),
            Number::Aggregate(aggregate) => {
                (self.see)(Met::Domain(&aggregate.domain));
                if let Some(value) = &aggregate.value {
                    self.number(value);
                }
                if let Some(filter) = &aggregate.filter {
                    self.condition(filter);
                }
            }
        }
    }
}
