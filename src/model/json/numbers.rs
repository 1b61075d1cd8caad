//! Numbers with units, and what is reckoned of them.

use num_rational::BigRational;
use serde_json::{Value, json};

use super::super::quantity::{Dimension, Quantity};
use super::super::rule::{Aggregate, AggregateFunction, Number};
use super::writer::Writer;

/// `{"value": "500", "unit": "mm3", "written": "0.5 mL"}`
pub(super) fn quantity(quantity: &Quantity) -> Value {
    json!({"value": rational(&quantity.value), "unit": unit(quantity.dimension), "written": quantity.written})
}

/// `1/2`, in lowest terms; `3` for a whole number.
fn rational(value: &BigRational) -> String {
    value.to_string()
}

/// The base unit of a dimension, `mm3`; `1` for plain numbers, as in UCUM.
pub(super) fn unit(dimension: Dimension) -> String {
    if dimension.is_none() { "1".to_owned() } else { dimension.base_unit() }
}

impl Writer<'_> {
    /// Sums and products have all their operands in one list: a difference is a sum with a negated term.
    pub(super) fn number(&self, number: &Number) -> Value {
        match number {
            Number::Constant(constant) => {
                let mut value = json!({"kind": "constant"});
                if let (Value::Object(object), Value::Object(rest)) = (&mut value, quantity(constant)) {
                    object.extend(rest);
                }
                value
            }
            Number::Measure(measure) => self.measure(measure),
            Number::Sum(..) | Number::Difference(..) => json!({"kind": "sum", "terms": self.terms(number)}),
            Number::Product(..) => json!({"kind": "product", "factors": self.factors(number)}),
            Number::Ratio(a, b) => json!({"kind": "ratio", "of": self.number(a), "to": self.number(b)}),
            Number::Negated(of) => json!({"kind": "negated", "of": self.number(of)}),
            Number::Aggregate(aggregate) => self.aggregate(aggregate),
        }
    }

    /// Chains lean to the left and may be long, so they are walked and not descended into.
    fn terms(&self, number: &Number) -> Vec<Value> {
        let mut terms = Vec::new();
        let mut at = number;
        loop {
            let (rest, term) = match at {
                Number::Sum(rest, term) => (rest, self.number(term)),
                Number::Difference(rest, term) => (rest, json!({"kind": "negated", "of": self.number(term)})),
                first => {
                    terms.push(self.number(first));
                    terms.reverse();
                    return terms;
                }
            };
            terms.push(term);
            at = rest;
        }
    }

    fn factors(&self, number: &Number) -> Vec<Value> {
        let mut factors = Vec::new();
        let mut at = number;
        while let Number::Product(rest, factor) = at {
            factors.push(self.number(factor));
            at = rest;
        }
        factors.push(self.number(at));
        factors.reverse();
        factors
    }

    fn aggregate(&self, aggregate: &Aggregate) -> Value {
        let function = match aggregate.function {
            AggregateFunction::Count => "count",
            AggregateFunction::Sum => "sum",
            AggregateFunction::Min => "min",
            AggregateFunction::Max => "max",
            AggregateFunction::Mean => "mean",
            AggregateFunction::Median => "median",
        };
        let inner = self.within(&aggregate.variables);
        json!({
            "kind": "aggregate",
            "function": function,
            "value": aggregate.value.as_ref().map(|value| inner.number(value)),
            "variables": inner.variables(&aggregate.variables),
            "domain": inner.domain(&aggregate.domain),
            "where": aggregate.filter.as_ref().map(|filter| inner.claim(filter)),
            "unit": unit(aggregate.dimension),
            "written": aggregate.text,
        })
    }
}
