//! Contacts: thin paths of one body to the other, which touch nothing else.

#![expect(clippy::indexing_slicing, reason = "positions are those of the row's own items, axes 0, 1 or 2")]

use super::block::{ACROSS, ALONG, Block, Point, path};
use super::item::{Item, join};

/// A path between two items, without the voxels of either.
#[derive(Debug, Clone)]
pub struct Bridge {
    /// Positions in the row, rising.
    pub ends: (usize, usize),
    pub blocks: Vec<Block>,
}

/// Voxels of a core along the shelf that so many arcs leave from: every second one, and none at its ends, where neighbours
/// are met.
pub fn width(arcs: usize) -> i64 {
    if arcs == 0 { 1 } else { 2 * i64::try_from(arcs).unwrap_or(i64::MAX / 4) + 1 }
}

/// Whether a contact is between neighbours, which are joined straight.
pub fn are_neighbours(&(a, b): &(usize, usize)) -> bool {
    a.abs_diff(b) == 1
}

/// One bridge for each contact, given by rising positions. `None` if an item that an arc is to leave from has no core.
pub fn bridges(items: &[Item], contacts: &[(usize, usize)]) -> Option<Vec<Bridge>> {
    let straight = contacts
        .iter()
        .filter(|pair| are_neighbours(pair))
        .map(|&(a, b)| Bridge { ends: (a, b), blocks: join(&items[a].ends[1], &items[b].ends[0]) });
    let far: Vec<(usize, usize)> = contacts.iter().filter(|pair| !are_neighbours(pair)).copied().collect();
    let arcs: Option<Vec<Arc>> = far.iter().map(|&ends| Arc::new(items, ends, &far)).collect();
    Some(straight.chain(route(items, arcs?)).collect())
}

/// A bridge that leaves the top plates of two items towards the back and runs behind all items.
#[derive(Debug, Clone, Copy)]
struct Arc {
    ends: (usize, usize),
    /// The voxels behind the two plates.
    from: Point,
    to: Point,
}

impl Arc {
    fn new(items: &[Item], (a, b): (usize, usize), all: &[(usize, usize)]) -> Option<Arc> {
        // Arcs to nearer items leave nearer to them, so that they lie inside those to farther ones.
        let nearer = |own: usize, partner: usize| {
            let others = all.iter().filter_map(|&(c, d)| if c == own { Some(d) } else { (d == own).then_some(c) });
            let between = |other: &usize| {
                if partner > own { (own..partner).contains(other) } else { (partner + 1..own).contains(other) }
            };
            others.filter(between).count() as i64
        };
        let behind = |own: usize, partner: usize| {
            let core = items[own].core?;
            let step = 1 + 2 * nearer(own, partner);
            let along = if partner > own { core.room.high[ALONG] - 1 - step } else { core.room.low[ALONG] + step };
            Some([along, core.room.low[ACROSS] - 1, core.top()])
        };
        Some(Arc { ends: (a, b), from: behind(a, b)?, to: behind(b, a)? })
    }
}

/// Gives each arc a plane of its own behind the items, shorter ones nearer, and in it a height at which no arc to a plane
/// farther back crosses.
fn route(items: &[Item], mut arcs: Vec<Arc>) -> Vec<Bridge> {
    arcs.sort_by_key(|arc| (arc.to[ALONG] - arc.from[ALONG], arc.ends));
    let back = items.iter().map(|item| item.bounds.low[ACROSS]).min().unwrap_or(0);
    let route = |(at, arc): (usize, &Arc)| {
        let plane = back - 2 - 2 * at as i64;
        let height = height(arc, &arcs[at + 1..]);
        let ([from, _, from_up], [to, _, to_up]) = (arc.from, arc.to);
        let blocks = path(&[
            arc.from,
            [from, plane, from_up],
            [from, plane, height],
            [to, plane, height],
            [to, plane, to_up],
            arc.to,
        ]);
        Bridge { ends: arc.ends, blocks }
    };
    arcs.iter().enumerate().map(route).collect()
}

/// A height at which an arc meets none of those that cross its plane.
fn height(arc: &Arc, behind: &[Arc]) -> i64 {
    let within = arc.from[ALONG] - 1..=arc.to[ALONG] + 1;
    let crossings = || behind.iter().flat_map(|other| [other.from, other.to]).filter(|at| within.contains(&at[ALONG]));
    let [.., from] = arc.from;
    let [.., to] = arc.to;
    let free = |height: &i64| crossings().all(|[.., up]| (up - height).abs() > 1);
    let above = crossings().map(|[.., up]| up).chain([from, to]).max().unwrap_or(0) + 2;
    [from, to].into_iter().chain(from.max(to) + 1..above).find(free).unwrap_or(above)
}
