//! What might be the same and is not linked: a guess that people may declare.

use std::collections::BTreeSet;

use crate::logic::anatomy::View;
use crate::model::Protocol;
use crate::model::field::folded;
use crate::model::protocol::{Class, ClassId};

use super::{Crosswalk, Side, names};

/// Classes that may be the same anatomy, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    pub left: Side,
    pub right: Side,
    /// One clause: `both have the title ..`.
    pub reason: String,
}

/// Classes of two protocols that may be the same: those without a counterpart that look alike by title, by words of the
/// name, or by spelling; and those of which one is said to include what the other protocol has a class for.
pub fn suggestions(crosswalk: &Crosswalk<'_>, p: usize, q: usize) -> Vec<Suggestion> {
    let (Some(left), Some(right)) = (crosswalk.view(p), crosswalk.view(q)) else { return Vec::new() };
    let side = |protocol: usize, classes: Vec<ClassId>| Side { protocol, classes };
    let (free_left, free_right) = (lonely(left, right), lonely(right, left));
    let mut found = Vec::new();
    for a in &free_left {
        for b in &free_right {
            if let Some(reason) = alike(left.protocol, *a, right.protocol, *b) {
                found.push(Suggestion { left: side(p, vec![*a]), right: side(q, vec![*b]), reason });
            }
        }
    }
    for (a, parts, reason) in included(left, right, &free_right) {
        found.push(Suggestion { left: side(p, vec![a]), right: side(q, parts), reason });
    }
    for (b, parts, reason) in included(right, left, &free_left) {
        found.push(Suggestion { left: side(p, parts), right: side(q, vec![b]), reason });
    }
    found
}

/// Classes without a counterpart.
fn lonely(own: &View<'_>, other: &View<'_>) -> Vec<ClassId> {
    let known: BTreeSet<_> = other.classes.iter().flatten().copied().collect();
    let classes = (0..own.classes.len()).map(ClassId);
    classes.filter(|class| own.tissues(*class).is_disjoint(&known)).collect()
}

fn alike(left: &Protocol, a: ClassId, right: &Protocol, b: ClassId) -> Option<String> {
    let (x, y) = (left.class(a)?, right.class(b)?);
    if let (Some(one), Some(other)) = (&x.title, &y.title)
        && folded(one) == folded(other)
    {
        return Some(format!("both have the title `{one}`"));
    }
    if words(x) == words(y) {
        return Some("their names have the same words".to_owned());
    }
    let others = names(right, b);
    // One letter in six may differ.
    let near =
        |one: &String| others.iter().any(|other| strsim::damerau_levenshtein(one, other) <= one.chars().count() / 6);
    names(left, a).iter().any(near).then(|| "their names are spelt alike".to_owned())
}

/// The words of a name in any order.
fn words(class: &Class) -> BTreeSet<String> {
    class.name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Classes that include, in words, classes of the other protocol without a counterpart; with these and with what they are linked
/// to already.
fn included(own: &View<'_>, other: &View<'_>, free: &[ClassId]) -> Vec<(ClassId, Vec<ClassId>, String)> {
    let mut found = Vec::new();
    for (at, class) in own.protocol.labels.classes.iter().enumerate() {
        let told: BTreeSet<String> = class.includes.iter().map(|word| folded(word)).collect();
        let titled = |id: &ClassId| {
            let title = other.protocol.class(*id).and_then(|class| class.title.as_deref()).map(folded);
            names(other.protocol, *id).into_iter().chain(title).any(|name| told.contains(&name))
        };
        let parts: Vec<ClassId> = free.iter().copied().filter(titled).collect();
        if parts.is_empty() {
            continue;
        }
        let set = own.tissues(ClassId(at));
        let linked = (0..other.classes.len()).map(ClassId).filter(|id| !other.tissues(*id).is_disjoint(&set));
        let all: BTreeSet<ClassId> = linked.chain(parts).collect();
        let reason = format!("`{}` says so in `includes`", class.name);
        found.push((ClassId(at), all.into_iter().collect(), reason));
    }
    found
}
