//! How long structures are, and where they end: half a length on either side of a tissue's centroid.

use std::collections::BTreeSet;

use num_rational::BigRational;

use crate::logic::anatomy::{TissueId, TissueSet};
use crate::logic::fragment::formula::{Formula, Linear};
use crate::logic::fragment::kinds::order::{CENTROID, EXTENT, HIGHEST, LOWEST};
use crate::logic::fragment::term::{Argument, Body, Part, Sort, Term};

use super::bodies::BodyId;
use super::places::AXES;
use super::{Layout, Wish};

/// Bodies of no more voxels may be a single row.
const FEW: i64 = 12;

impl Layout<'_> {
    /// The length of a tissue along an axis in mm, if some term speaks of its ends there.
    pub fn length(&self, tissue: TissueId, axis: &str) -> Option<Linear> {
        self.vocabulary.known(&length_term(tissue, axis)).filter(|id| self.terms.contains(id)).map(Linear::term)
    }

    pub fn state_ends(&mut self, wish: &Wish) {
        for axis in AXES {
            let mut tissues = BTreeSet::new();
            for term in [LOWEST, HIGHEST, EXTENT].into_iter().flat_map(|kind| self.terms_of(kind)) {
                tissues.extend(tissues_along(&term, axis).into_iter().flatten());
            }
            // What lies in a short body is shorter.
            let mut guests: TissueSet = tissues.clone();
            while !guests.is_empty() {
                let inside = |tissue: &&TissueId| self.hosts_for(**tissue).iter().any(|host| guests.contains(host));
                guests =
                    self.tissues.iter().filter(inside).filter(|tissue| !tissues.contains(tissue)).copied().collect();
                tissues.extend(&guests);
            }
            tissues.iter().for_each(|&tissue| self.state_length(tissue, axis, wish));
            for kind in [LOWEST, HIGHEST, EXTENT] {
                for term in self.terms_of(kind) {
                    if let ([Body::Tissues(of)], Some(_)) = (term.of.clone().as_slice(), tissues_along(&term, axis)) {
                        self.state_ends_of(of, axis, term);
                    }
                }
            }
        }
    }

    /// States the ends, or the extent, that a term stands for, of all tissues of a structure.
    fn state_ends_of(&mut self, of: &TissueSet, axis: &'static str, term: Term) {
        let ends = match term.kind {
            EXTENT if of.len() == 1 => of.first().and_then(|&tissue| self.length(tissue, axis)),
            EXTENT => Some(self.end(of, axis, true).minus(&self.end(of, axis, false))),
            kind => Some(self.end(of, axis, kind == HIGHEST)),
        };
        let value = Linear::term(self.vocabulary.id(term));
        if let Some(ends) = ends {
            self.demand(value.equals(&ends));
        }
    }

    /// The same of a part. Of bodies beside the main one only the length is known.
    pub fn explain_ends(&mut self, term: Term, bodies: &[BodyId]) {
        let Some(axis) = AXES.into_iter().find(|axis| term.with.contains(&Argument::Word((*axis).to_owned()))) else {
            return;
        };
        let of: TissueSet = bodies.iter().map(|&body| self.tissue(body)).collect();
        if term.kind == EXTENT && of.len() == 1 || bodies.iter().all(|&body| self.rank(body) == 0) {
            self.state_ends_of(&of, axis, term);
        }
    }

    fn state_length(&mut self, tissue: TissueId, axis: &'static str, wish: &Wish) {
        let Some(main) = self.main(tissue) else { return };
        let length = self.vocabulary.id(length_term(tissue, axis));
        self.terms.insert(length);
        let length = Linear::term(length);
        let exists = self.exists(main);
        let number = |number: i64| BigRational::from_integer(number.into());
        self.demand(length.clone().above(&Linear::zero()));
        let side = wish.spacing.iter().flatten().max();
        if let Some(side) = side {
            let size = self.size(main);
            // A row of voxels that is so many wide and so many high.
            let room = |wide: i64| length.clone().times(&(side * side * number(wide * wide))).at_most(&size);
            let at_least = |voxels: i64| length.clone().at_least(&Linear::constant(side * number(voxels)));
            let few = size.clone().at_most(&Linear::constant(side * side * side * number(FEW)));
            let thick = at_least(3).and(room(2));
            let thin = Formula::all([few, at_least(1), room(1)]);
            self.demand(exists.clone().implies(thick.or(thin)));
        }
        if let Some((_, (least, most))) = wish.lengths.iter().find(|(of, _)| *of == tissue) {
            self.demand(length.clone().at_least(&Linear::constant(least.clone())));
            self.demand(length.clone().at_most(&Linear::constant(most.clone())));
        }
        let wall = side.map_or_else(|| number(0), |side| side * number(2));
        for host in self.hosts_for(tissue) {
            if let Some(around) = self.length(host, axis) {
                let hosted = self.hosted(main, host);
                let fits = length.clone().plus(&Linear::constant(wall.clone())).at_most(&around);
                self.demand(hosted.implies(fits));
            }
        }
    }

    /// Where a structure ends along an axis.
    fn end(&mut self, of: &TissueSet, axis: &'static str, highest: bool) -> Linear {
        let ends: Vec<(Formula, Linear)> = of.iter().filter_map(|&tissue| self.end_of(tissue, axis, highest)).collect();
        if let [(_, end)] = ends.as_slice() {
            return end.clone();
        }
        let kind = if highest { "highest of bodies" } else { "lowest of bodies" };
        let term = Term::new(kind, Sort::Real, vec![Body::Tissues(of.clone())]).word(axis);
        let whole = Linear::term(self.vocabulary.id(term));
        let mut reached = vec![Formula::all(ends.iter().map(|(there, _)| !there.clone()))];
        for (there, end) in ends {
            let beyond = if highest { end.clone().at_most(&whole) } else { end.clone().at_least(&whole) };
            self.demand(there.clone().implies(beyond));
            reached.push(there.and(end.equals(&whole)));
        }
        self.demand(Formula::any(reached));
        whole
    }

    /// The same of one tissue, and when it is there.
    fn end_of(&mut self, tissue: TissueId, axis: &'static str, highest: bool) -> Option<(Formula, Linear)> {
        let main = self.main(tissue)?;
        let centroid = Term::new(CENTROID, Sort::Real, vec![Body::Tissues(TissueSet::from([tissue]))]).word(axis);
        let centroid = self.vocabulary.id(centroid);
        self.terms.insert(centroid);
        let half = self.length(tissue, axis)?.times(&BigRational::new(1.into(), 2.into()));
        let centre = Linear::term(centroid);
        let end = if highest { centre.plus(&half) } else { centre.minus(&half) };
        Some((self.exists(main), end))
    }
}

fn length_term(tissue: TissueId, axis: &str) -> Term {
    Term::new("length", Sort::Real, vec![Body::Tissues(TissueSet::from([tissue]))]).word(axis)
}

/// The tissues of a term of one axis, or of the parts it speaks of.
fn tissues_along<'t>(term: &'t Term, axis: &str) -> Option<&'t TissueSet> {
    match (term.of.as_slice(), term.with.as_slice()) {
        ([Body::Tissues(of) | Body::Part(Part { of, .. })], [Argument::Word(word)]) if word == axis => Some(of),
        _ => None,
    }
}
