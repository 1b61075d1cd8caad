//! The bodies that a layout may use: for each tissue a main one, and spare ones where rules count parts, swarms in the end.

use crate::logic::anatomy::{TissueId, TissueSet};
use crate::logic::fragment::formula::{Formula, Linear};
use crate::logic::fragment::kinds::{presence, sizes};
use crate::logic::fragment::term::{Argument, Body, Sort, Term};

use super::{Layout, Presence};

/// A body that may be there, by its place in [`Layout::bodies`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct BodyId(pub usize);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    pub tissue: TissueId,
    /// 0 for the main body.
    pub rank: usize,
    /// Voxels of each island, of a swarm.
    pub grain: Option<u64>,
}

impl Layout<'_> {
    pub fn main(&self, tissue: TissueId) -> Option<BodyId> {
        self.places.get(&tissue).map(|place| BodyId(place.start))
    }

    /// The bodies of some tissues.
    pub fn bodies_of(&self, tissues: &TissueSet) -> Vec<BodyId> {
        tissues.iter().filter_map(|tissue| self.places.get(tissue)).cloned().flatten().map(BodyId).collect()
    }

    pub fn mains_of(&self, tissues: &TissueSet) -> Vec<BodyId> {
        tissues.iter().filter_map(|&tissue| self.main(tissue)).collect()
    }

    pub fn spares_of(&self, tissues: &TissueSet) -> Vec<BodyId> {
        self.bodies_of(tissues).into_iter().filter(|&body| self.rank(body) > 0).collect()
    }

    pub fn rank(&self, body: BodyId) -> usize {
        self.bodies.get(body.0).map_or(0, |body| body.rank)
    }

    pub fn tissue(&self, body: BodyId) -> TissueId {
        self.bodies.get(body.0).map_or(TissueId(usize::MAX), |body| body.tissue)
    }

    /// A term of one body.
    pub fn body_term(&self, kind: &'static str, sort: Sort, body: BodyId) -> Term {
        let of = vec![Body::Tissues(TissueSet::from([self.tissue(body)]))];
        Term::new(kind, sort, of).word(self.rank(body).to_string())
    }

    pub fn truth_of(&mut self, kind: &'static str, body: BodyId) -> Formula {
        let term = self.body_term(kind, Sort::Truth, body);
        Formula::Is(self.vocabulary.id(term))
    }

    pub fn number_of(&mut self, kind: &'static str, sort: Sort, body: BodyId) -> Linear {
        let term = self.body_term(kind, sort, body);
        Linear::term(self.vocabulary.id(term))
    }

    pub fn exists(&mut self, body: BodyId) -> Formula {
        self.truth_of("body", body)
    }

    /// mm³
    pub fn size(&mut self, body: BodyId) -> Linear {
        self.number_of("body size", Sort::Real, body)
    }

    /// Background cavities in a body, each of the same size.
    pub fn bubbles(&mut self, body: BodyId) -> Linear {
        self.number_of("bubbles", Sort::Integer, body)
    }

    /// mm³ of each of its bubbles.
    pub fn bubble_size(&mut self, body: BodyId) -> Linear {
        self.number_of("bubble size", Sort::Real, body)
    }

    pub fn handles(&mut self, body: BodyId) -> Linear {
        self.number_of("handles", Sort::Integer, body)
    }

    /// Bodies, their sizes, and what tissues have of them.
    pub fn state_bodies(&mut self) {
        let zero = Linear::zero();
        for (at, candidate) in self.bodies.clone().into_iter().enumerate() {
            let body = BodyId(at);
            let (exists, size) = (self.exists(body), self.size(body));
            let least = Linear::constant(self.least_size.clone());
            let own_least = self.least_sizes.get(&candidate).cloned().map(Linear::constant);
            self.demand(exists.clone().implies(size.clone().at_least(own_least.as_ref().unwrap_or(&least))));
            self.demand(exists.clone().or(size.equals(&zero)));
            let (bubbles, handles) = (self.bubbles(body), self.handles(body));
            for number in [bubbles, handles] {
                self.demand(number.clone().at_least(&zero));
                self.demand(exists.clone().or(number.at_most(&zero)));
            }
            let bubble_size = self.bubble_size(body);
            self.demand(bubble_size.at_least(&least));
            let before = match candidate {
                Candidate { rank: 0, .. } => None,
                Candidate { tissue, grain: Some(_), .. } => self.main(tissue),
                Candidate { .. } => Some(BodyId(at.saturating_sub(1))),
            };
            if let Some(before) = before {
                let before = self.exists(before);
                self.demand(exists.implies(before));
            }
            self.state_swarm(body);
        }
        for tissue in self.tissues.clone() {
            let one = TissueSet::from([tissue]);
            if let Some(main) = self.main(tissue) {
                let (there, exists) = (presence::present(self.vocabulary, &one), self.exists(main));
                self.demand(there.iff(exists));
            }
            let sizes: Vec<Linear> = self.bodies_of(&one).into_iter().map(|body| self.size(body)).collect();
            let total = sizes.iter().fold(Linear::zero(), |sum, size| sum.plus(size));
            let volume = sizes::form(self.vocabulary, true, sizes::VOLUME, &Body::Tissues(one.clone()));
            self.demand(volume.equals(&total));
            let voxels = sizes::form(self.vocabulary, true, sizes::VOXELS, &Body::Tissues(one));
            if voxels.coefficients.keys().all(|id| self.terms.contains(id)) {
                let of_voxels = voxels.times(&self.voxel_volume.clone());
                self.demand(of_voxels.equals(&total));
            }
        }
    }

    pub fn state_presence(&mut self, presence: Presence) {
        let there: Vec<Formula> =
            self.mains_of(&self.tissues.clone()).into_iter().map(|body| self.exists(body)).collect();
        match presence {
            Presence::All => self.demand(Formula::all(there)),
            Presence::Some => self.demand(Formula::any(there)),
            Presence::AsAsked => {}
        }
    }

    /// 1 where a formula holds, else 0.
    pub fn indicator(&mut self, of: Formula) -> Linear {
        match of {
            Formula::True => Linear::integer(1),
            Formula::False => Linear::zero(),
            of => {
                let term = Term::new("layout indicator", Sort::Integer, Vec::new()).with(Argument::Formula(of.clone()));
                let value = Linear::term(self.vocabulary.id(term));
                self.demand(value.clone().at_least(&Linear::zero()));
                self.demand(value.clone().at_most(&Linear::integer(1)));
                self.demand_apart(value.clone().at_least(&Linear::integer(1)).iff(of));
                value
            }
        }
    }
}
