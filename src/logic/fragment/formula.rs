//! Formulas over terms: connectives, truth terms and linear constraints with exact coefficients.

use std::ops::Not;

use std::collections::{BTreeMap, BTreeSet};

use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

use super::term::TermId;

/// What may hold of a case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Formula {
    True,
    False,
    Is(TermId),
    /// A linear form is at most 0, or below 0.
    Bound(Linear, Strictness),
    Not(Box<Formula>),
    And(Vec<Formula>),
    Or(Vec<Formula>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strictness {
    AtMost,
    Below,
}

/// A sum of multiples of terms, and a constant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Linear {
    pub coefficients: BTreeMap<TermId, BigRational>,
    pub constant: BigRational,
}

impl Linear {
    pub fn constant(constant: BigRational) -> Linear {
        Linear { coefficients: BTreeMap::new(), constant }
    }

    pub fn integer(constant: i64) -> Linear {
        Linear::constant(BigRational::from_integer(constant.into()))
    }

    pub fn term(id: TermId) -> Linear {
        Linear { coefficients: BTreeMap::from([(id, BigRational::one())]), constant: BigRational::zero() }
    }

    pub fn zero() -> Linear {
        Linear::integer(0)
    }

    /// The constant, if there is nothing else.
    pub fn as_constant(&self) -> Option<&BigRational> {
        self.coefficients.is_empty().then_some(&self.constant)
    }

    #[must_use]
    pub fn plus(mut self, other: &Linear) -> Linear {
        for (id, coefficient) in &other.coefficients {
            let sum = self.coefficients.remove(id).unwrap_or_else(BigRational::zero) + coefficient;
            if !sum.is_zero() {
                self.coefficients.insert(*id, sum);
            }
        }
        self.constant += &other.constant;
        self
    }

    #[must_use]
    pub fn minus(mut self, other: &Linear) -> Linear {
        for (id, coefficient) in &other.coefficients {
            let difference = self.coefficients.remove(id).unwrap_or_else(BigRational::zero) - coefficient;
            if !difference.is_zero() {
                self.coefficients.insert(*id, difference);
            }
        }
        self.constant -= &other.constant;
        self
    }

    /// The contrary of each multiple and of the constant.
    #[must_use]
    pub fn negated(mut self) -> Linear {
        let negate = |number: &mut BigRational| *number = -std::mem::take(number);
        self.coefficients.values_mut().for_each(negate);
        negate(&mut self.constant);
        self
    }

    #[must_use]
    pub fn times(mut self, factor: &BigRational) -> Linear {
        if factor.is_zero() {
            return Linear::zero();
        }
        self.coefficients.values_mut().for_each(|coefficient| *coefficient *= factor);
        self.constant *= factor;
        self
    }

    pub fn at_most(self, other: &Linear) -> Formula {
        Formula::bound(self.minus(other), Strictness::AtMost)
    }

    pub fn below(self, other: &Linear) -> Formula {
        Formula::bound(self.minus(other), Strictness::Below)
    }

    pub fn at_least(self, other: &Linear) -> Formula {
        other.clone().at_most(&self)
    }

    pub fn above(self, other: &Linear) -> Formula {
        other.clone().below(&self)
    }

    pub fn equals(self, other: &Linear) -> Formula {
        Formula::all([self.clone().at_most(other), self.at_least(other)])
    }
}

impl Formula {
    fn bound(form: Linear, strictness: Strictness) -> Formula {
        if let Some(constant) = form.as_constant() {
            let holds = match strictness {
                Strictness::AtMost => !constant.is_positive(),
                Strictness::Below => constant.is_negative(),
            };
            return Formula::from(holds);
        }
        Formula::Bound(form, strictness)
    }

    /// The conjunction, without what holds anyway.
    pub fn all(operands: impl IntoIterator<Item = Formula>) -> Formula {
        let mut kept = Vec::new();
        for operand in operands {
            match operand {
                Formula::True => {}
                Formula::False => return Formula::False,
                Formula::And(inner) => kept.extend(inner),
                other => kept.push(other),
            }
        }
        match kept.len() {
            0 => Formula::True,
            1 => kept.pop().unwrap_or(Formula::True),
            _ => Formula::And(kept),
        }
    }

    pub fn any(operands: impl IntoIterator<Item = Formula>) -> Formula {
        let mut kept = Vec::new();
        for operand in operands {
            match operand {
                Formula::False => {}
                Formula::True => return Formula::True,
                Formula::Or(inner) => kept.extend(inner),
                other => kept.push(other),
            }
        }
        match kept.len() {
            0 => Formula::False,
            1 => kept.pop().unwrap_or(Formula::False),
            _ => Formula::Or(kept),
        }
    }

    #[must_use]
    pub fn and(self, other: Formula) -> Formula {
        Formula::all([self, other])
    }

    #[must_use]
    pub fn or(self, other: Formula) -> Formula {
        Formula::any([self, other])
    }

    #[must_use]
    pub fn implies(self, other: Formula) -> Formula {
        self.not().or(other)
    }

    #[must_use]
    pub fn iff(self, other: Formula) -> Formula {
        Formula::all([self.clone().implies(other.clone()), other.implies(self)])
    }

    /// Every term it speaks of.
    pub fn terms(&self, into: &mut BTreeSet<TermId>) {
        match self {
            Formula::True | Formula::False => {}
            Formula::Is(id) => {
                into.insert(*id);
            }
            Formula::Bound(form, _) => into.extend(form.coefficients.keys().copied()),
            Formula::Not(inner) => inner.terms(into),
            Formula::And(operands) | Formula::Or(operands) => operands.iter().for_each(|inner| inner.terms(into)),
        }
    }

    /// The linear forms that it compares with 0.
    pub fn forms<'f>(&'f self, into: &mut Vec<&'f Linear>) {
        match self {
            Formula::True | Formula::False | Formula::Is(_) => {}
            Formula::Bound(form, _) => into.push(form),
            Formula::Not(inner) => inner.forms(into),
            Formula::And(operands) | Formula::Or(operands) => operands.iter().for_each(|inner| inner.forms(into)),
        }
    }

    /// The same of other terms.
    #[must_use]
    pub fn replaced(&self, by: &mut impl FnMut(TermId) -> TermId) -> Formula {
        match self {
            Formula::True => Formula::True,
            Formula::False => Formula::False,
            Formula::Is(id) => Formula::Is(by(*id)),
            Formula::Bound(form, strictness) => {
                let moved = form.coefficients.iter().map(|(id, coefficient)| (by(*id), coefficient.clone()));
                let form = Linear { coefficients: moved.collect(), constant: form.constant.clone() };
                Formula::Bound(form, *strictness)
            }
            Formula::Not(inner) => Formula::Not(Box::new(inner.replaced(by))),
            Formula::And(operands) => Formula::And(operands.iter().map(|inner| inner.replaced(by)).collect()),
            Formula::Or(operands) => Formula::Or(operands.iter().map(|inner| inner.replaced(by)).collect()),
        }
    }
}

impl std::ops::Not for Formula {
    type Output = Formula;

    fn not(self) -> Formula {
        match self {
            Formula::True => Formula::False,
            Formula::False => Formula::True,
            Formula::Not(inner) => *inner,
            Formula::Bound(form, strictness) => {
                let turned = form.negated();
                match strictness {
                    Strictness::AtMost => Formula::Bound(turned, Strictness::Below),
                    Strictness::Below => Formula::Bound(turned, Strictness::AtMost),
                }
            }
            other => Formula::Not(Box::new(other)),
        }
    }
}

impl From<bool> for Formula {
    fn from(value: bool) -> Formula {
        if value { Formula::True } else { Formula::False }
    }
}
