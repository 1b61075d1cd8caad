//! What the solver says.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;

use super::atom::Atom;
use super::certificate::Certificate;
use super::linear::{Linear, Number};
use super::literal::Literal;
use super::problem::Problem;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// There is no solution, and this is why.
    Unsatisfiable(Certificate),
    /// Here is a solution.
    Satisfiable(Assignment),
    /// A limit was reached before either was found.
    GaveUp(Spent),
}

/// How much work a question may take. Steps are counted, not time, so that answers are the same everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Clauses learned from conflicts.
    pub conflicts: u64,
    /// Pivots of the simplex. Numbers beyond machine words make a pivot count more.
    pub pivots: u64,
    /// Splits of an integer's range.
    pub splits: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { conflicts: 20_000, pivots: 50_000, splits: 500 }
    }
}

/// How much work was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spent {
    pub conflicts: u64,
    pub pivots: u64,
    pub splits: u64,
}

/// A truth value for each variable and a rational for each number of a problem.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Assignment {
    pub(super) variables: Vec<bool>,
    pub(super) numbers: Vec<BigRational>,
}

impl Assignment {
    /// Whether a literal of the problem is true.
    pub fn holds(&self, literal: Literal) -> bool {
        self.variables.get(literal.variable()).is_some_and(|value| literal.under(*value))
    }

    /// The value of a number of the problem; a whole one if it is an integer.
    pub fn value(&self, number: Number) -> BigRational {
        self.numbers.get(number.index()).cloned().unwrap_or_default()
    }

    /// The value of an expression.
    pub fn evaluate(&self, expression: &Linear) -> BigRational {
        expression.terms().map(|(number, coefficient)| coefficient * self.value(number)).sum::<BigRational>()
            + expression.constant()
    }

    /// Whether every clause has a true literal, every atom is true exactly if its constraint holds, and integers are whole.
    pub fn satisfies(&self, problem: &Problem) -> bool {
        self.numbers.len() == problem.number_count()
            && self.variables.len() == problem.variable_count()
            && self
                .numbers
                .iter()
                .enumerate()
                .all(|(index, value)| value.is_integer() || !problem.is_integer(Number(index as u32)))
            && self
                .variables
                .iter()
                .enumerate()
                .all(|(variable, value)| problem.atom(variable).is_none_or(|atom| *value == self.meets(atom)))
            && problem.clauses().all(|(clause, _)| clause.iter().any(|literal| self.holds(*literal)))
    }

    /// Whether the numbers meet a constraint.
    pub(super) fn meets(&self, atom: Atom) -> bool {
        let add = |sum: BigRational, (number, coefficient): &(Number, BigInt)| sum + self.value(*number) * coefficient;
        let value = atom.form.terms.iter().fold(BigRational::zero(), add);
        if atom.is_strict { value < *atom.bound } else { value <= *atom.bound }
    }
}
