//! Every rule with what is known of it, and the checklist of what a person checks.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::rule::{Claim, ClaimKind, Statement, StatementKind};
use crate::model::text::TextClaim;
use crate::model::{Protocol, Rule};
use crate::words::{Term, Words, full_sentence};

use super::super::example::Example;
use super::{Block, RuleEntry, Ticked};

pub(super) fn rules(protocol: &Protocol, mut examples: BTreeMap<String, Example>) -> Vec<Block> {
    let words = Words::new(protocol);
    let entry = |rule: &Rule| {
        let example = examples.remove(&rule.id).unwrap_or_default();
        Block::Rule(Box::new(entry(protocol, &words, rule, example)))
    };
    let mut blocks: Vec<Block> = protocol.rules.iter().map(entry).collect();
    for (list, names) in vocabularies(protocol) {
        let title = format!("The {} names of `{list}`", names.len());
        blocks.push(Block::Folded { title, text: names.into_iter().collect::<Vec<_>>().join(", ") });
    }
    blocks
}

fn entry(protocol: &Protocol, words: &Words<'_>, rule: &Rule, example: Example) -> RuleEntry {
    let text = protocol.source.text.get(rule.span.start..rule.span.end).unwrap_or_default();
    let (source, span) = protocol.source.part_at(rule.span);
    let (line, _) = source.line_column(span.start);
    let across = rule.across.map(|across| match across.by.and_then(|by| protocol.field(by)) {
        Some(field) => format!("Cases with the same `{}` are judged together.", field.id()),
        None => "All cases are judged together.".to_owned(),
    });
    RuleEntry {
        id: rule.id.clone(),
        severity: rule.severity,
        title: rule.title.clone(),
        docs: rule.docs.clone(),
        across,
        requires: words.statements(&rule.statements),
        manual: sentences(&rule.manual),
        because: sentences(&rule.because),
        cites: rule.cites.clone(),
        terms: Term::of_rule(rule).into_iter().collect(),
        limits: full_sentence(&words.limits(rule).join("; ")),
        base: (source.name != protocol.source.name).then(|| source.name.clone()),
        source: text.to_owned(),
        place: format!("{}:{line}", source.name),
        example,
    }
}

fn sentences(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| full_sentence(text)).collect()
}

/// What a person checks, in the order of the rules.
pub(super) fn checklist(protocol: &Protocol) -> Vec<Block> {
    let ticked = |rule: &Rule| {
        let (id, severity) = (rule.id.clone(), rule.severity);
        rule.manual
            .iter()
            .map(move |text| Ticked { rule: id.clone(), severity, text: full_sentence(text) })
            .collect::<Vec<_>>()
    };
    let all: Vec<Ticked> = protocol.rules.iter().flat_map(ticked).collect();
    if all.is_empty() { Vec::new() } else { vec![Block::Checklist(all)] }
}

/// Lists of names that rules speak of by the name of the list.
fn vocabularies(protocol: &Protocol) -> BTreeMap<String, BTreeSet<String>> {
    let mut lists = BTreeMap::new();
    protocol.rules.iter().for_each(|rule| collect(&rule.statements, &mut lists));
    lists
}

fn collect(statements: &[Statement], lists: &mut BTreeMap<String, BTreeSet<String>>) {
    for statement in statements {
        match &statement.kind {
            StatementKind::Require { claim, guard } => {
                lists_of(claim, lists);
                guard.iter().for_each(|guard| lists_of(&guard.condition, lists));
            }
            StatementKind::Each { filter, body, .. } | StatementKind::Some { filter, body, .. } => {
                filter.iter().for_each(|filter| lists_of(filter, lists));
                collect(body, lists);
            }
            StatementKind::When { guard, body } => {
                lists_of(&guard.condition, lists);
                collect(body, lists);
            }
            StatementKind::InEachSlice { body, .. } => collect(body, lists),
        }
    }
}

fn lists_of(claim: &Claim, lists: &mut BTreeMap<String, BTreeSet<String>>) {
    match &claim.kind {
        ClaimKind::Text(text) => {
            if let TextClaim::Among { words, list, .. } = &**text
                && !list.starts_with('{')
            {
                lists.entry(list.clone()).or_default().extend(words.iter().cloned());
            }
        }
        ClaimKind::Not(of) => lists_of(of, lists),
        ClaimKind::And(all) | ClaimKind::Or(all) => all.iter().for_each(|of| lists_of(of, lists)),
        ClaimKind::Implies(a, b) | ClaimKind::Iff(a, b) => [a, b].into_iter().for_each(|of| lists_of(of, lists)),
        _ => {}
    }
}
