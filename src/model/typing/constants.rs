//! Literals: numbers with units, products of sides, ranges.

use crate::syntax::tree::{Expr, ExprKind, Name};

use super::super::codes::{BAD_NUMBER, EMPTY_SET, REVERSED_RANGE, UNKNOWN_UNIT, WRONG_KIND};
use super::super::problem::Problem;
use super::super::quantity::Quantity;
use super::super::rule::Number;
use super::super::unit;
use super::Typer;
use super::value::{Nature, Num, Value};

impl Typer<'_> {
    pub(super) fn literal(&mut self, expr: &Expr, digits: &str, unit_name: Option<&Name>) -> Value {
        let Some(quantity) = self.quantity(expr, digits, unit_name) else { return Value::Error };
        let percent = unit_name.is_some_and(|unit| unit.text == "%");
        Value::Number(Num { number: Number::Constant(quantity), nature: Nature::Constant { percent }, span: expr.span })
    }

    fn quantity(&mut self, expr: &Expr, digits: &str, unit_name: Option<&Name>) -> Option<Quantity> {
        let digits = digits.replace(',', ".");
        if unit::decimal(&digits).is_none() {
            self.report(
                Problem::new(&BAD_NUMBER, format!("`{}` is no number voxlint can keep exactly", shorten(&digits)))
                    .at(expr.span, "too long or out of range")
                    .help("write a decimal number of at most 40 digits"),
            );
            return None;
        }
        if let Some(name) = unit_name
            && unit::unit(&name.text).is_none()
        {
            let help = match unit::replacement(&name.text) {
                Some(advice) => advice.to_owned(),
                None => match unit::suggest(&name.text) {
                    Some(close) => format!("write `{digits} {close}`"),
                    None => format!("write one of {}", unit::LISTED),
                },
            };
            self.report(
                Problem::new(&UNKNOWN_UNIT, format!("`{}` is no unit", name.text))
                    .at(name.span, "unknown unit")
                    .help(help),
            );
            return None;
        }
        unit::quantity(&digits, unit_name.map(|name| name.text.as_str()))
    }

    /// `5 x 5 x 8 mm`: the unit of the last holds for all that have none.
    pub(super) fn sides(&mut self, expr: &Expr, sides: &[Expr]) -> Value {
        let last_unit = match sides.last().map(|side| &side.kind) {
            Some(ExprKind::Number { unit, .. }) => unit.clone(),
            _ => None,
        };
        let mut quantities = Vec::new();
        for side in sides {
            let ExprKind::Number { digits, unit } = &side.kind else {
                self.report(
                    Problem::new(&WRONG_KIND, "a product of sides holds numbers only")
                        .at(side.span, "not a number")
                        .help("write `5 x 5 x 8 mm`"),
                );
                return Value::Error;
            };
            match self.quantity(side, digits, unit.as_ref().or(last_unit.as_ref())) {
                Some(quantity) => quantities.push(quantity),
                None => return Value::Error,
            }
        }
        let first = quantities.first().map(|quantity| quantity.dimension);
        if quantities.iter().any(|quantity| Some(quantity.dimension) != first) {
            self.report(
                Problem::new(&WRONG_KIND, "the sides of a product have different dimensions")
                    .at(expr.span, "units differ")
                    .help("write the unit once, after the last side: `5 x 5 x 8 mm`"),
            );
            return Value::Error;
        }
        Value::Sides(quantities)
    }

    pub(super) fn range(&mut self, expr: &Expr, low: Option<&Expr>, high: Option<&Expr>, half_open: bool) -> Value {
        let low_num = low.map(|end| self.range_end(end, high));
        let high_num = high.map(|end| self.number(end));
        let (low, high) = match (low_num, high_num) {
            (Some(None), _) | (_, Some(None)) => return Value::Error,
            (low, high) => (low.flatten(), high.flatten()),
        };
        if low.is_none() && high.is_none() {
            self.report(
                Problem::new(&EMPTY_SET, "this range has no end")
                    .at(expr.span, "no bound")
                    .help("write at least one end, such as `600 mL ..`"),
            );
            return Value::Error;
        }
        if let (Some(low), Some(high)) = (&low, &high)
            && !self.ordered_ends(expr, low, high, half_open)
        {
            return Value::Error;
        }
        Value::Range { low, high, half_open }
    }

    /// `600 .. 3500 mL`: the unit after the upper end holds for both.
    fn range_end(&mut self, low: &Expr, high: Option<&Expr>) -> Option<Num> {
        if let (ExprKind::Number { digits, unit: None }, Some(ExprKind::Number { unit: Some(unit), .. })) =
            (&low.kind, high.map(|high| &high.kind))
        {
            let text = unit.text.clone();
            let unit = Name { text, span: unit.span };
            return match self.literal(low, digits, Some(&unit)) {
                Value::Number(num) => Some(num),
                _ => None,
            };
        }
        self.number(low)
    }

    fn ordered_ends(&mut self, expr: &Expr, low: &Num, high: &Num, half_open: bool) -> bool {
        if !self.same_dimension(low, high) {
            return false;
        }
        let (Some(from), Some(to)) = (low.constant(), high.constant()) else { return true };
        if from.value > to.value {
            let (from, to) = (from.written.clone(), to.written.clone());
            self.report(
                Problem::new(&REVERSED_RANGE, format!("nothing lies between `{from}` and `{to}`"))
                    .at(expr.span, "the lower end is above the upper one")
                    .help(format!("swap the ends: `{to} .. {from}`")),
            );
            return false;
        }
        if half_open && from.value == to.value {
            let to = to.written.clone();
            self.report(
                Problem::new(&EMPTY_SET, "nothing lies in this range, which leaves its upper end out")
                    .at(expr.span, "empty")
                    .help(format!("write `== {to}`, or a larger upper end")),
            );
            return false;
        }
        true
    }
}

fn shorten(digits: &str) -> String {
    let mut short: String = digits.chars().take(24).collect();
    if short.len() < digits.len() {
        short.push_str("...");
    }
    short
}
