//! Components, Euler characteristics and cavities of every label of a map, several labels at a time.

#![expect(clippy::indexing_slicing, reason = "dense label numbers are below the number of labels")]

use std::cmp::Reverse;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::connectivity::Space;
use super::enclosed::Enclosed;
use super::label_facts::{LabelFacts, SurveyPlan};
use super::label_rows::LabelRows;
use super::moments::Moments;
use super::rows::{Links, Rows};
use super::runs::Runs;
use super::sizes::Sizes;
use super::slabs::Slabs;
use super::topology::{Scratch, Topology};

/// The longest list of parts of a label: real tissue maps have some ten thousand.
const MAX_PARTS: usize = 1 << 16;

/// Parts listed for all labels together before the lists of further labels are cut to [`FEW_PARTS`].
const ALL_PARTS: usize = 1 << 20;
const FEW_PARTS: usize = 10;

/// The longest list of labels that enclose a label.
const MAX_ENCLOSING: usize = 1000;

/// Adds what the plan asks for to the labels' facts.
pub(super) fn add_topology(
    runs: &Runs,
    slabs: &Slabs,
    moments: &[Moments],
    plan: &SurveyPlan,
    labels: &mut [LabelFacts],
) {
    if !(plan.euler || plan.cavities || plan.components.contains(&true)) {
        return;
    }
    if plan.cavities {
        labels.iter_mut().for_each(|label| label.contained_in = Some(Vec::new()));
    }
    let mut workers: Vec<Worker> = (0..rayon::current_num_threads()).map(|_| Worker::new(runs, slabs)).collect();
    let mut listed = 0;
    LabelRows::new(runs, slabs, moments).for_each_batch(|mut batch| {
        // The same for the whole batch, so that it does not depend on which label is looked at first.
        let limit = MAX_PARTS.min(ALL_PARTS.saturating_sub(listed)).max(FEW_PARTS);
        // The largest first: nobody shall wait for it at the end.
        batch.sort_by_key(|(_, rows)| Reverse(rows.runs.len()));
        let next = AtomicUsize::new(0);
        workers.par_iter_mut().for_each(|worker| {
            while let Some(&(dense, rows)) = batch.get(next.fetch_add(1, Ordering::Relaxed)) {
                worker.look_at(dense, rows, plan, limit);
            }
        });
        let mut found: Vec<Found> = workers.iter_mut().flat_map(|worker| worker.found.drain(..)).collect();
        found.sort_by_key(|found| found.dense);
        for found in found {
            listed += found.listed();
            found.add_to(plan, labels);
        }
    });
}

/// One thread's memory, used for one label after the other.
struct Worker<'a> {
    links: Links,
    scratch: Scratch<'a>,
    enclosed: Enclosed<'a>,
    found: Vec<Found>,
}

struct Found {
    dense: usize,
    topology: Topology,
    cavities: Option<Sizes>,
    /// Dense numbers of the labels that lie in the cavities.
    encloses: Vec<u32>,
}

impl<'a> Worker<'a> {
    fn new(runs: &'a Runs, slabs: &'a Slabs) -> Self {
        Worker {
            links: Links::default(),
            scratch: Scratch::new(slabs),
            enclosed: Enclosed::new(runs, slabs),
            found: Vec::new(),
        }
    }

    fn look_at(&mut self, dense: usize, rows: Rows<'_>, plan: &SurveyPlan, limit: usize) {
        let rows = self.links.link(rows, Space::Volume);
        let topology = if plan.euler || plan.components.contains(&true) {
            self.scratch.topology(rows, plan.components, limit)
        } else {
            Topology::default()
        };
        let cavities = plan.cavities.then(|| self.scratch.cavities(rows, limit, |gap| self.enclosed.add(gap)));
        self.found.push(Found { dense, topology, cavities, encloses: self.enclosed.take() });
    }
}

impl Found {
    fn listed(&self) -> usize {
        self.topology.components.iter().chain([&self.cavities]).flatten().map(|sizes| sizes.largest.len()).sum()
    }

    fn add_to(self, plan: &SurveyPlan, labels: &mut [LabelFacts]) {
        let facts = &mut labels[self.dense];
        facts.components = self.topology.components;
        facts.euler_6 = plan.euler.then_some(self.topology.euler_6);
        facts.euler_26 = plan.euler.then_some(self.topology.euler_26);
        facts.cavities = self.cavities;
        let around = facts.label;
        for inner in self.encloses {
            let Some(inner) = labels.get_mut(inner as usize) else { continue };
            inner.contained_in_count += 1;
            if let Some(list) = inner.contained_in.as_mut().filter(|list| list.len() < MAX_ENCLOSING) {
                list.push(around);
            }
        }
    }
}
