//! Numbers in words, and what they are compared with.

use crate::model::rule::{Aggregate, AggregateFunction, ClaimKind, Comparison, Number};

use super::Words;
use super::measures::Counted;
use super::phrases::{bound, joined};

impl Words<'_> {
    /// `the volume of `liver``, `600 mL`
    pub fn number(&self, number: &Number) -> String {
        let inner = |of: &Number| match of {
            Number::Sum(..) | Number::Difference(..) => format!("({})", self.number(of)),
            _ => self.number(of),
        };
        match number {
            Number::Constant(quantity) => quantity.written.clone(),
            Number::Measure(measure) => self.measure(measure),
            Number::Sum(a, b) => format!("{} plus {}", self.number(a), inner(b)),
            Number::Difference(a, b) => format!("{} minus {}", self.number(a), inner(b)),
            Number::Product(a, b) => format!("{} times {}", inner(a), inner(b)),
            Number::Ratio(a, b) => format!("{} divided by {}", inner(a), inner(b)),
            Number::Negated(of) => format!("minus {}", inner(of)),
            Number::Aggregate(aggregate) => self.aggregate(aggregate),
        }
    }

    fn aggregate(&self, of: &Aggregate) -> String {
        let inner = self.within(&of.variables);
        let members = self.members(&of.domain, &of.variables, of.filter.as_ref());
        let Some(value) = of.value.as_ref().map(|value| inner.number(value)) else {
            return format!("the number of {}", members.many);
        };
        let function = match of.function {
            AggregateFunction::Count => return format!("the number of {}", members.many),
            AggregateFunction::Sum => "the sum",
            AggregateFunction::Min => "the smallest",
            AggregateFunction::Max => "the largest",
            AggregateFunction::Mean => "the mean",
            AggregateFunction::Median => "the median",
        };
        format!("{function} of {value} over the {}", members.many)
    }

    /// A claim about a number. `None`: it is of another kind.
    pub(super) fn comparison(&self, claim: &ClaimKind) -> Option<String> {
        match claim {
            ClaimKind::Compare { left, operator, right } => Some(match (constant(left), constant(right)) {
                (true, false) => self.compared(right, operator.mirrored(), left),
                _ => self.compared(left, *operator, right),
            }),
            ClaimKind::Within { value, low, high, half_open } => {
                let words = |end: &Option<Number>| end.as_ref().map(|number| self.number(number));
                let range = match (words(low), words(high), half_open) {
                    (Some(low), Some(high), false) => format!("between {low} and {high}"),
                    (Some(low), Some(high), true) => format!("at least {low} and less than {high}"),
                    (Some(low), None, _) => bound(Comparison::GreaterEqual, &low),
                    (None, Some(high), false) => bound(Comparison::LessEqual, &high),
                    (None, Some(high), true) => bound(Comparison::Less, &high),
                    (None, None, _) => "anything".to_owned(),
                };
                Some(self.is(value, &range, false))
            }
            ClaimKind::OneOf { value, set } => {
                let written: Vec<String> = set.iter().map(|member| member.written.clone()).collect();
                let one = set.len() == 1 && written.iter().all(|written| written == "1");
                Some(self.is(value, &joined(&written, "or"), one))
            }
            ClaimKind::Near { value, target, slack, relative } => {
                let of = if *relative { " of it" } else { "" };
                let (value, target) = (self.number(value), self.number(target));
                Some(format!("{value} is {target}, give or take {}{of}", slack.written))
            }
            _ => None,
        }
    }

    fn compared(&self, value: &Number, operator: Comparison, other: &Number) -> String {
        let (written, counted) = (self.number(other), self.counted(value));
        match (operator, written.as_str(), counted) {
            (Comparison::Equal | Comparison::LessEqual, "0", Some(counted)) => {
                format!("{} {} no {}", counted.of, counted.verb, counted.many)
            }
            (Comparison::Greater, "0", Some(counted)) => format!("{} {} {}", counted.of, counted.verb, counted.many),
            (Comparison::Equal, "1", Some(counted)) if counted.parts => {
                let floor = counted.many.strip_prefix("parts").unwrap_or_default();
                let floor = if floor.is_empty() { String::new() } else { format!(", counting parts{floor}") };
                format!("{} is a single piece{floor}", counted.of)
            }
            _ => self.is(value, &bound(operator, &written), written == "1"),
        }
    }

    /// `the volume of x is so much`, `x has so many parts`
    fn is(&self, value: &Number, range: &str, one: bool) -> String {
        match self.counted(value) {
            Some(Counted { of, verb, one: single, .. }) if one => format!("{of} {verb} {range} {single}"),
            Some(Counted { of, verb, many, .. }) => format!("{of} {verb} {range} {many}"),
            None => format!("{} is {range}", self.number(value)),
        }
    }

    fn counted(&self, number: &Number) -> Option<Counted> {
        match number {
            Number::Measure(measure) => self.counted_measure(measure),
            _ => None,
        }
    }
}

fn constant(number: &Number) -> bool {
    matches!(number, Number::Constant(_))
}
