//! Linear expressions with exact coefficients, as callers write them.

use std::collections::BTreeMap;
use std::ops::{Add, Mul, Neg, Sub};

use num_rational::BigRational;

use super::ratio::Ratio;

/// An unknown number of a problem, real or integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(pub(super) u32);

impl Number {
    /// Its place among the numbers of its problem, counted from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A sum of numbers, each times a rational, and a constant: `Linear::from(x) * rational - y + 3`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linear {
    /// No coefficient is zero.
    pub(super) terms: BTreeMap<Number, Ratio>,
    pub(super) constant: Ratio,
}

impl Linear {
    /// Coefficients that are not zero, by number.
    pub fn terms(&self) -> impl Iterator<Item = (Number, BigRational)> {
        self.terms.iter().map(|(number, coefficient)| (*number, coefficient.to_big()))
    }

    pub fn constant(&self) -> BigRational {
        self.constant.to_big()
    }

    fn add_scaled(mut self, other: &Linear, factor: &Ratio) -> Linear {
        self.constant = &self.constant + &(&other.constant * factor);
        for (number, coefficient) in &other.terms {
            let old = self.terms.remove(number).unwrap_or(Ratio::ZERO);
            let sum = &old + &(coefficient * factor);
            if !sum.is_zero() {
                self.terms.insert(*number, sum);
            }
        }
        self
    }
}

impl Default for Linear {
    fn default() -> Linear {
        Linear { terms: BTreeMap::new(), constant: Ratio::ZERO }
    }
}

impl From<Number> for Linear {
    fn from(number: Number) -> Linear {
        Linear { terms: BTreeMap::from([(number, Ratio::ONE)]), constant: Ratio::ZERO }
    }
}

impl From<BigRational> for Linear {
    fn from(constant: BigRational) -> Linear {
        Linear { terms: BTreeMap::new(), constant: Ratio::from(&constant) }
    }
}

impl From<i64> for Linear {
    fn from(constant: i64) -> Linear {
        Linear { terms: BTreeMap::new(), constant: Ratio::from(constant) }
    }
}

impl<T: Into<Linear>> Add<T> for Linear {
    type Output = Linear;

    fn add(self, other: T) -> Linear {
        self.add_scaled(&other.into(), &Ratio::ONE)
    }
}

impl<T: Into<Linear>> Sub<T> for Linear {
    type Output = Linear;

    fn sub(self, other: T) -> Linear {
        self.add_scaled(&other.into(), &Ratio::from(-1))
    }
}

impl Mul<BigRational> for Linear {
    type Output = Linear;

    fn mul(self, factor: BigRational) -> Linear {
        Linear::default().add_scaled(&self, &Ratio::from(&factor))
    }
}

impl Mul<i64> for Linear {
    type Output = Linear;

    fn mul(self, factor: i64) -> Linear {
        Linear::default().add_scaled(&self, &Ratio::from(factor))
    }
}

impl Neg for Linear {
    type Output = Linear;

    fn neg(self) -> Linear {
        self * -1
    }
}
