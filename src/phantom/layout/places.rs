//! Where bodies lie: their tissues' centroids, and the ends of structures as far from them as bodies may be long.

use num_rational::BigRational;

use crate::logic::anatomy::{TissueId, TissueSet};
use crate::logic::fragment::formula::Linear;
use crate::logic::fragment::kinds::order::{CENTROID, HIGHEST, LOWEST};
use crate::logic::fragment::term::{Argument, Body, Sort, Term, TermId};

use super::Layout;

/// The words of the axes, in the order right, anterior, cranial.
pub const AXES: [&str; 3] = ["right", "anterior", "cranial"];

impl Layout<'_> {
    /// The centroid of a tissue along an axis, if some term speaks of it.
    pub fn centroid(&self, tissue: TissueId, axis: &str) -> Option<TermId> {
        let of = vec![Body::Tissues(TissueSet::from([tissue]))];
        self.vocabulary.known(&Term::new(CENTROID, Sort::Real, of).word(axis)).filter(|id| self.terms.contains(id))
    }

    /// The ends of a structure lie around the centroids of its tissues: as far as a body of that size is long.
    pub fn state_ends(&mut self, lengths: &dyn Fn(TissueId) -> BigRational) {
        for (kind, highest) in [(LOWEST, false), (HIGHEST, true)] {
            for term in self.terms_of(kind) {
                let ([Body::Tissues(of)], [Argument::Word(axis)]) = (term.of.as_slice(), term.with.as_slice()) else {
                    continue;
                };
                let [tissue] = of.iter().copied().collect::<Vec<_>>()[..] else { continue };
                let centroid = Term::new(CENTROID, Sort::Real, term.of.clone()).word(axis.as_str());
                let centroid = self.vocabulary.id(centroid);
                self.terms.insert(centroid);
                let end = Linear::term(self.vocabulary.id(term.clone()));
                let away = Linear::constant(lengths(tissue));
                let centre = Linear::term(centroid);
                let wanted = if highest { centre.plus(&away) } else { centre.minus(&away) };
                self.demand(end.equals(&wanted));
            }
        }
        // The centroid of a union lies among those of its members whatever their sizes if all lie in one place.
        for term in self.terms_of(CENTROID) {
            let ([Body::Tissues(of)], [Argument::Word(axis)]) = (term.of.as_slice(), term.with.as_slice()) else {
                continue;
            };
            if of.len() < 2 {
                continue;
            }
            let whole = Linear::term(self.vocabulary.id(term.clone()));
            for &tissue in of {
                let of = vec![Body::Tissues(TissueSet::from([tissue]))];
                let member = self.vocabulary.id(Term::new(CENTROID, Sort::Real, of).word(axis.as_str()));
                self.terms.insert(member);
                self.demand(Linear::term(member).equals(&whole));
            }
        }
    }
}
