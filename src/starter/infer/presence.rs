//! Classes that nearly every case has.

use std::collections::BTreeSet;

use super::propose::{Candidate, Cohort, Says};
use super::quantile::FEWEST;

pub(super) fn candidates(cohort: &Cohort) -> Vec<Candidate> {
    if cohort.cases.len() < FEWEST {
        return Vec::new();
    }
    let without = |class: usize| -> BTreeSet<usize> {
        let cases = cohort.cases.iter().enumerate();
        cases.filter(|(_, case)| !case.classes.contains_key(&class)).map(|(at, _)| at).collect()
    };
    let classes =
        (0..cohort.classes.len()).map(|class| Candidate { flagged: without(class), says: Says::Required(class) });
    classes.filter(|candidate| candidate.flagged.len() <= cohort.spared).collect()
}
