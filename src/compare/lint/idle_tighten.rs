//! P316: a `tighten` that asks for nothing that was not asked for before.

use crate::compare::rules::asking::{Found, Kept};
use crate::logic::fragment::statements::Failure;
use crate::model::codes::IDLE_TIGHTEN;
use crate::report::Finding;

use super::{Context, warning};

pub(super) fn check(context: &mut Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, encoded, rule) in context.rules() {
        let text = |span| context.loaded.source.part_at(span).0.name.clone();
        let base = text(rule.id_span);
        // Statements in another text than their rule come from `tighten`; those in this one are looked at.
        let is_added = |failure: &Failure| text(failure.span) != base && text(failure.span) == context.loaded.own.name;
        let added_statements = rule
            .statements
            .iter()
            .filter(|statement| text(statement.span) != base && text(statement.span) == context.loaded.own.name);
        let Some(place) = added_statements.map(|statement| statement.span).reduce(|a, b| a.to(b)) else { continue };
        let (added, own): (Vec<&Failure>, Vec<&Failure>) = encoded.failures.iter().partition(|one| is_added(one));
        let own: Vec<Kept<'_>> = own.into_iter().map(|failure| (at, failure)).collect();
        let kept: Vec<Kept<'_>> = context.others(at, rule.severity).into_iter().chain(own).collect();
        if added.iter().any(|failure| context.asking.ask(&kept, Some(failure)).0 != Found::Impossible) {
            continue;
        }
        let message =
            format!("`tighten {}` tightens nothing: what it asks for follows from what was asked for", rule.id);
        let finding = warning(&IDLE_TIGHTEN, message).label(&context.protocol.source, place, "follows from the rest");
        findings.push(finding.help("ask for more, or remove it"));
    }
    findings
}
