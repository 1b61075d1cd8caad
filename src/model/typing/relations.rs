//! `inside`, `touches`, `left of` and the like, and the order of sequences.

use crate::syntax::tree::{Expr, Name, RelationWord};

use super::super::codes::{NO_COMMON_AXIS, UNKNOWN_WORD, WRONG_KIND};
use super::super::points::ImageDirection;
use super::super::problem::Problem;
use super::super::rule::{Claim, ClaimKind, Direction, Position, Tolerance};
use super::Typer;
use super::arithmetic::position_axis;
use super::points::is_place;
use super::value::Value;

impl Typer<'_> {
    pub(super) fn relation(
        &mut self,
        expr: &Expr,
        negated: bool,
        relation: RelationWord,
        left: &Expr,
        right: &Expr,
    ) -> Value {
        let direction = match relation {
            RelationWord::LeftOf => Some(Direction::Left),
            RelationWord::RightOf => Some(Direction::Right),
            RelationWord::AnteriorTo => Some(Direction::Anterior),
            RelationWord::PosteriorTo => Some(Direction::Posterior),
            RelationWord::CranialTo => Some(Direction::Cranial),
            RelationWord::CaudalTo => Some(Direction::Caudal),
            _ => None,
        };
        let in_image = match relation {
            RelationWord::ImageLeftOf => Some(ImageDirection::Left),
            RelationWord::ImageRightOf => Some(ImageDirection::Right),
            RelationWord::ImageAbove => Some(ImageDirection::Above),
            RelationWord::ImageBelow => Some(ImageDirection::Below),
            _ => None,
        };
        let kind = match direction {
            Some(direction) => self.beyond(left, direction, right),
            None if in_image.is_some() => in_image.and_then(|direction| self.beyond_in_image(left, direction, right)),
            None => self.contact_relation(relation, left, right),
        };
        let Some(kind) = kind else { return Value::Error };
        let claim = Claim { kind, span: expr.span, text: self.text(expr) };
        Value::Claim(if negated { self.negated(claim, expr) } else { claim })
    }

    fn contact_relation(&mut self, relation: RelationWord, left: &Expr, right: &Expr) -> Option<ClaimKind> {
        let value = self.value(left);
        if let Value::Outline(shape) = value {
            return match relation {
                RelationWord::Inside => self.outlines_related(shape, right, true),
                RelationWord::SeparateFrom => self.outlines_related(shape, right, false),
                _ => {
                    let help = "write `a inside b`, `a separate from b` or `overlap(a, b)`".to_owned();
                    self.wrong_kind(left.span, &Value::Outline(shape), "a structure", help);
                    None
                }
            };
        }
        if relation == RelationWord::Inside && is_place(&value) {
            return self.points_inside(value, left, right);
        }
        let a = self.as_structure(value, left);
        let b = self.structure(right);
        let (a, b) = (a?, b?);
        Some(match relation {
            RelationWord::Inside => ClaimKind::Inside { a, b, tolerance: Tolerance::Exact },
            RelationWord::SubsetOf => ClaimKind::SubsetOf { a, b, tolerance: Tolerance::Exact },
            RelationWord::SeparateFrom => ClaimKind::Separate { a, b, by_overlap: false },
            _ => ClaimKind::Touches(a, b),
        })
    }

    fn beyond(&mut self, left: &Expr, direction: Direction, right: &Expr) -> Option<ClaimKind> {
        let a = self.position(left);
        let b = self.position(right);
        let (a, b) = (a?, b?);
        let sound = self.on_axis(&a, left, direction) && self.on_axis(&b, right, direction);
        sound.then_some(ClaimKind::Beyond { a, direction, b, by: None, up_to: None })
    }

    fn on_axis(&mut self, position: &Position, expr: &Expr, direction: Direction) -> bool {
        let wanted = direction.axis();
        if position_axis(position).is_none_or(|axis| axis == wanted) {
            return true;
        }
        let word = direction.word();
        self.report(
            Problem::new(&NO_COMMON_AXIS, format!("`{}` is no place along the axis of `{word}`", self.text(expr)))
                .at(expr.span, format!("has nothing {word} of it"))
                .help("use `centroid(..)`, or an end along the same axis, such as `left_end(..)`"),
        );
        false
    }

    pub(super) fn ordered(&mut self, expr: &Expr, sequence: &Expr, from: &Name, to: &Name) -> Value {
        let value = self.value(sequence);
        let start = self.direction(from);
        let end = self.direction(to);
        if let (Some(start), Some(end)) = (start, end)
            && end != start.opposite()
        {
            self.report(
                Problem::new(&UNKNOWN_WORD, format!("`{}` is not opposite to `{}`", to.text, from.text))
                    .at(to.span, "another axis or the same end")
                    .help(format!("write `{} to {}`", from.text, start.opposite().word())),
            );
            return Value::Error;
        }
        let (id, points) = match value {
            Value::Sequence(id) => (id, None),
            Value::Family(landmark) => match self.sequence_of_points(landmark, sequence) {
                Some(id) => (id, Some(landmark)),
                None => return Value::Error,
            },
            Value::Error => return Value::Error,
            other => {
                self.report(
                    Problem::new(&WRONG_KIND, format!("only a sequence is ordered, and this is {}", other.kind()))
                        .at(sequence.span, "not a sequence")
                        .help("declare one, such as `sequence spine = C1..C7, T1..T12`"),
                );
                return Value::Error;
            }
        };
        let (Some(from), Some(_)) = (start, end) else { return Value::Error };
        Value::Claim(Claim {
            kind: ClaimKind::SequenceOrdered { sequence: id, points, from, gap_at_least: None, gap_at_most: None },
            span: expr.span,
            text: self.text(expr),
        })
    }
}
