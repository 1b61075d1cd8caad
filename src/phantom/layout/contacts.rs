//! Which bodies touch: a body and its host, and neighbours in one host that are bridged.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Not;

use num_rational::BigRational;

use crate::logic::anatomy::{TissueId, TissueSet};
use crate::logic::fragment::formula::{Formula, Linear};
use crate::logic::fragment::kinds::counts::HOLES;
use crate::logic::fragment::kinds::faces::{CUT, FACE, INSIDE, OUTSIDE};
use crate::logic::fragment::term::{Body, Sort, Term};

use super::Layout;
use super::bodies::BodyId;

/// Tissues whose main body may enclose bodies of each tissue: those that an `inside` speaks of, or whose holes are counted.
pub fn hosts(terms: &[&Term], tissues: &TissueSet) -> BTreeMap<TissueId, TissueSet> {
    let mut hosts: BTreeMap<TissueId, TissueSet> = BTreeMap::new();
    for term in terms.iter().filter(|term| term.kind == INSIDE) {
        let [inner, Body::Tissues(outer)] = term.of.as_slice() else { continue };
        let (own, among) = match inner {
            Body::Tissues(own) => (own, outer.union(own).copied().collect()),
            Body::Part(part) => (&part.of, outer.clone()),
            Body::Elsewhere | Body::Ignored | Body::Rim => continue,
        };
        for tissue in own {
            hosts.entry(*tissue).or_default().extend(among.intersection(tissues).filter(|host| *host != tissue));
        }
    }
    for of in terms.iter().filter(|term| term.kind == HOLES).filter_map(|term| term.tissues()) {
        for guest in tissues.difference(of) {
            hosts.entry(*guest).or_default().extend(of);
        }
    }
    hosts
}

impl Layout<'_> {
    pub fn hosts_for(&self, tissue: TissueId) -> TissueSet {
        self.hosts.get(&tissue).cloned().unwrap_or_default()
    }

    /// Whether a body lies in the main body of another tissue.
    pub fn hosted(&mut self, body: BodyId, host: TissueId) -> Formula {
        if !self.hosts_for(self.tissue(body)).contains(&host) {
            return Formula::False;
        }
        let of = vec![self.one(body), Body::Tissues(TissueSet::from([host]))];
        let term = Term::new("hosted", Sort::Truth, of).word(self.rank(body).to_string());
        Formula::Is(self.vocabulary.id(term))
    }

    /// Whether a body lies in the background.
    pub fn unhosted(&mut self, body: BodyId) -> Formula {
        let hosts: Vec<Formula> =
            self.hosts_for(self.tissue(body)).into_iter().map(|host| self.hosted(body, host)).collect();
        Formula::any(hosts).not()
    }

    /// Whether two bodies of one host are bridged. Spare bodies touch main ones only, and swarms none.
    pub fn beside(&mut self, a: BodyId, b: BodyId) -> Formula {
        let (a, b) = if a <= b { (a, b) } else { (b, a) };
        let swarm = self.grain(a).or(self.grain(b)).is_some();
        if swarm || self.tissue(a) == self.tissue(b) || self.rank(a) > 0 && self.rank(b) > 0 {
            return Formula::False;
        }
        let pair = (self.tissue(a).min(self.tissue(b)), self.tissue(a).max(self.tissue(b)));
        if !self.bridges.contains(&pair) {
            return Formula::False;
        }
        let of = vec![self.one(a), self.one(b)];
        let term = Term::new("beside", Sort::Truth, of).word(self.rank(a).to_string()).word(self.rank(b).to_string());
        Formula::Is(self.vocabulary.id(term))
    }

    /// Pairs of bodies that may be bridged, in their order.
    fn bridged(&self) -> BTreeSet<(BodyId, BodyId)> {
        let mut pairs = BTreeSet::new();
        for &(x, y) in &self.bridges {
            for a in self.bodies_of(&TissueSet::from([x])) {
                pairs.extend(self.bodies_of(&TissueSet::from([y])).into_iter().map(|b| (a.min(b), a.max(b))));
            }
        }
        pairs
    }

    pub fn touch(&mut self, a: BodyId, b: BodyId) -> Formula {
        let mut ways = vec![self.beside(a, b)];
        if self.rank(b) == 0 {
            ways.push(self.hosted(a, self.tissue(b)));
        }
        if self.rank(a) == 0 {
            ways.push(self.hosted(b, self.tissue(a)));
        }
        Formula::any(ways)
    }

    pub fn rim(&mut self, body: BodyId) -> Formula {
        self.truth_of("rim", body)
    }

    fn one(&self, body: BodyId) -> Body {
        Body::Tissues(TissueSet::from([self.tissue(body)]))
    }

    /// Whether a body has a face with something.
    pub fn meets(&mut self, body: BodyId, other: &Body) -> Formula {
        match other {
            Body::Tissues(of) => {
                let others = self.bodies_of(of);
                let ways: Vec<Formula> = others.into_iter().map(|other| self.touch(body, other)).collect();
                Formula::any(ways)
            }
            Body::Elsewhere => {
                let bubbles = self.bubbles(body).at_least(&Linear::integer(1));
                let outside = self.unhosted(body);
                self.exists(body).and(outside.or(bubbles))
            }
            Body::Rim => self.rim(body),
            Body::Ignored | Body::Part(_) => Formula::False,
        }
    }

    /// Pairs of tissues between which bridges may be built: those that some term asks about.
    pub fn state_contacts(&mut self) {
        let all: Vec<BodyId> = (0..self.bodies.len()).map(BodyId).collect();
        for &body in &all {
            let exists = self.exists(body);
            let rim = self.rim(body);
            let outside = self.unhosted(body);
            self.demand(rim.implies(exists.clone().and(outside)));
            let hosts: Vec<TissueId> = self.hosts_for(self.tissue(body)).into_iter().collect();
            for (at, &host) in hosts.iter().enumerate() {
                let hosted = self.hosted(body, host);
                let Some(main) = self.main(host) else { continue };
                let there = self.exists(main);
                let (inner, outer) = (self.depth(self.tissue(body)), self.depth(host));
                let deeper = outer.plus(&Linear::integer(1)).at_most(&inner);
                // A wall around a small body takes several times its voxels.
                let room = self.size(body).times(&self.room.clone()).at_most(&self.size(main));
                self.demand(hosted.clone().implies(Formula::all([exists.clone(), there, deeper, room])));
                for &other in hosts.iter().skip(at + 1) {
                    let other = self.hosted(body, other);
                    self.demand(hosted.clone().and(other).not());
                }
            }
        }
        for (a, b) in self.bridged() {
            let beside = self.beside(a, b);
            if beside == Formula::False {
                continue;
            }
            let there = self.exists(a).and(self.exists(b));
            self.demand(beside.clone().implies(there));
            let hosts: TissueSet =
                self.hosts_for(self.tissue(a)).union(&self.hosts_for(self.tissue(b))).copied().collect();
            for host in hosts {
                let alike = self.hosted(a, host).iff(self.hosted(b, host));
                self.demand(beside.clone().implies(alike));
            }
        }
        for term in self.terms_of(FACE) {
            if let [Body::Tissues(of), other] | [other, Body::Tissues(of)] = term.of.as_slice() {
                if matches!(other, Body::Part(_)) {
                    continue;
                }
                let faces: Vec<Formula> = self.bodies_of(of).into_iter().map(|body| self.meets(body, other)).collect();
                let face = Formula::Is(self.vocabulary.id(term.clone()));
                self.demand(face.iff(Formula::any(faces)));
            }
        }
        for term in self.terms_of(OUTSIDE) {
            let inside = Formula::Is(self.vocabulary.id(Term::new(INSIDE, Sort::Truth, term.of.clone())));
            let share = Linear::term(self.vocabulary.id(term));
            // A bridge is a small part of a surface.
            let most = Linear::constant(BigRational::new(9.into(), 10.into()));
            self.demand(inside.or(share.at_least(&most)));
        }
        for term in self.terms_of(CUT) {
            let [Body::Tissues(of)] = term.of.as_slice() else { continue };
            let rims: Vec<Formula> = self.bodies_of(of).into_iter().map(|body| self.rim(body)).collect();
            let cut = Formula::Is(self.vocabulary.id(term.clone()));
            self.demand(cut.iff(Formula::any(rims)));
        }
    }

    fn depth(&mut self, tissue: TissueId) -> Linear {
        let of = vec![Body::Tissues(TissueSet::from([tissue]))];
        Linear::term(self.vocabulary.id(Term::new("depth", Sort::Real, of)))
    }
}
