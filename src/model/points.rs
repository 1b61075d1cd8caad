//! What rules say of points: where they lie, how far apart, and at which angle. Names are IDs, as in [`super::rule`].

use crate::report::Plane;

use super::landmark::LandmarkId;
use super::quantity::Quantity;
use super::rule::{Position, Structure};

/// A landmark as a rule names it: `carina`, `body_centre.L3`, `body_centre.v`.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    pub landmark: LandmarkId,
    /// A class or a bound name, of a landmark that there is one of for each class.
    pub member: Option<Structure>,
}

/// From one point to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    pub from: Position,
    pub to: Position,
}

#[derive(Debug, Clone, PartialEq)]
pub enum PointMeasure {
    /// mm between two points; the length of a line.
    Distance(Box<Segment>),
    /// mm from a point to the nearest voxel centre of a structure; 0 if the voxel that holds the point is one of its.
    Reach { point: Position, of: Structure },
    /// Between the directions of two segments, from 0 to 180 degrees.
    Angle(Box<(Segment, Segment)>),
    /// How many points the files of the case hold; with a landmark, how many of its classes have one.
    Count(Option<LandmarkId>),
}

#[derive(Debug, Clone, PartialEq)]
pub enum PointClaim {
    Given {
        mark: Mark,
        negated: bool,
    },
    /// Each point lies in a voxel of the structure, or is not farther than `up_to` from one.
    Inside {
        points: Vec<Position>,
        of: Structure,
        up_to: Option<Quantity>,
    },
    /// Each point lies in a voxel of the grid.
    InImage {
        points: Vec<Position>,
    },
    /// The voxels that hold the points lie in one slice.
    SameSlice {
        points: Vec<Position>,
        plane: Plane,
    },
}
