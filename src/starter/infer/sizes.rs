//! Ranges of volumes.

use std::collections::BTreeSet;

use super::super::draft::DraftRule;
use super::propose::Cohort;
use super::quantile::{Basis, FEWEST, FEWEST_UNSHAPED, NoRange, Range};
use super::words::{listed, number, percent, rounded, volume};

/// A range whose ends differ by more than this says nothing about a case.
const WIDEST: f64 = 30.0;

/// An end that is known no better than to this factor is a guess.
const GUESS: f64 = 1.5;

/// What was found about the volumes of the classes.
#[derive(Default)]
pub(super) struct Sizes {
    pub rules: Vec<DraftRule>,
    /// Classes that get no rule, and why.
    pub remarks: Vec<String>,
    /// The cases that the rules flag, by number.
    pub flagged: BTreeSet<usize>,
}

/// A complete specimen: the number of its case, and mm³.
type Specimen = (usize, f64);

/// One rule for each class whose complete specimens are alike enough. All of them together flag a share of sound cases.
pub(super) fn sizes(cohort: &Cohort, false_alarms: f64) -> Sizes {
    let complete = |class: usize| -> Vec<Specimen> {
        let specimens = cohort.with(class).filter(|(_, _, measures)| measures.complete);
        specimens.map(|(at, _, measures)| (at, measures.volume)).collect()
    };
    let specimens: Vec<Vec<Specimen>> = (0..cohort.classes.len()).map(complete).collect();
    let ranges = specimens.iter().filter(|own| own.len() >= FEWEST).count().max(1);
    let tail = false_alarms / (2.0 * ranges as f64);
    let mut sizes = Sizes::default();
    for (class, own) in specimens.iter().enumerate() {
        let name = cohort.name(class);
        let volumes: Vec<f64> = own.iter().map(|(_, volume)| *volume).collect();
        match Range::of(&volumes, tail) {
            Ok(range) if range.high <= range.low * WIDEST => {
                let outside: Vec<Specimen> =
                    own.iter().filter(|(_, volume)| !(range.low..=range.high).contains(volume)).copied().collect();
                sizes.rules.push(rule(cohort, &name, &range, tail, &outside));
                sizes.flagged.extend(outside.iter().map(|(at, _)| at));
            }
            Ok(range) => sizes.remarks.push(format!(
                "No range for the volume of {name}: {} cases, {}, and the ends would differ by a factor of more \
                 than {WIDEST}.",
                range.cases,
                seen(&range)
            )),
            Err(NoRange::TooFew) => sizes.remarks.push(format!(
                "No range for the volume of {name}: it is complete in {} cases, and a range needs {FEWEST}.",
                own.len()
            )),
            Err(NoRange::NoShape) => sizes.remarks.push(format!(
                "No range for the volume of {name}: {} cases fit no known distribution (two populations?), and reading the \
                 ends off them needs {FEWEST_UNSHAPED}.",
                own.len()
            )),
        }
    }
    sizes
}

fn rule(cohort: &Cohort, name: &str, range: &Range, tail: f64, outside: &[Specimen]) -> DraftRule {
    let (low, high) = bounds(range);
    let mut comments =
        vec![format!("Proposed from {} cases: median {}, {}.", range.cases, volume(range.median, true), seen(range))];
    comments.extend(basis(range, tail));
    if !outside.is_empty() {
        let named: Vec<String> = outside
            .iter()
            .filter_map(|&(at, size)| Some(format!("{} ({})", cohort.cases.get(at)?.name, volume(size, true))))
            .collect();
        let named: Vec<&str> = named.iter().map(String::as_str).collect();
        comments.push(format!("Look first at what lies outside: {}.", listed(&named)));
    }
    DraftRule {
        comments,
        id: "SIZE".to_owned(),
        severity: "warning",
        title: format!("{name} has a usual size"),
        statements: vec![format!("require volume({name}) in {low} .. {high} when complete({name})")],
        because: format!("other sizes are rare: {} cases, {}", range.cases, seen(range)),
    }
}

/// What the ends are, and how well they are known.
fn basis(range: &Range, tail: f64) -> Vec<String> {
    match &range.basis {
        Basis::Shape { weights, low_factor, high_factor } => {
            let [plain, root, logarithm] = weights.map(|weight| (weight * 100.0).round());
            let left_out = match range.left_out {
                0 => String::new(),
                1 => ", 1 of them left out as an outlier".to_owned(),
                count => format!(", {count} of them left out as outliers"),
            };
            vec![
                format!(
                    "The ends estimate the quantiles {} and {} of sound cases. The lower end is {}, the upper end {}.",
                    percent(tail),
                    percent(1.0 - tail),
                    known(*low_factor),
                    known(*high_factor)
                ),
                format!(
                    "Normal distributions were fitted{left_out}: of the volumes {plain} %, their cube roots {root} %, their \
                     logarithms {logarithm} %."
                ),
            ]
        }
        Basis::Seen => vec![format!(
            "No known distribution fits (two populations?): the ends are what was seen, with a margin of a tenth. They \
             estimate the quantiles {} and {}, not farther ones.",
            percent(1.0 / range.cases as f64),
            percent(1.0 - 1.0 / range.cases as f64)
        )],
    }
}

fn known(factor: f64) -> String {
    match factor <= GUESS {
        true => format!("known to within {} %", number(((factor - 1.0) * 100.0).ceil())),
        false => "little more than a guess".to_owned(),
    }
}

fn seen(range: &Range) -> String {
    format!("seen from {} to {}", volume(range.seen.0, false), volume(range.seen.1, true))
}

/// In one unit.
fn bounds(range: &Range) -> (String, String) {
    let (unit, size) = if range.low < 100.0 { ("mm3", 1.0) } else { ("mL", 1000.0) };
    let written = |value: f64, up: bool| format!("{} {unit}", number(rounded(value / size, up)));
    (written(range.low, false), written(range.high, true))
}
