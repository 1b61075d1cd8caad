//! Rules across cases to outcomes and findings.

use crate::check::evaluate::scope::Scope;
use crate::check::evaluate::statements::Judged;
use crate::check::evaluate::{CaseContext, Evaluator};
use crate::check::findings;
use crate::check::outcome::{Outcome, RuleOutcome};
use crate::facts::Facts;
use crate::model::{Protocol, Rule};
use crate::report::Finding;
use crate::volume::LabelMap;

use super::gather::{GatheredCase, across};
use super::group::{Group, groups};

/// What the rules across cases come to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CohortVerdict {
    /// Of each rule for each group.
    pub groups: Vec<GroupVerdict>,
}

/// What a rule comes to on a group of cases.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupVerdict {
    /// `all 12 cases`, `the 5 cases with patient 7`
    pub label: String,
    pub outcome: RuleOutcome,
    pub findings: Vec<Finding>,
}

/// Judges the rules across cases of a protocol on all its cases.
pub fn judge(protocol: &Protocol, cases: &[GatheredCase]) -> CohortVerdict {
    let mut verdict = CohortVerdict::default();
    if cases.is_empty() {
        return verdict;
    }
    for rule in across(&protocol.rules) {
        let (groups, ungrouped) = groups(protocol, rule.across.and_then(|across| across.by), cases);
        for group in &groups {
            verdict.add(protocol, rule, group, None);
        }
        if !ungrouped.is_empty() {
            verdict.add(protocol, rule, &Group::default(), Some(Outcome::CouldNotMeasure { reasons: ungrouped }));
        }
    }
    verdict
}

impl CohortVerdict {
    /// `known`: the outcome, where there is nothing to judge.
    fn add(&mut self, protocol: &Protocol, rule: &Rule, group: &Group<'_>, known: Option<Outcome>) {
        let label = if known.is_some() { "cases of no group".to_owned() } else { group.label() };
        // What the cases hold has been gathered; there is nothing to measure here.
        let empty = LabelMap::nothing();
        let facts = Facts::new(&empty);
        let context = CaseContext { name: label.clone(), ..CaseContext::default() };
        let evaluator = Evaluator::of_group(protocol, &facts, &context, group);
        let judged = match known {
            Some(outcome) => Judged { outcome, failures: Vec::new(), more: 0 },
            None => evaluator.block(&rule.statements, &Scope::default()),
        };
        let findings = findings::of_rule(&evaluator, rule, &judged);
        let outcome = RuleOutcome { id: rule.id.clone(), severity: rule.severity, outcome: judged.outcome };
        self.groups.push(GroupVerdict { label, outcome, findings });
    }
}
