//! What a measure is taken of, in terms of layers and values instead of names.

use serde::{Deserialize, Serialize};

use crate::report::Plane;

/// An expression for a set of voxels. Equal expressions are the same structure and share every computed measure.
///
/// A shape that contains a [`Shape::Slice`] lies in that slice: its measures are two-dimensional, its other members are
/// cut with the slice too, and growing, shrinking and hulls stay within it. A shape lies in at most one slice.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Shape {
    /// Voxels of a layer whose value lies in one of the inclusive ranges.
    Values {
        layer: usize,
        ranges: Vec<(i64, i64)>,
    },
    /// Voxels of an image whose intensity lies between two bounds, or, with `outside`, does not.
    Intensities {
        image: usize,
        low: Option<IntensityEnd>,
        high: Option<IntensityEnd>,
        outside: bool,
    },
    /// A single voxel of the grid.
    Voxel([u32; 3]),
    /// Padding of the first image, as far as it reaches the border of the grid.
    Padding,
    /// Members are kept sorted and without repeats.
    Union(Vec<Shape>),
    Intersection(Vec<Shape>),
    /// Voxels of at least so many of the members, which may be equal.
    AtLeast {
        members: Vec<Shape>,
        needed: u32,
    },
    Difference(Box<Shape>, Box<Shape>),
    /// All voxels whose centre lies within the ellipsoid around a voxel centre; millimetres along R-L, A-P, S-I.
    Grow(Box<Shape>, [Millimetres; 3]),
    /// The voxels of the structure that growing the rest of the grid by the same margin does not reach.
    Shrink(Box<Shape>, [Millimetres; 3]),
    /// Voxels whose centre lies in the convex hull of the voxel centres.
    Hull(Box<Shape>),
    /// The part within `depth` of the end of the structure in a world direction, counted from the outer voxel faces.
    Most {
        axis: u8,
        positive: bool,
        depth: Millimetres,
        of: Box<Shape>,
    },
    /// The `index`-th component in order of falling size, then raster order of its first voxel.
    Part {
        of: Box<Shape>,
        connectivity: u8,
        index: u32,
    },
    /// The cut with one slice of a plane.
    Slice {
        of: Box<Shape>,
        plane: Plane,
        index: u32,
    },
}

impl Shape {
    /// The union with its members in order, so that equal sets of members are equal shapes.
    pub fn union(members: impl IntoIterator<Item = Shape>) -> Shape {
        let mut members: Vec<Shape> = members.into_iter().collect();
        members.sort_unstable();
        members.dedup();
        match members.pop() {
            Some(only) if members.is_empty() => only,
            Some(last) => {
                members.push(last);
                Shape::Union(members)
            }
            None => Shape::Union(members),
        }
    }

    /// The slice the shape lies in.
    pub fn slice(&self) -> Option<(Plane, u32)> {
        match self {
            Shape::Values { .. } | Shape::Intensities { .. } | Shape::Voxel(_) | Shape::Padding => None,
            Shape::Slice { plane, index, .. } => Some((*plane, *index)),
            Shape::Union(members) | Shape::Intersection(members) | Shape::AtLeast { members, .. } => {
                members.iter().find_map(Shape::slice)
            }
            Shape::Difference(a, b) => a.slice().or_else(|| b.slice()),
            Shape::Grow(of, _)
            | Shape::Shrink(of, _)
            | Shape::Hull(of)
            | Shape::Most { of, .. }
            | Shape::Part { of, .. } => of.slice(),
        }
    }

    /// The cut with a slice; a shape that lies in a slice already stays as it is.
    #[must_use]
    pub fn cut(&self, slice: Option<(Plane, u32)>) -> Shape {
        match (self.slice(), slice) {
            (None, Some((plane, index))) => Shape::Slice { of: Box::new(self.clone()), plane, index },
            _ => self.clone(),
        }
    }
}

/// A bound of intensities; an open one does not belong to the range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct IntensityEnd {
    /// No length, but compared by bits alike.
    pub value: Millimetres,
    pub open: bool,
}

/// A length that can be compared and hashed: finite, compared by bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Millimetres(u64);

impl Millimetres {
    pub fn new(value: f64) -> Self {
        Millimetres(value.to_bits())
    }

    pub fn get(self) -> f64 {
        f64::from_bits(self.0)
    }
}
