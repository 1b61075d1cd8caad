//! What a measure is taken of, in terms of layers and values instead of names.

use crate::report::Plane;

/// An expression for a set of voxels. Equal expressions are the same structure and share every computed measure.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shape {
    /// Voxels of a layer whose value lies in one of the inclusive ranges.
    Values {
        layer: usize,
        ranges: Vec<(i64, i64)>,
    },
    /// Members are kept sorted and without repeats.
    Union(Vec<Shape>),
    Intersection(Vec<Shape>),
    Difference(Box<Shape>, Box<Shape>),
    /// All voxels whose centre lies within the ellipsoid around a voxel centre; millimetres along R-L, A-P, S-I.
    Grow(Box<Shape>, [Millimetres; 3]),
    Shrink(Box<Shape>, [Millimetres; 3]),
    Hull(Box<Shape>),
    /// The part within `depth` of the end of the structure in a world direction.
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

/// A length that can be compared and hashed: finite, compared by bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Millimetres(u64);

impl Millimetres {
    pub fn new(value: f64) -> Self {
        Millimetres(value.to_bits())
    }

    pub fn get(self) -> f64 {
        f64::from_bits(self.0)
    }
}
