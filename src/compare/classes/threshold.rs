//! The least size of a part of a class that is annotated: `each c in components(x) { require volume(c) >= .. }`.

use std::collections::BTreeMap;

use crate::model::Protocol;
use crate::model::protocol::ClassId;
use crate::model::rule::{MeasureKind, Structure};

use super::interval::{self, Interval};
use super::sites::{replaced, sites};
use super::{Cost, Difference, Direction, Kind, Pair};

pub(super) fn find(pair: &Pair<'_, '_>) -> Vec<Difference> {
    let (old, new) = (thresholds(pair.old.protocol()), thresholds(pair.new.protocol()));
    let mut found = Vec::new();
    for (a, b) in pair.counterparts() {
        let nothing = Bounds::new();
        let (ours, theirs) = (old.get(&a).unwrap_or(&nothing), new.get(&b).unwrap_or(&nothing));
        let all = Interval::default();
        let measures: std::collections::BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
        let directions = measures.into_iter().map(|measure| {
            let of = |bounds: &Bounds| bounds.get(measure).map_or(all.clone(), |(interval, _)| interval.clone());
            Interval::direction(&of(ours), &of(theirs))
        });
        let direction = directions.fold(Direction::Mutual, Direction::and);
        // Parts that are too small can be found and taken out; those that were never drawn cannot.
        let costs = match direction {
            Direction::Mutual => continue,
            Direction::Narrower => (Cost::Lossy, Cost::ReAnnotation),
            Direction::Wider => (Cost::ReAnnotation, Cost::Lossy),
            _ => (Cost::ReAnnotation, Cost::ReAnnotation),
        };
        let mut difference = pair.costing(Kind::Threshold, direction, pair.old.part(&[a]), pair.new.part(&[b]), costs);
        difference.detail = Some(pair.beside(&said(ours), &said(theirs)));
        found.push(difference);
    }
    found
}

/// By measure: the bounds, and how they are written.
type Bounds = BTreeMap<String, (Interval, String)>;

fn said(bounds: &Bounds) -> String {
    let written: Vec<&str> = bounds.values().map(|(_, written)| written.as_str()).collect();
    if written.is_empty() { "any size".to_owned() } else { written.join(" and ") }
}

fn thresholds(protocol: &Protocol) -> BTreeMap<ClassId, Bounds> {
    let mut found: BTreeMap<ClassId, Bounds> = BTreeMap::new();
    for site in sites(protocol) {
        let Some((measure, mut interval)) = interval::of(site.claim) else { continue };
        let Some(of) = sized(&measure.kind) else { continue };
        interval.high = None;
        if interval.low.is_none() {
            continue;
        }
        let part = |word: &str| site.bound.binds(word).then(|| "part".to_owned());
        for class in site.bound.part_of(of) {
            let bounds = found.entry(*class).or_default();
            let (known, written) = bounds.entry(replaced(&measure.text, part)).or_default();
            *known = std::mem::take(known).and(interval.clone());
            *written = format!("`{}`", replaced(&site.claim.text, part));
        }
    }
    found
}

/// The structure whose size a measure is.
fn sized(measure: &MeasureKind) -> Option<&Structure> {
    match measure {
        MeasureKind::Volume(of)
        | MeasureKind::Voxels(of)
        | MeasureKind::Feret(of)
        | MeasureKind::Diameter { of, .. }
        | MeasureKind::ShortAxis { of, .. }
        | MeasureKind::Extent { of, .. } => Some(of),
        _ => None,
    }
}
