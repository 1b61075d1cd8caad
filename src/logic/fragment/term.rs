//! The unknowns of a comparison: what a case may be, as far as rules can ask.

use std::sync::Arc;

use num_rational::BigRational;
use rustc_hash::FxHashMap;

use super::formula::Formula;
use crate::logic::anatomy::TissueSet;
use crate::model::rule::Connectivity;

/// A term by its place in the [`Vocabulary`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(pub u32);

/// One unknown: what it is, of what, and with which further arguments.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term {
    /// The kind of atom, as the file that knows its axioms calls it.
    pub kind: &'static str,
    pub sort: Sort,
    pub of: Vec<Body>,
    pub with: Vec<Argument>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    Truth,
    Integer,
    Real,
}

/// What a term is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Body {
    Tissues(TissueSet),
    Part(Part),
    /// Every voxel that is of no tissue and not ignored: background, and what no protocol declares.
    Elsewhere,
    /// Voxels with an `ignore` value.
    Ignored,
    /// What lies outside the grid.
    Rim,
}

/// One component of a structure, as a name bound by `each c in components(..)` means it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Part {
    /// Tells the parts of a question apart; 0 stands for any.
    pub slot: u32,
    pub of: TissueSet,
    pub connectivity: Connectivity,
    /// What it has at least, as the rule that speaks of it says.
    pub floor: Option<Least>,
}

/// A floor on the size of parts and holes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Least {
    pub size: BigRational,
    /// In voxels, else in mm³.
    pub voxels: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Argument {
    Word(String),
    Number(BigRational),
    Connectivity(Connectivity),
    Least(Option<Least>),
    /// What a 0-or-1 term stands for.
    Formula(Formula),
}

impl Term {
    pub fn new(kind: &'static str, sort: Sort, of: Vec<Body>) -> Term {
        Term { kind, sort, of, with: Vec::new() }
    }

    #[must_use]
    pub fn with(mut self, argument: Argument) -> Term {
        self.with.push(argument);
        self
    }

    #[must_use]
    pub fn word(self, word: impl Into<String>) -> Term {
        self.with(Argument::Word(word.into()))
    }

    /// The first structure it is about, if that is made of tissues.
    pub fn tissues(&self) -> Option<&TissueSet> {
        match self.of.first() {
            Some(Body::Tissues(tissues)) => Some(tissues),
            _ => None,
        }
    }

    /// The part it is about, if any.
    pub fn part(&self) -> Option<&Part> {
        self.of.iter().find_map(|body| match body {
            Body::Part(part) => Some(part),
            _ => None,
        })
    }

    /// The same of the part in another slot.
    #[must_use]
    pub fn in_slot(&self, slot: u32) -> Term {
        let of = self.of.iter().map(|body| match body {
            Body::Part(part) => Body::Part(Part { slot, ..part.clone() }),
            other => other.clone(),
        });
        Term { of: of.collect(), ..self.clone() }
    }
}

/// Terms by number. Every protocol of a comparison uses one vocabulary, so that equal terms are equal numbers.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    terms: Vec<Arc<Term>>,
    numbers: FxHashMap<Arc<Term>, TermId>,
}

impl Vocabulary {
    pub fn id(&mut self, term: Term) -> TermId {
        if let Some(&id) = self.numbers.get(&term) {
            return id;
        }
        let id = TermId(u32::try_from(self.terms.len()).unwrap_or(u32::MAX));
        let term = Arc::new(term);
        self.terms.push(Arc::clone(&term));
        self.numbers.insert(term, id);
        id
    }

    pub fn term(&self, id: TermId) -> Option<&Term> {
        self.shared(id).map(Arc::as_ref)
    }

    /// A term to be kept while others are made.
    pub fn shared(&self, id: TermId) -> Option<&Arc<Term>> {
        self.terms.get(id.0 as usize)
    }

    /// Whether some term is of one of these kinds.
    pub fn has_kind(&self, kinds: &[&str]) -> bool {
        self.terms.iter().any(|term| kinds.contains(&term.kind))
    }

    /// The number of a term that has been spoken of.
    pub fn known(&self, term: &Term) -> Option<TermId> {
        self.numbers.get(term).copied()
    }
}
