//! Exact rationals that are fast while they are small.

use std::cmp::Ordering;
use std::ops::{Add, Div, Mul, Neg, Sub};

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::ToPrimitive;

/// A rational: two machine words while both parts fit into them, else a `BigRational`.
///
/// Either form is reduced, and the big one is taken only where the small one does not do, so that equal values are equal in
/// form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ratio {
    /// Numerator, and denominator above 0.
    Small(i64, i64),
    Big(Box<BigRational>),
}

use Ratio::{Big, Small};

impl Ratio {
    pub const ZERO: Ratio = Small(0, 1);
    pub const ONE: Ratio = Small(1, 1);

    pub fn is_zero(&self) -> bool {
        matches!(self, Small(0, _))
    }

    pub fn is_integer(&self) -> bool {
        match self {
            Small(_, denominator) => *denominator == 1,
            Big(big) => big.is_integer(),
        }
    }

    /// Below, at or above zero.
    pub fn sign(&self) -> Ordering {
        match self {
            Small(numerator, _) => numerator.cmp(&0),
            Big(big) => big.numer().sign().cmp(&num_bigint::Sign::NoSign),
        }
    }

    pub fn is_positive(&self) -> bool {
        self.sign() == Ordering::Greater
    }

    pub fn abs(&self) -> Ratio {
        if self.sign() == Ordering::Less { -self } else { self.clone() }
    }

    pub fn floor(&self) -> Ratio {
        match self {
            Small(numerator, denominator) => Small(numerator.div_euclid(*denominator), 1),
            Big(big) => Ratio::from(&big.floor()),
        }
    }

    /// The greatest common divisor of a whole number that is not negative and the numerator of another.
    pub fn numerator_gcd(&self, other: &Ratio) -> Ratio {
        match (self, other) {
            (Small(one, 1), Small(other, _)) => {
                Ratio::reduced(i128::from(one.unsigned_abs().gcd(&other.unsigned_abs())), 1)
            }
            _ => Ratio::from(&self.to_big().numer().gcd(other.to_big().numer())),
        }
    }

    /// The least common multiple of a whole number and the denominator of another.
    pub fn denominator_lcm(&self, other: &Ratio) -> Ratio {
        match (self, other) {
            (_, Small(_, 1)) => self.clone(),
            _ => Ratio::from(&self.to_big().numer().lcm(other.to_big().denom())),
        }
    }

    pub fn to_big(&self) -> BigRational {
        match self {
            Small(numerator, denominator) => BigRational::new_raw(BigInt::from(*numerator), BigInt::from(*denominator)),
            Big(big) => (**big).clone(),
        }
    }

    /// From parts of which the second is above zero, and which may have common divisors.
    fn reduced(numerator: i128, denominator: i128) -> Ratio {
        if denominator == 1
            && let Ok(numerator) = i64::try_from(numerator)
        {
            return Small(numerator, 1);
        }
        let divisor = match (u64::try_from(numerator.unsigned_abs()), u64::try_from(denominator)) {
            (Ok(one), Ok(other)) => i128::from(one.gcd(&other)),
            _ => numerator.gcd(&denominator),
        };
        let (numerator, denominator) = (numerator / divisor, denominator / divisor);
        match (i64::try_from(numerator), i64::try_from(denominator)) {
            (Ok(numerator), Ok(denominator)) => Small(numerator, denominator),
            _ => Big(Box::new(BigRational::new_raw(BigInt::from(numerator), BigInt::from(denominator)))),
        }
    }
}

impl From<i64> for Ratio {
    fn from(value: i64) -> Ratio {
        Small(value, 1)
    }
}

impl From<&BigRational> for Ratio {
    fn from(value: &BigRational) -> Ratio {
        match (value.numer().to_i64(), value.denom().to_i64()) {
            (Some(numerator), Some(denominator)) => Small(numerator, denominator),
            _ => Big(Box::new(value.clone())),
        }
    }
}

impl From<&BigInt> for Ratio {
    fn from(value: &BigInt) -> Ratio {
        match value.to_i64() {
            Some(value) => Small(value, 1),
            None => Big(Box::new(BigRational::from_integer(value.clone()))),
        }
    }
}

impl Add for &Ratio {
    type Output = Ratio;

    fn add(self, other: &Ratio) -> Ratio {
        match (self, other) {
            (Small(a, 1), Small(b, 1)) => Ratio::reduced(i128::from(*a) + i128::from(*b), 1),
            // The sum of two products of words fits into two words and a sign, but only just: each is below 2^126.
            (Small(a, b), Small(c, d)) => {
                let (a, b, c, d) = (i128::from(*a), i128::from(*b), i128::from(*c), i128::from(*d));
                Ratio::reduced(a * d + c * b, b * d)
            }
            _ => Ratio::from(&(self.to_big() + other.to_big())),
        }
    }
}

impl Sub for &Ratio {
    type Output = Ratio;

    fn sub(self, other: &Ratio) -> Ratio {
        self + &-other
    }
}

impl Mul for &Ratio {
    type Output = Ratio;

    fn mul(self, other: &Ratio) -> Ratio {
        match (self, other) {
            (Small(a, b), Small(c, d)) => {
                Ratio::reduced(i128::from(*a) * i128::from(*c), i128::from(*b) * i128::from(*d))
            }
            _ => Ratio::from(&(self.to_big() * other.to_big())),
        }
    }
}

impl Div for &Ratio {
    type Output = Ratio;

    /// The divisor must not be zero.
    fn div(self, other: &Ratio) -> Ratio {
        match (self, other) {
            (Small(a, b), Small(c, d)) => {
                let (numerator, denominator) = (i128::from(*a) * i128::from(*d), i128::from(*b) * i128::from(*c));
                if denominator < 0 {
                    Ratio::reduced(-numerator, -denominator)
                } else {
                    Ratio::reduced(numerator, denominator)
                }
            }
            _ => Ratio::from(&(self.to_big() / other.to_big())),
        }
    }
}

impl Neg for &Ratio {
    type Output = Ratio;

    fn neg(self) -> Ratio {
        match self {
            Small(numerator, denominator) => Ratio::reduced_sign(*numerator, *denominator),
            Big(big) => Ratio::from(&-&**big),
        }
    }
}

impl Ratio {
    /// The contrary of a reduced fraction; only the least word has none among words.
    fn reduced_sign(numerator: i64, denominator: i64) -> Ratio {
        match numerator.checked_neg() {
            Some(numerator) => Small(numerator, denominator),
            None => Ratio::reduced(-i128::from(numerator), i128::from(denominator)),
        }
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Ratio) -> Ordering {
        match (self, other) {
            (Small(a, b), Small(c, d)) if b == d => a.cmp(c),
            (Small(a, b), Small(c, d)) => (i128::from(*a) * i128::from(*d)).cmp(&(i128::from(*c) * i128::from(*b))),
            _ => self.to_big().cmp(&other.to_big()),
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Ratio) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn edge() -> impl Strategy<Value = i64> {
        prop_oneof![-20..20i64, any::<i64>(), Just(i64::MIN), Just(i64::MAX), Just(1 << 32)]
    }

    proptest! {
        #[test]
        fn agrees_with_big_rationals(a in edge(), b in edge(), c in edge(), d in edge()) {
            prop_assume!(b != 0 && d != 0);
            let x = BigRational::new(a.into(), b.into());
            let y = BigRational::new(c.into(), d.into());
            let (fast, other) = (Ratio::from(&x), Ratio::from(&y));
            prop_assert_eq!(fast.to_big(), x.clone());
            prop_assert_eq!(&fast + &other, Ratio::from(&(&x + &y)));
            prop_assert_eq!(&fast - &other, Ratio::from(&(&x - &y)));
            prop_assert_eq!(&fast * &other, Ratio::from(&(&x * &y)));
            if c != 0 {
                prop_assert_eq!(&fast / &other, Ratio::from(&(&x / &y)));
            }
            prop_assert_eq!(-&fast, Ratio::from(&-&x));
            prop_assert_eq!(fast.floor(), Ratio::from(&x.floor()));
            prop_assert_eq!(fast.is_integer(), x.is_integer());
            prop_assert_eq!(fast.cmp(&other), x.cmp(&y));
            prop_assert_eq!(fast.abs().to_big(), if a.signum() * b.signum() < 0 { -x } else { x });
        }
    }
}
