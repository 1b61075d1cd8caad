//! What the values of a label table stand for.

use crate::model::Protocol;
use crate::model::protocol::{ClassId, ValueSet};

/// A line of the label table that values stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    Class(ClassId),
    Background,
    Ignore,
}

/// Every line with values, in the order of declaration; background and ignored values last. Empty where each class is a
/// file of its own.
pub(super) fn lines(protocol: &Protocol) -> Vec<(Line, &ValueSet)> {
    let labels = &protocol.labels;
    let classes = labels.classes.iter().enumerate().filter(|(_, class)| !class.values.is_empty());
    let mut found: Vec<(Line, &ValueSet)> =
        classes.map(|(at, class)| (Line::Class(ClassId(at)), &class.values)).collect();
    if !found.is_empty() {
        let others = [(Line::Background, &labels.background), (Line::Ignore, &labels.ignore)];
        found.extend(others.into_iter().filter(|(_, values)| !values.is_empty()));
    }
    found
}

/// Values that are in both.
pub(super) fn shared(a: &ValueSet, b: &ValueSet) -> ValueSet {
    let overlap = |(low, high): &(i64, i64)| {
        let ranges = b.ranges.iter().map(|(from, to)| (*low.max(from), *high.min(to)));
        ranges.collect::<Vec<_>>()
    };
    ValueSet::new(a.ranges.iter().flat_map(overlap))
}
