//! One class of the old protocol is several of the new one.

use crate::model::protocol::ClassId;

use super::pair::One;
use super::{Difference, Direction, Kind, Pair};

pub(super) fn find(pair: &Pair<'_, '_>) -> Vec<Difference> {
    let split = |class| {
        let several = parts(&pair.old, class)?;
        let (old, new) = (pair.old.part(&[class]), pair.new.part(several));
        Some(pair.difference(Kind::Split, Direction::Finer, old, new))
    };
    (0..pair.old.overlaps.len()).map(ClassId).filter_map(split).collect()
}

/// The classes that share a class between them, where none of them is the same.
pub(super) fn parts<'o>(one: &'o One<'_, '_>, class: ClassId) -> Option<&'o [ClassId]> {
    let overlapping = one.overlapping(class);
    let equal = one.equals.get(class.0).copied().flatten();
    (overlapping.len() > 1 && equal.is_none()).then_some(overlapping)
}
