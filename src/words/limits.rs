//! When a rule is not judged: what makes it not applicable.

use crate::model::Rule;
use crate::model::rule::{
    ClaimKind, Components, Domain, Guard, Measure, MeasureKind, Position, Statement, StatementKind, Structure,
};

use super::Words;
use super::phrases::joined;
use super::visit::{Met, Visitor};

/// So many structures are named.
const NAMED: usize = 3;

/// What is said of any more.
const ABSENT: &str = "whatever concerns a structure that is absent";

impl Words<'_> {
    /// Where a rule does not apply: `` where `tumour` is absent ``. Empty: it always does.
    pub fn limits(&self, rule: &Rule) -> Vec<String> {
        let mut limits = Vec::new();
        self.conditions(&rule.statements, &mut limits);
        let mut needed: Vec<String> = Vec::new();
        let mut see = |met: Met<'_>| {
            for structure in needs(met) {
                if let Some(name) = self.absent_name(structure).filter(|name| !needed.contains(name)) {
                    needed.push(name);
                }
            }
        };
        Visitor::new(&mut see).statements(&rule.statements);
        let mut limits = once(limits);
        if needed.len() > NAMED || rule.statements.len() > 1 && needed.len() > 1 {
            limits.push(ABSENT.to_owned());
        } else if !needed.is_empty() && !limits.iter().any(|limit| limit == ABSENT) {
            let needed = joined(&needed, "or");
            let cut =
                limits.iter_mut().find(|limit| **limit == format!("where {needed} touches the border of the image"));
            match cut {
                Some(cut) => *cut = format!("where {needed} is absent or touches the border of the image"),
                None => limits.push(format!("where {needed} is absent")),
            }
        }
        once(limits)
    }

    fn conditions(&self, statements: &[Statement], limits: &mut Vec<String>) {
        for statement in statements {
            match &statement.kind {
                StatementKind::Require { guard: Some(guard), .. } => limits.push(self.unmet(guard)),
                StatementKind::Require { guard: None, .. } => {}
                StatementKind::When { guard, body } => {
                    limits.push(self.unmet(guard));
                    self.conditions(body, limits);
                }
                StatementKind::Each { variables, domain, filter, body } => {
                    let members = self.members(domain, variables, filter.as_ref());
                    let of = match domain {
                        Domain::PairsOf(of) => of,
                        of => of,
                    };
                    match of {
                        Domain::Labels
                        | Domain::Classes(_)
                        | Domain::Structures(_)
                        | Domain::Sequence(_)
                        | Domain::Pair(_)
                        | Domain::ConsecutiveOf(_) => limits.push(ABSENT.to_owned()),
                        // What has no part is absent.
                        Domain::Components(Components { of: Structure::Variable(_), .. }) => {}
                        _ => limits.push(format!("where there {}", members.none())),
                    }
                    let mut inner = Vec::new();
                    self.marked(variables).conditions(body, &mut inner);
                    limits.extend(inner.into_iter().map(|limit| members.limit(&limit)));
                }
                StatementKind::Some { variables, body, .. } => self.within(variables).conditions(body, limits),
                StatementKind::InEachSlice { of, body, .. } => {
                    limits.push(format!("slices without {}", self.structure(of)));
                    self.conditions(body, limits);
                }
            }
        }
    }

    fn unmet(&self, guard: &Guard) -> String {
        match guard.negated {
            true => format!("where {}", self.claim(&guard.condition)),
            false => format!("where {}", self.denied(&guard.condition)),
        }
    }

    /// Its name, if what a rule needs of it can be missing and is no bound name: these are passed over.
    fn absent_name(&self, structure: &Structure) -> Option<String> {
        match structure {
            Structure::Class(_) | Structure::Group(_) | Structure::Region(_) => Some(self.structure(structure)),
            Structure::At(of, _)
            | Structure::Difference(of, _)
            | Structure::Grow(of, _)
            | Structure::Shrink(of, _)
            | Structure::Hull(of)
            | Structure::Most { of, .. } => self.absent_name(of),
            Structure::Union(a, b) | Structure::Intersection(a, b) => {
                self.absent_name(a).and(self.absent_name(b)).map(|_| self.structure(structure))
            }
            Structure::Variable(_) | Structure::Named(_) | Structure::Votes { .. } | Structure::Intensities(..) => None,
        }
    }
}

/// Each of them once.
fn once(limits: Vec<String>) -> Vec<String> {
    let mut said = Vec::new();
    for limit in limits {
        if !said.contains(&limit) {
            said.push(limit);
        }
    }
    said
}

/// What must be there for a claim or a measure to say anything. Counts are total, and so are conditions.
fn needs(met: Met<'_>) -> Vec<&Structure> {
    match met {
        Met::Claim(claim, false) => match &claim.kind {
            ClaimKind::Complete(of) => vec![of],
            ClaimKind::Inside { a, b, .. } | ClaimKind::SubsetOf { a, b, .. } | ClaimKind::Equal { a, b, .. } => {
                vec![a, b]
            }
            ClaimKind::Touches(a, b) | ClaimKind::Separate { a, b, .. } => vec![a, b],
            ClaimKind::Beyond { a, b, .. } => [a, b].into_iter().filter_map(of_position).collect(),
            _ => Vec::new(),
        },
        Met::Measure(measure, false) => of_measure(measure),
        _ => Vec::new(),
    }
}

fn of_measure(measure: &Measure) -> Vec<&Structure> {
    use MeasureKind as M;
    match &measure.kind {
        M::Voxels(of) | M::Volume(of) | M::Feret(of) => vec![of],
        M::Extent { of, .. } | M::Diameter { of, .. } | M::ShortAxis { of, .. } => vec![of],
        M::Intensity { of, .. } | M::IntensityShare { of, .. } => vec![of],
        M::Contact(a, b) | M::ContactShare(a, b) | M::Distance(a, b) | M::Hausdorff(a, b) | M::Hd95(a, b) => vec![a, b],
        M::Separation { from, to, .. } => [from, to].into_iter().filter_map(of_position).collect(),
        _ => Vec::new(),
    }
}

fn of_position(position: &Position) -> Option<&Structure> {
    match position {
        Position::Centroid(of) | Position::End { of, .. } => Some(of),
        Position::Landmark(_) | Position::LineEnd { .. } | Position::Field { .. } | Position::Midpoint(_) => None,
    }
}
