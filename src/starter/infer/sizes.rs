//! Ranges of volumes.

use super::super::draft::DraftRule;
use super::propose::Cohort;
use super::quantile::{FEWEST, Range};
use super::words::{percent, rounded, volume};

/// A range whose ends differ by more than this says nothing about a case.
const WIDEST: f64 = 30.0;

/// One rule for each class whose complete specimens are alike enough. What gets none, and why, goes to `remarks`.
pub(super) fn rules(cohort: &Cohort, false_alarms: f64, remarks: &mut Vec<String>) -> Vec<DraftRule> {
    let volumes: Vec<(usize, Vec<f64>)> = (0..cohort.classes.len())
        .map(|class| {
            let complete = cohort.with(class).filter(|(_, _, measures)| measures.complete);
            (class, complete.map(|(_, _, measures)| measures.volume).collect())
        })
        .collect();
    let ranges = volumes.iter().filter(|(_, volumes)| volumes.len() >= FEWEST).count().max(1);
    let tail = false_alarms / (2.0 * ranges as f64);
    let mut rules = Vec::new();
    for (class, volumes) in &volumes {
        let name = cohort.name(*class);
        match Range::of(volumes, tail) {
            Some(range) if range.high <= range.low * WIDEST => rules.push(rule(&name, &range, tail)),
            Some(range) => remarks.push(format!(
                "No range for the volume of {name}: in {} cases it goes from {} to {}.",
                range.cases,
                volume(range.seen.0, false),
                volume(range.seen.1, true)
            )),
            None => remarks.push(format!(
                "No range for the volume of {name}: it is complete in {} cases, and a range needs {FEWEST}.",
                volumes.len()
            )),
        }
    }
    rules
}

fn rule(name: &str, range: &Range, tail: f64) -> DraftRule {
    let (low, high) = bounds(range);
    let seen = format!("seen from {} to {}", volume(range.seen.0, false), volume(range.seen.1, true));
    let scale = match range.weights {
        Some(weights) => {
            let [plain, root, logarithm] = weights.map(|weight| (weight * 100.0).round());
            format!(
                "normal distributions, of the volumes {plain} %, their cube roots {root} %, their logarithms {logarithm} %"
            )
        }
        None => "no known distribution: the ends of what was seen, with a margin".to_owned(),
    };
    DraftRule {
        comments: vec![
            format!("Proposed from {} cases: median {}, {seen}.", range.cases, volume(range.median, true)),
            format!("The ends are the quantiles {} and {} ({scale}).", percent(tail), percent(1.0 - tail)),
        ],
        id: "SIZE".to_owned(),
        severity: "warning",
        title: format!("{name} has a usual size"),
        statements: vec![format!("require volume({name}) in {low} .. {high} when complete({name})")],
        because: format!("other sizes are rare: {} cases, {seen}", range.cases),
    }
}

/// In one unit.
fn bounds(range: &Range) -> (String, String) {
    let (unit, size) = if range.low < 100.0 { ("mm3", 1.0) } else { ("mL", 1000.0) };
    let written = |value: f64, up: bool| format!("{} {unit}", super::words::number(rounded(value / size, up)));
    (written(range.low, false), written(range.high, true))
}
