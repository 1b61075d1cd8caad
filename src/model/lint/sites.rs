//! Where rules require something, and under which conditions.

use super::super::protocol::Protocol;
use super::super::rule::{
    Aggregate, Claim, ClaimKind, Domain, Measure, Number, Rule, Statement, StatementKind, VariableId,
};

/// One claim that must hold, taken out of the conjunction it may stand in.
pub(super) struct Site<'p> {
    pub rule: &'p Rule,
    pub claim: &'p Claim,
    /// Conditions of this claim and of the blocks around it that must hold; `unless` is left out.
    pub when: Vec<&'p Claim>,
    /// Every condition, `unless` included, as text: two sites with the same ones are judged together.
    pub conditions: Vec<String>,
    pub in_slice: bool,
    /// Names that stand for parts of a structure.
    pub parts: Vec<VariableId>,
}

/// Every required claim of a protocol, in order.
pub(super) fn of(protocol: &Protocol) -> Vec<Site<'_>> {
    let mut sites = Vec::new();
    for rule in &protocol.rules {
        let around = Around::default();
        walk(rule, &rule.statements, &around, &mut sites);
    }
    sites
}

#[derive(Clone, Default)]
struct Around<'p> {
    when: Vec<&'p Claim>,
    conditions: Vec<String>,
    in_slice: bool,
    parts: Vec<VariableId>,
}

fn walk<'p>(rule: &'p Rule, statements: &'p [Statement], around: &Around<'p>, sites: &mut Vec<Site<'p>>) {
    for statement in statements {
        let mut inside = around.clone();
        match &statement.kind {
            StatementKind::Require { claim, guard } => {
                if let Some(guard) = guard {
                    inside.condition(guard.negated, &guard.condition);
                }
                require(rule, claim, &inside, sites);
            }
            StatementKind::When { guard, body } => {
                inside.condition(guard.negated, &guard.condition);
                walk(rule, body, &inside, sites);
            }
            StatementKind::Each { variables, domain, filter, body }
            | StatementKind::Some { variables, domain, filter, body } => {
                inside.conditions.push(statement.text.clone());
                if let Some(filter) = filter {
                    inside.condition(false, filter);
                }
                if over_parts(domain) {
                    inside.parts.extend(variables.iter().map(|variable| variable.id));
                }
                walk(rule, body, &inside, sites);
            }
            StatementKind::InEachSlice { body, .. } => {
                inside.in_slice = true;
                inside.conditions.push(statement.text.clone());
                walk(rule, body, &inside, sites);
            }
        }
    }
}

fn over_parts(domain: &Domain) -> bool {
    match domain {
        Domain::Components(_) => true,
        Domain::PairsOf(inner) => over_parts(inner),
        _ => false,
    }
}

impl<'p> Around<'p> {
    fn condition(&mut self, negated: bool, claim: &'p Claim) {
        if !negated {
            self.when.push(claim);
        }
        self.conditions.push(format!("{} {}", if negated { "unless" } else { "when" }, claim.text));
    }
}

fn require<'p>(rule: &'p Rule, claim: &'p Claim, around: &Around<'p>, sites: &mut Vec<Site<'p>>) {
    match &claim.kind {
        ClaimKind::And(parts) => {
            for part in parts {
                require(rule, part, around, sites);
            }
        }
        ClaimKind::Implies(guard, then) => {
            let mut inside = around.clone();
            inside.condition(false, guard);
            require(rule, then, &inside, sites);
        }
        _ => sites.push(Site {
            rule,
            claim,
            when: around.when.clone(),
            conditions: around.conditions.clone(),
            in_slice: around.in_slice,
            parts: around.parts.clone(),
        }),
    }
}

/// A claim and all claims within it.
pub(super) fn within(claim: &Claim) -> Vec<&Claim> {
    let mut found = Vec::new();
    let mut rest = vec![claim];
    while let Some(claim) = rest.pop() {
        found.push(claim);
        match &claim.kind {
            ClaimKind::Not(inner) => rest.push(inner),
            ClaimKind::And(parts) | ClaimKind::Or(parts) => rest.extend(parts.iter().rev()),
            ClaimKind::Implies(a, b) | ClaimKind::Iff(a, b) => rest.extend([&**b, &**a]),
            _ => {}
        }
    }
    found
}

/// The numbers a claim compares.
pub(super) fn numbers(claim: &Claim) -> Vec<&Number> {
    match &claim.kind {
        ClaimKind::Compare { left, right, .. } => vec![left, right],
        ClaimKind::Within { value, low, high, .. } => {
            std::iter::once(value).chain([low, high].into_iter().flatten()).collect()
        }
        ClaimKind::Near { value, target, .. } => vec![value, target],
        ClaimKind::OneOf { value, .. } => vec![value],
        _ => Vec::new(),
    }
}

/// Every measure and aggregate in a number.
pub(super) fn measures(number: &Number) -> (Vec<&Measure>, Vec<&Aggregate>) {
    let (mut measures, mut aggregates) = (Vec::new(), Vec::new());
    let mut rest = vec![number];
    while let Some(number) = rest.pop() {
        match number {
            Number::Constant(_) => {}
            Number::Measure(measure) => measures.push(&**measure),
            Number::Aggregate(aggregate) => {
                aggregates.push(&**aggregate);
                rest.extend(&aggregate.value);
            }
            Number::Sum(a, b) | Number::Difference(a, b) | Number::Ratio(a, b) | Number::Product(a, b) => {
                rest.extend([&**b, &**a]);
            }
            Number::Negated(inner) => rest.push(inner),
        }
    }
    (measures, aggregates)
}
