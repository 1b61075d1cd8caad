//! A rule fixes an end of a structure, or its length, here and not there, or elsewhere.
//!
//! An end is fixed where its distance from something is bounded by numbers. That one thing lies above another is no limit.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::protocol::ClassId;
use crate::model::rule::{Claim, ClaimKind, MeasureKind, Number, Position, Structure};

use super::pair::One;
use super::sites::{replaced, sites};
use super::{Cost, Difference, Direction, Kind, Pair};

pub(super) fn find(pair: &Pair<'_, '_>) -> Vec<Difference> {
    let (old, new) = (extents(&pair.old), extents(&pair.new));
    let nothing = BTreeSet::new();
    let mut found = Vec::new();
    for (a, b) in pair.counterparts() {
        let (ours, theirs) = (old.get(&a).unwrap_or(&nothing), new.get(&b).unwrap_or(&nothing));
        if ours == theirs {
            continue;
        }
        // Whoever says nothing of an end lets it lie anywhere.
        let direction =
            Direction::of(!theirs.is_empty() && !theirs.is_subset(ours), !ours.is_empty() && !ours.is_subset(theirs));
        let costs = (Cost::ReAnnotation, Cost::ReAnnotation);
        let mut difference = pair.costing(Kind::Extent, direction, pair.old.part(&[a]), pair.new.part(&[b]), costs);
        let said = |claims: &BTreeSet<String>| claims.iter().cloned().collect::<Vec<_>>().join(" and ");
        let side = |claims: &BTreeSet<String>, one: &One<'_, '_>| {
            (!claims.is_empty()).then(|| format!("`{}` asks for {}", one.protocol().name, said(claims)))
        };
        let parts = [side(ours, &pair.old), side(theirs, &pair.new)];
        difference.detail = Some(parts.into_iter().flatten().collect::<Vec<_>>().join("; "));
        found.push(difference);
    }
    found
}

/// By class: the claims about its ends, in words that do not depend on how the protocol calls its classes.
fn extents(one: &One<'_, '_>) -> BTreeMap<ClassId, BTreeSet<String>> {
    let protocol = one.protocol();
    let mut found: BTreeMap<ClassId, BTreeSet<String>> = BTreeMap::new();
    for site in sites(protocol) {
        for structure in ends(site.claim) {
            for class in site.bound.classes(protocol, structure) {
                let text = replaced(&site.claim.text, |word| {
                    let named = protocol.class_named(word);
                    if site.bound.binds(word) || named == Some(class) {
                        return Some("it".to_owned());
                    }
                    named.map(|other| tissues(one, other))
                });
                found.entry(class).or_default().insert(format!("`{text}`"));
            }
        }
    }
    found
}

/// A class by the tissues that it covers, which both protocols share.
fn tissues(one: &One<'_, '_>, class: ClassId) -> String {
    let numbers: Vec<String> = one.view.tissues(class).iter().map(|tissue| format!("tissue {}", tissue.0)).collect();
    numbers.join(" + ")
}

/// Structures whose ends or lengths a claim bounds by numbers.
fn ends(claim: &Claim) -> Vec<&Structure> {
    let numbers: Vec<&Number> = match &claim.kind {
        ClaimKind::Compare { left, right, .. } => vec![left, right],
        ClaimKind::Within { value, .. } => vec![value],
        ClaimKind::Near { value, target, .. } => vec![value, target],
        _ => Vec::new(),
    };
    let mut found = Vec::new();
    for number in numbers {
        let Number::Measure(measure) = number else { continue };
        match &measure.kind {
            MeasureKind::Extent { of, .. } => found.push(of),
            MeasureKind::Separation { from, to, .. } => {
                for position in [from, to] {
                    if let Position::End { of, .. } = position {
                        found.push(of);
                    }
                }
            }
            _ => {}
        }
    }
    found
}
