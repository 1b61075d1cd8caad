//! Numbers in words.

use crate::model::rule::{Aggregate, AggregateFunction, MeasureKind, Number};

use super::Words;
use super::phrases::quantity;

impl Words<'_> {
    /// `` the volume of `liver` ``, `600 mL`
    pub fn number(&self, number: &Number) -> String {
        let inner = |of: &Number| match of {
            Number::Sum(..) | Number::Difference(..) => format!("({})", self.number(of)),
            _ => self.number(of),
        };
        match number {
            Number::Constant(constant) => quantity(constant),
            Number::Measure(measure) => self.measure(measure),
            Number::Sum(a, b) => format!("{} plus {}", self.number(a), inner(b)),
            Number::Difference(a, b) => format!("{} minus {}", self.number(a), inner(b)),
            Number::Product(a, b) => in_unit(a, &inner(b)).unwrap_or_else(|| {
                let times = if inner(a).ends_with('%') { "of" } else { "times" };
                format!("{} {times} {}", inner(a), inner(b))
            }),
            Number::Ratio(a, b) => self.share(a, b).unwrap_or_else(|| format!("{} divided by {}", inner(a), inner(b))),
            Number::Negated(of) => format!("minus {}", inner(of)),
            Number::Aggregate(aggregate) => self.aggregate(aggregate),
        }
    }

    /// How many of a domain are of a kind, of all of it.
    fn share(&self, some: &Number, all: &Number) -> Option<String> {
        let (Number::Aggregate(some), Number::Aggregate(all)) = (some, all) else { return None };
        let counts = some.value.is_none() && all.value.is_none() && all.filter.is_none() && some.domain == all.domain;
        let members = self.members(&some.domain, &some.variables, some.filter.as_ref());
        counts.then(|| format!("the share of {}", members.many(&[])))
    }

    fn aggregate(&self, of: &Aggregate) -> String {
        let marked = self.marked(&of.variables);
        let members = self.members(&of.domain, &of.variables, of.filter.as_ref());
        let Some(value) = of.value.as_ref().map(|value| marked.number(value)) else {
            return format!("the number of {}", members.many(&[]));
        };
        let one_of = |which: &str| match members.in_place(&value, members.article()) {
            Some(said) => format!("the {which} {}", said.strip_prefix("the ").unwrap_or(&said)),
            None => format!("the {which} of {} over the {}", members.by_name(&value), members.many(&[&value])),
        };
        match of.function {
            AggregateFunction::Count => format!("the number of {}", members.many(&[])),
            AggregateFunction::Sum => {
                format!("the sum of {} over the {}", members.by_name(&value), members.many(&[&value]))
            }
            AggregateFunction::Min => one_of("smallest"),
            AggregateFunction::Max => one_of("largest"),
            AggregateFunction::Mean => one_of("mean"),
            AggregateFunction::Median => one_of("median"),
        }
    }
}

/// `` `m` mm `` for `1 mm * m`.
fn in_unit(unit: &Number, number: &str) -> Option<String> {
    match unit {
        Number::Constant(one) => quantity(one).strip_prefix("1 ").map(|unit| format!("{number} {unit}")),
        _ => None,
    }
}

/// What stands beside a count as a number of its own: a constant, or a fact of the case.
pub(super) fn plain(number: &Number) -> bool {
    match number {
        Number::Constant(_) => true,
        Number::Measure(measure) => matches!(measure.kind, MeasureKind::Fact(_)),
        _ => false,
    }
}
