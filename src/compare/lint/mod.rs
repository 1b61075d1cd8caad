//! What is wrong with a protocol by logic: rules that cannot be met together, that follow from others, or that nothing can
//! break. Every finding rests on a proof that the checker has verified.
//!
//! A new lint is one file here and one line in [`LINTS`]; its page stands with the codes of the model.

mod contradiction;
mod dead_rule;
mod false_guard;
mod idle_tighten;
mod unbreakable;

use std::collections::BTreeSet;

use crate::logic::anatomy::View;
use crate::logic::fragment::{Encoded, EncodedRule, Theory};
use crate::model::codes::{ALWAYS_TRUE, Code, IMPOSSIBLE};
use crate::model::{Loaded, Protocol, Rule};
use crate::report::{Finding, Severity};

use super::rules::asking::{Asking, Kept};

/// What lints look at and ask.
struct Context<'c> {
    loaded: &'c Loaded,
    protocol: &'c Protocol,
    encoded: &'c Encoded,
    asking: Asking<'c>,
    /// Rules that something has been said of: nothing more is said of them.
    told: BTreeSet<usize>,
}

type Lint = fn(&mut Context<'_>) -> Vec<Finding>;

const LINTS: &[Lint] =
    &[contradiction::check, unbreakable::check, idle_tighten::check, dead_rule::check, false_guard::check];

/// What logic says of a protocol, by place; `known` is what has been found without it.
pub fn lint(loaded: &Loaded, known: &[Finding]) -> Vec<Finding> {
    let Some(protocol) = &loaded.protocol else { return Vec::new() };
    let (anatomy, view) = View::alone(protocol);
    let mut theory = Theory::new(anatomy, &[view]);
    let Some(encoded) = theory.protocols.first().cloned() else { return Vec::new() };
    let asking = Asking::new(&mut theory);
    let told = told_before(loaded, protocol, &encoded, known);
    let mut context = Context { loaded, protocol, encoded: &encoded, asking, told };
    let mut findings = Vec::new();
    for check in LINTS {
        findings.extend(check(&mut context));
        // Of a protocol that accepts nothing, nothing else can be said.
        if findings.iter().any(|finding: &Finding| finding.severity == Severity::Error) {
            break;
        }
    }
    // What there is to say about a base is said to those who write it.
    findings.retain(|finding| {
        finding.labels.is_empty() || finding.labels.iter().any(|label| label.source.name == loaded.own.name)
    });
    findings.sort_by_key(|finding| (finding.labels.first().map(|label| label.span), finding.code.clone()));
    findings
}

/// Rules of which it has been said that one of their claims cannot be met, or cannot fail.
fn told_before(loaded: &Loaded, protocol: &Protocol, encoded: &Encoded, known: &[Finding]) -> BTreeSet<usize> {
    let codes = [ALWAYS_TRUE.code, IMPOSSIBLE.code];
    let places = known.iter().filter(|finding| codes.contains(&finding.code.as_str()));
    let places: Vec<_> = places.filter_map(|finding| finding.labels.first()).collect();
    let rules = encoded.rules.iter().enumerate();
    rules
        .filter(|(_, rule)| {
            let Some(rule) = protocol.rules.iter().find(|known| known.id == rule.id) else { return false };
            let (source, span) = loaded.source.part_at(rule.span);
            places.iter().any(|label| {
                label.source.name == source.name && span.start <= label.span.start && label.span.end <= span.end
            })
        })
        .map(|(at, _)| at)
        .collect()
}

impl<'c> Context<'c> {
    /// The rules, without lines, that nothing has been said of, each with its text.
    fn rules(&self) -> Vec<(usize, &'c EncodedRule, &'c Rule)> {
        let all = self.encoded.rules.iter().enumerate().filter(|(at, _)| !self.told.contains(at));
        all.filter_map(|(at, rule)| Some((at, rule, self.rule_of(rule)?))).collect()
    }

    fn rule_of(&self, rule: &EncodedRule) -> Option<&'c Rule> {
        self.protocol.rules.iter().find(|known| known.id == rule.id && known.across.is_none())
    }

    /// Failures of the other rules of at least a severity.
    fn others(&self, rule: usize, severity: Severity) -> Vec<Kept<'c>> {
        let kept = super::rules::asking::accepted(self.encoded, severity);
        kept.into_iter().filter(|(at, _)| *at != rule).collect()
    }

    /// Marks where rules and lines stand.
    fn marked(&self, mut finding: Finding, rules: impl IntoIterator<Item = usize>, text: &str) -> Finding {
        for rule in rules.into_iter().filter_map(|at| self.encoded.rules.get(at)) {
            let place = super::rules::place_of(self.protocol, rule);
            finding = finding.label(&self.protocol.source, place, text);
        }
        finding
    }

    /// "`A-1`, `A-2` and the label table"
    fn named(&self, rules: &BTreeSet<usize>) -> String {
        let names: Vec<String> =
            rules.iter().filter_map(|&at| self.encoded.rules.get(at)).map(|rule| format!("`{}`", rule.id)).collect();
        match names.as_slice() {
            [] => String::new(),
            [one] => one.clone(),
            [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
        }
    }
}

fn warning(code: &Code, message: String) -> Finding {
    Finding::warning(code.code, message)
}

#[cfg(test)]
mod tests;
