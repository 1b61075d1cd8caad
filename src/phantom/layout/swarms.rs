//! Swarms: many equal islands of a tissue, for what is large as a whole and small in every part, and for more parts than are
//! tried one by one.

use std::collections::{BTreeMap, BTreeSet};

use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive};

use crate::logic::anatomy::TissueId;
use crate::logic::fragment::formula::{Formula, Linear};
use crate::logic::fragment::kinds::counts::COMPONENTS;
use crate::logic::fragment::kinds::sizes::{VOLUME, VOXELS};
use crate::logic::fragment::statements::Failure;
use crate::logic::fragment::term::{Argument, Sort, Vocabulary};

use super::bodies::BodyId;
use super::counts::floor;
use super::places::AXES;
use super::{Asked, Layout, Wish};

/// More islands than this are not made.
const MOST_ISLANDS: i64 = 50_000;

/// Voxels of an island where no rule bounds the sizes of parts.
const LOOSE: u64 = 64;

impl Layout<'_> {
    /// Voxels of each island of a swarm; `None`: the body is a single one.
    pub fn grain(&self, body: BodyId) -> Option<u64> {
        self.bodies.get(body.0).and_then(|body| body.grain)
    }

    /// Islands of a swarm.
    pub fn islands(&mut self, body: BodyId) -> Linear {
        self.number_of("islands", Sort::Integer, body)
    }

    /// The size of what counts as one part, in mm³: an island's, or the body's.
    pub fn part_size(&mut self, body: BodyId) -> Linear {
        match self.grain(body) {
            Some(grain) => Linear::constant(self.voxel_volume.clone() * BigRational::from_integer(grain.into())),
            None => self.size(body),
        }
    }

    /// A swarm is as large as its islands together. It has no cavities and no tunnels, touches nothing but what it lies in,
    /// and is not asked where it ends.
    pub fn state_swarm(&mut self, body: BodyId) {
        let Some(grain) = self.grain(body) else { return };
        let island = self.voxel_volume.clone() * BigRational::from_integer(grain.into());
        let (islands, size, rim) = (self.islands(body), self.size(body), self.rim(body));
        self.demand(islands.clone().at_least(&Linear::zero()));
        self.demand(islands.clone().at_most(&Linear::integer(MOST_ISLANDS)));
        self.demand(islands.times(&island).equals(&size));
        self.demand(!rim);
        for number in [self.bubbles(body), self.handles(body)] {
            self.demand(number.equals(&Linear::zero()));
        }
        if AXES.into_iter().any(|axis| self.length(self.tissue(body), axis).is_some()) {
            let exists = self.exists(body);
            self.demand(!exists);
        }
    }

    /// How many parts a body is where a formula holds, else 0.
    pub fn parts_if(&mut self, body: BodyId, when: Formula) -> Linear {
        if self.grain(body).is_none() {
            return self.indicator(when);
        }
        let term = self.body_term("islands that count", Sort::Integer, body).with(Argument::Formula(when.clone()));
        let (counted, islands) = (Linear::term(self.vocabulary.id(term)), self.islands(body));
        self.demand_apart(when.clone().implies(counted.clone().equals(&islands)));
        self.demand_apart(when.or(counted.clone().equals(&Linear::zero())));
        counted
    }
}

/// Voxels of the islands that swarms of each tissue may have: a little fewer than each bound on the size of its parts, and
/// more than all.
pub fn grains(vocabulary: &Vocabulary, asked: &Asked<'_>, wish: &Wish) -> BTreeMap<TissueId, BTreeSet<u64>> {
    let (true, Some(spacing)) = (wish.swarms, &wish.spacing) else { return BTreeMap::new() };
    let voxel: BigRational = spacing.iter().product();
    let mut bounds: BTreeMap<TissueId, BTreeSet<BigRational>> = BTreeMap::new();
    for term in asked.terms.iter().filter_map(|&id| vocabulary.term(id)).filter(|term| term.kind == COMPONENTS) {
        let Some(Argument::Least(least)) = term.with.first() else { continue };
        for &tissue in term.tissues().into_iter().flatten() {
            bounds.entry(tissue).or_default().insert(floor(least.as_ref(), &voxel));
        }
    }
    let failures = asked.question.keeps.iter().copied().chain(asked.question.breaks);
    for failure in failures {
        let Some(part) = &failure.part else { continue };
        let mut sizes = BTreeSet::from([floor(part.floor.as_ref(), &voxel)]);
        part_bounds(vocabulary, failure, &voxel, &mut sizes);
        for &tissue in &part.of {
            bounds.entry(tissue).or_default().extend(sizes.iter().cloned());
        }
    }
    let one = BigRational::from_integer(1.into());
    let grains = |bounds: BTreeSet<BigRational>| {
        let below = bounds.iter().filter(|bound| bound.is_positive()).filter_map(|bound| {
            let most = bound * (&one - &wish.margin.share) / &voxel;
            most.floor().to_integer().to_u64().filter(|&voxels| voxels > 0)
        });
        let above = bounds.last().and_then(|bound| (bound / &voxel).ceil().to_integer().to_u64());
        below.chain([above.unwrap_or_default().saturating_mul(2).max(LOOSE)]).collect()
    };
    bounds.into_iter().map(|(tissue, bounds)| (tissue, grains(bounds))).collect()
}

/// What the sizes of parts are compared with, in mm³.
fn part_bounds(vocabulary: &Vocabulary, failure: &Failure, voxel: &BigRational, bounds: &mut BTreeSet<BigRational>) {
    let mut forms = Vec::new();
    failure.when.forms(&mut forms);
    for form in forms {
        let (Some((&id, factor)), 1) = (form.coefficients.first_key_value(), form.coefficients.len()) else { continue };
        let Some(term) = vocabulary.term(id).filter(|term| term.part().is_some()) else { continue };
        let bound = -(&form.constant / factor);
        match term.kind {
            VOLUME => bounds.insert(bound),
            VOXELS => bounds.insert(bound * voxel),
            _ => false,
        };
    }
}
