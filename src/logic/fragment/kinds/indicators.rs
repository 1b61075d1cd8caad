//! Counts of what holds: a term that is 1 where a formula holds, and else 0.

use crate::logic::fragment::Translator;
use crate::logic::fragment::axioms::World;
use crate::logic::fragment::formula::{Formula, Linear};
use crate::logic::fragment::term::{Argument, Sort, Term};

pub const INDICATOR: &str = "indicator";

impl Translator<'_> {
    pub fn indicator(&mut self, of: Formula) -> Linear {
        match of {
            Formula::True => Linear::integer(1),
            Formula::False => Linear::zero(),
            of => {
                let term = Term::new(INDICATOR, Sort::Integer, Vec::new()).with(Argument::Formula(of));
                Linear::term(self.vocabulary.id(term))
            }
        }
    }
}

pub fn axioms(world: &mut World<'_>) {
    for (id, term) in world.of_kind(INDICATOR) {
        let Some(Argument::Formula(of)) = term.with.first() else { continue };
        let value = Linear::term(id);
        world.state("what holds counts 1", value.clone().at_least(&Linear::zero()));
        world.state("what holds counts 1", value.clone().at_most(&Linear::integer(1)));
        world.state("what holds counts 1", value.at_least(&Linear::integer(1)).iff(of.clone()));
    }
}
