//! Rules across cases: which cases are judged together, and by what they are compared.

use super::field::{FieldId, FieldRef};
use super::rule::{Claim, HeaderField, Number};

/// `across cases`, or `across cases by patient`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Across {
    /// Cases with the same value of this fact are judged together.
    pub by: Option<FieldId>,
}

/// What cases are compared by in `unique(..)` and `same(..)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    pub kind: KeyKind,
    /// As written, for messages.
    pub text: String,
}

#[derive(Debug, Clone, PartialEq)]
pub enum KeyKind {
    Number(Number),
    /// Whether it holds.
    Claim(Claim),
    /// A word, a text, or yes or no.
    Fact(FieldRef),
    Header(HeaderField),
    /// Voxels along each array axis.
    Size,
    /// Size, spacing and placement in the patient.
    Grid,
    /// The classes that are present.
    Labels,
    /// `content`: shape and values of the label map, voxel for voxel.
    Content,
    /// `image.content`: shape and intensities of the image, voxel for voxel.
    ImageContent,
}
