//! Points, the directions between them and the axes along which they are compared.

use super::super::field::FieldRef;
use super::super::points::Mark;
use super::structures::Structure;

/// A point; relations and differences compare its coordinate along a world axis.
#[derive(Debug, Clone, PartialEq)]
pub enum Position {
    Centroid(Structure),
    /// `top(S)` is the cranial end, `left_end(S)` the left one.
    End {
        direction: Direction,
        of: Structure,
    },
    /// A point that was marked.
    Landmark(Mark),
    /// The first or the last end of a marked line.
    LineEnd {
        line: Mark,
        last: bool,
    },
    /// A point of a field: of a point itself, of a line one of its ends.
    Field {
        field: FieldRef,
        at: usize,
    },
    /// The mean of several.
    Midpoint(Vec<Position>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    Left,
    Right,
    Anterior,
    Posterior,
    Cranial,
    Caudal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Axis {
    RightLeft,
    AnteriorPosterior,
    CranialCaudal,
}
