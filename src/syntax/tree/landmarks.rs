//! `landmarks { .. }`: points and measured lines beside the label map.

use super::{Name, Text};
use crate::report::Span;

/// `landmarks { carina "Carina" ; body_centre per spine }`, or `landmarks open { .. }`.
#[derive(Debug, Clone, PartialEq)]
pub struct Landmarks {
    pub docs: Vec<Text>,
    pub open: bool,
    pub lines: Vec<LandmarkLine>,
    pub span: Span,
}

/// `body_centre "Centre of the vertebral body" per spine, optional`
#[derive(Debug, Clone, PartialEq)]
pub struct LandmarkLine {
    pub docs: Vec<Text>,
    pub name: Name,
    pub kind: LandmarkKind,
    pub title: Option<Text>,
    /// One for each class of this group, sequence or pair.
    pub per: Option<Name>,
    pub optional: bool,
    pub aliases: Vec<Text>,
    /// Without documentation.
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LandmarkKind {
    #[default]
    Point,
    /// Two end points: a measured line.
    Line,
}
