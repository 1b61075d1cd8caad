//! Whether a protocol accepts any case at all.

use std::collections::BTreeSet;

use crate::logic::fragment::statements::Failure;
use crate::logic::fragment::unconnected;

use super::asking::{Asking, Found, Kept};

/// The rules in conflict, by their places: a set from which none can be left out. `None`: no proof that there is one.
pub fn contradiction(asking: &mut Asking<'_>, kept: &[Kept<'_>]) -> Option<BTreeSet<usize>> {
    let failures: Vec<&Failure> = kept.iter().map(|(_, failure)| *failure).collect();
    let conflict = unconnected(&failures).into_iter().find_map(|set| {
        let together: Vec<Kept<'_>> = set.into_iter().filter_map(|at| kept.get(at).copied()).collect();
        in_conflict(asking, &together)
    })?;
    Some(least(asking, kept, conflict))
}

fn in_conflict(asking: &mut Asking<'_>, kept: &[Kept<'_>]) -> Option<BTreeSet<usize>> {
    match asking.ask(kept, None) {
        (Found::Impossible, rules) => Some(rules),
        _ => None,
    }
}

/// Leaves out rule after rule, as long as the rest stays in conflict.
fn least(asking: &mut Asking<'_>, kept: &[Kept<'_>], conflict: BTreeSet<usize>) -> BTreeSet<usize> {
    let mut core = conflict.clone();
    for rule in conflict {
        let rest: Vec<Kept<'_>> = kept.iter().copied().filter(|(at, _)| *at != rule && core.contains(at)).collect();
        if !rest.is_empty()
            && let Some(smaller) = in_conflict(asking, &rest)
        {
            core = smaller;
        }
    }
    core
}
