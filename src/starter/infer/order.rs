//! Which structure lies to the right of, above or before which.

use std::collections::{BTreeMap, BTreeSet};

use super::super::draft::DraftRule;
use super::fit::Fit;
use super::measured::ClassMeasures;
use super::propose::{Candidate, Cohort, Says};
use super::quantile::FEWEST;
use super::words::number;

/// How many standard deviations the usual distance must be away from changing sides.
const FAR: f64 = 5.0;

/// One in so many distances at either end has no say in what is usual.
const SPARED: usize = 50;

/// A world axis, and the words for its positive direction.
const AXES: [(&str, &str, &str); 3] = [
    ("SIDE", "right of", "The patient's right and left are not exchanged"),
    ("FRONT", "anterior to", "Front and back are not exchanged"),
    ("LEVEL", "cranial to", "Head and feet are not exchanged"),
];

/// The first class lies farther along the axis than the second.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Edge {
    axis: usize,
    ahead: usize,
    behind: usize,
    /// mm, in the usual case.
    distance: f64,
    /// mm, the smallest that was seen.
    smallest: f64,
    cases: usize,
}

pub(super) fn candidates(cohort: &Cohort) -> Vec<Candidate> {
    let numbers = 0..cohort.classes.len();
    let pairs = numbers.clone().flat_map(|a| numbers.clone().skip(a + 1).map(move |b| (a, b)));
    pairs.flat_map(|(a, b)| (0..AXES.len()).filter_map(move |axis| edge(cohort, axis, a, b))).collect()
}

fn edge(cohort: &Cohort, axis: usize, a: usize, b: usize) -> Option<Candidate> {
    let along = |measures: &ClassMeasures| measures.centroid.and_then(|centroid| centroid.get(axis).copied());
    let ways = cohort.with(a).filter_map(|(at, case, measures)| {
        let other = case.classes.get(&b)?;
        Some((at, along(measures)? - along(other)?))
    });
    let ways: Vec<(usize, f64)> = ways.collect();
    if ways.len() < FEWEST {
        return None;
    }
    let mut sorted: Vec<f64> = ways.iter().map(|(_, way)| *way).collect();
    sorted.sort_by(f64::total_cmp);
    let found = Fit::line(&sorted, sorted.len().div_ceil(SPARED))?;
    if found.centre.abs() < FAR * found.spread || found.centre == 0.0 {
        return None;
    }
    let sign = found.centre.signum();
    let flagged: BTreeSet<usize> = ways.iter().filter(|(_, way)| way * sign <= 0.0).map(|(at, _)| *at).collect();
    let smallest = sorted.iter().map(|way| way * sign).fold(f64::INFINITY, f64::min);
    let (ahead, behind) = if sign > 0.0 { (a, b) } else { (b, a) };
    let edge = Edge { axis, ahead, behind, distance: found.centre.abs(), smallest, cases: ways.len() };
    (flagged.len() <= cohort.spared).then_some(Candidate { flagged, says: Says::Order(edge) })
}

/// One rule for each axis. What follows from two other steps is left out.
pub(super) fn rules(cohort: &Cohort, edges: Vec<Edge>) -> Vec<DraftRule> {
    let mut rules = Vec::new();
    for (axis, (id, words, title)) in AXES.into_iter().enumerate() {
        let own: Vec<&Edge> = edges.iter().filter(|edge| edge.axis == axis).collect();
        let mut behind: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for edge in &own {
            behind.entry(edge.ahead).or_default().insert(edge.behind);
        }
        let reaches = |from: usize, to: usize| behind.get(&from).is_some_and(|next| next.contains(&to));
        let direct = |edge: &&&Edge| {
            let steps = behind.get(&edge.ahead).into_iter().flatten();
            !steps.into_iter().any(|&step| reaches(step, edge.behind))
        };
        let kept: Vec<&&Edge> = own.iter().filter(direct).collect();
        if kept.is_empty() {
            continue;
        }
        let name = |class: usize| cohort.name(class);
        let comment = |edge: &&&Edge| {
            let (usual, smallest) = (number(edge.distance.round()), number(edge.smallest.floor()));
            let (ahead, behind) = (name(edge.ahead), name(edge.behind));
            format!("{ahead} and {behind}: {} cases, usually {usual} mm apart, at least {smallest} mm", edge.cases)
        };
        let mut comments = vec!["Proposed from the centres of the structures.".to_owned()];
        comments.extend(kept.iter().map(comment));
        let statement = |edge: &&&Edge| format!("require {} {words} {}", name(edge.ahead), name(edge.behind));
        let fewest = kept.iter().map(|edge| edge.cases).min().unwrap_or_default();
        rules.push(DraftRule {
            comments,
            id: id.to_owned(),
            severity: "warning",
            title: title.to_owned(),
            statements: kept.iter().map(statement).collect(),
            because: format!("so in {fewest} cases and more, by five standard deviations at least"),
        });
    }
    rules
}
