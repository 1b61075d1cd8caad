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
    let constant = constant(cohort, class, |measures| &measures.parts)?;
    let Constant { number, floor, .. } = &constant;
    if !(1..=MOST).contains(number) {
        return None;
    }
    let name = cohort.name(class);
    let title = match number {
        1 => format!("{name} is one piece"),
        _ => format!("{name} has {number} parts"),
    };
    let statement = format!("require components({name}, min: {floor}) == {number}");
    Some(candidate(cohort, class, constant, ("PART", title, statement)))
}

fn holes(cohort: &Cohort, class: usize) -> Option<Candidate> {
    let constant = constant(cohort, class, |measures| &measures.holes).filter(|constant| constant.number == 0)?;
    let name = cohort.name(class);
    let statement = format!("require holes({name}, min: {}, of: background) == 0", constant.floor);
    Some(candidate(cohort, class, constant, ("HOLE", format!("{name} has no holes"), statement)))
}

fn candidate(
    cohort: &Cohort,
    class: usize,
    constant: Constant,
    (id, title, statement): (&str, String, String),
) -> Candidate {
    let held = cohort.held(cohort.with(class).count(), &constant.flagged);
    let rule = DraftRule {
        comments: vec![format!(
            "Proposed: {held}, with the smallest floor of 1, 2, 5, 10, … mm3 (and four voxels) that makes it so."
        )],
        id: id.to_owned(),
        severity: "warning",
        title,
        statements: vec![statement],
        because: held,
    };
    Candidate { flagged: constant.flagged, says: Says::Rule(rule) }
}

/// A number that is the same in nearly all cases.
struct Constant {
    number: usize,
    /// The smallest from which on it is, as rules write it.
    floor: String,
    /// The cases that differ.
    flagged: BTreeSet<usize>,
}

/// The number of parts above the smallest floor for which it is one.
fn constant(cohort: &Cohort, class: usize, sizes: fn(&ClassMeasures) -> &Vec<f64>) -> Option<Constant> {
    cohort.floors(class).into_iter().find_map(|floor| {
        let count = |measures: &ClassMeasures| sizes(measures).iter().filter(|&&size| size >= floor).count();
        let mut by_number: BTreeMap<usize, usize> = BTreeMap::new();
        for (_, _, measures) in cohort.with(class) {
            *by_number.entry(count(measures)).or_default() += 1;
        }
        let (&number, _) = by_number.iter().max_by_key(|(_, cases)| **cases)?;
        let others = cohort.with(class).filter(|(_, _, measures)| count(measures) != number);
        let flagged: BTreeSet<usize> = others.map(|(at, _, _)| at).collect();
        (flagged.len() <= cohort.spared).then(|| Constant { number, floor: volume(floor, true), flagged })
    })
}
