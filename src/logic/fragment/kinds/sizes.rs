//! `volume` in mm³ and `voxels`: two additive sizes of structures and parts.
//!
//! Volumes and voxel counts are not linked: the volume of a voxel differs from case to case, and their product is no linear
//! form.

use std::sync::Arc;

use crate::logic::anatomy::TissueSet;
use crate::logic::fragment::Translator;
use crate::logic::fragment::amount::Amount;
use crate::logic::fragment::axioms::World;
use crate::logic::fragment::formula::{Formula, Linear};
use crate::logic::fragment::structures::{Meaning, Scope};
use crate::logic::fragment::term::{Body, Least, Sort, Term, TermId, Vocabulary};
use crate::model::rule::Structure;

pub const VOLUME: &str = "volume";
pub const VOXELS: &str = "voxels";

fn sort(kind: &str) -> Sort {
    if kind == VOXELS { Sort::Integer } else { Sort::Real }
}

fn term(kind: &'static str, body: Body) -> Term {
    Term::new(kind, sort(kind), vec![body])
}

/// The size of a structure. On exclusive maps sizes add up, so that only tissues have terms.
pub fn form(vocabulary: &mut Vocabulary, exclusive: bool, kind: &'static str, body: &Body) -> Linear {
    match body {
        Body::Tissues(tissues) if exclusive => tissues.iter().fold(Linear::zero(), |sum, &tissue| {
            sum.plus(&Linear::term(vocabulary.id(term(kind, Body::Tissues(TissueSet::from([tissue]))))))
        }),
        body => Linear::term(vocabulary.id(term(kind, body.clone()))),
    }
}

/// The size that a floor is in.
pub fn kind_of(least: &Least) -> &'static str {
    if least.voxels { VOXELS } else { VOLUME }
}

impl Translator<'_> {
    pub fn size(&mut self, kind: &'static str, of: &Structure, scope: &Scope) -> Option<Amount> {
        if self.is_partial(of, scope) {
            return Some(Amount::inapplicable());
        }
        let meaning = self.meaning(of, scope)?;
        let applies = self.present(&meaning).or(self.empty(of, scope));
        let form = form(self.vocabulary, self.anatomy.exclusive, kind, &meaning.body());
        Some(Amount::exact(form).where_applies(applies))
    }

    /// Whether a structure's size is above 0 wherever it applies.
    pub fn never_empty(&mut self, of: &Structure, scope: &Scope) -> bool {
        matches!(self.meaning(of, scope), Some(Meaning::Part(_))) || self.empty(of, scope) == Formula::False
    }
}

pub fn axioms(world: &mut World<'_>) {
    for kind in [VOLUME, VOXELS] {
        let terms = world.of_kind(kind);
        for (id, term) in &terms {
            let size = Linear::term(*id);
            if let Some(tissues) = term.tissues() {
                let there = world.present(tissues);
                world.state("no size is negative", size.clone().at_least(&Linear::zero()));
                let some = if kind == VOXELS {
                    size.clone().at_least(&Linear::integer(1))
                } else {
                    size.clone().above(&Linear::zero())
                };
                world.state("a structure is there if, and only if, it has a size", there.clone().iff(some));
                world.state("what is not there has no size", there.or(size.at_most(&Linear::zero())));
            }
        }
        if !world.anatomy.exclusive {
            overlapping(world, kind, &terms);
        }
    }
}

/// Structures that may overlap: no larger than a union of them, which is no larger than their sum.
fn overlapping(world: &mut World<'_>, kind: &'static str, terms: &[(TermId, Arc<Term>)]) {
    for (id, of) in terms.iter().filter_map(|(id, term)| Some((*id, term.tissues()?.clone()))) {
        for (other, wider) in terms.iter().filter_map(|(id, term)| Some((*id, term.tissues()?))) {
            if other != id && of.is_subset(wider) {
                world.state(
                    "a structure is no larger than one that holds it",
                    Linear::term(id).at_most(&Linear::term(other)),
                );
            }
        }
        if of.len() > 1 {
            let each = of.iter().map(|&tissue| term(kind, Body::Tissues(TissueSet::from([tissue]))));
            let each: Vec<Linear> = each.map(|term| Linear::term(world.id(term))).collect();
            let sum = each.iter().fold(Linear::zero(), |sum, one| sum.plus(one));
            world.state("a union is no larger than the sum of its members", Linear::term(id).at_most(&sum));
            for one in each {
                world.state("a structure is no larger than one that holds it", one.at_most(&Linear::term(id)));
            }
        }
    }
}
