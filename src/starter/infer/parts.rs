//! Numbers of parts and of holes.

use std::collections::{BTreeMap, BTreeSet};

use super::super::draft::DraftRule;
use super::measured::ClassMeasures;
use super::propose::{Candidate, Cohort, Says};
use super::quantile::FEWEST;
use super::words::volume;

/// Structures of more parts have no fixed number of them.
const MOST: usize = 4;

pub(super) fn candidates(cohort: &Cohort) -> Vec<Candidate> {
    let classes = 0..cohort.classes.len();
    let enough = classes.filter(|&class| cohort.with(class).count() >= FEWEST);
    enough.flat_map(|class| [parts(cohort, class), holes(cohort, class)].into_iter().flatten()).collect()
}

fn parts(cohort: &Cohort, class: usize) -> Option<Candidate> {
    let (floor, number, flagged) = constant(cohort, class, |measures| &measures.parts)?;
    if !(1..=MOST).contains(&number) {
        return None;
    }
    let name = cohort.name(class);
    let floor = volume(floor, true);
    let held = cohort.held(cohort.with(class).count(), &flagged);
    let rule = DraftRule {
        comments: vec![proposed(&held)],
        id: "PART".to_owned(),
        severity: "warning",
        title: match number {
            1 => format!("{name} is one piece"),
            _ => format!("{name} has {number} parts"),
        },
        statements: vec![format!("require components({name}, min: {floor}) == {number}")],
        because: held,
    };
    Some(Candidate { flagged, says: Says::Rule(rule) })
}

fn holes(cohort: &Cohort, class: usize) -> Option<Candidate> {
    let (floor, number, flagged) = constant(cohort, class, |measures| &measures.holes)?;
    if number != 0 {
        return None;
    }
    let name = cohort.name(class);
    let floor = volume(floor, true);
    let held = cohort.held(cohort.with(class).count(), &flagged);
    let rule = DraftRule {
        comments: vec![proposed(&held)],
        id: "HOLE".to_owned(),
        severity: "warning",
        title: format!("{name} has no holes"),
        statements: vec![format!("require holes({name}, min: {floor}, of: background) == 0")],
        because: held,
    };
    Some(Candidate { flagged, says: Says::Rule(rule) })
}

fn proposed(held: &str) -> String {
    format!("Proposed: {held}, with the smallest floor of 1, 2, 5, 10, … mm3 (and four voxels) that makes it so.")
}

/// The smallest floor from which on the number of parts is the same in nearly all cases: the floor, the number, and the
/// cases that differ.
fn constant(
    cohort: &Cohort,
    class: usize,
    sizes: fn(&ClassMeasures) -> &Vec<f64>,
) -> Option<(f64, usize, BTreeSet<usize>)> {
    cohort.floors(class).into_iter().find_map(|floor| {
        let count = |measures: &ClassMeasures| sizes(measures).iter().filter(|&&size| size >= floor).count();
        let mut by_number: BTreeMap<usize, usize> = BTreeMap::new();
        for (_, _, measures) in cohort.with(class) {
            *by_number.entry(count(measures)).or_default() += 1;
        }
        let (&number, _) = by_number.iter().max_by_key(|(_, cases)| **cases)?;
        let others = cohort.with(class).filter(|(_, _, measures)| count(measures) != number);
        let flagged: BTreeSet<usize> = others.map(|(at, _, _)| at).collect();
        (flagged.len() <= cohort.spared).then_some((floor, number, flagged))
    })
}
