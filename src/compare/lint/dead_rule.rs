//! P313: a rule that follows from the others, so that no case breaks it alone.

use std::collections::BTreeSet;

use crate::compare::rules::asking::Found;
use crate::model::codes::DEAD_RULE;
use crate::report::{Finding, Severity};

use super::{Context, warning};

/// Later rules are looked at first, and one that follows is no reason for another: of two that say the same, the second is
/// named.
pub(super) fn check(context: &mut Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut dead = BTreeSet::new();
    for (at, encoded, rule) in context.rules().into_iter().rev() {
        let mut kept = context.others(at, rule.severity.max(Severity::Warning));
        kept.retain(|(other, _)| !dead.contains(other));
        let mut reasons = BTreeSet::new();
        let follows = encoded.failures.iter().all(|failure| {
            let (found, rules) = context.asking.ask(&kept, Some(failure));
            reasons.extend(rules);
            found == Found::Impossible
        });
        if !follows {
            continue;
        }
        dead.insert(at);
        context.told.insert(at);
        let message = format!("`{}` fails only where {} fails too", rule.id, context.named(&reasons));
        let finding = context.marked(warning(&DEAD_RULE, message), [at], "follows");
        findings.push(context.marked(finding, reasons, "from this").help("remove it, or ask for more"));
    }
    findings
}
