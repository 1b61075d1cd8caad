//! The `inputs` and `files` blocks.

use super::{LabelName, Text};
use crate::report::Span;

/// `inputs { image t1, flair optional  rater r1..r3 }`
#[derive(Debug, Clone, PartialEq)]
pub struct InputsBlock {
    pub docs: Vec<Text>,
    pub lines: Vec<InputLine>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub struct InputLine {
    pub docs: Vec<Text>,
    pub kind: InputKind,
    pub members: Vec<InputMember>,
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputKind {
    Image,
    Annotation,
    Rater,
}

/// `t1`, `r1..r3`, `before optional`
#[derive(Debug, Clone, PartialEq)]
pub struct InputMember {
    pub name: LabelName,
    pub optional: bool,
    pub span: Span,
}

/// `files closed { seg "{case}_seg.nii.gz" }`
#[derive(Debug, Clone, PartialEq)]
pub struct FilesBlock {
    pub docs: Vec<Text>,
    /// Files that match no pattern are findings.
    pub closed: bool,
    pub lines: Vec<FileLine>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub struct FileLine {
    pub docs: Vec<Text>,
    pub name: LabelName,
    /// Any of these.
    pub patterns: Vec<Text>,
    pub optional: bool,
    pub span: Span,
}

impl InputKind {
    pub fn word(self) -> &'static str {
        match self {
            InputKind::Image => "image",
            InputKind::Annotation => "annotation",
            InputKind::Rater => "rater",
        }
    }
}
