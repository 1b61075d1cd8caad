//! P314: a rule that no label map can break.

use std::collections::BTreeSet;

use crate::compare::rules::asking::Found;
use crate::model::codes::UNBREAKABLE;
use crate::report::Finding;

use super::{Context, warning};

pub(super) fn check(context: &mut Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, encoded, rule) in context.rules() {
        // What can never fail was left out when the rule was put into formulas.
        let never =
            encoded.failures.iter().all(|failure| context.asking.ask(&[], Some(failure)).0 == Found::Impossible);
        if !never {
            continue;
        }
        context.told.insert(at);
        let finding = warning(&UNBREAKABLE, format!("nothing can break `{}`", rule.id));
        let finding = context.marked(finding, BTreeSet::from([at]), "holds in every case");
        findings.push(finding.help("correct what it asks for, or remove it"));
    }
    findings
}
