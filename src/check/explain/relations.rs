//! Why two structures do not stand to each other as they should.

use crate::check::evaluate::Evaluator;
use crate::check::evaluate::relations::{Excess, Relation, operands};
use crate::check::evaluate::scope::Scope;
use crate::facts::Unit;
use crate::model::quantity::Dimension;
use crate::model::rule::{Claim, ClaimKind, Structure, Tolerance};
use crate::report::Place;

use super::Explanation;
use super::places::{voxel_in_words, voxels_in_words};
use super::positions::millimetres;
use super::quantities::{Noun, digits, show};

impl Evaluator<'_> {
    pub(super) fn explain_relation(&self, claim: &Claim, scope: &Scope, expected: bool) -> Explanation {
        let (Some((a, b)), Some(found)) = (operands(&claim.kind), self.relation(&claim.kind, scope)) else {
            return Explanation::new(format!("`{}` does not hold", claim.text), "check the structures it names");
        };
        let (first, second) = (self.name(a, scope), self.name(b, scope));
        if !expected {
            let help = format!("check where {first} and {second} meet");
            let place = found.place.or_else(|| self.place_of(a, scope));
            let message = format!("`{}` holds, and must not", claim.text);
            let why = Explanation::new(message, help).allowed("not so").of(a).at(place);
            let in_slice = scope.slice.is_some();
            return match found.found.filter(|_| !is_tolerated(&claim.kind)) {
                Some(excess) => why.measured(excess_in_words(excess, &claim.kind, in_slice)),
                None => why,
            };
        }
        match &claim.kind {
            ClaimKind::Inside { tolerance, .. } => {
                let place = self.worst_outside(a, b, scope).or(found.place.clone());
                let help = format!(
                    "relabel the voxels of {first} that leave {second}{}, or extend {second} around them",
                    worst(place.as_ref())
                );
                self.beyond_tolerance(format!("{first} is not inside {second}"), help, claim, tolerance, found, scope)
                    .of(a)
                    .at(place)
            }
            ClaimKind::SubsetOf { tolerance, .. } => {
                let place = found.place.clone();
                let help = format!(
                    "remove the voxels of {first} that are not in {second}{}, or add them to {second}",
                    worst(place.as_ref())
                );
                self.beyond_tolerance(format!("{first} is not part of {second}"), help, claim, tolerance, found, scope)
                    .of(a)
                    .at(place)
            }
            ClaimKind::Equal { tolerance, .. } => {
                let place = found.place.clone();
                let help = format!("make {first} and {second} the same voxels{}", worst(place.as_ref()));
                self.beyond_tolerance(format!("{first} and {second} differ"), help, claim, tolerance, found, scope)
                    .of(a)
                    .at(place)
            }
            ClaimKind::Touches(..) => self.explain_touches(a, b, scope),
            _ => {
                let words = found.found.map(|excess| excess_in_words(excess, &claim.kind, scope.slice.is_some()));
                let words = words.unwrap_or_default();
                let overlap = matches!(found.found, Some(Excess::Common { .. }));
                let (verb, allowed) =
                    if overlap { ("overlap", "no common voxel") } else { ("touch", "no shared face") };
                Explanation::new(
                    format!("{first} and {second} {verb}: {words}"),
                    format!("leave at least one voxel between {first} and {second}{}", worst(found.place.as_ref())),
                )
                .measured(words)
                .allowed(allowed)
                .of(a)
                .at(found.place)
            }
        }
    }

    fn explain_touches(&self, a: &Structure, b: &Structure, scope: &Scope) -> Explanation {
        let (first, second) = (self.name(a, scope), self.name(b, scope));
        let shapes = self.shape(a, scope).ok().zip(self.shape(b, scope).ok());
        let nearest = shapes.and_then(|(a, b)| self.facts.distance(&a, &b).ok());
        let message = format!("{first} does not touch {second}");
        let allowed = "at least one shared face";
        match nearest {
            Some(gap) if gap.length > 0.0 => {
                let apart = format!("{} between the nearest voxel centres", millimetres(gap.length));
                Explanation::new(
                    format!("{message}: {apart}"),
                    format!(
                        "relabel {first} if it belongs to something else, or close the gap to {second}{}",
                        worst(Some(&gap.from))
                    ),
                )
                .measured(apart)
                .at(Some(Place { slice: scope.slice, ..gap.from }))
            }
            _ => Explanation::new(message, format!("check how {first} and {second} overlap"))
                .measured("no shared face")
                .at(self.place_of(a, scope)),
        }
        .allowed(allowed)
        .of(a)
    }

    fn beyond_tolerance(
        &self,
        message: String,
        help: String,
        claim: &Claim,
        tolerance: &Tolerance,
        found: Relation,
        scope: &Scope,
    ) -> Explanation {
        let words = found.found.map(|excess| excess_in_words(excess, &claim.kind, scope.slice.is_some()));
        let words = words.unwrap_or_default();
        Explanation::new(format!("{message}: {words}"), help).measured(words).allowed(tolerated(tolerance))
    }

    /// The voxel of `a` with a face onto something else that is farthest from `b`.
    fn worst_outside(&self, a: &Structure, b: &Structure, scope: &Scope) -> Option<Place> {
        let (a, b) = (self.shape(a, scope).ok()?, self.shape(b, scope).ok()?);
        let reach = self.facts.inside_reach(&a, &b, Unit::Millimetres).ok()?;
        reach.place.map(|place| Place { slice: scope.slice, ..place })
    }
}

fn is_tolerated(claim: &ClaimKind) -> bool {
    matches!(claim, ClaimKind::Inside { .. } | ClaimKind::SubsetOf { .. } | ClaimKind::Equal { .. })
}

fn tolerated(tolerance: &Tolerance) -> String {
    match tolerance {
        Tolerance::Exact => "none".to_owned(),
        Tolerance::Share(quantity) | Tolerance::Length(quantity) | Tolerance::Voxels(quantity) => {
            format!("up to {}", quantity.written)
        }
    }
}

fn excess_in_words(excess: Excess, claim: &ClaimKind, in_slice: bool) -> String {
    let percent = |share: f64| show(share, Dimension::NONE, &Noun::Percent, None);
    let where_to = match claim {
        ClaimKind::Inside { .. } => "outside",
        ClaimKind::SubsetOf { .. } => "beyond it",
        _ => "apart",
    };
    match excess {
        Excess::Share(share) => match claim {
            ClaimKind::Inside { .. } => format!("{} of its surface looks onto something else", percent(share)),
            ClaimKind::SubsetOf { .. } => format!("{} of its voxels lie beyond", percent(share)),
            _ => format!("{} of their voxels belong to one of them only", percent(share)),
        },
        Excess::Millimetres(length) if length.is_infinite() => "nothing of it is there to be near to".to_owned(),
        Excess::Voxels(length) if length.is_infinite() => "nothing of it is there to be near to".to_owned(),
        Excess::Millimetres(length) => format!("up to {} {where_to}", millimetres(length)),
        Excess::Voxels(1.0) => format!("up to 1 voxel {where_to}"),
        Excess::Voxels(length) => format!("up to {} voxels {where_to}", digits(length, None)),
        Excess::Count { voxels, share } => match claim {
            ClaimKind::SubsetOf { .. } => format!("{} ({}) beyond it", voxels_in_words(voxels), percent(share)),
            _ => format!("{} ({}) in one of them only", voxels_in_words(voxels), percent(share)),
        },
        Excess::Contact(area) => {
            let dimension = if in_slice { Dimension::LENGTH } else { Dimension::AREA };
            format!("{} of shared surface", show(area, dimension, &Noun::Plain, None))
        }
        Excess::Common { voxels, size } => {
            let dimension = if in_slice { Dimension::AREA } else { Dimension::VOLUME };
            format!("{}, {} in common", voxels_in_words(voxels), show(size, dimension, &Noun::Plain, None))
        }
    }
}

/// `` (the worst at voxel (12, 3, 40))``
fn worst(place: Option<&Place>) -> String {
    let voxel = place.and_then(|place| place.voxel);
    voxel.map_or(String::new(), |voxel| format!(" (look at {})", voxel_in_words(voxel)))
}
