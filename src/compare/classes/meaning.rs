//! The same value stands for other anatomy: the difference that nobody sees in a file.

use crate::compare::crosswalk::names;
use crate::model::protocol::{ClassId, ValueSet};

use super::pair::One;
use super::values::{Line, lines, shared};
use super::{Difference, Direction, Kind, Pair, Part};

pub(super) fn find(pair: &Pair<'_, '_>) -> Vec<Difference> {
    let mut found = Vec::new();
    let new_lines = lines(pair.new.protocol());
    for (old, old_values) in lines(pair.old.protocol()) {
        for (new, new_values) in &new_lines {
            let values = shared(old_values, new_values);
            if values.is_empty() || same(pair, old, *new) {
                continue;
            }
            let (old, new) = (part(&pair.old, old, &values), part(&pair.new, *new, &values));
            found.push(pair.difference(Kind::Meaning, Direction::Mutual, old, new));
        }
    }
    found
}

/// Whether it is the same anatomy, or bears the same name: then `scope` says what differs.
fn same(pair: &Pair<'_, '_>, old: Line, new: Line) -> bool {
    match (old, new) {
        (Line::Class(a), Line::Class(b)) => {
            pair.old.view.tissues(a) == pair.new.view.tissues(b) || share_a_word(pair, a, b)
        }
        (old, new) => old == new,
    }
}

fn share_a_word(pair: &Pair<'_, '_>, a: ClassId, b: ClassId) -> bool {
    let (old, new) = (pair.old.protocol(), pair.new.protocol());
    if !names(old, a).is_disjoint(&names(new, b)) {
        return true;
    }
    // With its modifiers: left and right are not the same.
    let (Some(x), Some(y)) = (old.class(a), new.class(b)) else { return false };
    x.codes.iter().any(|code| y.codes.contains(code))
}

fn part(one: &One<'_, '_>, line: Line, values: &ValueSet) -> Part {
    match line {
        Line::Class(id) => {
            let name = one.class(id).map(|class| class.name.as_str()).unwrap_or_default();
            Part { classes: vec![id], text: format!("{values} {name}") }
        }
        Line::Background => Part::text(format!("{values} background")),
        Line::Ignore => Part::text(format!("{values} ignore")),
    }
}
