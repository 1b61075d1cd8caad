//! What rules across cases measure of one case.

use std::collections::BTreeMap;

use crate::check::evaluate::amount::Amount;
use crate::check::evaluate::numbers::speaks_of_every_axis;
use crate::check::evaluate::scope::Scope;
use crate::check::evaluate::truth::{Reasons, Truth};
use crate::check::evaluate::{CaseContext, Evaluator};
use crate::facts::Facts;
use crate::model::Protocol;
use crate::model::across::KeyKind;
use crate::model::field::{FieldId, FieldOwner, FieldRef, FieldValue};
use crate::model::rule::{
    Claim, ClaimKind, Domain, Measure, MeasureKind, Number, Rule, SpacingAxis, Statement, StatementKind, Variable,
};
use crate::volume::LabelMap;

use super::keys::KeyValue;

/// A measure or claim as written, and what its bound names stand for.
pub type Asked = (String, Vec<(String, String)>);

/// One case, as rules across cases see it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GatheredCase {
    pub name: String,
    /// Its label map, or the first of its label files.
    pub file: String,
    pub amounts: BTreeMap<Asked, Amount>,
    pub truths: BTreeMap<Asked, Truth>,
    /// By what `unique` and `same` compare it.
    pub(super) keys: BTreeMap<Asked, KeyValue>,
    /// The facts by which cases are grouped, as written, or why they are not known.
    pub groups: BTreeMap<FieldId, Result<String, Reasons>>,
    /// Why nothing of it could be measured.
    pub unreadable: Option<String>,
}

/// Measures everything that the rules across cases ask of this case.
pub fn gather(evaluator: &Evaluator<'_>) -> GatheredCase {
    gathered(evaluator, None)
}

/// What can be said of a case without voxels: its facts.
pub fn gather_facts(protocol: &Protocol, context: &CaseContext, reason: &str) -> GatheredCase {
    let nothing = LabelMap::nothing();
    let facts = Facts::new(&nothing);
    gathered(&Evaluator::new(protocol, &facts, context), Some(reason.to_owned()))
}

fn gathered(evaluator: &Evaluator<'_>, unreadable: Option<String>) -> GatheredCase {
    let context = evaluator.context;
    let file = context.files.first().cloned().unwrap_or_default();
    let found = GatheredCase { name: context.name.clone(), file, unreadable, ..GatheredCase::default() };
    let mut gathering = Gathering { evaluator, found };
    for rule in across(&evaluator.protocol.rules) {
        evaluator.start(&rule.id);
        if let Some(by) = rule.across.and_then(|across| across.by) {
            let value = evaluator
                .fact(FieldRef { of: FieldOwner::Case, field: by }, &Scope::default())
                .map(FieldValue::written);
            gathering.found.groups.insert(by, value);
        }
        gathering.block(&rule.statements, &Scope::default());
    }
    gathering.found
}

/// The rules that are judged across cases.
pub fn across(rules: &[Rule]) -> impl Iterator<Item = &Rule> {
    rules.iter().filter(|rule| rule.across.is_some() && !rule.statements.is_empty())
}

struct Gathering<'g> {
    evaluator: &'g Evaluator<'g>,
    found: GatheredCase,
}

impl Gathering<'_> {
    fn block(&mut self, statements: &[Statement], scope: &Scope) {
        for statement in statements {
            match &statement.kind {
                StatementKind::Require { claim, guard } => {
                    guard.iter().for_each(|guard| self.claim(&guard.condition, scope));
                    self.claim(claim, scope);
                }
                StatementKind::When { guard, body } => {
                    self.claim(&guard.condition, scope);
                    self.block(body, scope);
                }
                StatementKind::Each { variables, domain, filter, body }
                | StatementKind::Some { variables, domain, filter, body } => {
                    for inner in self.scopes(variables, domain, scope) {
                        filter.iter().for_each(|filter| self.claim(filter, &inner));
                        self.block(body, &inner);
                    }
                }
                // No such statement is accepted across cases.
                StatementKind::InEachSlice { .. } => {}
            }
        }
    }

    /// Of all cases this one, without a name for it; of classes each.
    fn scopes(&self, variables: &[Variable], domain: &Domain, scope: &Scope) -> Vec<Scope> {
        if *domain == Domain::Cases {
            return vec![scope.clone()];
        }
        let elements = self.evaluator.elements(domain, scope).unwrap_or_default();
        elements.list.iter().map(|element| scope.bind(variables, element)).collect()
    }

    fn claim(&mut self, claim: &Claim, scope: &Scope) {
        match &claim.kind {
            ClaimKind::Not(inner) => self.claim(inner, scope),
            ClaimKind::And(operands) | ClaimKind::Or(operands) => operands.iter().for_each(|c| self.claim(c, scope)),
            ClaimKind::Implies(a, b) | ClaimKind::Iff(a, b) => [a, b].into_iter().for_each(|c| self.claim(c, scope)),
            ClaimKind::Compare { left, right, .. } => [left, right].into_iter().for_each(|n| self.number(n, scope)),
            ClaimKind::Within { value, low, high, .. } => {
                [Some(value), low.as_ref(), high.as_ref()].into_iter().flatten().for_each(|n| self.number(n, scope));
            }
            ClaimKind::OneOf { value, .. } => self.number(value, scope),
            ClaimKind::Unique(keys) | ClaimKind::Same(keys) => {
                let measures = self.measures();
                for key in keys.iter().filter(|key| measures || matches!(key.kind, KeyKind::Fact(_))) {
                    let value = self.evaluator.key(key, scope);
                    self.found.keys.insert(asked(self.evaluator, &key.text, scope), value);
                }
            }
            ClaimKind::Fact { .. } | ClaimKind::SameFact { .. } | ClaimKind::FactGiven { .. } => {
                self.atom(claim, scope)
            }
            _ if self.measures() => self.atom(claim, scope),
            _ => {}
        }
    }

    /// Without voxels only facts are known; what else is asked for stays unknown.
    fn measures(&self) -> bool {
        self.found.unreadable.is_none()
    }

    fn atom(&mut self, claim: &Claim, scope: &Scope) {
        let truth = self.evaluator.claim(claim, scope);
        self.found.truths.insert(asked(self.evaluator, &claim.text, scope), truth);
    }

    fn number(&mut self, number: &Number, scope: &Scope) {
        match number {
            Number::Constant(_) => {}
            Number::Measure(measure) => {
                if let MeasureKind::RobustZ(inner) = &measure.kind {
                    return self.number(inner, scope);
                }
                let scopes = if speaks_of_every_axis(number) && scope.spacing_axis.is_none() {
                    [0, 1, 2].map(|axis| scope.along(axis)).to_vec()
                } else {
                    vec![scope.clone()]
                };
                let known = self.measures() || matches!(measure.kind, MeasureKind::Fact(_));
                for scope in scopes.into_iter().filter(|_| known) {
                    let amount = self.evaluator.measure(measure, &scope);
                    self.found.amounts.insert(asked_measure(self.evaluator, measure, &scope), amount);
                }
            }
            Number::Sum(a, b) | Number::Difference(a, b) | Number::Ratio(a, b) => {
                self.number(a, scope);
                self.number(b, scope);
            }
            Number::Product(_, inner) | Number::Negated(inner) => self.number(inner, scope),
            Number::Aggregate(aggregate) if aggregate.domain == Domain::Cases => {
                aggregate.filter.iter().for_each(|filter| self.claim(filter, scope));
                aggregate.value.iter().for_each(|value| self.number(value, scope));
            }
            Number::Aggregate(_) if !self.measures() => {}
            Number::Aggregate(aggregate) => {
                let amount = self.evaluator.number(number, scope);
                self.found.amounts.insert(asked(self.evaluator, &aggregate.text, scope), amount);
            }
        }
    }
}

/// The key under which something is gathered and looked up.
pub(super) fn asked(evaluator: &Evaluator<'_>, text: &str, scope: &Scope) -> Asked {
    (text.to_owned(), evaluator.bound(&scope.without_cases()))
}

/// The key of a measure; `spacing` is one for each axis.
pub(super) fn asked_measure(evaluator: &Evaluator<'_>, measure: &Measure, scope: &Scope) -> Asked {
    let (text, mut bindings) = asked(evaluator, &measure.text, scope);
    let of_axis = matches!(measure.kind, MeasureKind::Spacing(SpacingAxis::Every));
    if let Some(axis) = scope.spacing_axis.filter(|_| of_axis) {
        bindings.push(("axis".to_owned(), axis.to_string()));
    }
    (text, bindings)
}
