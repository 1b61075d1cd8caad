//! How labels are written: background and ignored values, the type of data, one map or a file for each class.

use crate::model::protocol::ValueSet;

use super::geometry::{Subject, compared};
use super::{Cost, Difference, Direction, Kind, Pair, Part};

pub(super) fn find(pair: &Pair<'_, '_>) -> Vec<Difference> {
    let mut found = Vec::new();
    let maps = (pair.old.is_label_map(), pair.new.is_label_map());
    if maps == (true, true) {
        found.extend(background(pair));
        found.extend(ignored(pair));
    } else if maps.0 != maps.1 {
        // Files of their own may overlap; a label map has one class for each voxel.
        let words = |map: bool| Part::text(if map { "one label map" } else { "a file for each class" });
        let costs = if maps.0 { (Cost::Lossless, Cost::Lossy) } else { (Cost::Lossy, Cost::Lossless) };
        found.push(pair.costing(Kind::Encoding, Direction::of(maps.1, maps.0), words(maps.0), words(maps.1), costs));
    }
    let costs = (Cost::Lossless, Cost::Lossless);
    for line in compared(pair).into_iter().filter(|line| line.subject == Subject::Datatype) {
        let detail = Some(line.detail(pair));
        found.push(Difference { detail, ..pair.costing(Kind::Encoding, line.direction, line.old, line.new, costs) });
    }
    found
}

fn background(pair: &Pair<'_, '_>) -> Option<Difference> {
    let (old, new) = (&pair.old.protocol().labels.background, &pair.new.protocol().labels.background);
    let costs = (Cost::Lossless, Cost::Lossless);
    let part = |values: &ValueSet| part("background", values);
    (old != new).then(|| pair.costing(Kind::Encoding, Direction::Mutual, part(old), part(new), costs))
}

/// A voxel that is ignored may be anything: where there is no such value, somebody must look.
fn ignored(pair: &Pair<'_, '_>) -> Option<Difference> {
    let (old, new) = (&pair.old.protocol().labels.ignore, &pair.new.protocol().labels.ignore);
    let (direction, costs) = match (old.is_empty(), new.is_empty()) {
        _ if old == new => return None,
        (false, true) => (Direction::Narrower, (Cost::ReAnnotation, Cost::Lossless)),
        (true, false) => (Direction::Wider, (Cost::Lossless, Cost::ReAnnotation)),
        _ => (Direction::Mutual, (several(old, new), several(new, old))),
    };
    Some(pair.costing(Kind::Encoding, direction, part("ignore", old), part("ignore", new), costs))
}

/// Several ignored values become one.
fn several(from: &ValueSet, to: &ValueSet) -> Cost {
    let count =
        |values: &ValueSet| values.ranges.iter().map(|(low, high)| high.abs_diff(*low).saturating_add(1)).sum::<u64>();
    if count(from) > 1 && from != to { Cost::Lossy } else { Cost::Lossless }
}

fn part(word: &str, values: &ValueSet) -> Part {
    if values.is_empty() { Part::default() } else { Part::text(format!("{word} {values}")) }
}
