//! The files of a case by name: images, annotations, raters.

use crate::report::Span;

use super::protocol::ImageId;
use super::rule::VariableId;

/// Number of an annotation; 0 is the label map that is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct AnnotationId(pub usize);

/// One drawing of the classes: the label map that is checked, a reader's, an earlier one. A missing one that is required
/// is a finding with the ID `inputs.<name>`.
#[derive(Debug, Clone, PartialEq)]
pub struct Annotation {
    pub name: String,
    /// One of `raters`.
    pub rater: bool,
    pub optional: bool,
    pub span: Span,
}

/// Which annotation is meant: by its name, or one at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AnnotationRef {
    Named(AnnotationId),
    Variable(VariableId),
}

/// What may be given or not: `present(before)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum InputRef {
    Annotation(AnnotationRef),
    Image(ImageId),
}
