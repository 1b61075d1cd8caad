//! What one structure is to another, in words, and several of these in one sentence.

use crate::model::rule::{Claim, ClaimKind, Structure, Tolerance};
use crate::model::text::TextClaim;

use super::Words;
use super::phrases::{joined, quantity};

/// In three pieces, so that several relations of one structure can share its name.
#[derive(PartialEq)]
struct Relation {
    head: String,
    object: String,
    tail: String,
    /// Says that something is not so.
    denies: bool,
}

impl Words<'_> {
    /// A claim about two structures. `None`: it is of another kind.
    pub(super) fn related(&self, claim: &ClaimKind, holds: bool) -> Option<String> {
        self.relation(claim, holds).map(|Relation { head, object, tail, .. }| format!("{head} {object}{tail}"))
    }

    fn relation(&self, claim: &ClaimKind, holds: bool) -> Option<Relation> {
        use ClaimKind as C;
        let says = |a: &Structure, yes: &str, no: &str, b: &Structure, tail: String| {
            let verb = if holds { yes } else { no };
            let denies = verb.starts_with("does not") || verb.starts_with("has no");
            Some(Relation { head: format!("{} {verb}", self.structure(a)), object: self.structure(b), tail, denies })
        };
        match claim {
            C::Inside { a, b, tolerance } => {
                let tail = tolerated(tolerance, "of its surface may border on something else");
                says(a, "lies inside", "does not lie inside", b, tail)
            }
            C::SubsetOf { a, b, tolerance } => {
                let tail = tolerated(tolerance, "of it may lie elsewhere");
                says(a, "is part of", "does not lie wholly in", b, tail)
            }
            C::Equal { a, b, tolerance } => {
                let tail = tolerated(tolerance, "of both may differ");
                says(a, "covers the same voxels as", "does not cover the same voxels as", b, tail)
            }
            C::Touches(a, b) => says(a, "touches", "does not touch", b, String::new()),
            C::Separate { a, b, by_overlap: true } => {
                says(a, "has no voxel in common with", "overlaps", b, String::new())
            }
            C::Separate { a, b, by_overlap: false } => {
                says(a, "does not touch", "touches or overlaps", b, String::new())
            }
            _ => None,
        }
    }

    /// Claims that differ in one word: `` `a` touches `b` or `c` ``, `` `a` and `b` are present ``.
    pub(super) fn shared(&self, claims: &[Claim], word: &str, holds: bool) -> Option<String> {
        let shared = self.shared_relation(claims, word, holds);
        shared.or_else(|| self.shared_presence(claims, word, holds)).or_else(|| self.shared_form(claims, word, holds))
    }

    /// Whether a claim joins others that are said one by one.
    pub(super) fn several(&self, claim: &Claim) -> bool {
        match &claim.kind {
            ClaimKind::And(all) => self.shared(all, "and", true).is_none(),
            ClaimKind::Or(any) => self.shared(any, "or", true).is_none(),
            ClaimKind::Implies(..) | ClaimKind::Iff(..) => true,
            _ => false,
        }
    }

    fn shared_form(&self, claims: &[Claim], word: &str, holds: bool) -> Option<String> {
        let mut all = claims.iter().map(|claim| match &claim.kind {
            ClaimKind::Text(text) => match &**text {
                TextClaim::Matches { text, pattern, negated } => Some((text, pattern.text(), *negated == holds)),
                _ => None,
            },
            _ => None,
        });
        let (text, first, denied) = all.next()??;
        let mut forms = vec![format!("`{first}`")];
        for other in all {
            let (of, form, other) = other?;
            if of != text || other != denied {
                return None;
            }
            forms.push(format!("`{form}`"));
        }
        let one = match (denied, word) {
            (true, "and") => "none",
            (false, "or") => "one",
            _ => return None,
        };
        Some(format!("{} has {one} of the forms {}", self.text(text), joined(&forms, "and")))
    }

    fn shared_relation(&self, claims: &[Claim], word: &str, holds: bool) -> Option<String> {
        let mut all = claims.iter().map(|claim| self.relation(&claim.kind, holds));
        let first = all.next()??;
        let mut objects = vec![first.object.clone()];
        for other in all {
            let other = other?;
            objects.push(other.object.clone());
            if (Relation { object: first.object.clone(), ..other }) != first {
                return None;
            }
        }
        let word = match (first.denies, word) {
            (false, word) => word,
            // Neither of them.
            (true, "and") => "or",
            (true, _) => return None,
        };
        Some(format!("{} {}{}", first.head, joined(&objects, word), first.tail))
    }

    fn shared_presence(&self, claims: &[Claim], word: &str, holds: bool) -> Option<String> {
        let of = |claim: &Claim| match &claim.kind {
            ClaimKind::Present(of) => Some((self.structure(of), holds)),
            ClaimKind::Absent(of) => Some((self.structure(of), !holds)),
            _ => None,
        };
        let all: Vec<(String, bool)> = claims.iter().map(of).collect::<Option<_>>()?;
        let present = all.first()?.1;
        if all.iter().any(|(_, other)| *other != present) {
            return None;
        }
        let names: Vec<String> = all.into_iter().map(|(name, _)| name).collect();
        let verb = if word == "and" { "are" } else { "is" };
        Some(format!("{} {verb} {}", joined(&names, word), if present { "present" } else { "absent" }))
    }
}

/// What may be missing from a relation: ` (up to 2 % of it may lie elsewhere)`.
fn tolerated(tolerance: &Tolerance, rest: &str) -> String {
    match tolerance {
        Tolerance::Exact => String::new(),
        Tolerance::Share(up_to) => format!(" (up to {} {rest})", quantity(up_to)),
        Tolerance::Length(up_to) | Tolerance::Voxels(up_to) => format!(", to within {}", quantity(up_to)),
    }
}
