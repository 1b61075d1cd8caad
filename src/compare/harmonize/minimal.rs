//! Leaving out what follows from the rest.

use std::collections::{BTreeMap, BTreeSet};

use crate::logic::fragment::EncodedRule;
use crate::model::Protocol;

use super::draft::{Draft, Written};
use super::reason::{Implied, Reasoner};
use super::site::Origin;
use crate::syntax::print_statement;

/// A rule or line that was left out because it follows from others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Superfluous {
    pub of: Vec<Origin>,
    /// The rules and lines it follows from. None: no case breaks it.
    pub by: Vec<Vec<Origin>>,
}

/// What is left of a draft.
#[derive(Debug, Clone, Default)]
pub struct Minimal {
    pub superfluous: Vec<Superfluous>,
    pub undecided: Vec<Origin>,
}

/// Goes through rules and image lines once, the least wanted first: those of the sites in reverse order of preference,
/// within a site the longest first. What is implied by all that is left goes. Since fewer rules imply less, nothing that
/// stays is implied by the rest in the end. Facts and labels stay: they say what there is.
pub fn reduce(draft: &Draft<'_>, written: &Written, protocol: &Protocol, reasoner: &mut Reasoner) -> Minimal {
    let origins: Vec<Vec<Origin>> = origins_of(written, reasoner.rules());
    let manual: BTreeSet<&str> =
        protocol.rules.iter().filter(|rule| !rule.manual.is_empty()).map(|rule| rule.id.as_str()).collect();
    let mut order: Vec<usize> = (0..origins.len())
        .filter(|at| reasoner.rules().get(*at).is_some_and(|rule| is_candidate(rule, &manual)))
        .filter(|at| origins.get(*at).is_some_and(|of| !of.is_empty()))
        .collect();
    let weights = weights(draft);
    order.sort_by_key(|at| {
        let first = origins.get(*at).and_then(|of| of.iter().min());
        let weight = first.and_then(|origin| weights.get(origin)).copied().unwrap_or_default();
        std::cmp::Reverse((first.map(|origin| origin.site), weight, *at))
    });
    let mut left: BTreeSet<usize> = (0..reasoner.rules().len()).collect();
    let mut gone: Vec<(usize, BTreeSet<usize>)> = Vec::new();
    let mut minimal = Minimal::default();
    for at in order {
        let Some(severity) = reasoner.rules().get(at).map(|rule| rule.severity) else { continue };
        let mut by: BTreeSet<usize> = reasoner.as_severe(severity).intersection(&left).copied().collect();
        by.remove(&at);
        match reasoner.implied(at, &by) {
            Implied::Yes(used) => {
                left.remove(&at);
                gone.push((at, used));
            }
            Implied::No => {}
            Implied::Undecided => minimal.undecided.extend(origins.get(at).into_iter().flatten().cloned()),
        }
    }
    // What went first may rest on what went later: said is what it follows from in the end.
    for (at, _) in gone.clone() {
        let Some(severity) = reasoner.rules().get(at).map(|rule| rule.severity) else { continue };
        let by: BTreeSet<usize> = reasoner.as_severe(severity).intersection(&left).copied().collect();
        let used = match reasoner.implied(at, &by) {
            Implied::Yes(used) => fewest(reasoner, at, used),
            _ => gone.iter().find(|(own, _)| *own == at).map(|(_, used)| used.clone()).unwrap_or_default(),
        };
        let of = origins.get(at).cloned().unwrap_or_default();
        let by = used.iter().filter_map(|at| origins.get(*at).cloned()).filter(|of| !of.is_empty()).collect();
        minimal.superfluous.push(Superfluous { of, by });
    }
    minimal.superfluous.sort_by(|a, b| a.of.cmp(&b.of));
    minimal
}

/// Without what a proof happened to use and another does not need, lines of tables before rules.
fn fewest(reasoner: &mut Reasoner, rule: usize, used: BTreeSet<usize>) -> BTreeSet<usize> {
    let mut needed = used.clone();
    for at in used {
        let mut fewer = needed.clone();
        fewer.remove(&at);
        if let Implied::Yes(_) = reasoner.implied(rule, &fewer) {
            needed = fewer;
        }
    }
    needed
}

/// Where each rule and line of an encoded protocol comes from.
pub fn origins_of(written: &Written, rules: &[EncodedRule]) -> Vec<Vec<Origin>> {
    let mut image = 0..;
    rules
        .iter()
        .map(|rule| {
            let line = rule.id.starts_with("image.").then(|| image.next()).flatten();
            written.origins(&rule.id, line).to_vec()
        })
        .collect()
}

/// Rules that ask a person for something stay, whatever else they say.
fn is_candidate(rule: &EncodedRule, manual: &BTreeSet<&str>) -> bool {
    let line = ["case.", "labels.", "decide."].iter().any(|kind| rule.id.starts_with(kind));
    !line && !manual.contains(rule.id.as_str())
}

/// How long each rule is.
fn weights<'d>(draft: &'d Draft<'_>) -> BTreeMap<&'d Origin, usize> {
    let length = |rule: &super::draft::DraftRule| rule.rule.statements.iter().map(written_length).sum::<usize>();
    draft.rules.iter().map(|rule| (&rule.origin, length(rule))).collect()
}

fn written_length(statement: &crate::syntax::tree::Statement) -> usize {
    use crate::syntax::tree::StatementKind as Kind;
    let inside = match &statement.kind {
        Kind::Each { body, .. }
        | Kind::Some { body, .. }
        | Kind::When { body, .. }
        | Kind::InEachSlice { body, .. } => body.iter().map(written_length).sum(),
        Kind::Because(_) | Kind::Cite(_) | Kind::Manual(_) => return 0,
        _ => 0,
    };
    print_statement(statement).len() + inside
}
