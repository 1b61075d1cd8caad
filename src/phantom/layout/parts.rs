//! `each c in components(S)`: every body that is a part of its structure keeps the rules about parts, and one of them breaks
//! the rule that is to be broken.

use std::collections::BTreeSet;
use std::ops::Not;

use num_rational::BigRational;

use crate::logic::anatomy::TissueSet;
use crate::logic::fragment::formula::{Formula, Linear};
use crate::logic::fragment::kinds::counts::{BACKGROUND_HOLES, HOLES, TUNNELS};
use crate::logic::fragment::kinds::faces::{CUT, FACE, INSIDE, OUTSIDE};
use crate::logic::fragment::kinds::order::{EXTENT, HIGHEST, LOWEST};
use crate::logic::fragment::kinds::sizes::{VOLUME, VOXELS};
use crate::logic::fragment::question::renamed;
use crate::logic::fragment::statements::Failure;
use crate::logic::fragment::term::{Argument, Body, Part, Sort, Term, TermId};

use super::Layout;
use super::bodies::BodyId;

/// Slots of parts that are bodies; the first stands for all linked main bodies of a structure.
const CLUSTER: u32 = 1_000;

/// What a part of a structure is made of.
struct PartOf {
    part: Part,
    bodies: Vec<BodyId>,
    /// When it is one.
    exists: Formula,
}

impl Layout<'_> {
    /// Demands that no part fails, whichever it is.
    pub fn keep_parts(&mut self, failure: &Failure) {
        let Some(domain) = &failure.part else { return };
        for part in self.parts_of(domain) {
            let fails = self.of_part(failure, &part);
            let counts = self.counts(domain, &part);
            self.demand_apart(part.exists.clone().and(counts).implies(fails.not()));
        }
    }

    /// Demands that some part fails.
    pub fn break_part(&mut self, failure: &Failure) {
        let Some(domain) = &failure.part else { return };
        let mut ways = Vec::new();
        for part in self.parts_of(domain) {
            let fails = self.of_part(failure, &part);
            let counts = self.counts(domain, &part);
            ways.push(Formula::all([part.exists.clone(), counts, fails]));
        }
        self.demand_apart(Formula::any(ways));
    }

    fn parts_of(&mut self, domain: &Part) -> Vec<PartOf> {
        let of = domain.of.clone();
        let part = |slot: u32| Part { slot, floor: None, ..domain.clone() };
        let slot = |body: BodyId| CLUSTER + 1 + u32::try_from(body.0).unwrap_or_default();
        let linked = self.linked(&of);
        let mut parts = Vec::new();
        for body in self.bodies_of(&of) {
            let single = self.rank(body) > 0 || of.len() < 2;
            let apart = if single { Formula::True } else { linked.clone().not() };
            let exists = self.exists(body).and(apart);
            parts.push(PartOf { part: part(slot(body)), bodies: vec![body], exists });
        }
        if of.len() > 1 {
            let mains = self.mains_of(&of);
            let exist: Vec<Formula> = mains.iter().map(|&body| self.exists(body)).collect();
            parts.push(PartOf { part: part(CLUSTER), bodies: mains, exists: linked.and(Formula::any(exist)) });
        }
        parts
    }

    fn counts(&mut self, domain: &Part, part: &PartOf) -> Formula {
        let floor = self.floor(domain.floor.as_ref());
        self.size_of(&part.bodies).at_least(&Linear::constant(floor))
    }

    fn size_of(&mut self, bodies: &[BodyId]) -> Linear {
        let sizes: Vec<Linear> = bodies.iter().map(|&body| self.part_size(body)).collect();
        sizes.iter().fold(Linear::zero(), |sum, size| sum.plus(size))
    }

    /// When the failure is one of this part, with every term of the part explained by its bodies.
    fn of_part(&mut self, failure: &Failure, part: &PartOf) -> Formula {
        let when = renamed(self.vocabulary, &failure.when, &part.part);
        let mut terms = BTreeSet::new();
        when.terms(&mut terms);
        for id in terms {
            self.explain(id, part);
        }
        when
    }

    fn explain(&mut self, id: TermId, part: &PartOf) {
        let Some(term) = self.vocabulary.term(id).cloned() else { return };
        if term.part() != Some(&part.part) || !self.explained.insert(id) {
            return;
        }
        let value = Linear::term(id);
        let holds = Formula::Is(id);
        match term.kind {
            VOLUME => {
                let size = self.size_of(&part.bodies);
                self.demand(value.equals(&size));
            }
            VOXELS => {
                let size = self.size_of(&part.bodies);
                self.demand(value.times(&self.voxel_volume.clone()).equals(&size));
            }
            FACE => {
                let other = term.of.iter().find(|body| !matches!(body, Body::Part(_))).cloned();
                let faces = other.map_or(Formula::False, |other| self.meets_any(&part.bodies, &other));
                self.demand(holds.iff(faces));
            }
            CUT => {
                let rim = self.meets_any(&part.bodies, &Body::Rim);
                self.demand(holds.iff(rim));
            }
            INSIDE => self.explain_inside(&term, &holds, part),
            OUTSIDE => {
                let inside = self.vocabulary.id(Term::new(INSIDE, Sort::Truth, term.of.clone()));
                self.explain(inside, part);
                let (none, most) = (Linear::zero(), Linear::constant(BigRational::new(9.into(), 10.into())));
                self.demand(Formula::Is(inside).implies(value.clone().equals(&none)));
                self.demand(Formula::Is(inside).or(value.at_least(&most)));
            }
            HOLES | BACKGROUND_HOLES | TUNNELS => {
                let Some(Argument::Least(least)) = term.with.first() else { return };
                let floor = self.floor(least.as_ref());
                let of: TissueSet = part.bodies.iter().map(|&body| self.tissue(body)).collect();
                let total = self.count_in(term.kind, &of, &part.bodies, &floor);
                self.demand(value.equals(&total));
            }
            LOWEST | HIGHEST | EXTENT => self.explain_ends(term, &part.bodies),
            _ => {}
        }
    }

    fn explain_inside(&mut self, term: &Term, holds: &Formula, part: &PartOf) {
        let outer = term.of.iter().find_map(|body| match body {
            Body::Tissues(outer) => Some(outer.clone()),
            _ => None,
        });
        let outer = outer.unwrap_or_default();
        let strangers: TissueSet = self
            .tissues
            .iter()
            .filter(|tissue| !part.part.of.contains(tissue) && !outer.contains(tissue))
            .copied()
            .collect();
        let mut bad = Vec::new();
        for other in [Body::Tissues(strangers), Body::Elsewhere, Body::Rim] {
            bad.push(self.meets_any(&part.bodies, &other));
        }
        self.demand(holds.clone().iff(part.exists.clone().and(Formula::any(bad).not())));
    }

    fn meets_any(&mut self, bodies: &[BodyId], other: &Body) -> Formula {
        let faces: Vec<Formula> = bodies.iter().map(|&body| self.meets(body, other)).collect();
        Formula::any(faces)
    }
}
