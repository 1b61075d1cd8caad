//! How many readers must agree on what a class holds.

use std::collections::BTreeMap;

use num_rational::Ratio;

use crate::model::Protocol;
use crate::model::protocol::ClassId;
use crate::model::rule::{ClaimKind, Structure};

use super::sites::sites;
use super::{Cost, Difference, Direction, Kind, Pair};

/// At least so many of so many readers.
type Votes = (u64, u64);

pub(super) fn find(pair: &Pair<'_, '_>) -> Vec<Difference> {
    let (old, new) = (agreed(pair.old.protocol()), agreed(pair.new.protocol()));
    let mut found = Vec::new();
    for (a, b) in pair.counterparts() {
        let (ours, theirs) = (old.get(&a).copied(), new.get(&b).copied());
        if ours == theirs {
            continue;
        }
        let share = |votes: Option<Votes>| votes.map_or(Ratio::default(), |(least, of)| Ratio::new(least, of.max(1)));
        let direction = match share(ours).cmp(&share(theirs)) {
            std::cmp::Ordering::Less => Direction::Narrower,
            std::cmp::Ordering::Greater => Direction::Wider,
            std::cmp::Ordering::Equal => Direction::Other,
        };
        let costs = (Cost::ReAnnotation, Cost::ReAnnotation);
        let mut difference = pair.costing(Kind::Consensus, direction, pair.old.part(&[a]), pair.new.part(&[b]), costs);
        let said = |votes: Option<Votes>| {
            votes.map_or("no agreement".to_owned(), |(least, of)| format!("{least} of {of} readers"))
        };
        difference.detail = Some(pair.beside(&said(ours), &said(theirs)));
        found.push(difference);
    }
    found
}

/// By class: the most that rules ask for.
fn agreed(protocol: &Protocol) -> BTreeMap<ClassId, Votes> {
    let mut found: BTreeMap<ClassId, Votes> = BTreeMap::new();
    for site in sites(protocol) {
        let (ClaimKind::Equal { a, b, .. } | ClaimKind::SubsetOf { a, b, .. } | ClaimKind::Inside { a, b, .. }) =
            &site.claim.kind
        else {
            continue;
        };
        for (one, other) in [(a, b), (b, a)] {
            let Structure::Votes { of, among, at_least } = other else { continue };
            let readers = among.len() as u64;
            let least = at_least.map_or(readers / 2 + 1, u64::from);
            let voted = site.bound.classes(protocol, of);
            for class in site.bound.classes(protocol, one).into_iter().filter(|class| voted.contains(class)) {
                let known = found.entry(class).or_insert((least, readers));
                *known = (*known).max((least, readers));
            }
        }
    }
    found
}
