//! The same anatomy has another value.

use super::{Difference, Direction, Kind, Pair};

pub(super) fn find(pair: &Pair<'_, '_>) -> Vec<Difference> {
    let mut found = Vec::new();
    for (a, b) in pair.equal() {
        let (Some(old), Some(new)) = (pair.old.class(a), pair.new.class(b)) else { continue };
        if !old.values.is_empty() && !new.values.is_empty() && old.values != new.values {
            let (old, new) = (pair.old.valued(a), pair.new.valued(b));
            found.push(pair.difference(Kind::Renumber, Direction::Mutual, old, new));
        }
    }
    found
}
