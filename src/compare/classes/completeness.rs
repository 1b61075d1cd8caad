//! Whether what is not annotated is known to be absent: open label tables, and classes that are `partial`.

use super::{Cost, Difference, Direction, Kind, Pair, Part};

pub(super) fn find(pair: &Pair<'_, '_>) -> Vec<Difference> {
    let mut found = Vec::new();
    let (old, new) = (pair.old.protocol().labels.open, pair.new.protocol().labels.open);
    if old != new {
        let words = |open: bool| Part::text(if open { "labels open" } else { "labels" });
        let costs = if new { (Cost::Lossless, Cost::Lossy) } else { (Cost::Lossy, Cost::Lossless) };
        found.push(pair.costing(Kind::Completeness, Direction::of(old, new), words(old), words(new), costs));
    }
    for (a, b) in pair.counterparts() {
        let partial = (
            pair.old.class(a).is_some_and(|class| class.partial),
            pair.new.class(b).is_some_and(|class| class.partial),
        );
        if partial.0 != partial.1 {
            let costs =
                if partial.1 { (Cost::Lossless, Cost::ReAnnotation) } else { (Cost::ReAnnotation, Cost::Lossless) };
            let (old, new) = (pair.old.part(&[a]), pair.new.part(&[b]));
            found.push(pair.costing(Kind::Completeness, Direction::of(partial.0, partial.1), old, new, costs));
        }
    }
    found
}
