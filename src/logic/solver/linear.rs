//! Linear expressions with exact coefficients, as callers write them.

use std::collections::BTreeMap;
use std::ops::{Add, Mul, Neg, Sub};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;

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
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Linear {
    /// No coefficient is zero.
    pub(super) terms: BTreeMap<Number, BigRational>,
    pub(super) constant: BigRational,
}

impl Linear {
    /// Coefficients that are not zero, by number.
    pub fn terms(&self) -> impl Iterator<Item = (Number, &BigRational)> {
        self.terms.iter().map(|(number, coefficient)| (*number, coefficient))
    }

    pub fn constant(&self) -> &BigRational {
        &self.constant
    }

    fn add_scaled(mut self, other: &Linear, factor: &BigRational) -> Linear {
        self.constant += &other.constant * factor;
        for (number, coefficient) in &other.terms {
            let sum = self.terms.remove(number).unwrap_or_default() + coefficient * factor;
            if !sum.is_zero() {
                self.terms.insert(*number, sum);
            }
        }
        self
    }
}

impl From<Number> for Linear {
    fn from(number: Number) -> Linear {
        Linear { terms: BTreeMap::from([(number, whole(1))]), constant: whole(0) }
    }
}

impl From<BigRational> for Linear {
    fn from(constant: BigRational) -> Linear {
        Linear { terms: BTreeMap::new(), constant }
    }
}

impl From<i64> for Linear {
    fn from(constant: i64) -> Linear {
        Linear::from(whole(constant))
    }
}

impl<T: Into<Linear>> Add<T> for Linear {
    type Output = Linear;

    fn add(self, other: T) -> Linear {
        self.add_scaled(&other.into(), &whole(1))
    }
}

impl<T: Into<Linear>> Sub<T> for Linear {
    type Output = Linear;

    fn sub(self, other: T) -> Linear {
        self.add_scaled(&other.into(), &whole(-1))
    }
}

impl Mul<BigRational> for Linear {
    type Output = Linear;

    fn mul(self, factor: BigRational) -> Linear {
        Linear::default().add_scaled(&self, &factor)
    }
}

impl Mul<i64> for Linear {
    type Output = Linear;

    fn mul(self, factor: i64) -> Linear {
        self * whole(factor)
    }
}

impl Neg for Linear {
    type Output = Linear;

    fn neg(self) -> Linear {
        self * -1
    }
}

fn whole(value: i64) -> BigRational {
    BigRational::from_integer(BigInt::from(value))
}
