//! Claims in words: what has to hold.

use crate::model::across::{Key, KeyKind};
use crate::model::decision::Term as DecisionTerm;
use crate::model::quantity::Quantity;
use crate::model::rule::{Claim, ClaimKind, HeaderField, UniqueIn};

use super::Words;
use super::phrases::{header_field, joined, lies, quantity};

impl Words<'_> {
    /// One sentence without capital and full stop.
    pub fn claim(&self, claim: &Claim) -> String {
        self.claim_kind(claim, true)
    }

    /// The same claim, denied: `` `liver` is absent ``.
    pub(super) fn denied(&self, claim: &Claim) -> String {
        self.claim_kind(claim, false)
    }

    fn claim_kind(&self, claim: &Claim, holds: bool) -> String {
        use ClaimKind as C;
        let not = if holds { "" } else { "not " };
        let does = |yes: &'static str, no: &'static str| if holds { yes } else { no };
        match &claim.kind {
            C::Not(inner) => self.claim_kind(inner, !holds),
            C::Present(of) => format!("{} is {}", self.structure(of), does("present", "absent")),
            C::Absent(of) => format!("{} is {}", self.structure(of), does("absent", "present")),
            C::Complete(of) => {
                format!("{} {} the border of the image", self.structure(of), does("does not touch", "touches"))
            }
            C::Beyond { a, direction, b, by, up_to } => {
                let by = by.as_ref().map_or_else(String::new, |by| format!(", by at least {}", quantity(by)));
                let (a, b) = (self.position(a), self.position(b));
                format!("{a} lies {not}{} {b}{by}{}", lies(*direction), slack(up_to.as_ref()))
            }
            C::SequenceOrdered { sequence, points, from, gap_at_least, gap_at_most } => {
                let of = match points.and_then(|id| self.protocol.landmark(id)) {
                    Some(landmark) => format!("the `{}` of the members of {}", landmark.name, self.sequence(*sequence)),
                    None => format!("the members of {}", self.sequence(*sequence)),
                };
                let gap =
                    |words: &str, gap: &Option<Quantity>| gap.as_ref().map(|gap| format!("{words} {}", quantity(gap)));
                let gaps: Vec<String> =
                    [gap("at least", gap_at_least), gap("at most", gap_at_most)].into_iter().flatten().collect();
                let gaps = if gaps.is_empty() { String::new() } else { format!(", {} apart", gaps.join(" and ")) };
                let order = does("follow each other from", "do not follow each other from");
                format!("{of} {order} {} to {}{gaps}", from.word(), from.opposite().word())
            }
            C::Fact { field, allowed, negated } => {
                let allowed = match allowed.as_slice() {
                    [answer] if answer == "yes" || answer == "no" => answer.clone(),
                    _ => either(allowed),
                };
                format!("{} is {}{allowed}", self.field(*field), if *negated == holds { "not " } else { "" })
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
                let allowed = match field {
                    HeaderField::Modality | HeaderField::Orientation => joined(allowed, "or"),
                    HeaderField::Datatype | HeaderField::ImageDatatype(_) => either(allowed),
                };
                format!("the {} is {not}{allowed}", header_field(*field))
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
            C::Iff(a, b) if holds => self.together(a, b),
            of => {
                let known = self.related(of, holds).or_else(|| self.comparison(of, holds));
                if let Some(known) = known {
                    return known;
                }
                let said = match of {
                    C::Unique(keys) => format!("no two cases have the same {}", self.keys(keys)),
                    C::Same(keys) => format!("all cases have the same {}", self.keys(keys)),
                    C::UniqueIn(unique) => self.unique_in(unique),
                    C::Decided(decision) => self.decided(decision),
                    C::Implies(a, b) => format!("if {}, then {}", self.claim(a), self.claim(b)),
                    C::Iff(a, b) => self.together(a, b),
                    _ => format!("`{}`", claim.text),
                };
                if holds { said } else { format!("it is not so that {said}") }
            }
        }
    }

    /// Both or neither.
    fn together(&self, a: &Claim, b: &Claim) -> String {
        if let (ClaimKind::Present(a), ClaimKind::Present(b)) = (&a.kind, &b.kind) {
            return format!("{} and {} are both present or both absent", self.structure(a), self.structure(b));
        }
        format!("{} exactly when {}", self.claim(a), self.claim(b))
    }

    fn all(&self, claims: &[Claim], word: &str, holds: bool) -> String {
        if let Some(shared) = self.shared(claims, word, holds).or_else(|| self.along_axes(claims).filter(|_| holds)) {
            return shared;
        }
        let nested = |claim: &Claim| matches!(claim.kind, ClaimKind::And(_) | ClaimKind::Or(_));
        let said: Vec<String> = claims
            .iter()
            .map(|claim| match nested(claim) {
                true => format!("({})", self.claim_kind(claim, holds)),
                false => self.claim_kind(claim, holds),
            })
            .collect();
        match said.split_last() {
            // Commas within them must not run into those between them.
            Some((end, rest)) if said.iter().any(|one| one.contains(", ")) && !rest.is_empty() => {
                format!("{}, {word} {end}", rest.join(", "))
            }
            _ => joined(&said, word),
        }
    }

    fn unique_in(&self, unique: &UniqueIn) -> String {
        let inner = self.marked(&unique.variables);
        let keys: Vec<String> = unique.keys.iter().map(|key| inner.decision_term(key)).collect();
        let keys = joined(&keys, "and");
        let members = self.members(&unique.domain, &unique.variables, unique.filter.as_ref());
        format!("no two {} have the same {}", members.many(&[&keys]), members.by_name(&keys))
    }

    fn keys(&self, keys: &[Key]) -> String {
        let key = |key: &Key| match &key.kind {
            KeyKind::Number(number) => {
                let said = self.number(number);
                said.strip_prefix("the ").map_or(said.clone(), str::to_owned)
            }
            KeyKind::Claim(_) => format!("answer to `{}`", key.text),
            KeyKind::Fact(field) => self.field(*field),
            KeyKind::Header(field) => header_field(*field).to_owned(),
            KeyKind::Size => "image size".to_owned(),
            KeyKind::Grid => "grid".to_owned(),
            KeyKind::Labels => "classes".to_owned(),
            KeyKind::Content => "label map".to_owned(),
            KeyKind::ImageContent => "image".to_owned(),
        };
        joined(&keys.iter().map(key).collect::<Vec<_>>(), "and")
    }

    pub(super) fn decision_term(&self, term: &DecisionTerm) -> String {
        match term {
            DecisionTerm::Text(field) => self.field(*field),
            DecisionTerm::Number(number) => self.number(number),
        }
    }
}

/// How far a position may lie on the other side.
pub(super) fn slack(up_to: Option<&Quantity>) -> String {
    up_to.map_or_else(String::new, |up_to| format!(" ({} the other way is tolerated)", quantity(up_to)))
}

fn either(words: &[String]) -> String {
    joined(&words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>(), "or")
}
