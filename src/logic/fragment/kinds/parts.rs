//! `each c in components(S)`: what is true of one part, whichever it is.

use crate::logic::fragment::axioms::World;
use crate::logic::fragment::formula::{Formula, Linear};
use crate::logic::fragment::term::{Argument, Body, Part, Sort, Term, Vocabulary};

use super::{counts, sizes};

/// Says of every part that the terms speak of how it lies in its structure.
pub fn axioms(world: &mut World<'_>) {
    for part in world.parts() {
        for kind in [sizes::VOLUME, sizes::VOXELS] {
            of_size(world, &part, kind);
        }
    }
}

fn of_size(world: &mut World<'_>, part: &Part, kind: &'static str) {
    let exclusive = world.anatomy.exclusive;
    let structure = Body::Tissues(part.of.clone());
    let floored = part.floor.as_ref().filter(|least| sizes::kind_of(least) == kind);
    let counted: Vec<_> = world
        .of_kind(counts::COMPONENTS)
        .into_iter()
        .filter(|(_, term)| term.of == [structure.clone()])
        .filter(|(_, term)| term.with.get(1) == Some(&Argument::Connectivity(part.connectivity)))
        .collect();
    let size =
        Term::new(kind, if kind == sizes::VOXELS { Sort::Integer } else { Sort::Real }, vec![Body::Part(part.clone())]);
    let with_floor = counted.iter().any(
        |(_, term)| matches!(term.with.first(), Some(Argument::Least(Some(least))) if sizes::kind_of(least) == kind),
    );
    if world.speaks_of(&size).is_none() && floored.is_none() && !with_floor {
        return;
    }
    let whole = sizes::form(world.vocabulary, exclusive, kind, &structure);
    let own = Linear::term(world.id(size));
    let there = exists(world.vocabulary, part);
    let mut state = |reason, formula: Formula| world.state(reason, there.clone().implies(formula));
    let smallest = if kind == sizes::VOXELS {
        own.clone().at_least(&Linear::integer(1))
    } else {
        own.clone().above(&Linear::zero())
    };
    state("a part has a size", smallest);
    state("a part is no larger than its structure", own.clone().at_most(&whole));
    if let Some(least) = floored {
        let floor = Linear::constant(least.size.clone());
        state("a part that counts reaches the floor", own.clone().at_least(&floor));
    }
    for (id, term) in counted {
        let count = Linear::term(id);
        match term.with.first() {
            Some(Argument::Least(None)) => {
                let single = count.at_most(&Linear::integer(1));
                state("the only part is the structure", single.implies(own.clone().at_least(&whole)));
            }
            Some(Argument::Least(Some(least))) if sizes::kind_of(least) == kind => {
                let floor = Linear::constant(least.size.clone());
                let reaches = own.clone().at_least(&floor);
                let counts = count.clone().at_least(&Linear::integer(1));
                state("a part that reaches the floor is counted", reaches.clone().implies(counts));
                // The counted ones have a floor each, this one among them or beside them.
                let together = count.times(&least.size).plus(&own);
                let among = together.clone().minus(&floor).at_most(&whole);
                state("parts have together no more than the structure", reaches.clone().implies(among));
                state("parts have together no more than the structure", reaches.or(together.at_most(&whole)));
            }
            _ => {}
        }
    }
}

/// When there is such a part.
pub fn exists(vocabulary: &mut Vocabulary, part: &Part) -> Formula {
    let structure = Body::Tissues(part.of.clone());
    let count = counts::term(counts::COMPONENTS, structure, part.floor.clone(), part.connectivity);
    Linear::term(vocabulary.id(count)).at_least(&Linear::integer(1))
}
