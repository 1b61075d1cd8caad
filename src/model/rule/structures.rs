//! Sets of voxels: classes, groups and regions, and what is made of them.

use super::super::input::{AnnotationId, AnnotationRef};
use super::super::protocol::{ClassId, Floor, GroupId, ImageId, RegionId};
use super::super::quantity::Quantity;
use super::super::text::Text;
use super::numbers::Number;
use super::positions::Direction;
use super::statements::VariableId;

/// A set of voxels.
#[derive(Debug, Clone, PartialEq)]
pub enum Structure {
    Class(ClassId),
    Group(GroupId),
    Region(RegionId),
    Variable(VariableId),
    /// `tumour@r1`: as another annotation has it.
    At(Box<Structure>, AnnotationRef),
    /// The voxels on which at least so many of the given annotations agree; `None`: more than half of them.
    Votes {
        of: Box<Structure>,
        among: Vec<AnnotationId>,
        at_least: Option<u32>,
    },
    /// The one the case has under this name: a file, a class or an alias.
    Named(Box<Text>),
    Union(Box<Structure>, Box<Structure>),
    Intersection(Box<Structure>, Box<Structure>),
    Difference(Box<Structure>, Box<Structure>),
    Grow(Box<Structure>, Margin),
    Shrink(Box<Structure>, Margin),
    /// `image > 300 HU`: the voxels of an image with such intensities; the bounds are written.
    Intensities(ImageId, Box<Intensities>),
    /// Convex hull of the voxel centres.
    Hull(Box<Structure>),
    /// `most posterior 15 mm of S`
    Most {
        direction: Direction,
        depth: Quantity,
        of: Box<Structure>,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub struct Components {
    pub of: Structure,
    pub floor: Option<Floor>,
    pub connectivity: Connectivity,
}

/// The pair of connectivities of foreground and background (Rosenfeld 1970); in two dimensions 8/4 and 4/8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Connectivity {
    /// 26/6, in slices 8/4.
    #[default]
    Full,
    /// 6/26, in slices 4/8.
    Face,
    /// 18: counts parts only; holes and tunnels have no meaning.
    Edge,
}

/// Along the patient axes right-left, posterior-anterior, inferior-superior.
#[derive(Debug, Clone, PartialEq)]
pub struct Margin(pub [Number; 3]);

/// A range of intensities; a missing end is no bound.
#[derive(Debug, Clone, PartialEq)]
pub struct Intensities {
    pub low: Option<IntensityBound>,
    pub high: Option<IntensityBound>,
    /// `not in`: all other intensities.
    pub outside: bool,
    /// In normalised form, for messages: `image in -190 HU .. -30 HU`.
    pub text: String,
}

#[derive(Debug, Clone, PartialEq)]
pub struct IntensityBound {
    /// Written, or measured of a reference: `intensity(liver).mean + 2 * intensity(liver).sd`.
    pub number: Number,
    /// The bound itself is left out.
    pub open: bool,
}
