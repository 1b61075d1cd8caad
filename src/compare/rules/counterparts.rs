//! Which rule of one protocol is the counterpart of which of the other.
//!
//! In versions of one protocol it is the rule with the same ID. Else it is the one that follows from the other or that the
//! other follows from, then the one that speaks most of the same. Nothing is decided by texts.

use std::collections::{BTreeMap, BTreeSet};

use crate::logic::anatomy::{TissueSet, View};
use crate::logic::fragment::kinds::presence;
use crate::logic::fragment::term::{Body, Term};
use crate::logic::fragment::{EncodedRule, Theory};

use super::Side;
use super::asking::Verdict;

/// Pairs of places, in the order of the old rules.
pub(super) fn counterparts(
    theory: &Theory,
    old: &Side,
    new: &Side,
    (old_view, new_view): (&View<'_>, &View<'_>),
    by_id: bool,
) -> Vec<(usize, usize)> {
    let mut pairs: BTreeMap<usize, usize> = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for (a, left) in old.rules.iter().enumerate() {
        // Lines of the grid and the case are what they are about.
        let named = by_id || is_line(left);
        if let Some(b) = same_class(left, new, (old_view, new_view))
            .or_else(|| named.then(|| new.rules.iter().position(|right| right.id == left.id)).flatten())
            && taken.insert(b)
        {
            pairs.insert(a, b);
        }
    }
    let (old_subjects, new_subjects) = (subjects(theory, old), subjects(theory, new));
    let mut candidates = Vec::new();
    for (a, (left, left_subjects)) in old.rules.iter().zip(&old_subjects).enumerate() {
        for (b, (right, right_subjects)) in new.rules.iter().zip(&new_subjects).enumerate() {
            if pairs.contains_key(&a) || taken.contains(&b) || is_line(left) || is_line(right) {
                continue;
            }
            let follows = usize::from(rests_on(new, b, a)) + usize::from(rests_on(old, a, b));
            let common = left_subjects.intersection(right_subjects).count();
            let all = left_subjects.union(right_subjects).count();
            if common > 0 {
                // In thousandths, so that the order does not depend on rounding.
                candidates.push((follows, common * 1000 / all.max(1), std::cmp::Reverse((a, b))));
            }
        }
    }
    candidates.sort();
    for (follows, likeness, std::cmp::Reverse((a, b))) in candidates.into_iter().rev() {
        if (follows > 0 || likeness >= 500) && !pairs.contains_key(&a) && taken.insert(b) {
            pairs.insert(a, b);
        }
    }
    pairs.into_iter().collect()
}

/// Lines have IDs in lower case with a point.
pub(super) fn is_line(rule: &EncodedRule) -> bool {
    rule.id.contains('.')
}

/// The line of the class of the other protocol that covers the same.
fn same_class(line: &EncodedRule, new: &Side, (old_view, new_view): (&View<'_>, &View<'_>)) -> Option<usize> {
    let covers = |view: &View<'_>, id: &str| -> Option<TissueSet> {
        let class = view.protocol.class_named(id.strip_prefix("labels.")?)?;
        Some(view.tissues(class)).filter(|tissues| !tissues.is_empty())
    };
    let own = covers(old_view, &line.id)?;
    new.rules.iter().position(|other| covers(new_view, &other.id).as_ref() == Some(&own))
}

/// Whether a rule follows, and the proof rests on a rule of the other protocol.
fn rests_on(side: &Side, rule: usize, on: usize) -> bool {
    let answer = side.answers.get(rule);
    answer.is_some_and(|answer| answer.verdict == Verdict::Implied && answer.rests_on.contains(&on))
}

/// What each rule speaks of: kinds of measures with their structures, without floors and bounds.
fn subjects(theory: &Theory, side: &Side) -> Vec<BTreeSet<Term>> {
    let of_rule = |rule: &EncodedRule| {
        let mut terms = BTreeSet::new();
        rule.failures.iter().for_each(|failure| failure.when.terms(&mut terms));
        let terms: Vec<&Term> = terms.iter().filter_map(|&id| theory.vocabulary.term(id)).collect();
        // Whether something is there is a condition of nearly everything else.
        let only_presence = terms.iter().all(|term| term.kind == presence::KIND);
        let own = terms.into_iter().filter(|term| only_presence || term.kind != presence::KIND);
        own.map(subject).collect()
    };
    side.rules.iter().map(of_rule).collect()
}

fn subject(term: &Term) -> Term {
    let body = |body: &Body| match body {
        Body::Part(part) => Body::Tissues(part.of.clone()),
        other => other.clone(),
    };
    let with = if term.of.is_empty() { term.with.clone() } else { Vec::new() };
    Term { of: term.of.iter().map(body).collect(), with, ..term.clone() }
}
