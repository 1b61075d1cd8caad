//! A class of the old protocol without any counterpart in the new one.

use crate::model::protocol::ClassId;

use super::{Difference, Direction, Kind, Pair, Part};

pub(super) fn find(pair: &Pair<'_, '_>) -> Vec<Difference> {
    let alone = |class: &ClassId| pair.old.overlapping(*class).is_empty();
    let removed =
        |class: ClassId| pair.difference(Kind::Removed, Direction::Narrower, pair.old.part(&[class]), Part::default());
    (0..pair.old.overlaps.len()).map(ClassId).filter(alone).map(removed).collect()
}
