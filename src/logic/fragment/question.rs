//! Can a case break one rule and none of some others?

use std::ops::Not;

use std::collections::{BTreeMap, BTreeSet};

use num_rational::BigRational;

use super::Theory;
use super::axioms;
use super::formula::Formula;
use super::kinds::{parts, sizes};
use super::problem::{Encoding, Model};
use super::statements::Failure;
use super::term::{Argument, Body, Part, TermId, Vocabulary};
use crate::logic::anatomy::TissueId;
use crate::logic::solver::{self, Answer, Certificate, Limits, Problem};

/// The part that a broken rule speaks of.
const GOAL: u32 = 1;
/// The first of the parts that must be there because a count says so.
const WITNESS: u32 = 2;

/// What is asked of a case.
#[derive(Debug, Clone)]
pub struct Question<'q> {
    /// Ways to fail that the case does not fail in.
    pub keeps: Vec<&'q Failure>,
    /// A way to fail that it fails in; none: it only keeps.
    pub breaks: Option<&'q Failure>,
    /// Some voxels may be ignored.
    pub ignores: bool,
    /// Padding may cut structures off.
    pub padded: bool,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// No case does, and this is why.
    Impossible(Box<Proof>),
    /// A case that does, as far as was asked.
    Possible(Witness),
    /// A limit was reached.
    Undecided,
}

/// A proof that no case exists, with what it is a proof of.
#[derive(Debug, Clone, PartialEq)]
pub struct Proof {
    pub problem: ProvenProblem,
    pub certificate: Certificate,
}

/// A problem with the axioms and rules its clauses were made for.
#[derive(Debug, Clone)]
pub struct ProvenProblem {
    pub problem: Problem,
    pub origins: Vec<String>,
}

impl PartialEq for ProvenProblem {
    fn eq(&self, other: &Self) -> bool {
        self.origins == other.origins
    }
}

/// A case in terms.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Witness {
    pub model: Model,
}

impl Proof {
    /// Whether the certificate proves what it claims to.
    pub fn check(&self) -> Result<(), solver::Rejected> {
        solver::check(&self.problem.problem, &self.certificate)
    }
}

impl Theory {
    /// Decides a question on what it speaks of; rules that share nothing with it are left out, which changes no answer as
    /// long as some case keeps them.
    pub fn ask(&mut self, question: &Question<'_>, limits: &Limits) -> Verdict {
        let near = self.cone(question);
        let keeps = question.keeps.iter().zip(near).filter(|(_, near)| *near).map(|(failure, _)| *failure).collect();
        let encoding = self.encode(&Question { keeps, ..question.clone() }, None);
        match solver::solve(&encoding.problem, limits) {
            Answer::Unsatisfiable(certificate) => {
                let problem = ProvenProblem { problem: encoding.problem, origins: encoding.origins };
                Verdict::Impossible(Box::new(Proof { problem, certificate }))
            }
            Answer::Satisfiable(assignment) => Verdict::Possible(Witness { model: encoding.model(&assignment) }),
            Answer::GaveUp(_) => Verdict::Undecided,
        }
    }

    /// The whole question as a problem; with a margin, every bound is kept or broken by that share of it.
    pub fn encode(&mut self, question: &Question<'_>, margin: Option<&BigRational>) -> Encoding<'_> {
        let demands = self.demands(question);
        let mut terms = BTreeSet::new();
        demands.iter().for_each(|(formula, _)| formula.terms(&mut terms));
        let flags = (question.ignores, question.padded);
        let stated = axioms::of(&self.anatomy, &mut self.vocabulary, flags, terms);
        let mut encoding = Encoding::new(&self.vocabulary);
        encoding.axioms(&stated);
        for (formula, origin) in &demands {
            encoding.require(formula, origin, margin);
        }
        encoding
    }

    /// What the case must meet, each with the statement it comes from.
    fn demands(&mut self, question: &Question<'_>) -> Vec<(Formula, String)> {
        let vocabulary = &mut self.vocabulary;
        let mut demands = Vec::new();
        let mut bound = Vec::new();
        if let Some(goal) = question.breaks {
            let mut when = goal.when.clone();
            if let Some(part) = &goal.part {
                let part = Part { slot: GOAL, ..part.clone() };
                when = in_slot(vocabulary, &when, GOAL).and(parts::exists(vocabulary, &part));
                bound.push((part, Formula::True));
            }
            demands.push((when, format!("not: {}", goal.statement)));
        }
        let domains: BTreeSet<&Part> = question.keeps.iter().filter_map(|failure| failure.part.as_ref()).collect();
        for (at, domain) in domains.into_iter().enumerate() {
            let slot = WITNESS + u32::try_from(at).unwrap_or_default();
            let part = Part { slot, ..domain.clone() };
            let exists = parts::exists(vocabulary, &part);
            bound.push((part, exists));
        }
        for failure in &question.keeps {
            let Some(domain) = &failure.part else {
                demands.push((failure.when.clone().not(), failure.statement.clone()));
                continue;
            };
            for (part, exists) in &bound {
                if part.of != domain.of || part.connectivity != domain.connectivity {
                    continue;
                }
                let own = renamed(vocabulary, &failure.when, part);
                let counts = reaches(vocabulary, self.anatomy.exclusive, part, domain);
                let kept = exists.clone().and(counts).implies(own.not());
                demands.push((kept, failure.statement.clone()));
            }
        }
        demands
    }

    /// Which of the kept rules can have to do with what is broken.
    fn cone(&self, question: &Question<'_>) -> Vec<bool> {
        let Some(goal) = question.breaks else { return vec![true; question.keeps.len()] };
        let supports: Vec<BTreeSet<Symbol>> =
            question.keeps.iter().map(|failure| support(&self.vocabulary, failure)).collect();
        let mut by_symbol: BTreeMap<&Symbol, Vec<usize>> = BTreeMap::new();
        for (at, symbols) in supports.iter().enumerate() {
            for symbol in symbols {
                by_symbol.entry(symbol).or_default().push(at);
            }
        }
        let mut near = vec![false; supports.len()];
        let start = support(&self.vocabulary, goal);
        let mut waiting: Vec<&Symbol> = start.iter().collect();
        let mut seen: BTreeSet<&Symbol> = start.iter().collect();
        while let Some(symbol) = waiting.pop() {
            for &at in by_symbol.get(symbol).into_iter().flatten() {
                let Some(reached) = near.get_mut(at) else { continue };
                if std::mem::replace(reached, true) {
                    continue;
                }
                for next in supports.get(at).into_iter().flatten() {
                    if seen.insert(next) {
                        waiting.push(next);
                    }
                }
            }
        }
        near
    }
}

/// What rules can have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Symbol {
    Tissue(TissueId),
    Word(&'static str, String),
}

fn support(vocabulary: &Vocabulary, failure: &Failure) -> BTreeSet<Symbol> {
    let mut terms = BTreeSet::new();
    failure.when.terms(&mut terms);
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

fn in_slot(vocabulary: &mut Vocabulary, formula: &Formula, slot: u32) -> Formula {
    formula.replaced(&mut |id: TermId| match vocabulary.term(id) {
        Some(term) if term.part().is_some() => {
            let moved = term.in_slot(slot);
            vocabulary.id(moved)
        }
        _ => id,
    })
}

/// The same of another part.
fn renamed(vocabulary: &mut Vocabulary, formula: &Formula, part: &Part) -> Formula {
    formula.replaced(&mut |id: TermId| match vocabulary.term(id) {
        Some(term) if term.part().is_some() => {
            let mut moved = term.clone();
            for body in &mut moved.of {
                if matches!(body, Body::Part(_)) {
                    *body = Body::Part(part.clone());
                }
            }
            moved.of.sort();
            vocabulary.id(moved)
        }
        _ => id,
    })
}

/// When a part is one of a domain of the same structure: its size reaches the domain's floor.
fn reaches(vocabulary: &mut Vocabulary, exclusive: bool, part: &Part, domain: &Part) -> Formula {
    let Some(least) = &domain.floor else { return Formula::True };
    if part.floor.as_ref().is_some_and(|own| own.voxels == least.voxels && own.size >= least.size) {
        return Formula::True;
    }
    let size = sizes::form(vocabulary, exclusive, sizes::kind_of(least), &Body::Part(part.clone()));
    size.at_least(&super::formula::Linear::constant(least.size.clone()))
}
