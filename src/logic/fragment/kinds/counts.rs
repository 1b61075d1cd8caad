//! Counts of parts: `components`, `holes`, `tunnels`, with their floors and connectivities.

use std::ops::Not;
use std::sync::Arc;

use crate::logic::anatomy::TissueSet;
use crate::logic::fragment::Translator;
use crate::logic::fragment::amount::Amount;
use crate::logic::fragment::axioms::World;
use crate::logic::fragment::formula::{Formula, Linear};
use crate::logic::fragment::structures::{Meaning, Scope};
use crate::logic::fragment::term::{Argument, Body, Least, Part, Sort, Term, TermId};
use crate::model::protocol::Floor;
use crate::model::rule::{Components, Connectivity, Structure};
use crate::model::side::Side;

use super::{faces, sizes};

pub const COMPONENTS: &str = "components";
pub const HOLES: &str = "holes";
/// Holes of background alone.
pub const BACKGROUND_HOLES: &str = "holes of background";
pub const TUNNELS: &str = "tunnels";

pub fn least(floor: Option<&Floor>) -> Option<Least> {
    let Floor(size) = floor?;
    Some(Least { size: size.value.clone(), voxels: size.dimension.voxel != 0 })
}

pub fn term(kind: &'static str, of: Body, least: Option<Least>, connectivity: Connectivity) -> Term {
    Term::new(kind, Sort::Integer, vec![of]).with(Argument::Least(least)).with(Argument::Connectivity(connectivity))
}

impl Translator<'_> {
    pub fn components(&mut self, components: &Components, scope: &Scope) -> Option<Amount> {
        self.parts(COMPONENTS, &components.of, components.floor.as_ref(), components.connectivity, scope)
    }

    pub fn holes(
        &mut self,
        of: &Structure,
        floor: Option<&Floor>,
        connectivity: Connectivity,
        of_background: bool,
        scope: &Scope,
    ) -> Option<Amount> {
        let kind = if of_background { BACKGROUND_HOLES } else { HOLES };
        self.parts(kind, of, floor, connectivity, scope)
    }

    pub fn tunnels(&mut self, of: &Structure, connectivity: Connectivity, scope: &Scope) -> Option<Amount> {
        self.parts(TUNNELS, of, None, connectivity, scope)
    }

    /// 0 of an absent required class, and judged; of a partial class there are at least as many.
    fn parts(
        &mut self,
        kind: &'static str,
        of: &Structure,
        floor: Option<&Floor>,
        connectivity: Connectivity,
        scope: &Scope,
    ) -> Option<Amount> {
        let meaning = self.meaning(of, scope)?;
        if kind == COMPONENTS && matches!(meaning, Meaning::Part(_)) {
            return None;
        }
        let applies = self.counted(of, scope)?;
        let id = self.vocabulary.id(term(kind, meaning.body(), least(floor), connectivity));
        let side = if self.is_partial(of, scope) { Side::AtLeast } else { Side::Exact };
        Some(Amount { side, ..Amount::exact(Linear::term(id)).where_applies(applies) })
    }

    /// Where counts of a structure apply.
    pub fn counted(&mut self, of: &Structure, scope: &Scope) -> Option<Formula> {
        let meaning = self.meaning(of, scope)?;
        let judged_if_absent = self.empty(of, scope).or(self.required_absent(of, scope));
        Some(self.present(&meaning).or(judged_if_absent))
    }
}

/// A count of tissues as the axioms need it.
struct Count {
    id: TermId,
    of: TissueSet,
    least: Option<Least>,
    connectivity: Connectivity,
}

fn counts(world: &World<'_>, kind: &str) -> Vec<Count> {
    let read = |(id, term): (TermId, Arc<Term>)| {
        let (of, least, connectivity) = counting(&term)?;
        Some(Count { id, of: of.clone(), least: least.cloned(), connectivity })
    };
    world.of_kind(kind).into_iter().filter_map(read).collect()
}

/// The parts that a term counts.
pub fn counted_parts(term: &Term) -> Option<Part> {
    let (of, floor, connectivity) = counting(term).filter(|_| term.kind == COMPONENTS)?;
    Some(Part { slot: 0, of: of.clone(), connectivity, floor: floor.cloned() })
}

/// What a term counts of tissues: the structure, the floor and the connectivity.
fn counting(term: &Term) -> Option<(&TissueSet, Option<&Least>, Connectivity)> {
    match (term.of.as_slice(), term.with.as_slice()) {
        ([Body::Tissues(of)], [Argument::Least(least), Argument::Connectivity(connectivity)]) => {
            Some((of, least.as_ref(), *connectivity))
        }
        _ => None,
    }
}

/// Whether everything that reaches one floor reaches the other.
pub fn no_lower(high: Option<&Least>, low: Option<&Least>) -> bool {
    match (high, low) {
        (_, None) => true,
        (Some(high), Some(low)) => high.voxels == low.voxels && high.size >= low.size,
        (None, Some(_)) => false,
    }
}

pub fn axioms(world: &mut World<'_>) {
    let zero = Linear::zero();
    for kind in [COMPONENTS, HOLES, BACKGROUND_HOLES, TUNNELS] {
        let counts = counts(world, kind);
        for (id, _) in world.of_kind(kind) {
            world.state("no count is negative", Linear::term(id).at_least(&zero));
        }
        for count in &counts {
            let there = world.present(&count.of);
            world.state(
                "what is not there has no parts, holes or tunnels",
                there.or(Linear::term(count.id).at_most(&zero)),
            );
        }
        for a in &counts {
            for b in counts.iter().filter(|b| b.of == a.of && b.id != a.id) {
                if a.connectivity == b.connectivity && no_lower(a.least.as_ref(), b.least.as_ref()) {
                    world.state(
                        "a higher floor leaves no more of them",
                        Linear::term(a.id).at_most(&Linear::term(b.id)),
                    );
                }
            }
            alone(world, a, &counts);
        }
    }
    components(world);
    holes(world);
}

/// Where nothing of a union is there but one member, it has as many as that.
fn alone(world: &mut World<'_>, a: &Count, counts: &[Count]) {
    for b in counts.iter().filter(|b| b.connectivity == a.connectivity && b.of != a.of) {
        let nested = a.of.is_subset(&b.of) || b.of.is_subset(&a.of);
        if nested && no_lower(a.least.as_ref(), b.least.as_ref()) {
            let rest: TissueSet = a.of.symmetric_difference(&b.of).copied().collect();
            let rest = world.present(&rest);
            let no_more = Linear::term(a.id).at_most(&Linear::term(b.id));
            world.state("what is absent adds no parts, holes or tunnels", rest.or(no_more));
        }
    }
}

fn components(world: &mut World<'_>) {
    let all = counts(world, COMPONENTS);
    if world.anatomy.exclusive {
        unions(world, &all);
    }
    for count in &all {
        let number = Linear::term(count.id);
        let there = world.present(&count.of);
        let body = Body::Tissues(count.of.clone());
        match &count.least {
            None => {
                world.state("what is there has a part", there.not().or(number.clone().at_least(&Linear::integer(1))));
                let size = sizes::form(world.vocabulary, world.anatomy.exclusive, sizes::VOXELS, &body);
                if size.coefficients.keys().all(|&id| world.has(id)) {
                    world.state("each part has a voxel", number.at_most(&size));
                }
            }
            Some(least) => {
                let size = sizes::form(world.vocabulary, world.anatomy.exclusive, sizes::kind_of(least), &body);
                world.state(
                    "parts that reach the floor have together no more than the structure",
                    number.clone().times(&least.size).at_most(&size),
                );
                for whole in
                    all.iter().filter(|b| b.of == count.of && b.least.is_none() && b.connectivity == count.connectivity)
                {
                    let below = Linear::term(whole.id).times(&least.size);
                    let none = number.clone().at_most(&Linear::zero());
                    let present = world.present(&count.of);
                    world.state(
                        "if no part reaches the floor, all together are below that many floors",
                        none.and(present).implies(size.clone().below(&below)),
                    );
                }
            }
        }
    }
    for (fine, coarse) in [
        (Connectivity::Face, Connectivity::Edge),
        (Connectivity::Edge, Connectivity::Full),
        (Connectivity::Face, Connectivity::Full),
    ] {
        for a in all.iter().filter(|a| a.connectivity == fine && a.least.is_none()) {
            for b in all.iter().filter(|b| b.connectivity == coarse && b.of == a.of) {
                world.state("fewer neighbours never make fewer parts", Linear::term(b.id).at_most(&Linear::term(a.id)));
            }
        }
    }
}

/// A structure in two has no more parts than the two have, and one less where they touch.
fn unions(world: &mut World<'_>, all: &[Count]) {
    for whole in all.iter().filter(|count| count.least.is_none()) {
        let alike = |other: &&Count| {
            other.least.is_none() && other.connectivity == whole.connectivity && other.of.is_subset(&whole.of)
        };
        for one in all.iter().filter(alike) {
            let rest: TissueSet = whole.of.difference(&one.of).copied().collect();
            let Some(other) = all.iter().filter(alike).find(|other| other.of == rest && one.of < rest) else {
                continue;
            };
            let sum = Linear::term(one.id).plus(&Linear::term(other.id));
            let parts = Linear::term(whole.id);
            world.state("a union has no more parts than its members", parts.clone().at_most(&sum));
            let touch = faces::contact(world.vocabulary, &one.of, &other.of);
            let fewer = parts.plus(&Linear::integer(1)).at_most(&sum);
            world.state("where two touch, their union has a part less", touch.implies(fewer));
        }
    }
}

/// A hole of background is a hole, and one of what holds the structure, too.
fn holes(world: &mut World<'_>) {
    let all = counts(world, HOLES);
    let of_background = counts(world, BACKGROUND_HOLES);
    for a in &of_background {
        for b in of_background.iter().filter(|b| {
            a.of != b.of
                && a.of.is_subset(&b.of)
                && a.connectivity == b.connectivity
                && no_lower(a.least.as_ref(), b.least.as_ref())
        }) {
            let no_more = Linear::term(a.id).at_most(&Linear::term(b.id));
            world.state("a hole of background is one of what holds the structure", no_more);
        }
    }
    for background in of_background {
        for any in all.iter().filter(|any| {
            any.of == background.of
                && any.connectivity == background.connectivity
                && no_lower(background.least.as_ref(), any.least.as_ref())
        }) {
            world.state("a hole of background is a hole", Linear::term(background.id).at_most(&Linear::term(any.id)));
        }
    }
}
