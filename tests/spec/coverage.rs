//! Which kinds of the model the specs exercise, and with which outcomes.

use std::collections::{BTreeMap, BTreeSet};

use voxlint::check::CaseVerdict;
use voxlint::model::Protocol;

use super::coverage_kinds::Kinds;

const PASS: &str = "pass";
const FAIL: &str = "fail";
const NOT_APPLICABLE: &str = "not applicable";
const COULD_NOT_MEASURE: &str = "could not measure";

/// Kinds that must be seen with each of the four outcomes.
const FULL: &str = "
    require, require-when, require-unless, each, each-where, some, some-where, when-block, unless-block, in-each-slice,
    domain-labels, domain-classes, domain-structures, domain-sequence, domain-pair, domain-components, domain-pairs,
    domain-consecutive, domain-annotations, domain-instances, at-annotation, majority, consensus, domain-rows,
    domain-consecutive-rows,
    class, group, region, variable, union, intersection, difference, grow, shrink, hull, most, by-intensity,
    domain-found, domain-named, structure-named, same-text, text-among, text-matches, found,
    voxels, volume, components, holes, tunnels, extent, diameter, short-axis, feret, slices, slice-gaps, contact,
    contact-share, distance, hausdorff, hd95, overlap, iou, dice, surface-dice, separation, missing-between, count-present,
    intensity, intensity-share,
    compare, within, near-share, near-size, one-of, unique-in, decided, present, absent, complete, inside, subset-of, equal, touches, separate, separate-by-overlap,
    beyond, beyond-by, beyond-up-to, ordered, gap-at-least, gap-at-most, not, and, or, implies, iff,
    fact, same-fact, fact-measure,
    aggregate-count, aggregate-sum, aggregate-min, aggregate-max, aggregate-mean, aggregate-median,
    domain-cases, robust-z, unique, same,
    landmark, landmark-of-class, ordered-points, point-distance, point-reach, angle, count-points, landmark-given,
    point-inside, point-in-image, same-slice, beyond-in-image, image-extent,
    area, vertices, longest, common-area, iou-of-outlines, simple, convex, closed, outline-inside, outline-holds,
    outline-separate, point-field,
    number-sum, number-difference, number-product, number-ratio";

/// Kinds that must be seen in a rule that passes and in one that fails.
const HALF: &str = "
    text-length, captured-number, text-fact, text-capture, text-name, text-code, text-template, text-folded, text-reversed,
    spacing-every, spacing-in-plane, spacing-between-slices, spacing-array, size, dimensions,
    orientation, datatype, image-datatype, modality,
    edge, polygon, line-end, midpoint, point-up-to, beyond-in-image-by, beyond-in-image-up-to,
    ==, !=, <, <=, >, >=, fact-given, input-given, unique-text, half-open, decided-invalid, decided-words,
    decided-numbers, decided-same, cell-any, cell-unknown, cell-words, cell-numbers, open-low, open-high,
    tolerance-share, tolerance-length, tolerance-voxels,
    left, right, anterior, posterior, cranial, caudal,
    top, bottom, front, back, left-end, right-end, centroid,
    axial, coronal, sagittal, acquired,
    intensity-min, intensity-max, intensity-mean, intensity-sd, intensity-median, intensity-peak, intensity-percentile,
    intensity-from, intensity-to, intensity-outside, intensity-open, by-intensity-outside,
    key-fact, key-header, key-size, key-grid, key-labels, key-content, key-image-content,
    connectivity-26, connectivity-18, connectivity-6, floor, of-background, number-negated";

/// Outcomes that a kind cannot reach, and why.
const OUT_OF_REACH: &[(&str, &str, &str)] = &[
    ("count-present", NOT_APPLICABLE, "presence is total"),
    ("aggregate-count", NOT_APPLICABLE, "counts are total"),
    ("count-points", NOT_APPLICABLE, "counts are total"),
];

#[derive(Debug, Default)]
pub struct Coverage {
    seen: BTreeMap<&'static str, BTreeSet<&'static str>>,
}

impl Coverage {
    pub fn add(&mut self, protocol: &Protocol, verdict: &CaseVerdict) {
        let outcome_of = |id: &str| verdict.rules.iter().find(|found| found.id == id).map(|found| found.outcome.word());
        for rule in &protocol.rules {
            if let Some(outcome) = outcome_of(&rule.id) {
                let mut kinds = Kinds { protocol, found: BTreeSet::new() };
                kinds.rule(rule);
                self.record(kinds.found, outcome);
            }
        }
        for line in &protocol.image {
            if let Some(outcome) = outcome_of(&line.id) {
                let mut kinds = Kinds { protocol, found: BTreeSet::new() };
                kinds.claim(&line.claim);
                self.record(kinds.found, outcome);
            }
        }
    }

    fn record(&mut self, kinds: BTreeSet<&'static str>, outcome: &'static str) {
        for kind in kinds {
            self.seen.entry(kind).or_default().insert(outcome);
        }
    }

    /// What no spec has shown.
    pub fn gaps(&self) -> Vec<String> {
        let words = |list: &'static str| list.split(',').map(str::trim);
        let full = words(FULL).map(|kind| (kind, vec![PASS, FAIL, NOT_APPLICABLE, COULD_NOT_MEASURE]));
        let due: Vec<(&str, Vec<&str>)> = full.chain(words(HALF).map(|kind| (kind, vec![PASS, FAIL]))).collect();
        let mut gaps = Vec::new();
        for (kind, outcomes) in &due {
            for outcome in outcomes {
                let out_of_reach = OUT_OF_REACH.iter().any(|(known, never, _)| known == kind && never == outcome);
                let seen = self.seen.get(kind).is_some_and(|seen| seen.contains(outcome));
                if seen == out_of_reach {
                    let wrong = if seen { "is out of reach, yet was seen" } else { "no spec shows it" };
                    gaps.push(format!("`{kind}` with `{outcome}`: {wrong}"));
                }
            }
        }
        let unknown = self.seen.keys().filter(|kind| !due.iter().any(|(known, _)| known == *kind));
        gaps.extend(unknown.map(|kind| format!("`{kind}` is in no list of coverage.rs")));
        gaps
    }
}
