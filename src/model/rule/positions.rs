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

impl Direction {
    pub fn word(self) -> &'static str {
        match self {
            Direction::Left => "left",
            Direction::Right => "right",
            Direction::Anterior => "anterior",
            Direction::Posterior => "posterior",
            Direction::Cranial => "cranial",
            Direction::Caudal => "caudal",
        }
    }

    pub fn axis(self) -> Axis {
        match self {
            Direction::Left | Direction::Right => Axis::RightLeft,
            Direction::Anterior | Direction::Posterior => Axis::AnteriorPosterior,
            Direction::Cranial | Direction::Caudal => Axis::CranialCaudal,
        }
    }

    /// Whether coordinates grow this way: the world is RAS+.
    pub fn is_positive(self) -> bool {
        matches!(self, Direction::Right | Direction::Anterior | Direction::Cranial)
    }

    #[must_use]
    pub fn opposite(self) -> Direction {
        match self {
            Direction::Left => Direction::Right,
            Direction::Right => Direction::Left,
            Direction::Anterior => Direction::Posterior,
            Direction::Posterior => Direction::Anterior,
            Direction::Cranial => Direction::Caudal,
            Direction::Caudal => Direction::Cranial,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Axis {
    RightLeft,
    AnteriorPosterior,
    CranialCaudal,
}

impl Axis {
    /// Its place in a world point: 0 right, 1 anterior, 2 superior.
    pub fn index(self) -> u8 {
        match self {
            Axis::RightLeft => 0,
            Axis::AnteriorPosterior => 1,
            Axis::CranialCaudal => 2,
        }
    }
}
