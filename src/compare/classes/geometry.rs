//! What is asked of the image and its grid, line by line of the `image` block.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Protocol;
use crate::model::rule::{Claim, ClaimKind, HeaderField, MeasureKind};

use super::interval::{self, Interval};
use super::sites::flat;
use super::{Cost, Difference, Direction, Kind, Pair, Part};

pub(super) fn find(pair: &Pair<'_, '_>) -> Vec<Difference> {
    let toll = |subject| match subject {
        // Labels can be brought onto another grid, at a price; another image shows other things.
        Subject::Grid => Some(Cost::Lossy),
        Subject::Image => Some(Cost::ReAnnotation),
        Subject::Datatype => None,
    };
    let lines = compared(pair).into_iter().filter_map(|line| Some((toll(line.subject)?, line)));
    let difference = |(toll, line): (Cost, ImageLine)| {
        let costs = match line.direction {
            Direction::Narrower => (toll, Cost::Lossless),
            Direction::Wider => (Cost::Lossless, toll),
            _ => (toll, toll),
        };
        let detail = Some(line.detail(pair));
        Difference { detail, ..pair.costing(Kind::Geometry, line.direction, line.old, line.new, costs) }
    };
    lines.map(difference).collect()
}

/// What the lines under one ID speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    Grid,
    Datatype,
    Image,
}

/// The lines under one ID that differ.
pub(super) struct ImageLine {
    pub subject: Subject,
    pub direction: Direction,
    pub old: Part,
    pub new: Part,
    said: (String, String),
}

impl ImageLine {
    pub fn detail(&self, pair: &Pair<'_, '_>) -> String {
        let said = |text: &str| if text.is_empty() { "nothing".to_owned() } else { text.to_owned() };
        let (old, new) = (&pair.old.protocol().name, &pair.new.protocol().name);
        format!("{} in `{old}`, {} in `{new}`", said(&self.said.0), said(&self.said.1))
    }
}

pub(super) fn compared(pair: &Pair<'_, '_>) -> Vec<ImageLine> {
    let (old, new) = (lines(pair.old.protocol()), lines(pair.new.protocol()));
    let ids: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
    let mut found = Vec::new();
    for id in ids {
        let nothing = Vec::new();
        let (ours, theirs) = (old.get(id).unwrap_or(&nothing), new.get(id).unwrap_or(&nothing));
        let direction = direction(ours, theirs);
        let Some(subject) = ours.iter().chain(theirs).map(|claim| subject(claim)).next() else { continue };
        if direction != Direction::Mutual {
            let part = |claims: &[&Claim]| if claims.is_empty() { Part::default() } else { Part::text(id) };
            let said = |claims: &[&Claim]| {
                let written: BTreeSet<String> = claims.iter().map(|claim| format!("`{}`", claim.text)).collect();
                written.into_iter().collect::<Vec<_>>().join(" and ")
            };
            found.push(ImageLine {
                subject,
                direction,
                old: part(ours),
                new: part(theirs),
                said: (said(ours), said(theirs)),
            });
        }
    }
    found
}

fn lines(protocol: &Protocol) -> BTreeMap<&str, Vec<&Claim>> {
    let mut found: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
    for line in &protocol.image {
        let claims = found.entry(line.id.as_str()).or_default();
        flat(&line.claim, &mut |claim| claims.push(claim));
    }
    found
}

fn subject(claim: &Claim) -> Subject {
    if let Some((measure, _)) = interval::of(claim) {
        return match measure.kind {
            MeasureKind::Spacing(_) | MeasureKind::Size(_) | MeasureKind::Dimensions => Subject::Grid,
            _ => Subject::Image,
        };
    }
    match &claim.kind {
        ClaimKind::Header { field: HeaderField::Orientation, .. } => Subject::Grid,
        ClaimKind::Header { field: HeaderField::Datatype, .. } => Subject::Datatype,
        ClaimKind::Not(inner) => subject(inner),
        ClaimKind::And(parts) | ClaimKind::Or(parts) => parts.first().map_or(Subject::Image, subject),
        _ => Subject::Image,
    }
}

/// Mutual if both say the same.
fn direction(old: &[&Claim], new: &[&Claim]) -> Direction {
    let texts = |claims: &[&Claim]| claims.iter().map(|claim| claim.text.clone()).collect::<BTreeSet<_>>();
    if let (Some(ours), Some(theirs)) = (intervals(old), intervals(new)) {
        let measures: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
        let all = Interval::default();
        let directions = measures
            .into_iter()
            .map(|measure| Interval::direction(ours.get(measure).unwrap_or(&all), theirs.get(measure).unwrap_or(&all)));
        return directions.fold(Direction::Mutual, Direction::and);
    }
    if let (Some(ours), Some(theirs)) = (allowed(old), allowed(new)) {
        return Direction::of(!ours.is_subset(&theirs), !theirs.is_subset(&ours));
    }
    match (texts(old), texts(new)) {
        (ours, theirs) if ours == theirs => Direction::Mutual,
        (ours, _) if ours.is_empty() => Direction::Narrower,
        (_, theirs) if theirs.is_empty() => Direction::Wider,
        _ => Direction::Other,
    }
}

fn intervals(claims: &[&Claim]) -> Option<BTreeMap<String, Interval>> {
    let mut found: BTreeMap<String, Interval> = BTreeMap::new();
    for claim in claims {
        let (measure, interval) = interval::of(claim)?;
        let known = found.entry(measure.text.clone()).or_default();
        *known = std::mem::take(known).and(interval);
    }
    Some(found)
}

/// The words that a header field may have.
fn allowed(claims: &[&Claim]) -> Option<BTreeSet<String>> {
    match claims {
        [claim] => match &claim.kind {
            ClaimKind::Header { allowed, negated: false, .. } => Some(allowed.iter().cloned().collect()),
            _ => None,
        },
        _ => None,
    }
}
