//! Landmarks: points and measured lines that a protocol declares, in files beside the label map.

use crate::report::Span;

use super::protocol::{ClassId, Protocol, SequenceId};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LandmarkId(pub usize);

/// The `landmarks` block.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Landmarks {
    /// `landmarks open`: names that are not declared are no fault.
    pub open: bool,
    pub lines: Vec<Landmark>,
    pub span: Span,
}

/// A line of the block; it has the ID `landmarks.<name>`.
#[derive(Debug, Clone, PartialEq)]
pub struct Landmark {
    pub name: String,
    pub title: Option<String>,
    pub kind: LandmarkKind,
    /// One for each of these classes; none: there is one.
    pub per: Option<Family>,
    pub optional: bool,
    pub aliases: Vec<String>,
    pub span: Span,
}

/// The classes that have a landmark each.
#[derive(Debug, Clone, PartialEq)]
pub struct Family {
    /// Of the group, pair or sequence.
    pub name: String,
    pub classes: Vec<ClassId>,
    /// In whose order they stand.
    pub sequence: Option<SequenceId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LandmarkKind {
    Point,
    /// Two end points.
    Line,
}

/// One place for a mark: a landmark, and of which class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MarkId {
    pub landmark: LandmarkId,
    /// Of a landmark with a [`Family`].
    pub class: Option<ClassId>,
}

impl LandmarkKind {
    /// How many points it has.
    pub fn points(self) -> usize {
        match self {
            LandmarkKind::Point => 1,
            LandmarkKind::Line => 2,
        }
    }

    /// With its article, for messages.
    pub fn name(self) -> &'static str {
        match self {
            LandmarkKind::Point => "a point",
            LandmarkKind::Line => "a line",
        }
    }
}

impl Landmark {
    /// `landmarks.carina`
    pub fn id(&self) -> String {
        format!("landmarks.{}", self.name)
    }
}

impl Protocol {
    pub fn landmark(&self, id: LandmarkId) -> Option<&Landmark> {
        self.landmarks.lines.get(id.0)
    }

    /// `carina`, `body_centre.L3`
    pub fn mark_name(&self, mark: MarkId) -> String {
        let name = self.landmark(mark.landmark).map_or("?", |landmark| &landmark.name);
        match mark.class.and_then(|class| self.class(class)) {
            Some(class) => format!("{name}.{}", class.name),
            None => name.to_owned(),
        }
    }
}
