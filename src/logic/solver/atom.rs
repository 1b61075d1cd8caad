//! Linear constraints in their normal form, in which equal constraints are equal values.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_rational::BigRational;

use super::linear::{Linear, Number};
use super::ratio::Ratio;

/// A sum of numbers with coprime whole coefficients, none of them zero, the first one positive; numbers ascend.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Form {
    pub terms: Vec<(Number, BigInt)>,
    /// All its numbers are integers, so its value is one.
    pub is_integer: bool,
}

/// `form <= bound`, or `form < bound` if strict; its negation is `form > bound`, or `form >= bound`.
///
/// An atom of integers is never strict and has a whole bound `k`; its negation then says `form >= k + 1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Atom<'a> {
    pub form: &'a Form,
    pub bound: &'a BigRational,
    pub is_strict: bool,
}

/// What `expression <= 0` or `expression < 0` comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Normal {
    Always,
    Never,
    /// The form is at most, or below, the bound.
    Under(Form, BigRational, bool),
    /// The contrary of that.
    NotUnder(Form, BigRational, bool),
}

/// The normal form of `expression <= 0`, or of `expression < 0`.
pub(super) fn normal(expression: &Linear, is_strict: bool, is_integer: impl Fn(Number) -> bool) -> Normal {
    let Some(first) = expression.terms.values().next() else {
        let holds = match expression.constant.sign() {
            Ordering::Less => true,
            Ordering::Equal => !is_strict,
            Ordering::Greater => false,
        };
        return if holds { Normal::Always } else { Normal::Never };
    };
    // With a negative scale, `e <= 0` is `form >= bound`, which is the contrary of `form < bound`.
    let is_turned = !first.is_positive();
    let scale = whole_scale(expression.terms.values());
    let scale = if is_turned { -&scale } else { scale };
    let terms = expression.terms.iter();
    let terms: Vec<_> = terms.map(|(number, factor)| (*number, (factor * &scale).to_big().to_integer())).collect();
    let form = Form { is_integer: terms.iter().all(|(number, _)| is_integer(*number)), terms };
    let bound = &-&expression.constant * &scale;
    let (bound, is_strict) = match (form.is_integer, is_turned != is_strict) {
        (false, strict) => (bound, strict),
        (true, false) => (bound.floor(), false),
        (true, true) => (&-&(-&bound).floor() - &Ratio::ONE, false),
    };
    let bound = bound.to_big();
    if is_turned { Normal::NotUnder(form, bound, is_strict) } else { Normal::Under(form, bound, is_strict) }
}

/// What makes coefficients whole and coprime: the least common multiple of their denominators by the greatest common divisor
/// of their numerators.
fn whole_scale<'a>(coefficients: impl Iterator<Item = &'a Ratio>) -> Ratio {
    let (mut divisor, mut multiple) = (Ratio::ZERO, Ratio::ONE);
    for coefficient in coefficients {
        divisor = divisor.numerator_gcd(coefficient);
        multiple = multiple.denominator_lcm(coefficient);
    }
    &multiple / &divisor
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn expression(factors: &[(i64, i64)], constant: i64) -> Linear {
        let term = |(index, (above, below)): (usize, &(i64, i64))| {
            Linear::from(Number(index as u32)) * BigRational::new((*above).into(), (*below).into())
        };
        factors.iter().enumerate().map(term).fold(Linear::from(constant), |sum, term| sum + term)
    }

    #[test]
    fn equal_constraints_are_equal_values() {
        let real = |_: Number| false;
        // x/2 - 3/4 y - 6 <= 0 is 2x - 3y <= 24.
        let Normal::Under(form, bound, false) = normal(&expression(&[(1, 2), (-3, 4)], -6), false, real) else {
            panic!()
        };
        assert_eq!((form.terms[0].1.clone(), form.terms[1].1.clone()), (2.into(), (-3).into()));
        assert_eq!(bound, BigRational::from_integer(24.into()));
        // Its contrary is the same with the other sign, and strict.
        let contrary = normal(&-expression(&[(1, 2), (-3, 4)], -6), true, real);
        assert_eq!(contrary, Normal::NotUnder(form, bound, false));
    }

    #[test]
    fn integers_have_whole_bounds() {
        let whole = |_: Number| true;
        let bound = |expression: &Linear, is_strict| match normal(expression, is_strict, whole) {
            Normal::Under(_, bound, false) | Normal::NotUnder(_, bound, false) => bound.to_integer(),
            other => panic!("{other:?}"),
        };
        // 2x <= 5, 2x < 4, -2x <= -5 (x >= 3), -x < -2 (x > 2).
        assert_eq!(bound(&expression(&[(2, 1)], -5), false), 2.into());
        assert_eq!(bound(&expression(&[(2, 1)], -4), true), 1.into());
        assert_eq!(bound(&expression(&[(-2, 1)], 5), false), 2.into());
        assert_eq!(bound(&expression(&[(-1, 1)], 2), true), 2.into());
    }

    proptest! {
        #[test]
        fn the_normal_form_means_the_same(
            factors in prop::collection::vec((-6..7i64, 1..5i64), 1..4), constant in -9..10i64,
            point in prop::collection::vec(-4..5i64, 3), is_strict: bool, is_integer: bool,
        ) {
            let expression = expression(&factors, constant);
            let at = |terms: &[(Number, BigInt)]| -> BigInt {
                terms.iter().map(|(number, factor)| factor * point[number.index()]).sum()
            };
            let value = expression.terms().map(|(number, factor)| factor * BigInt::from(point[number.index()]))
                .fold(expression.constant(), |sum, term| sum + term);
            let zero = BigRational::from_integer(0.into());
            let expected = if is_strict { value < zero } else { value <= zero };
            let under = |form: &Form, bound: &BigRational, is_strict: bool| {
                let value = BigRational::from_integer(at(&form.terms));
                if is_strict { value < *bound } else { value <= *bound }
            };
            let holds = match normal(&expression, is_strict, |_| is_integer) {
                Normal::Always => true,
                Normal::Never => false,
                Normal::Under(form, bound, is_strict) => under(&form, &bound, is_strict),
                Normal::NotUnder(form, bound, is_strict) => !under(&form, &bound, is_strict),
            };
            prop_assert_eq!(holds, expected);
        }
    }
}
