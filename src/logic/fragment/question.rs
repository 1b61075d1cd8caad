//! Can a case break one rule and none of some others?

use std::ops::Not;

use std::collections::BTreeSet;

use super::Theory;
use super::axioms;
use super::formula::Formula;
use super::kinds::{counts, parts, sizes};
use super::problem::{Encoding, Margin, Model};
use super::statements::Failure;
use super::support;
use super::term::{Body, Part, TermId, Vocabulary};
use crate::logic::anatomy::TissueSet;
use crate::logic::solver::{self, Answer, Certificate, Limits, Origin, Problem};

/// The part that a broken rule speaks of.
const GOAL: u32 = 1;
/// The first of the parts that must be there because a count says so.
const WITNESS: u32 = 2;
/// The first of those that the broken rule's part lies in.
const AROUND: u32 = 500;

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
    /// By origin: which of the kept failures of the question it is, if it is one.
    keeps: Vec<Option<usize>>,
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

/// What a case must meet, and which statement says so.
struct Demand<'q> {
    formula: Formula,
    origin: &'q str,
    /// The place of the kept failure in the question; none: what is broken.
    keep: Option<usize>,
}

impl Proof {
    /// Whether the certificate proves what it claims to.
    pub fn check(&self) -> Result<(), solver::Rejected> {
        solver::check(&self.problem.problem, &self.certificate)
    }

    /// Which of the kept failures of the question it rests on, by their places there.
    pub fn rests_on(&self) -> BTreeSet<usize> {
        let origins = self.certificate.origins(&self.problem.problem).into_iter();
        origins.filter_map(|Origin(at)| *self.problem.keeps.get(at as usize)?).collect()
    }
}

impl Theory {
    /// Decides a question on what it speaks of; rules that share nothing with it are left out, which changes no answer as
    /// long as some case keeps them.
    pub fn ask(&mut self, question: &Question<'_>, limits: &Limits) -> Verdict {
        let near = support::near(question);
        let alike = support::alike(question);
        // What is impossible for a few rules is so for all, and most of what follows does from rules about the same.
        if alike.len() < near.len()
            && let impossible @ Verdict::Impossible(_) = self.decide(question, &alike, limits)
        {
            return impossible;
        }
        self.decide(question, &near, limits)
    }

    /// Decides a question with every rule in it.
    pub fn whole(&mut self, question: &Question<'_>, limits: &Limits) -> Verdict {
        let all: Vec<usize> = (0..question.keeps.len()).collect();
        self.decide(question, &all, limits)
    }

    /// Decides a question with some of the rules, by their places.
    fn decide(&mut self, question: &Question<'_>, near: &[usize], limits: &Limits) -> Verdict {
        let keeps = near.iter().filter_map(|&at| question.keeps.get(at).copied()).collect();
        let encoding = self.encode(&Question { keeps, ..question.clone() }, None);
        match solver::solve(&encoding.problem, limits) {
            Answer::Unsatisfiable(certificate) => {
                let keeps = encoding.keeps.iter().map(|keep| near.get((*keep)?).copied()).collect();
                let problem = ProvenProblem { problem: encoding.problem, origins: encoding.origins, keeps };
                Verdict::Impossible(Box::new(Proof { problem, certificate }))
            }
            Answer::Satisfiable(assignment) => Verdict::Possible(Witness { model: encoding.model(&assignment) }),
            Answer::GaveUp(_) => Verdict::Undecided,
        }
    }

    /// The whole question as a problem; with a margin, every bound is kept or broken by that share of it.
    pub fn encode(&mut self, question: &Question<'_>, margin: Option<&Margin>) -> Encoding<'_> {
        let demands = self.demands(question);
        let mut terms = BTreeSet::new();
        demands.iter().for_each(|demand| demand.formula.terms(&mut terms));
        let flags = (question.ignores, question.padded);
        let stated = axioms::of(&self.anatomy, &mut self.vocabulary, flags, terms);
        let mut encoding = Encoding::new(&self.vocabulary);
        encoding.axioms(&stated);
        for demand in &demands {
            encoding.require(&demand.formula, demand.origin, margin);
            encoding.note_kept(demand.keep);
        }
        encoding
    }

    /// What the case must meet, each with the statement it comes from.
    fn demands<'q>(&mut self, question: &Question<'q>) -> Vec<Demand<'q>> {
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
            demands.push(Demand { formula: when, origin: &goal.statement, keep: None });
        }
        let domains: BTreeSet<&Part> = question.keeps.iter().filter_map(|failure| failure.part.as_ref()).collect();
        let counted = counted(vocabulary, question, &domains);
        for (slot, domain) in (WITNESS..).zip(domains.iter().copied().cloned().chain(counted)) {
            let part = Part { slot, ..domain };
            let exists = parts::exists(vocabulary, &part);
            bound.push((part, exists));
        }
        let goal = question.breaks.and_then(|goal| goal.part.as_ref());
        for (slot, (inner, of)) in (AROUND..).zip(goal.into_iter().flat_map(|goal| around(goal, &domains))) {
            let outer = Part { slot, of: of.clone(), ..inner.clone() };
            let formula = lies_in(vocabulary, self.anatomy.exclusive, &Part { slot: GOAL, ..inner.clone() }, &outer);
            demands.push(Demand { formula, origin: "a part lies in a part of what holds it", keep: None });
            bound.push((outer, Formula::True));
        }
        for (at, failure) in question.keeps.iter().enumerate() {
            let demand = |formula: Formula| Demand { formula, origin: &failure.statement, keep: Some(at) };
            let Some(domain) = &failure.part else {
                demands.push(demand(failure.when.clone().not()));
                continue;
            };
            for (part, exists) in &bound {
                if part.of != domain.of || part.connectivity != domain.connectivity {
                    continue;
                }
                let own = renamed(vocabulary, &failure.when, part);
                let counts = reaches(vocabulary, self.anatomy.exclusive, part, domain);
                let kept = exists.clone().and(counts).implies(own.not());
                demands.push(demand(kept));
            }
        }
        demands
    }
}

/// Parts that counts speak of, of structures whose parts keep something: whatever is counted keeps it as well.
fn counted(vocabulary: &Vocabulary, question: &Question<'_>, domains: &BTreeSet<&Part>) -> BTreeSet<Part> {
    let mut terms = BTreeSet::new();
    question.keeps.iter().copied().chain(question.breaks).for_each(|failure| failure.when.terms(&mut terms));
    let counts = terms.into_iter().filter_map(|id| counts::counted_parts(vocabulary.term(id)?));
    let kept = |part: &Part| {
        let alike = |domain: &&&Part| domain.of == part.of && domain.connectivity == part.connectivity;
        let reaches = |domain: &&Part| counts::no_lower(part.floor.as_ref(), domain.floor.as_ref());
        !domains.contains(part) && domains.iter().filter(alike).any(reaches)
    };
    counts.filter(kept).collect()
}

/// Structures whose parts keep something and that hold the structure of a part.
fn around<'p>(goal: &'p Part, domains: &BTreeSet<&'p Part>) -> Vec<(&'p Part, &'p TissueSet)> {
    let holds = |domain: &&&Part| {
        domain.connectivity == goal.connectivity && domain.of != goal.of && goal.of.is_subset(&domain.of)
    };
    let of: BTreeSet<&TissueSet> = domains.iter().filter(holds).map(|domain| &domain.of).collect();
    of.into_iter().map(|of| (goal, of)).collect()
}

/// That a part lies in another: this is one, and no smaller.
fn lies_in(vocabulary: &mut Vocabulary, exclusive: bool, inner: &Part, outer: &Part) -> Formula {
    let mut known = vec![parts::exists(vocabulary, outer)];
    for kind in [sizes::VOLUME, sizes::VOXELS] {
        if kind == sizes::VOLUME || vocabulary.has_kind(&[sizes::VOXELS]) {
            let mut size = |part: &Part| sizes::form(vocabulary, exclusive, kind, &Body::Part(part.clone()));
            known.push(size(inner).at_most(&size(outer)));
        }
    }
    Formula::all(known)
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
pub fn renamed(vocabulary: &mut Vocabulary, formula: &Formula, part: &Part) -> Formula {
    formula.replaced(&mut |id: TermId| match vocabulary.term(id) {
        Some(term) if term.part().is_some() => {
            // The part keeps its place: `inside` has a direction, and of a face the tissue stands before the part.
            let mut moved = term.clone();
            for body in &mut moved.of {
                if matches!(body, Body::Part(_)) {
                    *body = Body::Part(part.clone());
                }
            }
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
