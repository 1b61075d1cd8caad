//! Measured numbers: arithmetic that carries along what is not known and what is known from one side only, and
//! comparisons with slack.

use crate::model::rule::Comparison;
use crate::model::side::Side;

use super::truth::{Reasons, Truth};

/// Two values within this share of the larger one are equal: headers hold 32-bit floats.
pub const SLACK: f64 = 1e-6;

/// The value of a number for one binding of its names.
#[derive(Debug, Clone, PartialEq)]
pub enum Amount {
    Known(Known),
    /// It measures something that is absent and may be; the reason is for people who ask for all measures.
    Inapplicable(String),
    Unknown(Reasons),
}

/// In the base unit of its dimension.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Known {
    pub value: f64,
    /// The largest magnitude that went into the value: the difference of two coordinates near 500 mm is no more exact
    /// than they are.
    pub magnitude: f64,
    pub side: Side,
}

impl Amount {
    pub fn exact(value: f64) -> Amount {
        Amount::Known(Known { value, magnitude: value.abs(), side: Side::Exact })
    }

    pub fn one_sided(value: f64, side: Side) -> Amount {
        Amount::Known(Known { value, magnitude: value.abs(), side })
    }

    pub fn unknown(reason: impl Into<String>) -> Amount {
        Amount::Unknown(Reasons::from([reason.into()]))
    }

    pub fn known(&self) -> Option<&Known> {
        match self {
            Amount::Known(known) => Some(known),
            _ => None,
        }
    }

    #[must_use]
    pub fn negated(self) -> Amount {
        self.scaled(-1.0)
    }

    #[must_use]
    pub fn scaled(self, factor: f64) -> Amount {
        match self {
            Amount::Known(known) => Amount::Known(Known {
                value: known.value * factor,
                magnitude: known.magnitude * factor.abs(),
                side: if factor < 0.0 { known.side.flipped() } else { known.side },
            }),
            other => other,
        }
    }

    #[must_use]
    pub fn plus(self, other: Amount) -> Amount {
        combine(self, other, |a, b| {
            Amount::Known(Known {
                value: a.value + b.value,
                magnitude: a.magnitude.max(b.magnitude),
                side: a.side.with(b.side),
            })
        })
    }

    #[must_use]
    pub fn minus(self, other: Amount) -> Amount {
        self.plus(other.negated())
    }

    #[must_use]
    pub fn times(self, other: Amount) -> Amount {
        combine(self, other, |a, b| {
            let factor = |exact: Known, other: Known| match exact.value {
                value if value < 0.0 => other.side.flipped(),
                _ => other.side,
            };
            let side = match (a.side, b.side) {
                (Side::Exact, _) => factor(a, b),
                (_, Side::Exact) => factor(b, a),
                // A bound on a product would need the signs of both.
                _ => Side::Neither,
            };
            let magnitude = a.magnitude.max(a.value.abs()) * b.magnitude.max(b.value.abs());
            Amount::Known(Known { value: a.value * b.value, magnitude, side })
        })
    }

    /// 0/0 does not apply; anything else by 0 is infinite, and above every bound.
    #[must_use]
    pub fn over(self, other: Amount) -> Amount {
        combine(self, other, |a, b| {
            if a.value == 0.0 && b.value == 0.0 {
                return Amount::Inapplicable("nothing divided by nothing".to_owned());
            }
            let value = a.value / b.value;
            let magnitude = if b.value == 0.0 { value.abs() } else { a.magnitude.max(a.value.abs()) / b.value.abs() };
            // A bound on a quotient would need the signs of both; a partial class says nothing here.
            let exact = a.side == Side::Exact && b.side == Side::Exact;
            Amount::Known(Known { value, magnitude, side: if exact { Side::Exact } else { Side::Neither } })
        })
    }
}

fn combine(a: Amount, b: Amount, known: impl FnOnce(Known, Known) -> Amount) -> Amount {
    match (a, b) {
        (Amount::Known(a), Amount::Known(b)) => known(a, b),
        (Amount::Inapplicable(why), _) | (_, Amount::Inapplicable(why)) => Amount::Inapplicable(why),
        (Amount::Unknown(a), Amount::Unknown(b)) => Amount::Unknown(a.into_iter().chain(b).collect()),
        (Amount::Unknown(reasons), _) | (_, Amount::Unknown(reasons)) => Amount::Unknown(reasons),
    }
}

/// Within the slack of the larger magnitude two values are equal, so that `<` is false.
pub fn compare(left: &Amount, operator: Comparison, right: &Amount) -> Truth {
    let (a, b) = match (left, right) {
        (Amount::Known(a), Amount::Known(b)) => (a, b),
        (Amount::Inapplicable(_), _) | (_, Amount::Inapplicable(_)) => return Truth::Inapplicable,
        (Amount::Unknown(a), Amount::Unknown(b)) => return Truth::Unknown(a.union(b).cloned().collect()),
        (Amount::Unknown(reasons), _) | (_, Amount::Unknown(reasons)) => return Truth::Unknown(reasons.clone()),
    };
    // What is seen of a partial class bounds the truth from below only: an upper count does not apply, and
    // `== 2` is judged where too few are seen.
    let at_least = a.side.bounds_below() && b.side.bounds_above();
    let at_most = a.side.bounds_above() && b.side.bounds_below();
    let exact = at_least && at_most;
    let equal = equal(a, b);
    let judged = |applies: bool, truth: bool| if applies { Truth::from(truth) } else { Truth::Inapplicable };
    match operator {
        Comparison::Greater => judged(at_least, !equal && a.value > b.value),
        Comparison::GreaterEqual => judged(at_least, equal || a.value > b.value),
        Comparison::Less => judged(at_most, !equal && a.value < b.value),
        Comparison::LessEqual => judged(at_most, equal || a.value < b.value),
        Comparison::NotEqual => judged(exact, !equal),
        Comparison::Equal => {
            let too_small = at_least && !equal && a.value < b.value;
            let too_large = at_most && !equal && a.value > b.value;
            judged(exact || too_small || too_large, equal)
        }
    }
}

/// Whether two amounts lie no further apart than `slack`, or than that share of the second.
pub fn near(value: &Amount, target: &Amount, slack: f64, relative: bool) -> Truth {
    let size = match target {
        Amount::Known(known) if relative => slack * known.value.abs(),
        _ => slack,
    };
    let low = compare(value, Comparison::GreaterEqual, &target.clone().minus(Amount::exact(size)));
    let high = compare(value, Comparison::LessEqual, &target.clone().plus(Amount::exact(size)));
    match (low, high) {
        // Of a partial class one end says nothing: too few is a fault, enough is no pass.
        (Truth::Inapplicable, Truth::True) | (Truth::True, Truth::Inapplicable) => Truth::Inapplicable,
        (low, high) => Truth::all([low, high]),
    }
}

/// Within the slack.
pub fn equal(a: &Known, b: &Known) -> bool {
    let largest = [a.value.abs(), b.value.abs(), a.magnitude, b.magnitude].into_iter().fold(0.0, f64::max);
    a.value == b.value || (a.value - b.value).abs() <= SLACK * largest && largest.is_finite()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Comparison::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};

    fn truth(a: f64, operator: Comparison, b: f64) -> Truth {
        compare(&Amount::exact(a), operator, &Amount::exact(b))
    }

    #[test]
    fn within_the_slack_two_values_are_equal() {
        let above = 5.0 * (1.0 + 0.9e-6);
        assert_eq!(truth(above, Equal, 5.0), Truth::True);
        assert_eq!(truth(5.0, Less, above), Truth::False);
        assert_eq!(truth(above, LessEqual, 5.0), Truth::True);
        assert_eq!(truth(above, Greater, 5.0), Truth::False);
        assert_eq!(truth(above, NotEqual, 5.0), Truth::False);
    }

    #[test]
    fn outside_the_slack_they_are_not() {
        let above = 5.0 * (1.0 + 1.2e-6);
        assert_eq!(truth(above, Equal, 5.0), Truth::False);
        assert_eq!(truth(5.0, Less, above), Truth::True);
        assert_eq!(truth(above, LessEqual, 5.0), Truth::False);
        assert_eq!(truth(5.0, GreaterEqual, above), Truth::False);
    }

    #[test]
    fn a_difference_is_no_more_exact_than_what_it_comes_from() {
        let tiny = Amount::exact(500.0001).minus(Amount::exact(500.0));
        assert_eq!(compare(&tiny, Greater, &Amount::exact(0.0)), Truth::False);
        assert_eq!(truth(0.0001, Greater, 0.0), Truth::True);
    }

    #[test]
    fn division_by_zero() {
        let zero = || Amount::exact(0.0);
        assert!(matches!(zero().over(zero()), Amount::Inapplicable(_)));
        let infinite = Amount::exact(2.0).over(zero());
        assert_eq!(compare(&infinite, LessEqual, &Amount::exact(1e300)), Truth::False);
        assert_eq!(compare(&infinite, Greater, &Amount::exact(1e300)), Truth::True);
    }

    #[test]
    fn upper_counts_of_what_is_only_a_lower_bound_do_not_apply() {
        let seen = Amount::one_sided(1.0, Side::AtLeast);
        let bound = |value| Amount::exact(value);
        assert_eq!(compare(&seen, LessEqual, &bound(1.0)), Truth::Inapplicable);
        assert_eq!(compare(&seen, GreaterEqual, &bound(1.0)), Truth::True);
        assert_eq!(compare(&seen, GreaterEqual, &bound(2.0)), Truth::False);
        assert_eq!(compare(&seen, Equal, &bound(2.0)), Truth::False);
        assert_eq!(compare(&seen, Equal, &bound(1.0)), Truth::Inapplicable);
        assert_eq!(compare(&seen, NotEqual, &bound(1.0)), Truth::Inapplicable);
        let negative = seen.negated();
        assert_eq!(compare(&negative, GreaterEqual, &bound(-1.0)), Truth::Inapplicable);
        assert_eq!(compare(&negative, LessEqual, &bound(-1.0)), Truth::True);
    }

    #[test]
    fn products_keep_the_side_of_what_is_known_in_part() {
        let seen = || Amount::one_sided(2.0, Side::AtLeast);
        assert_eq!(
            Amount::exact(3.0).times(seen()),
            Amount::Known(Known { value: 6.0, magnitude: 6.0, side: Side::AtLeast })
        );
        assert_eq!(seen().times(Amount::exact(-3.0)).known().map(|known| known.side), Some(Side::AtMost));
        assert_eq!(seen().times(seen()).known().map(|known| known.side), Some(Side::Neither));
    }

    #[test]
    fn nearness_is_a_share_of_the_target_or_a_size() {
        let near = |a, b, slack, relative| near(&Amount::exact(a), &Amount::exact(b), slack, relative);
        assert_eq!(near(11.0, 10.0, 0.1, true), Truth::True);
        assert_eq!(near(11.1, 10.0, 0.1, true), Truth::False);
        assert_eq!(near(-11.0, -10.0, 0.1, true), Truth::True);
        assert_eq!(near(8.9, 10.0, 1.0, false), Truth::False);
        assert_eq!(near(9.0, 10.0, 1.0, false), Truth::True);
    }

    #[test]
    fn what_does_not_apply_wins_over_what_is_unknown() {
        let sum = Amount::unknown("no file").plus(Amount::Inapplicable("absent".to_owned()));
        assert_eq!(compare(&sum, Equal, &Amount::exact(0.0)), Truth::Inapplicable);
    }
}
