//! Relations of two structures with their tolerance.

use crate::facts::{Measured, Reach, Shape, Unit, Unmeasured};
use crate::model::rule::{ClaimKind, Comparison, Structure, Tolerance};
use crate::report::Place;

use super::Evaluator;
use super::amount::{Amount, compare};
use super::scope::Scope;
use super::structures::Subject;
use super::truth::{Reasons, Truth};

/// How a relation was judged: what was found against what is tolerated.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    pub truth: Truth,
    /// Of the excess: a share, millimetres or voxels as the tolerance has it.
    pub found: Option<Excess>,
    pub place: Option<Place>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Excess {
    Share(f64),
    Millimetres(f64),
    Voxels(f64),
    /// A count of voxels where none is tolerated, with its share.
    Count {
        voxels: u64,
        share: f64,
    },
    /// Shared face area in mm²; in a slice the length of shared edges in mm.
    Contact(f64),
    /// Volume in mm³ of common voxels; in a slice area in mm².
    Common {
        voxels: u64,
        size: f64,
    },
}

impl Relation {
    fn inapplicable() -> Relation {
        Relation { truth: Truth::Inapplicable, found: None, place: None }
    }

    fn judged(truth: bool, found: Excess, place: Option<Place>) -> Relation {
        Relation { truth: Truth::from(truth), found: Some(found), place }
    }
}

impl Evaluator<'_> {
    /// `None`: the claim is no relation of two structures.
    pub fn relation(&self, claim: &ClaimKind, scope: &Scope) -> Option<Relation> {
        let (a, b) = operands(claim)?;
        let scope = &self.comparing(a, b, scope);
        let subjects = (self.subject(a, scope), self.subject(b, scope));
        let gone = |subject: &Subject| matches!(subject, Subject::AbsentOptional | Subject::AbsentRequired);
        if gone(&subjects.0) || gone(&subjects.1) {
            return Some(Relation::inapplicable());
        }
        let (first, second) = match subjects {
            (Subject::Present(first), Subject::Present(second)) => (first, second),
            (Subject::Unknown(reasons), Subject::Unknown(more)) => {
                return Some(unknown(reasons.into_iter().chain(more).collect()));
            }
            (Subject::Unknown(reasons), _) | (_, Subject::Unknown(reasons)) => return Some(unknown(reasons)),
            // Nothing touches, separates or holds nothing; but nothing does not equal something, and holds none of it.
            (Subject::Empty(first), Subject::Present(second) | Subject::Empty(second))
                if matches!(claim, ClaimKind::Equal { .. }) =>
            {
                (first, second)
            }
            (Subject::Present(first), Subject::Empty(second))
                if matches!(claim, ClaimKind::Equal { .. } | ClaimKind::Inside { .. } | ClaimKind::SubsetOf { .. }) =>
            {
                (first, second)
            }
            _ => return Some(Relation::inapplicable()),
        };
        Some(self.judge(claim, &first, &second).unwrap_or_else(|error| match error {
            Unmeasured::Empty { .. } | Unmeasured::OnlyIgnored => Relation::inapplicable(),
            other => unknown(self.reasons(&other, &[a, b], scope)),
        }))
    }

    fn judge(&self, claim: &ClaimKind, a: &Shape, b: &Shape) -> Measured<Relation> {
        let facts = self.facts;
        match claim {
            ClaimKind::Inside { tolerance, .. } => match tolerance {
                Tolerance::Exact | Tolerance::Share(_) => {
                    let inside = facts.inside(a, b)?;
                    Ok(within(tolerance, inside.share_outside, inside.place))
                }
                Tolerance::Length(_) => Ok(reach(tolerance, facts.inside_reach(a, b, Unit::Millimetres)?)),
                Tolerance::Voxels(_) => Ok(reach(tolerance, facts.inside_reach(a, b, Unit::Voxels)?)),
            },
            ClaimKind::SubsetOf { tolerance, .. } => match tolerance {
                Tolerance::Exact => {
                    let rest = facts.subset(a, b)?;
                    let found = Excess::Count { voxels: rest.voxels, share: rest.share };
                    Ok(Relation::judged(rest.voxels == 0, found, rest.place))
                }
                Tolerance::Share(_) => {
                    let rest = facts.subset(a, b)?;
                    Ok(within(tolerance, rest.share, rest.place))
                }
                Tolerance::Length(_) => Ok(reach(tolerance, facts.subset_reach(a, b, Unit::Millimetres)?)),
                Tolerance::Voxels(_) => Ok(reach(tolerance, facts.subset_reach(a, b, Unit::Voxels)?)),
            },
            ClaimKind::Equal { tolerance, .. } => match tolerance {
                Tolerance::Exact => {
                    let rest = facts.equal(a, b)?;
                    let found = Excess::Count { voxels: rest.voxels, share: rest.share };
                    Ok(Relation::judged(rest.voxels == 0, found, rest.place))
                }
                Tolerance::Share(_) => {
                    let rest = facts.equal(a, b)?;
                    Ok(within(tolerance, rest.share, rest.place))
                }
                Tolerance::Length(_) => Ok(reach(tolerance, facts.equal_reach(a, b, Unit::Millimetres)?)),
                Tolerance::Voxels(_) => Ok(reach(tolerance, facts.equal_reach(a, b, Unit::Voxels)?)),
            },
            ClaimKind::Touches(..) => {
                let contact = facts.contact(a, b)?;
                Ok(Relation::judged(contact.area > 0.0, Excess::Contact(contact.area), contact.place))
            }
            ClaimKind::Separate { by_overlap, .. } => {
                let meeting = facts.meeting(a, b)?;
                if meeting.common_voxels > 0 || *by_overlap {
                    let size = facts.overlap(a, b)?;
                    let found = Excess::Common { voxels: meeting.common_voxels, size };
                    return Ok(Relation::judged(meeting.common_voxels == 0, found, meeting.common_place));
                }
                let area = meeting.contact.area;
                Ok(Relation::judged(area <= 0.0, Excess::Contact(area), meeting.contact.place))
            }
            _ => Ok(Relation::inapplicable()),
        }
    }
}

/// The two structures of a relation.
pub fn operands(claim: &ClaimKind) -> Option<(&Structure, &Structure)> {
    match claim {
        ClaimKind::Inside { a, b, .. }
        | ClaimKind::SubsetOf { a, b, .. }
        | ClaimKind::Equal { a, b, .. }
        | ClaimKind::Touches(a, b)
        | ClaimKind::Separate { a, b, .. } => Some((a, b)),
        _ => None,
    }
}

fn unknown(reasons: Reasons) -> Relation {
    Relation { truth: Truth::Unknown(reasons), found: None, place: None }
}

/// A share that lies beyond, against the share that is tolerated.
fn within(tolerance: &Tolerance, share: f64, place: Option<Place>) -> Relation {
    Relation::judged(at_most(share, tolerance), Excess::Share(share), place)
}

fn reach(tolerance: &Tolerance, reach: Reach) -> Relation {
    let found = match tolerance {
        Tolerance::Voxels(_) => Excess::Voxels(reach.length),
        _ => Excess::Millimetres(reach.length),
    };
    Relation::judged(at_most(reach.length, tolerance), found, reach.place)
}

fn at_most(found: f64, tolerance: &Tolerance) -> bool {
    let most = match tolerance {
        Tolerance::Exact => 0.0,
        Tolerance::Share(quantity) | Tolerance::Length(quantity) | Tolerance::Voxels(quantity) => quantity.to_f64(),
    };
    compare(&Amount::exact(found), Comparison::LessEqual, &Amount::exact(most)) == Truth::True
}
