//! What might be the same and is not linked: a guess that people may declare.

use std::collections::BTreeSet;

use crate::model::Protocol;
use crate::model::field::folded;
use crate::model::protocol::{Class, ClassId};

use super::{Crosswalk, names};

/// Classes that may be the same anatomy, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    pub left: (usize, ClassId),
    pub right: (usize, ClassId),
    /// One clause: `both have the title ..`.
    pub reason: String,
}

/// For each class of the first protocol without a counterpart in the second, the classes there that have none either and look
/// alike: by title, by words of the name, or by spelling.
pub fn suggestions(crosswalk: &Crosswalk<'_>, p: usize, q: usize) -> Vec<Suggestion> {
    let (Some(left), Some(right)) = (crosswalk.view(p), crosswalk.view(q)) else { return Vec::new() };
    let lonely = |own: &crate::logic::anatomy::View<'_>, other: &crate::logic::anatomy::View<'_>| -> Vec<ClassId> {
        let known: BTreeSet<_> = other.classes.iter().flatten().copied().collect();
        let classes = (0..own.classes.len()).map(ClassId);
        classes.filter(|class| own.tissues(*class).is_disjoint(&known)).collect()
    };
    let (free_left, free_right) = (lonely(left, right), lonely(right, left));
    let mut found = Vec::new();
    for a in &free_left {
        for b in &free_right {
            if let Some(reason) = reason(left.protocol, *a, right.protocol, *b) {
                found.push(Suggestion { left: (p, *a), right: (q, *b), reason });
            }
        }
    }
    found
}

fn reason(left: &Protocol, a: ClassId, right: &Protocol, b: ClassId) -> Option<String> {
    let (x, y) = (left.class(a)?, right.class(b)?);
    if let (Some(one), Some(other)) = (&x.title, &y.title)
        && folded(one) == folded(other)
    {
        return Some(format!("both have the title `{one}`"));
    }
    if words(x) == words(y) {
        return Some("their names have the same words".to_owned());
    }
    let alike = |one: &String| {
        names(right, b).iter().any(|other| one.len() > 4 && strsim::damerau_levenshtein(one, other) <= one.len() / 6)
    };
    names(left, a).iter().any(alike).then(|| "their names are spelt alike".to_owned())
}

/// The words of a name in any order.
fn words(class: &Class) -> BTreeSet<String> {
    class.name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}
