//! Claims in words: what has to hold.

use crate::model::across::Key;
use crate::model::decision::Term as DecisionTerm;
use crate::model::quantity::Quantity;
use crate::model::rule::{Claim, ClaimKind, Structure, Tolerance, UniqueIn};

use super::Words;
use super::phrases::{header_field, joined, lies};

impl Words<'_> {
    /// One sentence without capital and full stop.
    pub fn claim(&self, claim: &Claim) -> String {
        self.claim_kind(claim, true)
    }

    /// The same claim, denied: `` `liver` is not complete ``.
    pub(super) fn denied(&self, claim: &Claim) -> String {
        self.claim_kind(claim, false)
    }

    fn claim_kind(&self, claim: &Claim, holds: bool) -> String {
        use ClaimKind as C;
        let not = if holds { "" } else { "not " };
        let two =
            |a: &Structure, verb: &str, b: &Structure| format!("{} {verb} {}", self.structure(a), self.structure(b));
        let does = |yes: &'static str, no: &'static str| if holds { yes } else { no };
        match &claim.kind {
            C::Not(inner) => self.claim_kind(inner, !holds),
            C::Present(of) => format!("{} is {}", self.structure(of), does("present", "absent")),
            C::Absent(of) => format!("{} is {}", self.structure(of), does("absent", "present")),
            C::Complete(of) => format!("{} is {not}complete", self.structure(of)),
            C::Inside { a, b, tolerance } => {
                two(a, does("lies inside", "does not lie inside"), b) + &tolerated(tolerance)
            }
            C::SubsetOf { a, b, tolerance } => two(a, does("is part of", "is not part of"), b) + &tolerated(tolerance),
            C::Equal { a, b, tolerance } => {
                two(a, does("is the same voxels as", "is not the same voxels as"), b) + &tolerated(tolerance)
            }
            C::Touches(a, b) => two(a, does("touches", "does not touch"), b),
            C::Separate { a, b, by_overlap } => match (by_overlap, holds) {
                (true, true) => two(a, "has no voxel in common with", b),
                (true, false) => two(a, "overlaps", b),
                (false, true) => two(a, "does not touch", b),
                (false, false) => two(a, "touches or overlaps", b),
            },
            C::Beyond { a, direction, b, by, up_to } => {
                let by = by.as_ref().map_or_else(String::new, |by| format!(", by at least {}", by.written));
                let (a, b) = (self.position(a), self.position(b));
                format!("{a} lies {not}{} {b}{by}{}", lies(*direction), slack(up_to.as_ref()))
            }
            C::SequenceOrdered { sequence, points, from, gap_at_least, gap_at_most } => {
                let of = match points.and_then(|id| self.protocol.landmark(id)) {
                    Some(landmark) => format!("the `{}` of the members of {}", landmark.name, self.sequence(*sequence)),
                    None => format!("the members of {}", self.sequence(*sequence)),
                };
                let gap =
                    |words: &str, gap: &Option<Quantity>| gap.as_ref().map(|gap| format!("{words} {}", gap.written));
                let gaps: Vec<String> =
                    [gap("at least", gap_at_least), gap("at most", gap_at_most)].into_iter().flatten().collect();
                let gaps = if gaps.is_empty() { String::new() } else { format!(", {} apart", gaps.join(" and ")) };
                let order = does("follow each other from", "do not follow each other from");
                format!("{of} {order} {} to {}{gaps}", from.word(), from.opposite().word())
            }
            C::Fact { field, allowed, negated } => {
                format!("{} is {}{}", self.field(*field), if *negated == holds { "not " } else { "" }, either(allowed))
            }
            C::SameFact { a, b, negated } => {
                let verb = if *negated == holds { "differs from" } else { "is the same as" };
                format!("{} {verb} {}", self.field(*a), self.field(*b))
            }
            C::FactGiven { field, negated } => {
                format!("{} is {}given", self.field(*field), if *negated == holds { "not " } else { "" })
            }
            C::InputGiven { input, negated } => {
                format!("the case has {} {}", if *negated == holds { "no" } else { "a file of" }, self.input(*input))
            }
            C::Header { field, allowed, negated } => {
                let not = if *negated == holds { "not " } else { "" };
                format!("the {} is {not}{}", header_field(*field), either(allowed))
            }
            C::Text(text) => self.text_claim(text, holds),
            C::Points(points) => self.point_claim(points, holds),
            C::Plane(plane) => self.plane_claim(plane, holds),
            C::And(all) if holds => self.all(all, "and", true),
            C::Or(any) if holds => self.all(any, "or", true),
            C::And(all) => self.all(all, "or", false),
            C::Or(any) => self.all(any, "and", false),
            C::Implies(condition, consequence) if holds => {
                format!("if {}, then {}", self.claim(condition), self.claim(consequence))
            }
            C::Iff(a, b) if holds => format!("{} exactly when {}", self.claim(a), self.claim(b)),
            _ => {
                let said = match &claim.kind {
                    C::Unique(keys) => format!("no two cases have the same {}", keys_listed(keys)),
                    C::Same(keys) => format!("all cases have the same {}", keys_listed(keys)),
                    C::UniqueIn(unique) => self.unique_in(unique),
                    C::Decided(decision) => self.decided(decision),
                    C::Implies(a, b) => format!("if {}, then {}", self.claim(a), self.claim(b)),
                    C::Iff(a, b) => format!("{} exactly when {}", self.claim(a), self.claim(b)),
                    comparison => self.comparison(comparison).unwrap_or_else(|| format!("`{}`", claim.text)),
                };
                if holds { said } else { format!("it is not so that {said}") }
            }
        }
    }

    fn all(&self, claims: &[Claim], word: &str, holds: bool) -> String {
        let nested = |claim: &Claim| matches!(claim.kind, ClaimKind::And(_) | ClaimKind::Or(_));
        let said: Vec<String> = claims
            .iter()
            .map(|claim| match nested(claim) {
                true => format!("({})", self.claim_kind(claim, holds)),
                false => self.claim_kind(claim, holds),
            })
            .collect();
        joined(&said, word)
    }

    fn unique_in(&self, unique: &UniqueIn) -> String {
        let inner = self.within(&unique.variables);
        let keys: Vec<String> = unique.keys.iter().map(|key| inner.decision_term(key)).collect();
        let members = self.members(&unique.domain, &unique.variables, unique.filter.as_ref());
        format!("no two {} have the same {}", members.many, joined(&keys, "and"))
    }

    pub(super) fn decision_term(&self, term: &DecisionTerm) -> String {
        match term {
            DecisionTerm::Text(field) => self.field(*field),
            DecisionTerm::Number(number) => self.number(number),
        }
    }
}

/// What may be missing from a relation: `, up to 2 %`.
fn tolerated(tolerance: &Tolerance) -> String {
    match tolerance {
        Tolerance::Exact => String::new(),
        Tolerance::Share(up_to) => format!(", but for up to {}", up_to.written),
        Tolerance::Length(up_to) | Tolerance::Voxels(up_to) => format!(", to within {}", up_to.written),
    }
}

/// How far a position may lie on the other side.
pub(super) fn slack(up_to: Option<&Quantity>) -> String {
    up_to.map_or_else(String::new, |up_to| format!(" ({} the other way is tolerated)", up_to.written))
}

fn either(words: &[String]) -> String {
    joined(&words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>(), "or")
}

fn keys_listed(keys: &[Key]) -> String {
    joined(&keys.iter().map(|key| format!("`{}`", key.text)).collect::<Vec<_>>(), "and")
}
