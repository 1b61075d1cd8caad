//! From links to the smallest sets of voxels that the protocols tell apart.
//!
//! A tissue is a way to belong to classes that no link forbids: `kidney` here and `cyst` there. Only classes that links
//! connect are looked at together; a class without a link is a tissue of its own, in no class of the others.

use std::collections::{BTreeMap, BTreeSet};

use crate::logic::anatomy::{Anatomy, TissueId, TissueSet};
use crate::model::Protocol;
use crate::model::protocol::ClassId;

use super::{Link, Relation, Side};

/// Ways that are looked at for one set of connected classes.
const WAYS: usize = 200_000;
/// Classes of one protocol that may overlap each other, in one such set.
const OVERLAPPING: usize = 12;

/// A class, by the number of its protocol.
type Member = (usize, ClassId);

/// For each protocol, the tissues of each of its classes.
pub(super) type Classes = Vec<Vec<TissueSet>>;

/// # Errors
///
/// The classes of a set that is too entangled.
pub(super) fn tissues(protocols: &[&Protocol], links: &[Link]) -> Result<(Anatomy, Classes), Vec<Side>> {
    let exclusive: Vec<bool> =
        protocols.iter().map(|protocol| protocol.labels.classes.iter().all(|class| !class.values.is_empty())).collect();
    let mut classes: Classes =
        protocols.iter().map(|protocol| vec![TissueSet::new(); protocol.labels.classes.len()]).collect();
    let mut names = Vec::new();
    for sides in connected(protocols, links) {
        let inside = |side: &Side| {
            sides.iter().any(|own| {
                own.protocol == side.protocol && side.classes.iter().any(|class| own.classes.contains(class))
            })
        };
        let own: Vec<&Link> = links.iter().filter(|link| inside(&link.left)).collect();
        let mut ways = Ways { sides: &sides, links: &own, exclusive: &exclusive, seen: 0, found: Vec::new() };
        if !ways.look(&mut Vec::new()) {
            return Err(sides);
        }
        for way in ways.found {
            let tissue = TissueId(names.len());
            names.push(name(protocols, &way));
            for (protocol, class) in way {
                if let Some(set) = classes.get_mut(protocol).and_then(|of| of.get_mut(class.0)) {
                    set.insert(tissue);
                }
            }
        }
    }
    let exclusive = exclusive.into_iter().all(|exclusive| exclusive);
    Ok((Anatomy { tissues: names, exclusive }, classes))
}

/// Sets of classes that links connect, in the order of their first class; one side per protocol that has some.
fn connected(protocols: &[&Protocol], links: &[Link]) -> Vec<Vec<Side>> {
    let all: Vec<Member> = protocols
        .iter()
        .enumerate()
        .flat_map(|(at, protocol)| (0..protocol.labels.classes.len()).map(move |class| (at, ClassId(class))))
        .collect();
    let mut leader: BTreeMap<Member, Member> = all.iter().map(|member| (*member, *member)).collect();
    for link in links {
        let members = [&link.left, &link.right]
            .into_iter()
            .flat_map(|side| side.classes.iter().map(|class| (side.protocol, *class)));
        let leaders: BTreeSet<Member> = members.map(|member| find(&leader, member)).collect();
        if let Some(first) = leaders.first().copied() {
            leader.extend(leaders.iter().map(|other| (*other, first)));
        }
    }
    let mut sets: BTreeMap<Member, Vec<Side>> = BTreeMap::new();
    for (protocol, class) in all {
        let sides = sets.entry(find(&leader, (protocol, class))).or_default();
        match sides.last_mut() {
            Some(side) if side.protocol == protocol => side.classes.push(class),
            _ => sides.push(Side { protocol, classes: vec![class] }),
        }
    }
    sets.into_values().collect()
}

fn find(leader: &BTreeMap<Member, Member>, member: Member) -> Member {
    let mut at = member;
    while let Some(next) = leader.get(&at).copied().filter(|next| *next != at) {
        at = next;
    }
    at
}

/// The search for all ways to belong to connected classes.
struct Ways<'w> {
    sides: &'w [Side],
    links: &'w [&'w Link],
    exclusive: &'w [bool],
    seen: usize,
    found: Vec<Vec<Member>>,
}

impl Ways<'_> {
    /// Chooses classes of one protocol after the other. False if there are too many ways.
    fn look(&mut self, chosen: &mut Vec<Vec<ClassId>>) -> bool {
        self.seen += 1;
        if self.seen > WAYS {
            return false;
        }
        let Some(side) = self.sides.get(chosen.len()) else {
            let way: Vec<Member> = self
                .sides
                .iter()
                .zip(&*chosen)
                .flat_map(|(side, classes)| classes.iter().map(|class| (side.protocol, *class)))
                .collect();
            if !way.is_empty() {
                self.found.push(way);
            }
            return true;
        };
        let exclusive = self.exclusive.get(side.protocol).copied().unwrap_or(true);
        let Some(choices) = choices(&side.classes, exclusive) else { return false };
        for choice in choices {
            chosen.push(choice);
            let sound = !self.allowed(chosen) || self.look(chosen);
            chosen.pop();
            if !sound {
                return false;
            }
        }
        true
    }

    /// Whether what is chosen so far breaks no link.
    fn allowed(&self, chosen: &[Vec<ClassId>]) -> bool {
        let holds = |side: &Side| {
            let at = self.sides.iter().position(|own| own.protocol == side.protocol)?;
            Some(chosen.get(at)?.iter().any(|class| side.classes.contains(class)))
        };
        self.links.iter().all(|link| match (holds(&link.left), holds(&link.right), link.relation) {
            (Some(left), Some(right), Relation::Equal) => left == right,
            (Some(left), Some(right), Relation::Inside) => !left || right,
            _ => true,
        })
    }
}

/// Sets of classes that a voxel may belong to: first those with most classes in order of declaration, last none.
fn choices(classes: &[ClassId], exclusive: bool) -> Option<Vec<Vec<ClassId>>> {
    if exclusive || classes.len() == 1 {
        let one = classes.iter().map(|class| vec![*class]);
        return Some(one.chain(std::iter::once(Vec::new())).collect());
    }
    if classes.len() > OVERLAPPING {
        return None;
    }
    let subset =
        |bits: u32| classes.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1).map(|(_, class)| *class).collect();
    Some((0..1u32 << classes.len()).rev().map(subset).collect())
}

/// The name of the class of the first protocol, with those of the others where they differ: `kidney`, `kidney & cyst`.
fn name(protocols: &[&Protocol], way: &[Member]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for (protocol, class) in way {
        let name =
            protocols.get(*protocol).and_then(|protocol| protocol.class(*class)).map(|class| class.name.as_str());
        names.extend(name.filter(|name| !names.contains(name)));
    }
    names.join(" & ")
}
