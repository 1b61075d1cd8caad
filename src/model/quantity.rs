//! Exact numbers with units.

use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};

/// A decimal literal, exact, in the base unit of its dimension: mm, mm², mm³, degree, second, gray, HU, SUV,
/// voxel, pixel; percent is the plain fraction.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    pub value: BigRational,
    pub dimension: Dimension,
    /// As the protocol says it, for messages: `0.5 mL`.
    pub written: String,
}

impl Quantity {
    /// A plain number: a count, or a factor.
    pub fn plain(value: BigRational, written: impl Into<String>) -> Self {
        Quantity { value, dimension: Dimension::NONE, written: written.into() }
    }

    pub fn count(value: i64) -> Self {
        Quantity::plain(BigRational::from_integer(value.into()), value.to_string())
    }

    /// The value in the base unit; infinite where a double cannot hold it.
    pub fn to_f64(&self) -> f64 {
        self.value.to_f64().unwrap_or(f64::INFINITY)
    }

    pub fn is_zero(&self) -> bool {
        self.value.is_zero()
    }
}

impl std::fmt::Display for Quantity {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.written)
    }
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

impl Dimension {
    pub const NONE: Dimension =
        Dimension { length: 0, angle: 0, time: 0, dose: 0, hounsfield: 0, suv: 0, voxel: 0, pixel: 0 };
    pub const LENGTH: Dimension = Dimension { length: 1, ..Dimension::NONE };
    pub const AREA: Dimension = Dimension { length: 2, ..Dimension::NONE };
    pub const VOLUME: Dimension = Dimension { length: 3, ..Dimension::NONE };
    pub const ANGLE: Dimension = Dimension { angle: 1, ..Dimension::NONE };
    pub const TIME: Dimension = Dimension { time: 1, ..Dimension::NONE };
    pub const DOSE: Dimension = Dimension { dose: 1, ..Dimension::NONE };
    pub const HOUNSFIELD: Dimension = Dimension { hounsfield: 1, ..Dimension::NONE };
    pub const SUV: Dimension = Dimension { suv: 1, ..Dimension::NONE };
    pub const VOXEL: Dimension = Dimension { voxel: 1, ..Dimension::NONE };
    pub const PIXEL: Dimension = Dimension { pixel: 1, ..Dimension::NONE };

    pub fn is_none(self) -> bool {
        self == Dimension::NONE
    }

    /// The dimension of a product.
    #[must_use]
    pub fn times(self, other: Dimension) -> Dimension {
        self.combine(other, i8::saturating_add)
    }

    /// The dimension of a quotient.
    #[must_use]
    pub fn over(self, other: Dimension) -> Dimension {
        self.combine(other, i8::saturating_sub)
    }

    fn combine(self, other: Dimension, with: fn(i8, i8) -> i8) -> Dimension {
        Dimension {
            length: with(self.length, other.length),
            angle: with(self.angle, other.angle),
            time: with(self.time, other.time),
            dose: with(self.dose, other.dose),
            hounsfield: with(self.hounsfield, other.hounsfield),
            suv: with(self.suv, other.suv),
            voxel: with(self.voxel, other.voxel),
            pixel: with(self.pixel, other.pixel),
        }
    }

    /// As a person says it, with its article: `a length`, `a volume`, `a plain number`.
    pub fn name(self) -> String {
        let known = match self {
            Dimension::NONE => "a plain number",
            Dimension::LENGTH => "a length",
            Dimension::AREA => "an area",
            Dimension::VOLUME => "a volume",
            Dimension::ANGLE => "an angle",
            Dimension::TIME => "a time",
            Dimension::DOSE => "a dose",
            Dimension::HOUNSFIELD => "a CT number",
            Dimension::SUV => "an uptake value",
            Dimension::VOXEL => "a number of voxels",
            Dimension::PIXEL => "a number of pixels",
            _ => return format!("a quantity in {}", self.base_unit()),
        };
        known.to_string()
    }

    /// The unit a value of this dimension is kept in: `mm3`, `deg`, `mm*voxel`; empty for plain numbers.
    pub fn base_unit(self) -> String {
        let mut out = String::new();
        for (unit, exponent) in [
            ("mm", self.length),
            ("deg", self.angle),
            ("s", self.time),
            ("Gy", self.dose),
            ("HU", self.hounsfield),
            ("SUV", self.suv),
            ("voxel", self.voxel),
            ("px", self.pixel),
        ] {
            if exponent == 0 {
                continue;
            }
            if !out.is_empty() {
                out.push('*');
            }
            out.push_str(unit);
            if exponent != 1 {
                out.push_str(&exponent.to_string());
            }
        }
        out
    }

    /// The unit a person most likely means for this dimension: `mL` for volumes.
    pub fn usual_unit(self) -> String {
        match self {
            Dimension::VOLUME => "mL".to_string(),
            Dimension::AREA => "mm2".to_string(),
            Dimension::VOXEL => "voxels".to_string(),
            _ => self.base_unit(),
        }
    }
}
