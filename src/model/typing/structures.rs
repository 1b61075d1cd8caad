//! Structures made from others: margins, ends, the most posterior part; sides of pairs.

use crate::syntax::tree::{Expr, Name};

use super::super::codes::{MISSING_UNIT, WRONG_COUNT, WRONG_DIMENSION};
use super::super::problem::Problem;
use super::super::quantity::{Dimension, Quantity};
use super::super::rule::{Claim, ClaimKind, Direction, Margin, Number, Position, Structure};
use super::Typer;
use super::calls::Arguments;
use super::value::{Num, Value};

impl Typer<'_> {
    pub(super) fn margin_of(
        &mut self,
        arguments: &Arguments,
        make: impl FnOnce(Box<Structure>, Margin) -> Structure,
    ) -> Option<Value> {
        let of = self.structure(arguments.get(0)?);
        let margin = self.margin(arguments.get(1)?);
        Some(Value::Structure(make(Box::new(of?), margin?)))
    }

    /// `5 mm`, or `5 x 5 x 8 mm` along left-right, anterior-posterior and cranial-caudal.
    fn margin(&mut self, expr: &Expr) -> Option<Margin> {
        let value = self.value(expr);
        let sides: Vec<Quantity> = match value {
            Value::Sides(sides) => sides,
            Value::Number(num) if num.constant().is_none() => return self.measured_margin(expr, num),
            Value::Error => return None,
            other => {
                let num = self.as_number(other, expr)?;
                vec![num.constant()?.clone(); 3]
            }
        };
        let [x, y, z] = <[Quantity; 3]>::try_from(sides)
            .map_err(|sides| {
                self.report(
                    Problem::new(&WRONG_COUNT, format!("a margin has 1 or 3 sides, and {} are given", sides.len()))
                        .at(expr.span, "wrong number of sides")
                        .help("write `5 mm`, or `5 x 5 x 8 mm`"),
                );
            })
            .ok()?;
        let length = &[Dimension::LENGTH];
        let x = self.check_constant(x, expr.span, "a margin", length, "5 mm")?;
        let y = self.check_constant(y, expr.span, "a margin", length, "5 mm")?;
        let z = self.check_constant(z, expr.span, "a margin", length, "5 mm")?;
        Some(Margin([x, y, z].map(Number::Constant)))
    }

    /// `m mm` of a name, `case.margin`: the same in all directions.
    fn measured_margin(&mut self, expr: &Expr, num: Num) -> Option<Margin> {
        let dimension = num.number.dimension();
        if dimension == Dimension::LENGTH {
            return Some(Margin(std::array::from_fn(|_| num.number.clone())));
        }
        let text = self.text(expr);
        let problem = match dimension.is_none() {
            true => Problem::new(&MISSING_UNIT, format!("`{text}` needs a unit: it is a margin"))
                .at(expr.span, "no unit")
                .help(format!("write `{text} mm`")),
            false => Problem::new(&WRONG_DIMENSION, format!("`{text}` does not fit: a margin is a length"))
                .at(expr.span, format!("this is {}", dimension.name()))
                .help("write a length, such as `5 mm`"),
        };
        self.report(problem);
        None
    }

    /// `most posterior 15 mm of wall`
    pub(super) fn most(&mut self, direction: &Name, depth: &Expr, of: &Expr) -> Value {
        let direction = self.direction(direction);
        let depth = self.constant_of(depth, "a depth", &[Dimension::LENGTH], "15 mm");
        let of = self.structure(of);
        match (direction, depth, of) {
            (Some(direction), Some(depth), Some(of)) => {
                Value::Structure(Structure::Most { direction, depth, of: Box::new(of) })
            }
            _ => Value::Error,
        }
    }

    pub(super) fn end(&mut self, arguments: &Arguments, name: &str) -> Option<Value> {
        let of = self.structure(arguments.get(0)?)?;
        let direction = match name {
            "top" => Direction::Cranial,
            "bottom" => Direction::Caudal,
            "front" => Direction::Anterior,
            "back" => Direction::Posterior,
            "left_end" => Direction::Left,
            "right_end" => Direction::Right,
            _ => return Some(Value::Position(Position::Centroid(of))),
        };
        Some(Value::Position(Position::End { direction, of }))
    }

    /// `sides(kidney)`: the right member lies right of the left one and, if a midline is declared, each on its side of
    /// it. A member that is absent and optional takes its comparisons with it.
    pub(super) fn sides_of_pair(&mut self, arguments: &Arguments) -> Option<Value> {
        let expr = arguments.get(0)?;
        let pair = match self.value(expr) {
            Value::Pair(id) => self.pairs.get(id.0)?.clone()?,
            Value::Error => return None,
            other => {
                let help = "declare `pair kidney = kidney_right | kidney_left` and write `sides(kidney)`".to_owned();
                self.wrong_kind(expr.span, &other, "a pair", help);
                return None;
            }
        };
        let (span, text) = (arguments.call.span, self.text(arguments.call));
        let centroid = |class| Position::Centroid(Structure::Class(class));
        let beyond = |a, direction, b| Claim {
            kind: ClaimKind::Beyond { a, direction, b, by: None, up_to: None },
            span,
            text: text.clone(),
        };
        let (right, left) = (centroid(pair.right), centroid(pair.left));
        let apart = beyond(right.clone(), Direction::Right, left.clone());
        let Some(midline) = self.midline.clone() else { return Some(Value::Claim(apart)) };
        let middle = Position::Centroid(midline);
        let claims =
            vec![apart, beyond(right, Direction::Right, middle.clone()), beyond(left, Direction::Left, middle)];
        Some(Value::Claim(Claim { kind: ClaimKind::And(claims), span, text: text.clone() }))
    }
}
