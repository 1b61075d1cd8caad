//! A class of the new protocol without any counterpart in the old one.

use crate::model::protocol::ClassId;

use super::{Difference, Direction, Kind, Pair, Part};

pub(super) fn find(pair: &Pair<'_, '_>) -> Vec<Difference> {
    let alone = |class: &ClassId| pair.new.overlapping(*class).is_empty();
    let added =
        |class: ClassId| pair.difference(Kind::Added, Direction::Wider, Part::default(), pair.new.part(&[class]));
    (0..pair.new.overlaps.len()).map(ClassId).filter(alone).map(added).collect()
}
