//! Numbers: constants, measures, arithmetic and aggregates.

use super::super::quantity::{Dimension, Quantity};
use super::claims::Claim;
use super::measures::Measure;
use super::statements::{Domain, Variable};

#[derive(Debug, Clone, PartialEq)]
pub enum Number {
    Constant(Quantity),
    Measure(Box<Measure>),
    Sum(Box<Number>, Box<Number>),
    Difference(Box<Number>, Box<Number>),
    Product(Box<Number>, Box<Number>),
    /// 0/0 is not applicable.
    Ratio(Box<Number>, Box<Number>),
    Negated(Box<Number>),
    Aggregate(Box<Aggregate>),
}

impl Number {
    /// What the number measures. Ratios and shares are without dimension.
    pub fn dimension(&self) -> Dimension {
        match self {
            Number::Constant(quantity) => quantity.dimension,
            Number::Measure(measure) => measure.dimension,
            Number::Sum(left, _) | Number::Difference(left, _) => left.dimension(),
            Number::Product(a, b) => a.dimension().times(b.dimension()),
            Number::Ratio(above, below) => above.dimension().over(below.dimension()),
            Number::Negated(number) => number.dimension(),
            Number::Aggregate(aggregate) => aggregate.dimension,
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Aggregate {
    pub function: AggregateFunction,
    /// `None` for `count`.
    pub value: Option<Number>,
    pub variables: Vec<Variable>,
    pub domain: Domain,
    pub filter: Option<Claim>,
    pub dimension: Dimension,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AggregateFunction {
    Count,
    Sum,
    Min,
    Max,
    Mean,
    Median,
}
