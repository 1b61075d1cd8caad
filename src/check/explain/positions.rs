//! Why something is not beyond something else, or a sequence not in order.

use crate::check::evaluate::Evaluator;
use crate::check::evaluate::amount::Amount;
use crate::check::evaluate::positions::{Beyond, position_of};
use crate::check::evaluate::scope::Scope;
use crate::check::evaluate::sequences::{Demand, Order, member_position};
use crate::check::evaluate::truth::Truth;
use crate::model::protocol::ClassId;
use crate::model::quantity::Dimension;
use crate::model::rule::{Claim, ClaimKind, Direction, Position, Structure};
use crate::report::Place;
use crate::words;

use super::Explanation;
use super::quantities::{Noun, show};

impl Evaluator<'_> {
    pub(super) fn explain_beyond(&self, claim: &Claim, scope: &Scope, expected: bool) -> Explanation {
        let ClaimKind::Beyond { a, direction, b, by, up_to } = &claim.kind else { return Explanation::default() };
        let beyond = Beyond { a, direction: *direction, b, by: by.as_ref(), up_to: up_to.as_ref() };
        let way = value(&self.way(&beyond, scope));
        let (first, second) = (self.position_name(a, scope), self.position_name(b, scope));
        let relation = words::lies(*direction);
        let lies = lies(way, *direction);
        let least = beyond.least();
        let (message, allowed) = if expected {
            let allowed = match least {
                Some(least) if least >= 0.0 => format!("at least {} {}", millimetres(least), toward(*direction)),
                Some(least) => {
                    format!("{relation} it, or at most {} {}", millimetres(-least), toward(direction.opposite()))
                }
                None => format!("{relation} {second}"),
            };
            let far = by.as_ref().filter(|_| way > 0.0).map_or(String::new(), |by| format!(" by {}", by.written));
            (format!("{first} is not {relation} {second}{far}: it lies {lies}"), allowed)
        } else {
            (format!("{first} is {relation} {second}, and must not be: it lies {lies}"), format!("not {relation} it"))
        };
        let help = match direction {
            Direction::Left | Direction::Right if expected => format!(
                "check whether the labels of {first} and {second} are exchanged, and whether the orientation in the header is right"
            ),
            _ => format!("check {first} and {second} for exchanged labels and for stray voxels that shift them"),
        };
        let why = Explanation::new(message, help).measured(lies).allowed(allowed);
        position_of(a).map_or(why.clone(), |of| why.of(of)).at(self.place_of_position(a, scope))
    }

    pub(super) fn explain_order(&self, claim: &Claim, scope: &Scope, expected: bool) -> Explanation {
        let ClaimKind::SequenceOrdered { sequence, points, from, gap_at_least, gap_at_most } = &claim.kind else {
            return Explanation::default();
        };
        let order = Order {
            sequence: *sequence,
            points: *points,
            from: *from,
            gap_at_least: gap_at_least.as_ref(),
            gap_at_most: gap_at_most.as_ref(),
        };
        let steps = self.steps(order, scope);
        let failing: Vec<_> = steps.iter().filter(|step| step.truth == Truth::False).collect();
        let name = self.protocol.sequence(*sequence).map_or("?", |sequence| &sequence.name);
        let (true, Some(step)) = (expected, failing.first()) else {
            return Explanation::new(
                format!("`{name}` is in order, and must not be"),
                "check the labels of its members",
            );
        };
        let in_words = |class: ClassId| match points {
            Some(_) => self.position_name(&member_position(&order, class), scope),
            None => self.class_name(class),
        };
        let (first, second) = (in_words(step.first), in_words(step.second));
        let way = value(&step.way);
        let behind = from.opposite();
        let lies = lies(way, behind);
        let others = failing.iter().filter(|other| other.demand == step.demand).count() - 1;
        let more = match others {
            0 => String::new(),
            1 => ", and so does 1 more member".to_owned(),
            n => format!(", and so do {n} more members"),
        };
        let (message, allowed, help) = match step.demand {
            Demand::Behind => (
                format!("`{name}` is out of order: {second} lies {lies} of {first}{more}"),
                format!("{} of {first}", behind.word()),
                format!("check whether the labels of {first} and {second} are exchanged or shifted by one level"),
            ),
            Demand::AtLeast => (
                format!("{first} and {second} are too close: their centroids are {} apart{more}", millimetres(way)),
                format!("at least {}", gap_at_least.as_ref().map_or("", |gap| &gap.written)),
                format!("check whether one structure was labelled as both {first} and {second}"),
            ),
            Demand::AtMost => (
                format!("{first} and {second} are too far apart: {} between their centroids{more}", millimetres(way)),
                format!("at most {}", gap_at_most.as_ref().map_or("", |gap| &gap.written)),
                format!("check whether a member of `{name}` between {first} and {second} was left out"),
            ),
        };
        let measured = if step.demand == Demand::Behind { lies } else { millimetres(way) };
        let structure = Structure::Class(step.second);
        let place = self.place_of_position(&member_position(&order, step.second), scope);
        Explanation::new(message, help).measured(measured).allowed(allowed).of(&structure).at(place)
    }

    /// Of an end its voxel, of a centroid the structure with its box.
    pub(super) fn place_of_position(&self, position: &Position, scope: &Scope) -> Option<Place> {
        match position {
            Position::Centroid(of) => self.place_of(of, scope),
            Position::Landmark(_) | Position::LineEnd { .. } | Position::Field { .. } | Position::Midpoint(_) => {
                self.place_of_point(position, scope)
            }
            Position::End { direction, of } => {
                let (axis, positive) = (direction.axis().index(), direction.is_positive());
                let end = self.facts.end(&self.shape(of, scope).ok()?, axis, positive).ok()?;
                Some(self.place_of_voxel(end.voxel))
            }
        }
    }
}

fn value(amount: &Amount) -> f64 {
    amount.known().map(|known| known.value).unwrap_or_default()
}

pub(super) fn millimetres(length: f64) -> String {
    show(length, Dimension::LENGTH, &Noun::Plain, None)
}

/// `12 mm cranial`, for a way in a direction that may be negative.
fn lies(way: f64, direction: Direction) -> String {
    if way == 0.0 {
        "at the same height".to_owned()
    } else if way > 0.0 {
        format!("{} {}", millimetres(way), toward(direction))
    } else {
        format!("{} {}", millimetres(-way), toward(direction.opposite()))
    }
}

fn toward(direction: Direction) -> &'static str {
    match direction {
        Direction::Left => "to the left",
        Direction::Right => "to the right",
        other => other.word(),
    }
}
