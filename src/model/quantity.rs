//! Exact numbers with units.

use num_rational::BigRational;

/// A decimal literal, exact, in the base unit of its dimension: mm, mm², mm³, degree, second, gray, HU, SUV,
/// voxel, pixel; percent is the plain fraction.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    pub value: BigRational,
    pub dimension: Dimension,
    /// As the protocol says it, for messages: `0.5 mL`.
    pub written: String,
}

/// Exponents of the base units. All zero: a count or a fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Dimension {
    pub length: i8,
    pub angle: i8,
    pub time: i8,
    pub dose: i8,
    pub hounsfield: i8,
    pub suv: i8,
    /// `voxel` and `px` are sizes of the grid, not of the patient: no conversion leads to mm.
    pub voxel: i8,
    pub pixel: i8,
}
