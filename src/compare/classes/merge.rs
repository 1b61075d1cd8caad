//! Several classes of the old protocol are one of the new one.

use crate::model::protocol::ClassId;

use super::split::parts;
use super::{Difference, Direction, Kind, Pair};

pub(super) fn find(pair: &Pair<'_, '_>) -> Vec<Difference> {
    let merge = |class| {
        let several = parts(&pair.new, class)?;
        let (old, new) = (pair.old.part(several), pair.new.part(&[class]));
        Some(pair.difference(Kind::Merge, Direction::Coarser, old, new))
    };
    (0..pair.new.overlaps.len()).map(ClassId).filter_map(merge).collect()
}
