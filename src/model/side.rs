//! From which side a number is known.

/// What a value says about the truth. Of a class that is not annotated completely there is at least what is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Exact,
    AtLeast,
    AtMost,
    /// Bounds nothing.
    Neither,
}

impl Side {
    /// Of the negated value.
    #[must_use]
    pub fn flipped(self) -> Side {
        match self {
            Side::AtLeast => Side::AtMost,
            Side::AtMost => Side::AtLeast,
            other => other,
        }
    }

    /// Of the sum of two.
    #[must_use]
    pub fn with(self, other: Side) -> Side {
        match (self, other) {
            (Side::Exact, side) | (side, Side::Exact) => side,
            (a, b) if a == b => a,
            _ => Side::Neither,
        }
    }

    pub fn bounds_below(self) -> bool {
        matches!(self, Side::Exact | Side::AtLeast)
    }

    pub fn bounds_above(self) -> bool {
        matches!(self, Side::Exact | Side::AtMost)
    }
}
