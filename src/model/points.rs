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
    /// px: columns or rows from the first voxel of a structure to its last, both included.
    ImageExtent { of: Structure, axis: ImageAxis },
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
    /// `a image left of b by 5 px`: by the columns or rows of the array.
    BeyondInImage {
        a: Position,
        direction: ImageDirection,
        b: Position,
        by: Option<Quantity>,
        up_to: Option<Quantity>,
    },
    /// The voxels that hold the points lie in one slice.
    SameSlice {
        points: Vec<Position>,
        plane: Plane,
    },
}

/// In a picture: columns count along the first array axis and grow to the right, rows along the second and grow downward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ImageDirection {
    Left,
    Right,
    Above,
    Below,
}

/// A side of a box in a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ImageAxis {
    /// Along a row: columns.
    Horizontal,
    /// Along a column: rows.
    Vertical,
}

impl ImageDirection {
    /// As rules say it.
    pub fn words(self) -> &'static str {
        match self {
            ImageDirection::Left => "image left of",
            ImageDirection::Right => "image right of",
            ImageDirection::Above => "image above",
            ImageDirection::Below => "image below",
        }
    }

    /// The array axis, and whether the direction is that of rising index.
    pub fn axis(self) -> (usize, bool) {
        match self {
            ImageDirection::Left => (0, false),
            ImageDirection::Right => (0, true),
            ImageDirection::Above => (1, false),
            ImageDirection::Below => (1, true),
        }
    }
}
