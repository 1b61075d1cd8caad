//! `==  !=  <  <=  >  >=` on numbers, structures and header fields.

use crate::syntax::tree::{CompareOperator, Expr};

use super::super::codes::WRONG_KIND;
use super::super::problem::Problem;
use super::super::quantity::{Dimension, Quantity};
use super::super::rule::{Claim, ClaimKind, Comparison, Measure, MeasureKind, Number, SpacingAxis, Tolerance};
use super::Typer;
use super::arithmetic::is_structure;
use super::value::{Num, Value};

impl Typer<'_> {
    pub(super) fn comparison(&mut self, expr: &Expr, operator: CompareOperator, left: &Expr, right: &Expr) -> Value {
        if self.speaks_of_text(left) || self.speaks_of_text(right) {
            return self.text_comparison(expr, operator, left, right);
        }
        if self.names_text_fact(left) || self.names_text_fact(right) {
            return self.fact_comparison(expr, operator, left, right);
        }
        if self.report_unknown_fact(left) || self.report_unknown_fact(right) {
            return Value::Error;
        }
        if self.is_image(left) || self.is_image(right) {
            return self.voxels_by_intensity(expr);
        }
        let a = self.value(left);
        if let Value::Header(field) = a {
            let equality = matches!(operator, CompareOperator::Equal | CompareOperator::NotEqual);
            if !equality {
                self.cannot_order(expr, &a);
                return Value::Error;
            }
            let words = self.header_words(field, &[right]);
            return self.header_claim(expr, field, words, operator == CompareOperator::NotEqual);
        }
        let b = self.value(right);
        match (&a, &b) {
            (Value::Error, _) | (_, Value::Error) => Value::Error,
            (x, y) if is_structure(x) && is_structure(y) => {
                self.structure_equality(expr, operator, (a, left), (b, right))
            }
            (Value::Size, Value::Sides(sides)) => self.sizes(expr, operator, sides),
            (Value::Number(num), Value::Sides(sides)) if is_spacing(num) => self.spacings(expr, operator, sides),
            (Value::Position(_), Value::Position(_)) => {
                let (left, right) = (self.text(left), self.text(right));
                let help = format!("write `{left} cranial to {right}`, or another direction");
                self.wrong_kind(expr.span, &a, "a number", help);
                Value::Error
            }
            (Value::Claim(_), Value::Claim(_)) => {
                let help = match operator {
                    CompareOperator::Equal => format!("write `{} iff {}`", self.text(left), self.text(right)),
                    _ => "use `and`, `or`, `not`, `implies`, `iff` between claims".to_owned(),
                };
                self.wrong_kind(expr.span, &a, "a number", help);
                Value::Error
            }
            (Value::Claim(_), _) => {
                let help = "compare one thing at a time; for two bounds write `volume(liver) in 600 mL .. 3500 mL`";
                self.wrong_kind(left.span, &a, "a number", help.to_owned());
                Value::Error
            }
            (_, Value::Range { .. } | Value::Set(_)) => {
                let help = format!("write `{} in {}`", self.text(left), self.text(right));
                self.wrong_kind(right.span, &b, "a number", help);
                Value::Error
            }
            _ => {
                let x = self.as_number(a, left);
                let y = self.as_number(b, right);
                match (x, y) {
                    (Some(x), Some(y)) => self.number_claim(expr, operator, x, y),
                    _ => Value::Error,
                }
            }
        }
    }

    fn number_claim(&mut self, expr: &Expr, operator: CompareOperator, left: Num, right: Num) -> Value {
        if !self.same_dimension(&left, &right)
            || !self.plausible_bound(&left, &right)
            || !self.plausible_bound(&right, &left)
        {
            return Value::Error;
        }
        if left.constant().is_some() && right.constant().is_some() {
            self.report(
                Problem::new(&WRONG_KIND, "two written numbers are compared, and nothing is measured")
                    .at(expr.span, "nothing is measured")
                    .help("write a measure on one side, such as `volume(liver) >= 600 mL`"),
            );
            return Value::Error;
        }
        // The measure first, so that everything that reads claims finds the bound on the right.
        let (left, operator, right) = match left.constant() {
            Some(_) => (right, mirrored(operator), left),
            None => (left, comparison(operator), right),
        };
        Value::Claim(Claim {
            kind: ClaimKind::Compare { left: left.number, operator, right: right.number },
            span: expr.span,
            text: self.text(expr),
        })
    }

    pub(super) fn structure_equality(
        &mut self,
        expr: &Expr,
        operator: CompareOperator,
        left: (Value, &Expr),
        right: (Value, &Expr),
    ) -> Value {
        if !matches!(operator, CompareOperator::Equal | CompareOperator::NotEqual) {
            self.cannot_order(expr, &left.0);
            return Value::Error;
        }
        let a = self.as_structure(left.0, left.1);
        let b = self.as_structure(right.0, right.1);
        let (Some(a), Some(b)) = (a, b) else { return Value::Error };
        let claim = Claim {
            kind: ClaimKind::Equal { a, b, tolerance: Tolerance::Exact },
            span: expr.span,
            text: self.text(expr),
        };
        Value::Claim(match operator {
            CompareOperator::NotEqual => self.negated(claim, expr),
            _ => claim,
        })
    }

    fn cannot_order(&mut self, expr: &Expr, left: &Value) {
        let help = match left {
            Value::Header(_) => "write `==`, or `in {..}` with the allowed values",
            _ => "compare a measure, such as `volume(a) < volume(b)`; structures have `==`, `inside` and `subset of`",
        };
        self.report(
            Problem::new(&WRONG_KIND, format!("{} has no order", left.kind()))
                .at(expr.span, "cannot be larger or smaller")
                .help(help),
        );
    }

    fn sizes(&mut self, expr: &Expr, operator: CompareOperator, sides: &[Quantity]) -> Value {
        if let Some(wrong) = sides.iter().find(|side| !side.dimension.is_none() || !side.value.is_integer()) {
            let found = wrong.written.clone();
            self.report(
                Problem::new(&WRONG_KIND, format!("`size` counts voxels, and `{found}` is no count"))
                    .at(expr.span, "not a count")
                    .help("write whole numbers without a unit: `size == 240 x 240 x 155`"),
            );
            return Value::Error;
        }
        self.every_axis(expr, operator, sides, Dimension::NONE, MeasureKind::Size)
    }

    fn spacings(&mut self, expr: &Expr, operator: CompareOperator, sides: &[Quantity]) -> Value {
        for side in sides {
            if self.check_constant(side.clone(), expr.span, "a spacing", &[Dimension::LENGTH], "1 mm").is_none() {
                return Value::Error;
            }
        }
        self.every_axis(expr, operator, sides, Dimension::LENGTH, |axis| MeasureKind::Spacing(SpacingAxis::Array(axis)))
    }

    fn every_axis(
        &mut self,
        expr: &Expr,
        operator: CompareOperator,
        sides: &[Quantity],
        dimension: Dimension,
        measure: impl Fn(u8) -> MeasureKind,
    ) -> Value {
        if !matches!(sides.len(), 2 | 3) {
            self.report(
                Problem::new(&WRONG_KIND, format!("an image has 2 or 3 axes, and {} sides are given", sides.len()))
                    .at(expr.span, "wrong number of sides")
                    .help("write one side for each array axis: `240 x 240 x 155`"),
            );
            return Value::Error;
        }
        let text = self.text(expr);
        // `!=` holds as soon as one axis differs; every other comparison holds for each axis.
        let differs = operator == CompareOperator::NotEqual;
        let operator = if differs { Comparison::Equal } else { comparison(operator) };
        let parts = (0u8..).zip(sides).map(|(axis, side)| {
            let name = match axis {
                0 => "i",
                1 => "j",
                _ => "k",
            };
            let subject = if dimension.is_none() { "size" } else { "spacing" };
            let left = Measure { kind: measure(axis), dimension, span: expr.span, text: format!("{subject}.{name}") };
            Claim {
                kind: ClaimKind::Compare {
                    left: Number::Measure(Box::new(left)),
                    operator,
                    right: Number::Constant(side.clone()),
                },
                span: expr.span,
                text: text.clone(),
            }
        });
        let claim = Claim { kind: ClaimKind::And(parts.collect()), span: expr.span, text: text.clone() };
        Value::Claim(if differs { self.negated(claim, expr) } else { claim })
    }
}

fn is_spacing(num: &Num) -> bool {
    match &num.number {
        Number::Measure(measure) => measure.kind == MeasureKind::Spacing(SpacingAxis::Every),
        _ => false,
    }
}

fn comparison(operator: CompareOperator) -> Comparison {
    match operator {
        CompareOperator::Equal => Comparison::Equal,
        CompareOperator::NotEqual => Comparison::NotEqual,
        CompareOperator::Less => Comparison::Less,
        CompareOperator::LessEqual => Comparison::LessEqual,
        CompareOperator::Greater => Comparison::Greater,
        CompareOperator::GreaterEqual => Comparison::GreaterEqual,
    }
}

fn mirrored(operator: CompareOperator) -> Comparison {
    match operator {
        CompareOperator::Less => Comparison::Greater,
        CompareOperator::LessEqual => Comparison::GreaterEqual,
        CompareOperator::Greater => Comparison::Less,
        CompareOperator::GreaterEqual => Comparison::LessEqual,
        other => comparison(other),
    }
}
