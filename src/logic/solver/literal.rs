//! A Boolean variable, or its negation.

use std::fmt;
use std::ops::Not;

/// A Boolean variable or its negation; `!literal` is the opposite one.
///
/// Variables are counted from 0 in the order in which a problem made them. Twice the variable, plus one where it is negated,
/// is the [`code`](Self::code), so that opposite literals are neighbours.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Literal(u32);

impl Literal {
    /// The literal that is true if variable number `variable` is.
    pub fn positive(variable: usize) -> Literal {
        Literal((variable as u32) << 1)
    }

    /// Its variable, counted from 0.
    pub fn variable(self) -> usize {
        (self.0 >> 1) as usize
    }

    pub fn is_negated(self) -> bool {
        self.0 & 1 == 1
    }

    /// Twice the variable, plus one if negated.
    pub fn code(self) -> usize {
        self.0 as usize
    }

    /// What the literal is if its variable is `value`.
    pub fn under(self, value: bool) -> bool {
        value != self.is_negated()
    }
}

impl Not for Literal {
    type Output = Literal;

    fn not(self) -> Literal {
        Literal(self.0 ^ 1)
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.is_negated() { "-" } else { "" }, self.variable() + 1)
    }
}

impl fmt::Debug for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
