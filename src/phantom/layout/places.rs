//! Where bodies lie: the centroids of tissues, and those of unions.

use num_rational::BigRational;

use crate::logic::anatomy::{TissueId, TissueSet};
use crate::logic::fragment::formula::{Formula, Linear};
use crate::logic::fragment::kinds::order::CENTROID;
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

    /// The centroid of a union is where those of its members are, if all lie in one place, and their mean, if all are there
    /// and of one size.
    pub fn state_unions(&mut self) {
        for term in self.terms_of(CENTROID) {
            let ([Body::Tissues(of)], [Argument::Word(axis)]) = (term.of.as_slice(), term.with.as_slice()) else {
                continue;
            };
            if of.len() < 2 {
                continue;
            }
            let whole = Linear::term(self.vocabulary.id(term.clone()));
            let (mut in_one_place, mut alike, mut sum) = (Vec::new(), Vec::new(), Linear::zero());
            let mut size_before: Option<Linear> = None;
            for &tissue in of {
                let one = TissueSet::from([tissue]);
                let member = Term::new(CENTROID, Sort::Real, vec![Body::Tissues(one.clone())]).word(axis.as_str());
                let member = self.vocabulary.id(member);
                self.terms.insert(member);
                let member = Linear::term(member);
                let Some(main) = self.main(tissue) else { continue };
                let there = self.exists(main);
                in_one_place.push(there.clone().implies(member.clone().equals(&whole)));
                sum = sum.plus(&member);
                let sizes: Vec<Linear> = self.bodies_of(&one).into_iter().map(|body| self.size(body)).collect();
                let size = sizes.iter().fold(Linear::zero(), |sum, size| sum.plus(size));
                alike.push(there);
                alike.extend(size_before.replace(size.clone()).map(|before| before.equals(&size)));
            }
            let members = BigRational::from_integer(of.len().into());
            alike.push(sum.equals(&whole.times(&members)));
            self.demand(Formula::all(in_one_place).or(Formula::all(alike)));
        }
    }
}
