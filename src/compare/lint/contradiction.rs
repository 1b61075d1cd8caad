//! P312: rules that cannot be met together, so that no case is accepted.

use crate::compare::rules::asking::accepted;
use crate::compare::rules::contradiction::contradiction;
use crate::compare::rules::in_conflict;
use crate::model::codes::CONTRADICTION;
use crate::report::{Finding, Severity};

use super::Context;

pub(super) fn check(context: &mut Context<'_>) -> Vec<Finding> {
    let kept = accepted(context.encoded, Severity::Error);
    let Some(conflict) = contradiction(&mut context.asking, &kept) else { return Vec::new() };
    let rules: Vec<_> = conflict.iter().filter_map(|&at| context.encoded.rules.get(at)).collect();
    let finding = Finding::error(CONTRADICTION.code, format!("no case can be accepted: {}", in_conflict(&rules)));
    let finding = context.marked(finding, conflict, "in conflict");
    vec![
        finding.help("mend one of them, or give it a condition with `when`: without any of them the others can be met"),
    ]
}
