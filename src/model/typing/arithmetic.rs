//! `+ - * / &` on numbers, structures and positions, and `and or implies iff` on claims.

use crate::syntax::tree::{BinaryOperator, Expr, ExprKind};

use super::super::codes::{BAD_NUMBER, NO_COMMON_AXIS, TOO_DEEP, WRONG_KIND};
use super::super::problem::Problem;
use super::super::quantity::{Dimension, Quantity};
use super::super::rule::{Axis, Claim, ClaimKind, Measure, MeasureKind, Number, Position, Structure};
use super::value::{Nature, Num, Value};
use super::{MAX_TERMS, Typer};

impl Typer<'_> {
    /// A chain `a + b + c`, read from the left without recursion, however long it is.
    pub(super) fn chain(&mut self, expr: &Expr) -> Value {
        let mut links: Vec<(&Expr, BinaryOperator, &Expr)> = Vec::new();
        let mut first = expr;
        while let ExprKind::Binary { operator, left, right } = &first.kind {
            links.push((first, *operator, right));
            first = left;
        }
        if links.len() > MAX_TERMS {
            self.report(
                Problem::new(&TOO_DEEP, format!("this expression has more than {MAX_TERMS} terms"))
                    .at(expr.span, "too long")
                    .help("name a part of it with `let`, `group` or `region`"),
            );
            return Value::Error;
        }
        let mut value = self.value(first);
        let mut left = first;
        for (whole, operator, right) in links.into_iter().rev() {
            let other = self.value(right);
            value = self.combine(whole, operator, (value, left), (other, right));
            left = whole;
        }
        value
    }

    fn combine(
        &mut self,
        whole: &Expr,
        operator: BinaryOperator,
        left: (Value, &Expr),
        right: (Value, &Expr),
    ) -> Value {
        use BinaryOperator as Op;
        let connective = matches!(operator, Op::And | Op::Or | Op::Implies | Op::Iff);
        if !connective && (left.0 == Value::Error || right.0 == Value::Error) {
            return Value::Error;
        }
        match operator {
            Op::And | Op::Or | Op::Implies | Op::Iff => self.connective(whole, operator, left, right),
            Op::Intersect => self.set_operation(operator, left, right),
            Op::Add | Op::Subtract if is_structure(&left.0) && is_structure(&right.0) => {
                self.set_operation(operator, left, right)
            }
            Op::Subtract if matches!((&left.0, &right.0), (Value::Position(_), Value::Position(_))) => {
                self.separation(whole, left.0, right.0)
            }
            Op::Add | Op::Subtract => self.sum(whole, operator, left, right),
            Op::Multiply => self.product(whole, left, right),
            Op::Divide => self.quotient(whole, left, right),
        }
    }

    fn connective(
        &mut self,
        whole: &Expr,
        operator: BinaryOperator,
        left: (Value, &Expr),
        right: (Value, &Expr),
    ) -> Value {
        let left = self.as_claim(left);
        let right = self.as_claim(right);
        let (Some(left), Some(right)) = (left, right) else { return Value::Error };
        let kind = match operator {
            BinaryOperator::And => ClaimKind::And(flatten(
                left,
                |kind| match kind {
                    ClaimKind::And(parts) => Ok(parts),
                    other => Err(other),
                },
                right,
            )),
            BinaryOperator::Or => ClaimKind::Or(flatten(
                left,
                |kind| match kind {
                    ClaimKind::Or(parts) => Ok(parts),
                    other => Err(other),
                },
                right,
            )),
            BinaryOperator::Implies => ClaimKind::Implies(Box::new(left), Box::new(right)),
            _ => ClaimKind::Iff(Box::new(left), Box::new(right)),
        };
        Value::Claim(Claim { kind, span: whole.span, text: self.text(whole) })
    }

    fn as_claim(&mut self, (value, expr): (Value, &Expr)) -> Option<Claim> {
        match value {
            Value::Claim(claim) => Some(claim),
            Value::Fact(id) => self.fact_as_claim(id, expr),
            Value::Error => None,
            other => {
                let help = match &other {
                    value if is_structure(value) => format!("write `present({})`", self.text(expr)),
                    Value::Number(_) | Value::Parts(_) => format!("compare it: `{} == ..`", self.text(expr)),
                    _ => "write a claim on both sides".to_owned(),
                };
                self.wrong_kind(expr.span, &other, "a claim", help);
                None
            }
        }
    }

    fn set_operation(&mut self, operator: BinaryOperator, left: (Value, &Expr), right: (Value, &Expr)) -> Value {
        let left = self.as_structure(left.0, left.1);
        let right = self.as_structure(right.0, right.1);
        let (Some(left), Some(right)) = (left.map(Box::new), right.map(Box::new)) else { return Value::Error };
        Value::Structure(match operator {
            BinaryOperator::Add => Structure::Union(left, right),
            BinaryOperator::Subtract => Structure::Difference(left, right),
            _ => Structure::Intersection(left, right),
        })
    }

    /// `top(heart) - top(liver)`: a length along the axis both have in common.
    fn separation(&mut self, whole: &Expr, left: Value, right: Value) -> Value {
        let (Value::Position(to), Value::Position(from)) = (left, right) else { return Value::Error };
        let Some(axis) = common_axis(&to, &from) else {
            self.report(
                Problem::new(&NO_COMMON_AXIS, "these two positions have no axis in common")
                    .at(whole.span, "no common axis")
                    .help("subtract ends of the same axis, or write `distance(a, b)` for structures"),
            );
            return Value::Error;
        };
        let dimension = Dimension::LENGTH;
        let kind = MeasureKind::Separation { from, to, axis };
        let measure = Measure { kind, dimension, span: whole.span, text: self.text(whole) };
        Value::Number(Num { number: Number::Measure(Box::new(measure)), nature: Nature::Measure, span: whole.span })
    }

    fn sum(&mut self, whole: &Expr, operator: BinaryOperator, left: (Value, &Expr), right: (Value, &Expr)) -> Value {
        let a = self.as_number(left.0, left.1);
        let b = self.as_number(right.0, right.1);
        let (Some(a), Some(b)) = (a, b) else { return Value::Error };
        let add = operator == BinaryOperator::Add;
        let shifted = shifted_date(&a, &b, add);
        if !shifted && (!self.same_dimension(&a, &b) || add && !self.no_date(&a)) {
            return Value::Error;
        }
        let nature = if shifted { Nature::Date } else { sum_nature(a.nature, b.nature) };
        let number = match (a.number, b.number) {
            (Number::Constant(x), Number::Constant(y)) => {
                let value = if add { x.value + y.value } else { x.value - y.value };
                Number::Constant(Quantity { value, dimension: x.dimension, written: self.text(whole) })
            }
            (x, y) if add => Number::Sum(Box::new(x), Box::new(y)),
            (x, y) => Number::Difference(Box::new(x), Box::new(y)),
        };
        Value::Number(Num { number, nature, span: whole.span })
    }

    fn product(&mut self, whole: &Expr, left: (Value, &Expr), right: (Value, &Expr)) -> Value {
        let a = self.as_number(left.0, left.1);
        let b = self.as_number(right.0, right.1);
        let (Some(a), Some(b)) = (a, b) else { return Value::Error };
        if !self.no_date(&a) || !self.no_date(&b) {
            return Value::Error;
        }
        let number = match (a.number, b.number) {
            (Number::Constant(x), Number::Constant(y)) => {
                let dimension = x.dimension.times(y.dimension);
                Number::Constant(Quantity { value: x.value * y.value, dimension, written: self.text(whole) })
            }
            (x, y) => Number::Product(Box::new(x), Box::new(y)),
        };
        Value::Number(Num { number, nature: folded(a.nature, b.nature), span: whole.span })
    }

    fn quotient(&mut self, whole: &Expr, left: (Value, &Expr), right: (Value, &Expr)) -> Value {
        let divisor = right.1;
        let a = self.as_number(left.0, left.1);
        let b = self.as_number(right.0, right.1);
        let (Some(a), Some(b)) = (a, b) else { return Value::Error };
        if !self.no_date(&a) || !self.no_date(&b) {
            return Value::Error;
        }
        if b.constant().is_some_and(Quantity::is_zero) {
            self.report(
                Problem::new(&BAD_NUMBER, "this divides by zero")
                    .at(divisor.span, "zero")
                    .help("divide by another number"),
            );
            return Value::Error;
        }
        let nature = folded(a.nature, b.nature);
        let number = match (a.number, b.number) {
            (Number::Constant(x), Number::Constant(y)) => {
                let dimension = x.dimension.over(y.dimension);
                Number::Constant(Quantity { value: x.value / y.value, dimension, written: self.text(whole) })
            }
            (x, y) => Number::Ratio(Box::new(x), Box::new(y)),
        };
        Value::Number(Num { number, nature, span: whole.span })
    }

    pub(super) fn negation(&mut self, expr: &Expr, inner: &Expr) -> Value {
        let value = self.value(inner);
        if is_structure(&value) {
            self.report(
                Problem::new(&WRONG_KIND, "a structure has no negative")
                    .at(expr.span, "not a number")
                    .help("write `a - b` for what is in `a` and not in `b`"),
            );
            return Value::Error;
        }
        let Some(num) = self.as_number(value, inner).filter(|num| self.no_date(num)) else { return Value::Error };
        let nature = if num.nature == Nature::Share { Nature::Measure } else { num.nature };
        let number = match num.number {
            Number::Constant(quantity) => Number::Constant(Quantity {
                value: -quantity.value,
                written: format!("-{}", quantity.written),
                ..quantity
            }),
            other => Number::Negated(Box::new(other)),
        };
        Value::Number(Num { number, nature, span: expr.span })
    }

    /// Reports a date where only a time can be reckoned with.
    fn no_date(&mut self, num: &Num) -> bool {
        if num.nature == Nature::Date {
            self.report(
                Problem::new(&WRONG_KIND, "dates are subtracted and compared, and nothing else")
                    .at(num.span, "this is a date")
                    .help("write the time between two dates: `case.scanned - case.born >= 18 years`"),
            );
        }
        num.nature != Nature::Date
    }

    pub(super) fn not(&mut self, expr: &Expr, inner: &Expr) -> Value {
        match self.claim(inner) {
            Some(claim) => Value::Claim(self.negated(claim, expr)),
            None => Value::Error,
        }
    }

    pub(super) fn negated(&self, claim: Claim, whole: &Expr) -> Claim {
        Claim { kind: ClaimKind::Not(Box::new(claim)), span: whole.span, text: self.text(whole) }
    }
}

pub(super) fn is_structure(value: &Value) -> bool {
    match value {
        Value::Structure(_) | Value::Pair(_) | Value::Sequence(_) | Value::Worded(_) => true,
        // `"{x}_L"`: the structure of this name.
        Value::Text(text) => text.contains('{'),
        _ => false,
    }
}

pub(super) fn position_axis(position: &Position) -> Option<Axis> {
    match position {
        Position::Centroid(_) | Position::Landmark(_) | Position::LineEnd { .. } => None,
        Position::Field { .. } | Position::Midpoint(_) => None,
        Position::End { direction, .. } => Some(direction.axis()),
    }
}

/// The axis of the ends among two positions; a centroid takes part in any.
fn common_axis(a: &Position, b: &Position) -> Option<Axis> {
    match (position_axis(a), position_axis(b)) {
        (Some(a), Some(b)) => (a == b).then_some(a),
        (axis, None) | (None, axis) => axis,
    }
}

/// `a and b and c` is one list of three.
fn flatten(left: Claim, parts: impl Fn(ClaimKind) -> Result<Vec<Claim>, ClaimKind>, right: Claim) -> Vec<Claim> {
    let Claim { kind, span, text } = left;
    let mut list = match parts(kind) {
        Ok(list) => list,
        Err(kind) => vec![Claim { kind, span, text }],
    };
    list.push(right);
    list
}

/// A date and a time: another date.
fn shifted_date(a: &Num, b: &Num, add: bool) -> bool {
    let time = |num: &Num| num.nature != Nature::Date && num.number.dimension() == Dimension::TIME;
    match (a.nature == Nature::Date, b.nature == Nature::Date) {
        (true, false) => time(b),
        (false, true) => add && time(a),
        _ => false,
    }
}

fn sum_nature(a: Nature, b: Nature) -> Nature {
    match (a, b) {
        (Nature::Constant { percent: x }, Nature::Constant { percent: y }) => Nature::Constant { percent: x || y },
        (Nature::Count, Nature::Count) => Nature::Count,
        _ => Nature::Measure,
    }
}

fn folded(a: Nature, b: Nature) -> Nature {
    match (a, b) {
        (Nature::Constant { percent: x }, Nature::Constant { percent: y }) => Nature::Constant { percent: x || y },
        _ => Nature::Measure,
    }
}
