//! A class must be there in every case, or need not.

use crate::model::protocol::ClassId;

use super::pair::One;
use super::{Cost, Difference, Direction, Kind, Pair};

pub(super) fn find(pair: &Pair<'_, '_>) -> Vec<Difference> {
    let costs = (Cost::Lossless, Cost::Lossless);
    let mut found = Vec::new();
    for class in required_alone(&pair.old, &pair.new) {
        let (old, new) = (pair.old.part(&[class]), pair.new.part(pair.old.overlapping(class)));
        found.push(pair.costing(Kind::Presence, Direction::Wider, old, new, costs));
    }
    for class in required_alone(&pair.new, &pair.old) {
        let (old, new) = (pair.old.part(pair.new.overlapping(class)), pair.new.part(&[class]));
        found.push(pair.costing(Kind::Presence, Direction::Narrower, old, new, costs));
    }
    found
}

/// Classes that must be there, with counterparts of which none must.
fn required_alone(one: &One<'_, '_>, other: &One<'_, '_>) -> Vec<ClassId> {
    let required = |one: &One<'_, '_>, class: ClassId| one.class(class).is_some_and(|class| !class.optional);
    let alone = |class: &ClassId| {
        let others = one.overlapping(*class);
        required(one, *class) && !others.is_empty() && !others.iter().any(|theirs| required(other, *theirs))
    };
    (0..one.overlaps.len()).map(ClassId).filter(alone).collect()
}
