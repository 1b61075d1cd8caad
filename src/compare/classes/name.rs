//! The same anatomy has another name.

use super::{Difference, Direction, Kind, Pair};

pub(super) fn find(pair: &Pair<'_, '_>) -> Vec<Difference> {
    let mut found = Vec::new();
    for (a, b) in pair.equal() {
        let (Some(old), Some(new)) = (pair.old.class(a), pair.new.class(b)) else { continue };
        if old.name != new.name {
            let (old, new) = (pair.old.part(&[a]), pair.new.part(&[b]));
            found.push(pair.difference(Kind::Name, Direction::Mutual, old, new));
        }
    }
    found
}
