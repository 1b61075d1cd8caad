//! Parts, holes and tunnels of structures, counted from bodies.
//!
//! The main bodies of a structure of several tissues are either all linked, each to one before it, or all apart. Spare bodies
//! are apart from the structure they are counted in, or hang on linked main ones.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Not;

use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive};

use crate::logic::anatomy::{TissueId, TissueSet};
use crate::logic::fragment::formula::{Formula, Linear};
use crate::logic::fragment::kinds::counts::{BACKGROUND_HOLES, COMPONENTS, HOLES, TUNNELS};
use crate::logic::fragment::term::{Argument, Body, Least, Sort, Term, Vocabulary};

use super::Layout;
use super::bodies::BodyId;

/// More parts than this are not tried.
const MOST_SPARES: usize = 6;

/// Where parts have bounds but no number a structure may need several to be large enough.
const LEAST_SPARES: usize = 2;

/// A count that is compared with a fact of the case may have to be larger than that is.
const BESIDE_FACTS: usize = 4;

impl Layout<'_> {
    pub fn state_counts(&mut self) {
        for kind in [COMPONENTS, HOLES, BACKGROUND_HOLES, TUNNELS] {
            for term in self.terms_of(kind) {
                let ([Body::Tissues(of)], [Argument::Least(least), ..]) = (term.of.as_slice(), term.with.as_slice())
                else {
                    continue;
                };
                let floor = self.floor(least.as_ref());
                let total = match kind {
                    COMPONENTS => self.components(of, &floor),
                    _ => {
                        let bodies = self.bodies_of(of);
                        self.count_in(kind, of, &bodies, &floor)
                    }
                };
                let count = Linear::term(self.vocabulary.id(term.clone()));
                self.demand(count.equals(&total));
            }
        }
    }

    /// Holes or tunnels of some bodies, which are all of some tissues or a part of them.
    pub fn count_in(&mut self, kind: &str, of: &TissueSet, bodies: &[BodyId], floor: &BigRational) -> Linear {
        if kind == TUNNELS { self.tunnels(of, bodies) } else { self.holes(of, bodies, floor, kind == HOLES) }
    }

    /// In mm³.
    pub fn floor(&self, least: Option<&Least>) -> BigRational {
        floor(least, &self.voxel_volume)
    }

    /// Whether the main bodies of a structure hang together.
    pub fn linked(&mut self, of: &TissueSet) -> Formula {
        if of.len() < 2 {
            return Formula::True;
        }
        Formula::Is(self.vocabulary.id(Term::new("linked", Sort::Truth, vec![Body::Tissues(of.clone())])))
    }

    /// Holds structures that are counted to what [`linked`](Self::linked) says of them.
    pub fn state_links(&mut self) {
        for of in self.counted.clone() {
            let mains = self.mains_of(&of);
            let linked = self.linked(&of);
            for (at, &body) in mains.iter().enumerate() {
                let mut before = Vec::new();
                let mut first = Vec::new();
                for &other in mains.iter().take(at) {
                    let touch = self.touch(body, other);
                    before.push(touch.clone());
                    self.demand(linked.clone().or(touch.not()));
                    first.push(self.exists(other));
                }
                let hangs = Formula::any(before).or(Formula::any(first).not());
                let exists = self.exists(body);
                self.demand(linked.clone().and(exists).implies(hangs));
            }
            for spare in self.spares_of(&of) {
                let attached = self.attached(spare, &of);
                let may = if self.in_parts.contains(&of) { Formula::False } else { linked.clone() };
                self.demand(attached.implies(may));
            }
        }
    }

    /// Whether a spare body hangs on main ones of a structure.
    fn attached(&mut self, spare: BodyId, of: &TissueSet) -> Formula {
        let touches: Vec<Formula> = self.mains_of(of).into_iter().map(|main| self.touch(spare, main)).collect();
        Formula::any(touches)
    }

    fn reaches(&mut self, body: BodyId, floor: &BigRational) -> Formula {
        let size = self.part_size(body);
        self.exists(body).and(size.at_least(&Linear::constant(floor.clone())))
    }

    fn components(&mut self, of: &TissueSet, floor: &BigRational) -> Linear {
        let spares = self.spares_of(of);
        let mains = self.mains_of(of);
        let mut total = Linear::zero();
        let mut together = Linear::zero();
        for body in spares {
            let (counts, attached) = (self.reaches(body, floor), self.attached(body, of));
            total = total.plus(&self.parts_if(body, counts.and(attached.clone().not())));
            together = together.plus(&self.size_if(body, attached));
        }
        let linked = self.linked(of);
        let sizes: Vec<Linear> = mains.iter().map(|&body| self.size(body)).collect();
        let together = sizes.iter().fold(together, |sum, size| sum.plus(size));
        let exist: Vec<Formula> = mains.iter().map(|&body| self.exists(body)).collect();
        let whole = Formula::any(exist).and(together.at_least(&Linear::constant(floor.clone())));
        total = total.plus(&self.indicator(linked.clone().and(whole)));
        if linked != Formula::True {
            for body in mains {
                let counts = self.reaches(body, floor);
                total = total.plus(&self.indicator(linked.clone().not().and(counts)));
            }
        }
        total
    }

    /// The size of a body where a formula holds, else 0.
    fn size_if(&mut self, body: BodyId, when: Formula) -> Linear {
        if when == Formula::False {
            return Linear::zero();
        }
        let term = self.body_term("size that counts", Sort::Real, body).with(Argument::Formula(when.clone()));
        let (counted, size) = (Linear::term(self.vocabulary.id(term)), self.size(body));
        self.demand(when.clone().implies(counted.clone().equals(&size)));
        self.demand(when.or(counted.clone().equals(&Linear::zero())));
        counted
    }

    /// Bubbles in its bodies, and bodies of other tissues that its main bodies enclose.
    fn holes(&mut self, of: &TissueSet, bodies: &[BodyId], floor: &BigRational, with_guests: bool) -> Linear {
        let mut total = Linear::zero();
        for &body in bodies {
            let size = self.bubble_size(body);
            let counts = size.at_least(&Linear::constant(floor.clone()));
            let counted =
                self.body_term("bubbles that count", Sort::Integer, body).with(Argument::Number(floor.clone()));
            let (bubbles, counted) = (self.bubbles(body), Linear::term(self.vocabulary.id(counted)));
            self.demand_apart(counts.clone().implies(counted.clone().equals(&bubbles)));
            self.demand_apart(counts.or(counted.clone().equals(&Linear::zero())));
            total = total.plus(&counted);
        }
        if !with_guests {
            return total;
        }
        let strangers: Vec<BodyId> =
            (0..self.bodies.len()).map(BodyId).filter(|&body| !of.contains(&self.tissue(body))).collect();
        for &guest in &strangers {
            let mains = bodies.iter().filter(|&&body| self.rank(body) == 0).map(|&body| self.tissue(body));
            let hosts: Vec<Formula> =
                mains.collect::<Vec<_>>().into_iter().map(|host| self.hosted(guest, host)).collect();
            let hosted = Formula::any(hosts);
            if hosted == Formula::False {
                continue;
            }
            let counts = self.reaches(guest, floor);
            total = total.plus(&self.parts_if(guest, hosted.clone().and(counts)));
            for &other in strangers.iter().filter(|&&other| other > guest) {
                let beside = self.beside(guest, other);
                // Two that touch are one hole.
                self.demand(hosted.clone().and(beside).not());
            }
        }
        total
    }

    /// Handles, and the circles of bridges between main bodies, and spare ones on them: edges less vertices and one.
    fn tunnels(&mut self, of: &TissueSet, bodies: &[BodyId]) -> Linear {
        let mut total = Linear::zero();
        for &body in bodies {
            total = total.plus(&self.handles(body));
        }
        let mains: Vec<BodyId> = bodies.iter().copied().filter(|&body| self.rank(body) == 0).collect();
        if mains.len() < 2 {
            return total;
        }
        let (mut edges, mut vertices) = (Linear::zero(), Linear::zero());
        for &spare in bodies.iter().filter(|body| !mains.contains(body)) {
            let attached = self.attached(spare, of);
            if attached == Formula::False {
                continue;
            }
            vertices = vertices.plus(&self.indicator(attached));
            for &main in &mains {
                let touch = self.touch(spare, main);
                edges = edges.plus(&self.indicator(touch));
                self.fill_no_circle(of, spare, main);
            }
        }
        for (at, &body) in mains.iter().enumerate() {
            let exists = self.exists(body);
            vertices = vertices.plus(&self.indicator(exists));
            for &other in mains.iter().skip(at + 1) {
                let touch = self.touch(body, other);
                edges = edges.plus(&self.indicator(touch));
                self.fill_no_circle(of, body, other);
            }
        }
        let exist: Vec<Formula> = mains.iter().map(|&body| self.exists(body)).collect();
        let some = self.indicator(Formula::any(exist));
        let circles = edges.minus(&vertices).plus(&some);
        let term = Term::new("circles", Sort::Integer, vec![Body::Tissues(of.clone())]);
        let counted = Linear::term(self.vocabulary.id(term));
        let linked = self.linked(of);
        self.demand(linked.clone().implies(counted.clone().equals(&circles)));
        self.demand(linked.or(counted.clone().equals(&Linear::zero())));
        total.plus(&counted)
    }

    /// A circle that a host of the structure fills is none: neighbours in one are not bridged.
    fn fill_no_circle(&mut self, of: &TissueSet, body: BodyId, other: BodyId) {
        let hosts: Vec<Formula> = of.iter().map(|&host| self.hosted(body, host)).collect();
        let beside = self.beside(body, other);
        self.demand(Formula::any(hosts).and(beside).not());
    }
}

/// The least size of a part that counts, in mm³, where a voxel is so large.
pub fn floor(least: Option<&Least>, voxel_volume: &BigRational) -> BigRational {
    match least {
        Some(least) if least.voxels => &least.size * voxel_volume,
        Some(least) => least.size.clone(),
        None => BigRational::from_integer(0.into()),
    }
}

/// How many spare bodies each tissue of a structure whose parts are counted needs: as many as the largest number that a
/// count of it is compared with. Counts of several structures may be as large as any.
pub fn spares<'f>(
    vocabulary: &Vocabulary,
    formulas: impl Iterator<Item = &'f Formula>,
    counted: &BTreeSet<TissueSet>,
) -> BTreeMap<TissueId, usize> {
    let mut compared = Compared::default();
    let mut forms = Vec::new();
    formulas.for_each(|formula| formula.forms(&mut forms));
    forms.into_iter().for_each(|form| compared.collect(vocabulary, form));
    let Compared { alone, together } = compared;
    let most = alone.values().copied().max().unwrap_or_default();
    let of = |tissue: &TissueId| {
        let own = alone.get(tissue).copied().unwrap_or_default();
        if together.contains(tissue) { own.max(most) } else { own }
    };
    counted.iter().flatten().map(|tissue| (*tissue, of(tissue).max(LEAST_SPARES))).collect()
}

/// What counts of parts are compared with.
#[derive(Default)]
struct Compared {
    /// The largest number, by tissue.
    alone: BTreeMap<TissueId, usize>,
    /// Tissues with a count that is compared with another.
    together: TissueSet,
}

impl Compared {
    fn collect(&mut self, vocabulary: &Vocabulary, form: &Linear) {
        let terms = form.coefficients.keys().filter_map(|&id| vocabulary.term(id));
        let counts: Vec<&TissueSet> = terms.filter(|term| term.kind == COMPONENTS).filter_map(Term::tissues).collect();
        let number = form.constant.abs().ceil().to_integer().to_usize();
        let least = if form.coefficients.len() > counts.len() { BESIDE_FACTS } else { 0 };
        let number = number.map_or(MOST_SPARES, |count| count.clamp(least, MOST_SPARES));
        for &tissue in counts.iter().copied().flatten() {
            let most = self.alone.entry(tissue).or_default();
            *most = number.max(*most);
        }
        if form.coefficients.len() > 1 {
            self.together.extend(counts.into_iter().flatten());
        }
    }
}
