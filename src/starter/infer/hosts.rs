//! Structures that lie in or on another one.

use std::collections::BTreeSet;

use super::super::draft::DraftRule;
use super::measured::{CaseMeasures, Contact};
use super::propose::{Candidate, Cohort, Says};
use super::quantile::FEWEST;
use super::words::volume;

/// A host is what most of the structure's faces look onto, in the usual case.
const MOSTLY: f64 = 0.5;

pub(super) fn candidates(cohort: &Cohort) -> Vec<Candidate> {
    let numbers = 0..cohort.classes.len();
    let pairs = numbers.clone().flat_map(|a| numbers.clone().map(move |b| (a, b)));
    pairs.filter(|(a, b)| a != b).filter_map(|(a, b)| candidate(cohort, a, b)).collect()
}

fn candidate(cohort: &Cohort, guest: usize, host: usize) -> Option<Candidate> {
    let contact = |case: &CaseMeasures| -> Option<Contact> { case.contacts.get(&(guest, host)).cloned() };
    let mut shares: Vec<f64> =
        cohort.with(guest).map(|(_, case, _)| contact(case).map_or(0.0, |contact| contact.share)).collect();
    shares.sort_by(f64::total_cmp);
    let of = shares.len();
    if of < FEWEST || shares.get(of / 2).is_none_or(|share| *share < MOSTLY) {
        return None;
    }
    // A part that stands alone: the whole structure, where the two do not meet at all.
    let apart: Vec<(usize, f64)> = cohort
        .with(guest)
        .map(|(at, case, measures)| {
            let largest = measures.parts.first().copied().unwrap_or_default();
            (at, contact(case).map_or(largest, |contact| contact.apart))
        })
        .collect();
    let (floor, flagged) = cohort.floors(guest).into_iter().find_map(|floor| {
        let flagged: BTreeSet<usize> = apart.iter().filter(|(_, size)| *size >= floor).map(|(at, _)| *at).collect();
        (flagged.len() <= cohort.spared).then_some((floor, flagged))
    })?;
    let (guest, host) = (cohort.name(guest), cohort.name(host));
    let held = cohort.held(of, &flagged);
    let usual = shares.get(of / 2).copied().unwrap_or_default() * 100.0;
    let rule = DraftRule {
        comments: vec![format!(
            "Proposed: {held}. In the usual case {usual:.0} % of the faces of {guest} look onto {host}."
        )],
        id: "HOST".to_owned(),
        severity: "warning",
        title: format!("Every part of {guest} touches {host}"),
        statements: vec![format!(
            "each c in components({guest}, min: {}) {{ require c touches {host} }}",
            volume(floor, true)
        )],
        because: held,
    };
    Some(Candidate { flagged, says: Says::Rule(rule) })
}
