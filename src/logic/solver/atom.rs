//! Linear constraints in their normal form, in which equal constraints are equal values.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

use super::linear::{Linear, Number};

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
        let holds = match expression.constant.cmp(&BigRational::zero()) {
            Ordering::Less => true,
            Ordering::Equal => !is_strict,
            Ordering::Greater => false,
        };
        return if holds { Normal::Always } else { Normal::Never };
    };
    let scale = scale(expression.terms.values(), first.is_negative());
    let terms: Vec<_> =
        expression.terms.iter().map(|(number, coefficient)| (*number, (coefficient * &scale).to_integer())).collect();
    let form = Form { is_integer: terms.iter().all(|(number, _)| is_integer(*number)), terms };
    let bound = -&expression.constant * &scale;
    // With a negative scale, `e <= 0` is `form >= bound`, which is the contrary of `form < bound`.
    let turned = scale.is_negative();
    let (bound, is_strict) = match (form.is_integer, turned != is_strict) {
        (false, strict) => (bound, strict),
        (true, false) => (bound.floor(), false),
        (true, true) => (bound.ceil() - BigRational::one(), false),
    };
    if turned { Normal::NotUnder(form, bound, is_strict) } else { Normal::Under(form, bound, is_strict) }
}

/// What makes the coefficients whole and coprime, and turns their signs if asked to.
fn scale<'a>(coefficients: impl Iterator<Item = &'a BigRational>, turn: bool) -> BigRational {
    let (divisor, multiple) = coefficients.fold((BigInt::zero(), BigInt::one()), |(divisor, multiple), coefficient| {
        (divisor.gcd(coefficient.numer()), multiple.lcm(coefficient.denom()))
    });
    BigRational::new(if turn { -multiple } else { multiple }, divisor)
}
