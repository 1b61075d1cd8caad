//! Numbers of a rule as linear forms, with when they apply, when they are known, and from which side.

use std::ops::Not;

use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

use crate::model::rule::Comparison;
use crate::model::side::Side;

use super::formula::{Formula, Linear};
use super::truth::Truth;

#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    pub value: Value,
    pub applies: Formula,
    /// Of a case it applies to.
    pub known: Formula,
    pub side: Side,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Linear(Linear),
    /// Divided by a form that is positive wherever the amount applies.
    Ratio(Linear, Linear),
}

impl Amount {
    pub fn exact(form: Linear) -> Amount {
        Amount { value: Value::Linear(form), applies: Formula::True, known: Formula::True, side: Side::Exact }
    }

    pub fn constant(value: BigRational) -> Amount {
        Amount::exact(Linear::constant(value))
    }

    pub fn inapplicable() -> Amount {
        Amount { applies: Formula::False, ..Amount::exact(Linear::zero()) }
    }

    #[must_use]
    pub fn where_applies(self, applies: Formula) -> Amount {
        Amount { applies: self.applies.and(applies), ..self }
    }

    /// The form, if it is one.
    pub fn linear(&self) -> Option<&Linear> {
        match &self.value {
            Value::Linear(form) => Some(form),
            Value::Ratio(..) => None,
        }
    }

    #[must_use]
    pub fn scaled(self, factor: &BigRational) -> Amount {
        let value = match self.value {
            Value::Linear(form) => Value::Linear(form.times(factor)),
            Value::Ratio(above, below) => Value::Ratio(above.times(factor), below),
        };
        Amount { value, side: if factor.is_negative() { self.side.flipped() } else { self.side }, ..self }
    }

    #[must_use]
    pub fn negated(self) -> Amount {
        self.scaled(&-BigRational::one())
    }

    /// `None`: no linear form.
    pub fn plus(self, other: &Amount) -> Option<Amount> {
        let value = match (self.value, &other.value) {
            (Value::Linear(a), Value::Linear(b)) => Value::Linear(a.plus(b)),
            (Value::Ratio(above, below), Value::Linear(b)) => {
                let shift = below.clone().times(b.as_constant()?);
                Value::Ratio(above.plus(&shift), below)
            }
            (Value::Linear(a), Value::Ratio(above, below)) => {
                let shift = below.clone().times(a.as_constant()?);
                Value::Ratio(above.clone().plus(&shift), below.clone())
            }
            (Value::Ratio(a, below), Value::Ratio(b, other)) if below == *other => Value::Ratio(a.plus(b), below),
            _ => return None,
        };
        Some(Amount {
            value,
            applies: self.applies.and(other.applies.clone()),
            known: self.known.and(other.known.clone()),
            side: self.side.with(other.side),
        })
    }

    /// A product is linear if one factor is written; `None` otherwise.
    pub fn times(self, other: &Amount) -> Option<Amount> {
        let factor = |amount: &Amount| amount.linear().and_then(Linear::as_constant).cloned();
        let (scaled, rest) = match (factor(&self), factor(other)) {
            (_, Some(constant)) => (self.scaled(&constant), other),
            (Some(constant), None) => (other.clone().scaled(&constant), &self),
            (None, None) => return None,
        };
        Some(Amount {
            applies: scaled.applies.clone().and(rest.applies.clone()),
            known: scaled.known.clone().and(rest.known.clone()),
            ..scaled
        })
    }

    /// `positive`: the divisor is above 0 wherever it applies. `None`: no ratio that can be compared linearly.
    pub fn over(self, other: &Amount, positive: bool) -> Option<Amount> {
        let (above, below) = (self.linear()?.clone(), other.linear()?.clone());
        let value = match below.as_constant() {
            Some(constant) if !constant.is_zero() => Value::Linear(above.times(&constant.recip())),
            Some(_) => return None,
            None if positive => Value::Ratio(above, below),
            None => return None,
        };
        let exact = self.side == Side::Exact && other.side == Side::Exact;
        Some(Amount {
            value,
            applies: self.applies.and(other.applies.clone()),
            known: self.known.and(other.known.clone()),
            side: if exact { Side::Exact } else { Side::Neither },
        })
    }

    /// The evaluator's table of comparisons. `None`: not linear.
    pub fn compare(&self, operator: Comparison, other: &Amount) -> Option<Truth> {
        let difference = self.clone().plus(&other.clone().negated())?;
        // Above and below a positive divisor alike.
        let form = match &difference.value {
            Value::Linear(form) | Value::Ratio(form, _) => form.clone(),
        };
        let zero = Linear::zero();
        let below = form.clone().below(&zero);
        let above = form.above(&zero);
        let equal = below.clone().not().and(above.clone().not());
        let at_least = difference.side.bounds_below();
        let at_most = difference.side.bounds_above();
        let judged = |applies: bool, holds: Formula| Truth::where_applies(holds, Formula::from(applies));
        let truth = match operator {
            Comparison::Greater => judged(at_least, above),
            Comparison::GreaterEqual => judged(at_least, below.not()),
            Comparison::Less => judged(at_most, below),
            Comparison::LessEqual => judged(at_most, above.not()),
            Comparison::NotEqual => judged(at_least && at_most, equal.not()),
            Comparison::Equal if at_least && at_most => judged(true, equal),
            Comparison::Equal if at_least => Truth::where_applies(Formula::False, below),
            Comparison::Equal if at_most => Truth::where_applies(Formula::False, above),
            Comparison::Equal => Truth::inapplicable(),
        };
        Some(truth.within(&difference.applies).known_if(difference.known))
    }
}

impl Truth {
    /// Outside, it does not apply.
    #[must_use]
    pub fn within(self, applies: &Formula) -> Truth {
        Truth {
            yes: self.yes.and(applies.clone()),
            no: self.no.and(applies.clone()),
            unknown: self.unknown.and(applies.clone()),
        }
    }
}
