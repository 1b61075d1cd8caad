//! Differences between the classes of two protocols: one file per kind.

mod added;
mod completeness;
mod consensus;
mod cost;
mod encoding;
mod extent;
mod geometry;
mod interval;
mod meaning;
mod merge;
mod name;
mod pair;
mod permuted;
mod presence;
mod removed;
mod renumber;
mod scope;
mod sites;
mod split;
mod threshold;
mod values;

use super::crosswalk::Crosswalk;
use crate::model::protocol::ClassId;
use crate::report::Severity;

pub use cost::Cost;
pub use pair::Pair;

/// One difference between an old and a new protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    pub kind: Kind,
    pub direction: Direction,
    /// What the protocols have on either side.
    pub old: Part,
    pub new: Part,
    /// What converting label files costs, from the old protocol to the new one and back.
    pub forward: Cost,
    pub backward: Cost,
    /// One clause that says more, such as the bounds that differ.
    pub detail: Option<String>,
}

/// What a difference is about in one protocol; both empty: nothing there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Part {
    pub classes: Vec<ClassId>,
    /// `kidney + cyst`, `2 ureter`, `background 255`, `image.spacing`; empty: nothing.
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Renumber,
    Meaning,
    Split,
    Merge,
    Scope,
    Extent,
    Threshold,
    Presence,
    Name,
    Completeness,
    Consensus,
    Geometry,
    Encoding,
    Added,
    Removed,
    Permuted,
}

/// What the new protocol is beside the old one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// Neither is more.
    Mutual,
    /// It covers or allows more.
    Wider,
    Narrower,
    /// It tells more apart.
    Finer,
    Coarser,
    /// More in one respect, and less in another.
    Other,
}

/// Every difference between the classes of two of the protocols of a crosswalk, by kind and in the order of the classes.
pub fn differences(crosswalk: &Crosswalk<'_>, old: usize, new: usize) -> Vec<Difference> {
    let Some(pair) = Pair::new(crosswalk, old, new) else { return Vec::new() };
    let mut found = Vec::new();
    found.extend(renumber::find(&pair));
    found.extend(meaning::find(&pair));
    found.extend(split::find(&pair));
    found.extend(merge::find(&pair));
    found.extend(scope::find(&pair));
    found.extend(extent::find(&pair));
    found.extend(threshold::find(&pair));
    found.extend(presence::find(&pair));
    found.extend(name::find(&pair));
    found.extend(completeness::find(&pair));
    found.extend(consensus::find(&pair));
    found.extend(geometry::find(&pair));
    found.extend(encoding::find(&pair));
    found.extend(added::find(&pair));
    found.extend(removed::find(&pair));
    found.extend(permuted::find(&pair));
    found
}

impl Kind {
    pub const ALL: [Kind; 16] = [
        Kind::Renumber,
        Kind::Meaning,
        Kind::Split,
        Kind::Merge,
        Kind::Scope,
        Kind::Extent,
        Kind::Threshold,
        Kind::Presence,
        Kind::Name,
        Kind::Completeness,
        Kind::Consensus,
        Kind::Geometry,
        Kind::Encoding,
        Kind::Added,
        Kind::Removed,
        Kind::Permuted,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Kind::Renumber => "renumber",
            Kind::Meaning => "meaning",
            Kind::Split => "split",
            Kind::Merge => "merge",
            Kind::Scope => "scope",
            Kind::Extent => "extent",
            Kind::Threshold => "threshold",
            Kind::Presence => "presence",
            Kind::Name => "name",
            Kind::Completeness => "completeness",
            Kind::Consensus => "consensus",
            Kind::Geometry => "geometry",
            Kind::Encoding => "encoding",
            Kind::Added => "added",
            Kind::Removed => "removed",
            Kind::Permuted => "permuted",
        }
    }
}

impl Direction {
    pub fn word(self) -> &'static str {
        match self {
            Direction::Mutual => "mutual",
            Direction::Wider => "wider",
            Direction::Narrower => "narrower",
            Direction::Finer => "finer",
            Direction::Coarser => "coarser",
            Direction::Other => "other",
        }
    }

    /// With old and new swapped.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Direction::Wider => Direction::Narrower,
            Direction::Narrower => Direction::Wider,
            Direction::Finer => Direction::Coarser,
            Direction::Coarser => Direction::Finer,
            same => same,
        }
    }

    /// Of two respects together.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Direction::Mutual, one) | (one, Direction::Mutual) => one,
            (one, other) if one == other => one,
            _ => Direction::Other,
        }
    }

    /// Wider if the new one has something more, narrower if the old one has.
    fn of(more_in_old: bool, more_in_new: bool) -> Self {
        match (more_in_old, more_in_new) {
            (false, false) => Direction::Mutual,
            (false, true) => Direction::Wider,
            (true, false) => Direction::Narrower,
            (true, true) => Direction::Other,
        }
    }
}

impl Difference {
    /// How bad it is to go on as if there were no difference: labels that mean something else, or that somebody must draw
    /// anew, are errors.
    pub fn severity(&self) -> Severity {
        match (self.kind, self.forward) {
            (Kind::Meaning, _) => Severity::Error,
            (Kind::Renumber, _) => Severity::Warning,
            (Kind::Name | Kind::Permuted, _) => Severity::Info,
            (Kind::Presence | Kind::Geometry, _) if self.direction == Direction::Wider => Severity::Info,
            (Kind::Presence | Kind::Geometry, _) => Severity::Warning,
            (_, Cost::ReAnnotation) => Severity::Error,
            (Kind::Scope, _) | (_, Cost::Lossy) => Severity::Warning,
            (_, Cost::Lossless) => Severity::Info,
        }
    }
}

impl Part {
    fn text(text: impl Into<String>) -> Self {
        Part { classes: Vec::new(), text: text.into() }
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}
