//! What rules have in common: only those that share something, however far apart, can matter to each other.

use std::collections::{BTreeMap, BTreeSet};

use super::Theory;
use super::question::Question;
use super::statements::Failure;
use super::term::{Argument, Body, Vocabulary};
use crate::logic::anatomy::TissueId;

/// What a failure speaks of, as ascending numbers that are the same in a whole theory.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Support(Vec<usize>);

/// What rules can have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Symbol {
    Tissue(TissueId),
    Word(&'static str, String),
}

impl Theory {
    /// Looks at every failure once, so that questions need not.
    pub(super) fn find_supports(&mut self) {
        let mut numbers: BTreeMap<Symbol, usize> = BTreeMap::new();
        for rule in self.protocols.iter_mut().flat_map(|protocol| &mut protocol.rules) {
            for failure in rule.failures.iter_mut().chain(&mut rule.conditions) {
                let symbols = symbols(&self.vocabulary, failure).into_iter();
                let mut support: Vec<usize> = symbols
                    .map(|symbol| {
                        let next = numbers.len();
                        *numbers.entry(symbol).or_insert(next)
                    })
                    .collect();
                support.sort_unstable();
                failure.support = Support(support);
            }
        }
    }
}

/// The places of the kept failures that can have to do with what is broken; all, if nothing is.
pub(super) fn near(question: &Question<'_>) -> Vec<usize> {
    let Some(goal) = question.breaks else { return (0..question.keeps.len()).collect() };
    let last = |failure: &Failure| failure.support.0.last().map_or(0, |last| last + 1);
    let count = question.keeps.iter().copied().chain([goal]).map(last).max().unwrap_or(0);
    let mut speaking: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (at, failure) in question.keeps.iter().enumerate() {
        for &symbol in &failure.support.0 {
            if let Some(all) = speaking.get_mut(symbol) {
                all.push(at);
            }
        }
    }
    let mut near = BTreeSet::new();
    let mut waiting = goal.support.0.clone();
    while let Some(symbol) = waiting.pop() {
        // What was looked at once is empty afterwards.
        for at in speaking.get_mut(symbol).map(std::mem::take).unwrap_or_default() {
            if near.insert(at) {
                waiting.extend(question.keeps.get(at).into_iter().flat_map(|failure| &failure.support.0));
            }
        }
    }
    near.into_iter().collect()
}

/// The places of the kept failures that speak of nothing but what the broken one speaks of; all, if nothing is broken.
pub(super) fn alike(question: &Question<'_>) -> Vec<usize> {
    let places = question.keeps.iter().enumerate();
    let Some(Support(goal)) = question.breaks.map(|goal| &goal.support) else {
        return places.map(|(at, _)| at).collect();
    };
    let is_alike = |failure: &Failure| failure.support.0.iter().all(|symbol| goal.binary_search(symbol).is_ok());
    places.filter(|(_, failure)| is_alike(failure)).map(|(at, _)| at).collect()
}

/// Sets of failures, by their places, that have nothing to do with each other: cases that keep each of them keep all.
pub fn unconnected(failures: &[&Failure]) -> Vec<Vec<usize>> {
    let mut seen = vec![false; failures.len()];
    let mut sets = Vec::new();
    for (at, failure) in failures.iter().enumerate() {
        if seen.get(at).copied().unwrap_or(true) {
            continue;
        }
        let question = Question { keeps: failures.to_vec(), breaks: Some(*failure), ignores: false, padded: false };
        let mut set: BTreeSet<usize> = near(&question).into_iter().collect();
        // What speaks of nothing is connected with nothing.
        set.insert(at);
        for &member in &set {
            if let Some(seen) = seen.get_mut(member) {
                *seen = true;
            }
        }
        sets.push(set.into_iter().collect());
    }
    sets
}

fn symbols(vocabulary: &Vocabulary, failure: &Failure) -> BTreeSet<Symbol> {
    let mut terms = BTreeSet::new();
    failure.when.terms(&mut terms);
    failure.applies.terms(&mut terms);
    let mut symbols = BTreeSet::new();
    if let Some(part) = &failure.part {
        symbols.extend(part.of.iter().map(|&tissue| Symbol::Tissue(tissue)));
    }
    while let Some(id) = terms.pop_first() {
        let Some(term) = vocabulary.term(id) else { continue };
        for body in &term.of {
            match body {
                Body::Tissues(of) => symbols.extend(of.iter().map(|&tissue| Symbol::Tissue(tissue))),
                Body::Part(part) => symbols.extend(part.of.iter().map(|&tissue| Symbol::Tissue(tissue))),
                Body::Elsewhere | Body::Ignored | Body::Rim => {}
            }
        }
        if let Some(Argument::Formula(formula)) = term.with.first() {
            formula.terms(&mut terms);
        }
        if term.of.is_empty() {
            // Facts, spacings and headers are told apart by their first word.
            match term.with.first() {
                Some(Argument::Word(word)) => symbols.insert(Symbol::Word("word", word.clone())),
                _ => symbols.insert(Symbol::Word(term.kind, String::new())),
            };
            if term.kind.starts_with("spacing") {
                symbols.insert(Symbol::Word("spacing", String::new()));
            }
        }
    }
    symbols
}
