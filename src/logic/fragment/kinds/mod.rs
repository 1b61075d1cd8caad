//! The kinds of atoms: each file says how its claims and measures become terms, and what is true of these terms on every
//! label map. A new kind is a new file and a line here.

pub mod agreement;
pub mod case_facts;
pub mod counts;
pub mod faces;
pub mod image;
pub mod indicators;
pub mod opaque;
pub mod order;
pub mod parts;
pub mod presence;
pub mod sizes;

use super::axioms::World;

/// Every axiom of every kind for the terms that have been spoken of.
pub fn state_axioms(world: &mut World<'_>) {
    sizes::axioms(world);
    counts::axioms(world);
    parts::axioms(world);
    faces::axioms(world);
    order::axioms(world);
    case_facts::axioms(world);
    image::axioms(world);
    indicators::axioms(world);
    opaque::axioms(world);
}
