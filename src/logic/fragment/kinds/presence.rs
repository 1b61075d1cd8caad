//! `present`, `absent`: whether a structure has voxels.

use crate::logic::anatomy::{TissueId, TissueSet};
use crate::logic::fragment::formula::Formula;
use crate::logic::fragment::term::{Body, Sort, Term, TermId, Vocabulary};

pub const KIND: &str = "present";

/// A union is there if one of its tissues is.
pub fn present(vocabulary: &mut Vocabulary, tissues: &TissueSet) -> Formula {
    Formula::any(tissues.iter().map(|&tissue| Formula::Is(term(vocabulary, tissue))))
}

pub fn term(vocabulary: &mut Vocabulary, tissue: TissueId) -> TermId {
    vocabulary.id(Term::new(KIND, Sort::Truth, vec![Body::Tissues(TissueSet::from([tissue]))]))
}
