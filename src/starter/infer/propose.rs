//! From measures to rules: what holds in nearly all cases, and within what ranges.

use std::collections::{BTreeMap, BTreeSet};

use super::super::draft::{Draft, DraftClass, DraftRule};
use super::super::names::in_text;
use super::measured::{CaseMeasures, ClassMeasures};
use super::{hosts, order, parts, presence, sizes};

/// How many alarms are put up with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Budget {
    /// The share of sound cases that all ranges together may flag.
    pub false_alarms: f64,
    /// The share of the cases at hand that all counts and relations together may flag.
    pub exceptions: f64,
}

impl Default for Budget {
    fn default() -> Self {
        Budget { false_alarms: 0.01, exceptions: 0.01 }
    }
}

/// What was added to a draft.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Proposal {
    /// Classes that every case must have.
    pub required: usize,
    pub rules: usize,
    /// Cases that the proposed rules flag, by name.
    pub exceptions: Vec<String>,
    /// Classes that get no range of sizes, and why: one sentence each.
    pub no_ranges: Vec<String>,
}

/// The cases of a cohort, and what the classes are called.
pub(super) struct Cohort<'c> {
    pub cases: &'c [CaseMeasures],
    pub classes: &'c [DraftClass],
    /// How many cases may differ from a rule.
    pub spared: usize,
}

/// Something that holds in nearly all cases.
pub(super) struct Candidate {
    /// The cases that it flags, by number.
    pub flagged: BTreeSet<usize>,
    pub says: Says,
}

pub(super) enum Says {
    /// The class, by number, is in every case.
    Required(usize),
    Rule(DraftRule),
    Order(order::Edge),
}

/// Adds to a draft what the measures of its classes suggest. `cases` number the classes as the draft has them.
pub fn propose(draft: &mut Draft, cases: &[CaseMeasures], budget: Budget) -> Proposal {
    let classes = draft.classes.clone();
    let spared = (cases.len() as f64 * budget.exceptions).floor() as usize;
    let cohort = Cohort { cases, classes: &classes, spared };
    let mut candidates = presence::candidates(&cohort);
    candidates.extend(parts::candidates(&cohort));
    candidates.extend(hosts::candidates(&cohort));
    candidates.extend(order::candidates(&cohort));
    let (chosen, mut flagged) = choose(candidates, spared);
    let sizes = sizes::sizes(&cohort, budget.false_alarms);
    flagged.extend(&sizes.flagged);

    let mut proposal = Proposal {
        exceptions: flagged.iter().filter_map(|&at| Some(cases.get(at)?.name.clone())).collect(),
        no_ranges: sizes.remarks,
        ..Proposal::default()
    };
    let mut rules = sizes.rules;
    let mut edges = Vec::new();
    for candidate in chosen {
        match candidate.says {
            Says::Required(class) => {
                proposal.required += 1;
                if let Some(class) = draft.classes.get_mut(class) {
                    class.required = true;
                }
            }
            Says::Rule(rule) => rules.push(rule),
            Says::Order(edge) => edges.push(edge),
        }
    }
    rules.extend(order::rules(&cohort, edges));
    number(&mut rules);
    proposal.rules = rules.len();
    draft.rules.extend(rules);
    proposal
}

/// Takes candidates, those with the fewest exceptions first, as long as all that are taken flag no more cases than are
/// spared. They stay in their order.
fn choose(candidates: Vec<Candidate>, spared: usize) -> (Vec<Candidate>, BTreeSet<usize>) {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by_key(|&at| candidates.get(at).map(|candidate| candidate.flagged.len()));
    let mut flagged: BTreeSet<usize> = BTreeSet::new();
    let mut taken = BTreeSet::new();
    for at in order {
        let Some(candidate) = candidates.get(at) else { continue };
        let all: BTreeSet<usize> = flagged.union(&candidate.flagged).copied().collect();
        if all.len() <= spared {
            flagged = all;
            taken.insert(at);
        }
    }
    let chosen = candidates.into_iter().enumerate().filter(|(at, _)| taken.contains(at));
    (chosen.map(|(_, candidate)| candidate).collect(), flagged)
}

/// IDs are counted by their beginnings: `SIZE-001`, `SIZE-002`.
fn number(rules: &mut [DraftRule]) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for rule in rules {
        let count = counts.entry(rule.id.clone()).or_default();
        *count += 1;
        rule.id = format!("{}-{count:03}", rule.id);
    }
}

impl Cohort<'_> {
    /// The cases that have a class, with their numbers.
    pub fn with(&self, class: usize) -> impl Iterator<Item = (usize, &CaseMeasures, &ClassMeasures)> {
        self.cases.iter().enumerate().filter_map(move |(at, case)| Some((at, case, case.classes.get(&class)?)))
    }

    /// As rules write it.
    pub fn name(&self, class: usize) -> String {
        self.classes.get(class).map(|class| in_text(&class.name)).unwrap_or_default()
    }

    /// `in all 200 cases`, or in how many and in which not.
    pub fn held(&self, of: usize, flagged: &BTreeSet<usize>) -> String {
        if flagged.is_empty() {
            return format!("so in all {of} cases");
        }
        let names: Vec<&str> =
            flagged.iter().filter_map(|&at| self.cases.get(at)).map(|case| case.name.as_str()).collect();
        format!("so in {} of {of} cases, not in {}", of - flagged.len(), super::words::listed(&names))
    }

    /// Sizes, in mm³, below which parts might be left out: 1, 2, 5 and so on, from four voxels of the coarsest grid to a
    /// fifth of the usual volume of a class.
    pub fn floors(&self, class: usize) -> Vec<f64> {
        let mut volumes: Vec<f64> = self.with(class).map(|(_, _, measures)| measures.volume).collect();
        volumes.sort_by(f64::total_cmp);
        let usual = volumes.get(volumes.len() / 2).copied().unwrap_or_default();
        let coarsest = self.cases.iter().map(|case| case.voxel).fold(0.0, f64::max);
        let series = (0..10).flat_map(|power| [1.0, 2.0, 5.0].map(|digit| digit * 10.0_f64.powi(power)));
        series.filter(|floor| (4.0 * coarsest..=usual / 5.0).contains(floor)).collect()
    }
}
