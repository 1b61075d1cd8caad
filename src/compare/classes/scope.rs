//! The same name or code stands for other anatomy; or two classes overlap in part; or what they include and exclude differs.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::crosswalk::{Side, covered, names};
use crate::model::Protocol;
use crate::model::field::folded;
use crate::model::protocol::{Class, ClassId};

use super::cost::Cost;
use super::{Difference, Direction, Kind, Pair, Part};

pub(super) fn find(pair: &Pair<'_, '_>) -> Vec<Difference> {
    let mut found = false_friends(pair);
    found.extend(parts(pair, &found));
    found.extend(included(pair));
    found
}

/// What bears a word: classes together, or a group.
type Bearers = BTreeSet<ClassId>;

/// Words that both protocols use, for other anatomy.
fn false_friends(pair: &Pair<'_, '_>) -> Vec<Difference> {
    let (old, new) = (bearers(pair.old.protocol()), bearers(pair.new.protocol()));
    let mut found: Vec<Difference> = Vec::new();
    let mut seen: BTreeSet<(Bearers, Bearers)> = BTreeSet::new();
    for (word, ours) in &old {
        let Some(theirs) = new.get(word) else { continue };
        let (a, b) = (classes(ours), classes(theirs));
        let (here, there) = (covered(pair.old.view, &a), covered(pair.new.view, &b));
        if here == there || !seen.insert((ours.classes.clone(), theirs.classes.clone())) {
            continue;
        }
        let direction = Direction::of(!here.is_subset(&there), !there.is_subset(&here));
        let part = |part: Part, name: &Option<String>| Part { text: name.clone().unwrap_or(part.text), ..part };
        let (old, new) = (part(pair.old.part(&a), &ours.group), part(pair.new.part(&b), &theirs.group));
        found.push(pair.difference(Kind::Scope, direction, old, new));
    }
    found.sort_by(|x, y| (&x.old.classes, &x.new.classes).cmp(&(&y.old.classes, &y.new.classes)));
    found
}

#[derive(Debug, Clone, Default)]
struct Bearer {
    classes: Bearers,
    /// Its name, where it is a group.
    group: Option<String>,
}

fn classes(bearer: &Bearer) -> Vec<ClassId> {
    bearer.classes.iter().copied().collect()
}

/// Codes without modifiers, names and aliases, with the classes that bear them; a class comes before a group of its name.
fn bearers(protocol: &Protocol) -> BTreeMap<String, Bearer> {
    let mut found: BTreeMap<String, Bearer> = BTreeMap::new();
    for (at, class) in protocol.labels.classes.iter().enumerate() {
        let codes = class.codes.iter().map(|code| format!("{}:{}", code.scheme, code.value));
        for word in codes.chain(names(protocol, ClassId(at))) {
            found.entry(word).or_default().classes.insert(ClassId(at));
        }
    }
    for group in &protocol.groups {
        found.entry(folded(&group.name)).or_insert_with(|| Bearer {
            classes: group.classes.iter().copied().collect(),
            group: Some(group.name.clone()),
        });
    }
    found
}

/// Two classes that overlap no other, and each other in part.
fn parts(pair: &Pair<'_, '_>, friends: &[Difference]) -> Vec<Difference> {
    let mut found = Vec::new();
    for (a, b) in pair.counterparts() {
        let (here, there) = (pair.old.view.tissues(a), pair.new.view.tissues(b));
        let told = friends.iter().any(|friend| friend.old.classes == [a] && friend.new.classes == [b]);
        if here != there && !told {
            let direction = Direction::of(!here.is_subset(&there), !there.is_subset(&here));
            found.push(pair.difference(Kind::Scope, direction, pair.old.part(&[a]), pair.new.part(&[b])));
        }
    }
    found
}

/// What is said to belong to a class, or not to. A declaration that two classes are the same settles it.
fn included(pair: &Pair<'_, '_>) -> Vec<Difference> {
    let mut found = Vec::new();
    for (a, b) in pair.equal() {
        let (Some(old), Some(new)) = (pair.old.class(a), pair.new.class(b)) else { continue };
        let (left, right) =
            (Side { protocol: pair.numbers.0, classes: vec![a] }, Side { protocol: pair.numbers.1, classes: vec![b] });
        let (old_more, new_more) = (beyond(old, new), beyond(new, old));
        if old_more.is_empty() && new_more.is_empty() || pair.crosswalk.declared_equal(&left, &right) {
            continue;
        }
        let direction = Direction::of(!old_more.is_empty(), !new_more.is_empty());
        let costs = (Cost::ReAnnotation, Cost::ReAnnotation);
        let (old_part, new_part) = (pair.old.part(&[a]), pair.new.part(&[b]));
        let mut difference = pair.costing(Kind::Scope, direction, old_part, new_part, costs);
        let says = |words: Vec<String>, which: &str| {
            (!words.is_empty()).then(|| format!("`{}` goes further by {}", which, words.join(", ")))
        };
        let said = [says(old_more, &pair.old.protocol().name), says(new_more, &pair.new.protocol().name)];
        difference.detail = Some(said.into_iter().flatten().collect::<Vec<_>>().join("; "));
        found.push(difference);
    }
    found
}

/// What one class includes that the other does not say, and what the other excludes that this one does not.
fn beyond(one: &Class, other: &Class) -> Vec<String> {
    let told = |words: &[String]| words.iter().map(|word| folded(word)).collect::<BTreeSet<_>>();
    let (included, excluded) = (told(&other.includes), told(&one.excludes));
    let more = one.includes.iter().filter(|word| !included.contains(&folded(word)));
    let less = other.excludes.iter().filter(|word| !excluded.contains(&folded(word)));
    let mut words: Vec<String> = more.chain(less).map(|word| format!("`{word}`")).collect();
    words.sort();
    words.dedup();
    words
}
