//! Sequences: their order along the patient, the gaps between neighbours, and levels that are missing.

use crate::model::landmark::{LandmarkId, MarkId};
use crate::model::points::Mark;
use crate::model::protocol::{ClassId, SequenceId};
use crate::model::quantity::Quantity;
use crate::model::rule::{Comparison, Direction, Position, Structure};

use super::Evaluator;
use super::amount::{Amount, compare};
use super::positions::Beyond;
use super::scope::Scope;
use super::truth::{Reasons, Truth};

/// `spine ordered cranial to caudal, gap at least 8 mm`
#[derive(Debug, Clone, Copy)]
pub struct Order<'c> {
    pub sequence: SequenceId,
    /// The landmark whose points are ordered; none: the members themselves, by their centroids.
    pub points: Option<LandmarkId>,
    /// The direction the sequence starts from.
    pub from: Direction,
    pub gap_at_least: Option<&'c Quantity>,
    pub gap_at_most: Option<&'c Quantity>,
}

/// Two members one after the other, and what is asked of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    pub first: ClassId,
    pub second: ClassId,
    /// How far the second lies behind the first along the direction of the sequence, from centroid to centroid or point to point, in mm.
    pub way: Amount,
    pub demand: Demand,
    pub truth: Truth,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Demand {
    Behind,
    AtLeast,
    AtMost,
}

/// Where a member of the sequence is taken to be.
pub fn member_position(order: &Order<'_>, class: ClassId) -> Position {
    let of = Structure::Class(class);
    match order.points {
        Some(landmark) => Position::Landmark(Mark { landmark, member: Some(of) }),
        None => Position::Centroid(of),
    }
}

impl Evaluator<'_> {
    /// Fewer than two members that are there: nothing to order.
    pub fn ordered(&self, order: Order<'_>, scope: &Scope) -> Truth {
        let missing = match order.points {
            Some(_) => self.unknown_points(),
            None => self.missing_files(order.sequence, scope),
        };
        let steps = self.steps(order, scope).into_iter().map(|step| step.truth);
        let known = Truth::all(steps);
        match (known, missing.is_empty()) {
            (Truth::False, _) => Truth::False,
            (known, true) => known,
            (_, false) => Truth::Unknown(missing),
        }
    }

    /// Every present member against the next present one; gaps only between neighbours in the sequence, since across a
    /// member that is missing there is room for it.
    pub fn steps(&self, order: Order<'_>, scope: &Scope) -> Vec<Step> {
        let neighbours = self.neighbours(order.sequence, scope);
        let present: Vec<ClassId> = self
            .members(order.sequence)
            .into_iter()
            .filter(|&(class, _)| match order.points {
                Some(landmark) => self.context.points.known.contains_key(&MarkId { landmark, class: Some(class) }),
                None => self.exists(&Structure::Class(class), scope) == Truth::True,
            })
            .map(|(class, _)| class)
            .collect();
        let mut steps = Vec::new();
        for (&first, &second) in present.iter().zip(present.iter().skip(1)) {
            let (a, b) = (member_position(&order, first), member_position(&order, second));
            let direction = order.from;
            let way = self.way(&Beyond { a: &a, direction, b: &b, by: None, up_to: None }, scope);
            let mut demand = |demand: Demand, operator: Comparison, bound: f64| {
                let truth = compare(&way, operator, &Amount::exact(bound));
                steps.push(Step { first, second, way: way.clone(), demand, truth });
            };
            demand(Demand::Behind, Comparison::Greater, 0.0);
            if !neighbours.contains(&(first, second)) {
                continue;
            }
            if let Some(least) = order.gap_at_least {
                demand(Demand::AtLeast, Comparison::GreaterEqual, least.to_f64());
            }
            if let Some(most) = order.gap_at_most {
                demand(Demand::AtMost, Comparison::LessEqual, most.to_f64());
            }
        }
        steps
    }

    /// Members between the first and the last present one that are absent and may not be.
    pub fn missing_members(&self, id: SequenceId, scope: &Scope) -> Vec<ClassId> {
        let members: Vec<(ClassId, bool, Truth)> = self
            .members(id)
            .into_iter()
            .map(|(class, skippable)| (class, skippable, self.exists(&Structure::Class(class), scope)))
            .collect();
        let is_present = |(_, _, exists): &&(ClassId, bool, Truth)| *exists == Truth::True;
        let leading = members.iter().take_while(|member| !is_present(member)).count();
        let trailing = members.iter().rev().take_while(|member| !is_present(member)).count();
        let between = members.len().saturating_sub(leading + trailing);
        let partial = |class: ClassId| self.protocol.class(class).is_some_and(|class| class.partial);
        members
            .iter()
            .skip(leading)
            .take(between)
            .filter(|&&(class, skippable, ref exists)| *exists == Truth::False && !skippable && !partial(class))
            .map(|&(class, _, _)| class)
            .collect()
    }

    pub fn missing_between(&self, id: SequenceId, scope: &Scope) -> Amount {
        let missing_files = self.missing_files(id, scope);
        if !missing_files.is_empty() {
            return Amount::Unknown(missing_files);
        }
        let members = self.members(id);
        let present = |class: ClassId| self.exists(&Structure::Class(class), scope) == Truth::True;
        let optional = |class: ClassId| self.protocol.class(class).is_some_and(|class| class.optional);
        if members.iter().all(|&(class, _)| optional(class) && !present(class)) {
            return Amount::Inapplicable("no member of the sequence is there".to_owned());
        }
        Amount::exact(self.missing_members(id, scope).len() as f64)
    }

    fn members(&self, id: SequenceId) -> Vec<(ClassId, bool)> {
        let members = self.protocol.sequence(id).map(|sequence| sequence.members.as_slice()).unwrap_or_default();
        members.iter().map(|member| (member.class, member.skippable)).collect()
    }

    fn missing_files(&self, id: SequenceId, scope: &Scope) -> Reasons {
        let exists = self.members(id).into_iter().map(|(class, _)| self.exists(&Structure::Class(class), scope));
        exists
            .filter_map(|exists| if let Truth::Unknown(reasons) = exists { Some(reasons) } else { None })
            .flatten()
            .collect()
    }
}
