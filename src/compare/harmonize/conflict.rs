//! Rules that no case can keep together, and what each site would have to give up.

use std::collections::BTreeSet;

use crate::report::Severity;

use super::draft::Draft;
use super::minimal::origins_of;
use super::reason::{Reasoner, Together};
use super::site::Origin;

/// Why there is no agreed protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Rules and lines that cannot be kept together; without any one of them the others can.
    pub core: Vec<Origin>,
    /// Whether the solver found a case for the rest of the core without each of them, in the order of the core.
    pub resolved: Vec<bool>,
    /// For each site, the fewest-first choice of its own rules without which all others can be kept. `None`: the others
    /// cannot be kept together whatever it gives up.
    pub give_up: Vec<Option<Vec<Origin>>>,
}

/// What becomes of some rules and lines of a draft together.
pub fn together(draft: &Draft<'_>, of: &BTreeSet<Origin>) -> (Together, Vec<Vec<Origin>>) {
    let written = draft.write(&|origin| of.contains(origin), &BTreeSet::new());
    let loaded = written.load();
    let Some(protocol) = &loaded.protocol else { return (Together::Undecided, Vec::new()) };
    let mut reasoner = Reasoner::new(protocol);
    let origins = origins_of(&written, reasoner.rules());
    let errors = reasoner.as_severe(Severity::Error);
    (reasoner.together(&errors), origins)
}

/// The conflict among some rules and lines, if there is one. What is optional without the line that demands it is read so,
/// so that taking a line of a label table out of the core means what it would mean at the site.
pub fn find(draft: &Draft<'_>, all: &BTreeSet<Origin>) -> Option<Conflict> {
    let (Together::No(blamed), origins) = together(draft, all) else { return None };
    let possible = |of: &BTreeSet<Origin>| matches!(together(draft, of).0, Together::Yes);
    let impossible = |of: &BTreeSet<Origin>| matches!(together(draft, of).0, Together::No(_));
    let mut core: BTreeSet<Origin> =
        blamed.iter().filter_map(|at| origins.get(*at)).flatten().filter(|of| all.contains(of)).cloned().collect();
    // What classes must be there decides what is judged at all, even where a proof does not name it.
    core.extend(all.iter().filter(|origin| origin.id.starts_with("labels.")).cloned());
    if !impossible(&core) {
        core.clone_from(all);
    }
    let labels: BTreeSet<Origin> = core.iter().filter(|origin| origin.id.starts_with("labels.")).cloned().collect();
    let without: BTreeSet<Origin> = core.difference(&labels).cloned().collect();
    if impossible(&without) {
        core = without;
    }
    for origin in core.clone().into_iter().rev() {
        let mut smaller = core.clone();
        smaller.remove(&origin);
        if impossible(&smaller) {
            core = smaller;
        }
    }
    let resolved =
        core.iter().map(|origin| possible(&core.iter().filter(|other| *other != origin).cloned().collect())).collect();
    let give_up = (0..draft.sites.len()).map(|site| give_up(site, all, &core, &possible)).collect();
    Some(Conflict { core: core.into_iter().collect(), resolved, give_up })
}

/// What a site has to give up: all that cannot be added to the rules of the others, one after the other, those that are in
/// the core last.
fn give_up(
    site: usize,
    all: &BTreeSet<Origin>,
    core: &BTreeSet<Origin>,
    possible: &dyn Fn(&BTreeSet<Origin>) -> bool,
) -> Option<Vec<Origin>> {
    let (own, mut kept): (BTreeSet<Origin>, BTreeSet<Origin>) =
        all.iter().cloned().partition(|origin| origin.site == site);
    if !possible(&kept) {
        return None;
    }
    let (last, first): (Vec<Origin>, Vec<Origin>) = own.into_iter().partition(|origin| core.contains(origin));
    let mut given_up = Vec::new();
    let mut waiting: Vec<Vec<Origin>> = vec![last, first];
    while let Some(some) = waiting.pop() {
        let with: BTreeSet<Origin> = kept.iter().chain(&some).cloned().collect();
        if possible(&with) {
            kept = with;
            continue;
        }
        match some.as_slice() {
            [] => {}
            [only] => given_up.push(only.clone()),
            several => {
                let (left, right) = several.split_at(several.len() / 2);
                waiting.push(right.to_vec());
                waiting.push(left.to_vec());
            }
        }
    }
    given_up.sort();
    Some(given_up)
}
