//! P315: a condition that is never true where the other rules are kept.

use std::collections::BTreeMap;

use crate::compare::rules::asking::Found;
use crate::logic::fragment::statements::Failure;
use crate::model::codes::FALSE_GUARD;
use crate::report::Finding;

use super::{Context, warning};

pub(super) fn check(context: &mut Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, encoded, rule) in context.rules() {
        let kept = context.others(at, rule.severity);
        // One condition may stand for several, one for each name that is bound around it.
        let mut conditions: BTreeMap<_, Vec<&Failure>> = BTreeMap::new();
        encoded.conditions.iter().for_each(|one| conditions.entry(one.span).or_default().push(one));
        for (span, all) in conditions {
            let never = all.iter().all(|condition| context.asking.ask(&kept, Some(condition)).0 == Found::Impossible);
            let Some(text) = all.first().filter(|_| never).map(|condition| &condition.statement) else { continue };
            let message = format!("the condition `{text}` of `{}` is never met", rule.id);
            let finding = warning(&FALSE_GUARD, message).label(&context.protocol.source, span, "never true");
            findings.push(finding.help("correct the condition; what it guards is never asked for"));
        }
    }
    findings
}
