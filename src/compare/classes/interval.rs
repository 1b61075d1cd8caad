//! The numbers that a claim allows for one measure.

use num_rational::BigRational;

use crate::model::rule::{Claim, ClaimKind, Comparison, Measure, Number};

use super::Direction;

/// An end of an interval, and whether it is left out; a missing one is no bound.
type End = Option<(BigRational, bool)>;

#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Interval {
    pub low: End,
    pub high: End,
}

/// The measure that a claim bounds by written numbers.
pub(super) fn of(claim: &Claim) -> Option<(&Measure, Interval)> {
    match &claim.kind {
        ClaimKind::Compare { left: Number::Measure(measure), operator, right: Number::Constant(bound) } => {
            Some((measure, Interval::compared(*operator, bound.value.clone())?))
        }
        ClaimKind::Compare { left: Number::Constant(bound), operator, right: Number::Measure(measure) } => {
            let mirrored = match operator {
                Comparison::Less => Comparison::Greater,
                Comparison::LessEqual => Comparison::GreaterEqual,
                Comparison::Greater => Comparison::Less,
                Comparison::GreaterEqual => Comparison::LessEqual,
                same => *same,
            };
            Some((measure, Interval::compared(mirrored, bound.value.clone())?))
        }
        ClaimKind::Within { value: Number::Measure(measure), low, high, half_open } => {
            let end = |number: &Option<Number>, open| match number {
                None => Some(None),
                Some(Number::Constant(bound)) => Some(Some((bound.value.clone(), open))),
                Some(_) => None,
            };
            Some((measure, Interval { low: end(low, false)?, high: end(high, *half_open)? }))
        }
        _ => None,
    }
}

impl Interval {
    fn compared(operator: Comparison, bound: BigRational) -> Option<Self> {
        let (low, high) = match operator {
            Comparison::Equal => (Some((bound.clone(), false)), Some((bound, false))),
            Comparison::Less => (None, Some((bound, true))),
            Comparison::LessEqual => (None, Some((bound, false))),
            Comparison::Greater => (Some((bound, true)), None),
            Comparison::GreaterEqual => (Some((bound, false)), None),
            Comparison::NotEqual => return None,
        };
        Some(Interval { low, high })
    }

    /// What is in both.
    #[must_use]
    pub fn and(self, other: Interval) -> Interval {
        let low = if below(&self.low, &other.low) { other.low } else { self.low };
        let high = if above(&self.high, &other.high) { other.high } else { self.high };
        Interval { low, high }
    }

    /// Whether the old one or the new one allows more.
    pub fn direction(old: &Interval, new: &Interval) -> Direction {
        let old_more = below(&old.low, &new.low) || above(&old.high, &new.high);
        let new_more = below(&new.low, &old.low) || above(&new.high, &old.high);
        Direction::of(old_more, new_more)
    }
}

/// Whether a lower end allows more than another.
fn below(one: &End, other: &End) -> bool {
    match (one, other) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some((a, a_open)), Some((b, b_open))) => a < b || a == b && !a_open && *b_open,
    }
}

/// Whether an upper end allows more than another.
fn above(one: &End, other: &End) -> bool {
    match (one, other) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some((a, a_open)), Some((b, b_open))) => a > b || a == b && !a_open && *b_open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_compared_with_their_ends() {
        let interval =
            |operator, bound: i64| Interval::compared(operator, BigRational::from_integer(bound.into())).unwrap();
        let (below_three, to_three, from_two) =
            (interval(Comparison::Less, 3), interval(Comparison::LessEqual, 3), interval(Comparison::GreaterEqual, 2));
        assert_eq!(Interval::direction(&below_three, &to_three), Direction::Wider);
        assert_eq!(Interval::direction(&to_three, &below_three), Direction::Narrower);
        assert_eq!(Interval::direction(&to_three, &to_three), Direction::Mutual);
        assert_eq!(Interval::direction(&to_three, &from_two), Direction::Other);
        let both = to_three.clone().and(from_two.clone());
        assert_eq!(Interval::direction(&from_two, &both), Direction::Narrower);
        assert_eq!(Interval::direction(&both, &Interval::default()), Direction::Wider);
    }
}
