//! What is true of every label map, instantiated for the terms of a question.
//!
//! Each kind of term states its axioms in its own file under [`super::kinds`], with their reasons. Here they are called
//! until no axiom speaks of a new term.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::formula::Formula;
use super::kinds;
use super::term::{Body, Part, Sort, Term, TermId, Vocabulary};
use crate::logic::anatomy::{Anatomy, TissueId, TissueSet};

/// One instance of an axiom.
#[derive(Debug, Clone, PartialEq)]
pub struct Axiom {
    pub reason: &'static str,
    pub formula: Formula,
}

/// The terms of a question, and what is known of the anatomy, while axioms are stated.
pub struct World<'w> {
    pub anatomy: &'w Anatomy,
    pub vocabulary: &'w mut Vocabulary,
    /// Voxels may be ignored.
    pub ignore: bool,
    /// Beside the edge of the grid, padding of the image cuts structures off.
    pub padding: bool,
    terms: BTreeSet<TermId>,
    kinds: BTreeMap<&'static str, Vec<(TermId, Arc<Term>)>>,
    stated: Vec<Axiom>,
}

/// Every axiom that speaks of the terms, and of terms that such axioms bring in.
pub fn of(
    anatomy: &Anatomy,
    vocabulary: &mut Vocabulary,
    (ignore, padding): (bool, bool),
    terms: BTreeSet<TermId>,
) -> Vec<Axiom> {
    let mut world = World { anatomy, vocabulary, ignore, padding, terms, kinds: BTreeMap::new(), stated: Vec::new() };
    loop {
        world.stated.clear();
        world.sort_by_kind();
        kinds::state_axioms(&mut world);
        let mut spoken = world.terms.clone();
        world.stated.iter().for_each(|axiom| axiom.formula.terms(&mut spoken));
        if spoken == world.terms {
            return world.stated;
        }
        world.terms = spoken;
    }
}

impl World<'_> {
    pub fn state(&mut self, reason: &'static str, formula: Formula) {
        if formula != Formula::True {
            self.stated.push(Axiom { reason, formula });
        }
    }

    fn sort_by_kind(&mut self) {
        self.kinds.clear();
        for &id in &self.terms {
            if let Some(term) = self.vocabulary.shared(id) {
                self.kinds.entry(term.kind).or_default().push((id, Arc::clone(term)));
            }
        }
    }

    /// Terms of one kind, in a fixed order.
    pub fn of_kind(&self, kind: &str) -> Vec<(TermId, Arc<Term>)> {
        self.kinds.get(kind).cloned().unwrap_or_default()
    }

    /// Whether the question speaks of a term.
    pub fn speaks_of(&self, term: &Term) -> Option<TermId> {
        self.vocabulary.known(term).filter(|id| self.terms.contains(id))
    }

    pub fn has(&self, id: TermId) -> bool {
        self.terms.contains(&id)
    }

    /// Tissues that some term is about.
    pub fn tissues(&self) -> TissueSet {
        let mut found: BTreeSet<TissueId> = BTreeSet::new();
        for term in self.terms.iter().filter_map(|&id| self.vocabulary.term(id)) {
            for body in &term.of {
                match body {
                    Body::Tissues(tissues) => found.extend(tissues),
                    Body::Part(part) => found.extend(&part.of),
                    Body::Elsewhere | Body::Ignored | Body::Rim => {}
                }
            }
        }
        found
    }

    /// Parts that some term is about.
    pub fn parts(&self) -> BTreeSet<Part> {
        let terms = self.terms.iter().filter_map(|&id| self.vocabulary.term(id));
        terms.filter_map(|term| term.part().cloned()).collect()
    }

    pub fn present(&mut self, tissues: &TissueSet) -> Formula {
        kinds::presence::present(self.vocabulary, tissues)
    }

    pub fn id(&mut self, term: Term) -> TermId {
        self.vocabulary.id(term)
    }

    pub fn sort(&self, id: TermId) -> Sort {
        self.vocabulary.term(id).map_or(Sort::Truth, |term| term.sort)
    }
}
