//! Bodies put together from the inside out.

#![expect(clippy::indexing_slicing, reason = "bodies are numbered by the plan, axes are 0, 1 or 2")]

use std::collections::BTreeSet;

use super::block::{ACROSS, ALONG, Block, Point, UP, voxels};
use super::bridges::{Bridge, are_neighbours, bridges, width};
use super::core::Core;
use super::item::{CORNERED, End, Item, Piece, join};
use super::nesting::Shell;
use super::places::Targets;
use super::{Impossible, border, handles, order, shelf};
use crate::phantom::plan::Plan;

/// One attempt at a plan, for what each body is expected to spend on bridges.
#[derive(Debug)]
pub struct Attempt<'p> {
    pub plan: &'p Plan,
    pub targets: &'p Targets,
    /// Voxels that each body's bridges are expected to take.
    pub expected: &'p [u64],
    /// What they took.
    pub spent: Vec<u64>,
    /// Bodies whose core has not the right room for what is left.
    pub unfit: Vec<usize>,
}

/// Items on a shelf, with their bridges.
struct Row {
    items: Vec<Item>,
    bridges: Vec<Bridge>,
    /// Positions of items in contact, rising.
    contacts: Vec<(usize, usize)>,
}

impl Attempt<'_> {
    /// All pieces, in the order in which they are painted, and the block around all but the paths to the edge of the grid:
    /// these end in the layer behind it.
    pub fn pieces(&mut self) -> Result<(Vec<Piece>, Block), Impossible> {
        let mut row = self.row(None)?;
        let blocks = row.items.iter().map(|item| item.bounds).chain(row.bridges.iter().flat_map(|b| b.blocks.clone()));
        let content = Block::around_all(blocks).ok_or(Impossible::Nothing)?;
        for (at, item) in row.items.iter().enumerate() {
            let Some(body) = item.body.filter(|&body| self.plan.bodies[body].border) else { continue };
            let ladder = self.plan.bodies[body].handles > 0;
            let blocks = border::reach(item, &content, ladder).ok_or_else(|| self.too_few(body, item.spent + 1))?;
            row.bridges.push(Bridge { ends: (at, at), blocks });
        }
        Ok((self.finish(row), content))
    }

    /// What lies directly in a host, side by side.
    fn row(&mut self, host: Option<usize>) -> Result<Row, Impossible> {
        let plan = self.plan;
        let placed: Vec<(usize, Option<f64>)> =
            plan.guests(host).map(|guest| (guest, self.targets.along(plan, guest))).collect();
        let touching: BTreeSet<(usize, usize)> = plan.contacts_in(host).collect();
        let order = order::order(&placed, &touching);
        let position = |body: usize| order.iter().position(|&of| of == body);
        let contacts = touching.iter().filter_map(|&(a, b)| {
            let (a, b) = (position(a)?, position(b)?);
            Some((a.min(b), a.max(b)))
        });
        let contacts: Vec<(usize, usize)> = contacts.collect();
        let mut items = Vec::new();
        for (at, &body) in order.iter().enumerate() {
            let arcs = contacts.iter().filter(|pair| !are_neighbours(pair) && (pair.0 == at || pair.1 == at)).count();
            items.push(self.item(body, arcs)?);
        }
        let bubbles = host.map_or(&[][..], |host| &plan.bodies[host].bubbles);
        items.extend(bubbles.iter().filter_map(|&voxels| Item::bubble(voxels)));
        shelf::stand(&mut items, &contacts, host.is_some());
        let bridges = bridges(&items, &contacts).ok_or_else(|| self.no_core(&order))?;
        Ok(Row { items, bridges, contacts })
    }

    /// A body with all that it holds.
    fn item(&mut self, body: usize, arcs: usize) -> Result<Item, Impossible> {
        let row = self.row(Some(body))?;
        let of = &self.plan.bodies[body];
        let targets = self.targets.of(body);
        let fixed = [ALONG, ACROSS, UP].map(|axis| row.items.iter().any(|item| item.fixed[axis]));
        let held: u64 = row.items.iter().map(|item| item.holds).sum();
        let shell = Shell::around(&groups(&row));
        let mut inner = self.finish(row);
        let wall = shell.voxels().saturating_sub(held);

        let features = handles::voxels(of.handles);
        let spent = wall + features + self.expected[body];
        let left = of.voxels.checked_sub(spent).ok_or_else(|| self.too_few(body, spent))?;
        let beside_wall = !shell.boxes.is_empty();
        let stands = if of.handles > 0 { handles::FOOT + i64::from(beside_wall) } else { 1 };
        let reaches = if of.border && beside_wall { 2 } else { 1 };
        let width = width(arcs).max(stands).max(reaches);
        let plain = arcs == 0 && of.handles == 0 && !of.border;
        let mut boxes = shell.boxes;
        let mut links = shell.links;
        let core = match Core::for_voxels(left, width) {
            None if left == 0 && plain && beside_wall => None,
            None => return Err(self.too_few(body, spent + width.unsigned_abs())),
            Some(core) => Some(core),
        };

        // The core goes where it is wanted, or where the wall is; a wall that is free follows.
        let rightwards = self.targets.core_on_the_right(self.plan, body);
        let ends: Option<(End, End)> = boxes.first().zip(boxes.last()).map(|(a, b)| (End::of(a, 0), End::of(b, 1)));
        let core = core.map(|core| {
            let mut by: Point = [0; 3];
            let mut follow: Point = [0; 3];
            for axis in [ACROSS, UP] {
                let walled = boxes.first().zip(boxes.last()).map(|(first, last)| {
                    let beside = if rightwards { last } else { first };
                    if axis == UP {
                        beside.high[UP] - core.room.high[UP]
                    } else {
                        beside.low[axis] - core.room.low[axis]
                    }
                });
                let wanted = targets[axis].map(|at| low_for(at, core.side(axis)) - core.room.low[axis]);
                by[axis] = wanted.or(walled).unwrap_or(0);
                if let (Some(wanted), Some(walled), false) = (wanted, walled, fixed[axis]) {
                    follow[axis] = wanted - walled;
                }
            }
            boxes.iter_mut().chain(&mut links).for_each(|block| *block = block.moved(follow));
            inner.iter_mut().for_each(|piece| piece.block = piece.block.moved(follow));
            let mut core = core.moved(by);
            if let Some((left, right)) = ends {
                let [_, q, r] = follow;
                let shift = |end: End| End {
                    across: (end.across.0 + q, end.across.1 + q),
                    up: (end.up.0 + r, end.up.1 + r),
                    ..end
                };
                let (left, right) = (shift(left), shift(right));
                let own = [End::of_core(&core, 0), End::of_core(&core, 1)];
                let facing = if rightwards { right.faces(&own[0]) } else { left.faces(&own[1]) };
                let gap = if facing { 0 } else { CORNERED };
                let along = if rightwards {
                    right.at + gap - core.room.low[ALONG]
                } else {
                    left.at - gap - core.room.high[ALONG]
                };
                core = core.moved([along, 0, 0]);
                let own = [End::of_core(&core, 0), End::of_core(&core, 1)];
                links.extend(if rightwards { join(&right, &own[0]) } else { join(&own[1], &left) });
            }
            core
        });

        let linked = voxels(&links);
        let walls = Shell { boxes: boxes.clone(), links: links.clone() }.voxels().saturating_sub(held);
        let mut own: Vec<Block> = boxes.iter().copied().chain(links).collect();
        if let Some(core) = core.filter(|_| of.handles > 0) {
            let [low_p, ..] = core.room.low;
            let [high_p, high_q, _] = core.room.high;
            let foot = if rightwards && beside_wall { high_p - handles::FOOT } else { low_p };
            own.extend(handles::ladder([foot, high_q - 1, core.top()], of.handles));
        }
        let _ = linked;
        let all = own.iter().copied().chain(core.map(|core| core.room));
        let bounds = Block::around_all(all).ok_or_else(|| self.too_few(body, 1))?;
        let outer = |side: usize| {
            let of_core = core.map(|core| End::of_core(&core, side));
            let of_wall = if side == 0 { boxes.first() } else { boxes.last() }.map(|block| End::of(block, side));
            let core_is_outer = boxes.is_empty() || rightwards == (side == 1);
            if core_is_outer { of_core.or(of_wall) } else { of_wall }
        };
        let (Some(left_end), Some(right_end)) = (outer(0), outer(1)) else { return Err(self.too_few(body, 1)) };
        let wanted = match (targets[ALONG], core, fixed[ALONG]) {
            (Some(at), Some(core), _) => Some(low_for(at, core.side(ALONG)) - core.room.low[ALONG] + bounds.low[ALONG]),
            (Some(at), None, _) => Some(low_for(at, bounds.high[ALONG] - bounds.low[ALONG])),
            (None, _, true) => Some(bounds.low[ALONG]),
            (None, _, false) => None,
        };
        let with_targets = [ALONG, ACROSS, UP].map(|axis| fixed[axis] || targets[axis].is_some());
        Ok(Item {
            body: Some(body),
            core,
            own,
            spent: walls + features,
            inner,
            holds: held + of.voxels,
            bounds,
            ends: [left_end, right_end],
            fixed: with_targets,
            wanted,
        })
    }

    /// Fills the cores with what bridges leave of each body.
    fn finish(&mut self, row: Row) -> Vec<Piece> {
        let Row { items, bridges, .. } = row;
        let mut paid: Vec<Vec<Block>> = vec![Vec::new(); items.len()];
        let left = |at: usize, paid: &[Vec<Block>]| {
            let of = items[at].body.map_or(0, |body| self.plan.bodies[body].voxels);
            of.saturating_sub(items[at].spent + voxels(&paid[at]))
        };
        for Bridge { ends: (a, b), blocks } in bridges {
            let payer = if left(a, &paid) >= left(b, &paid) { a } else { b };
            paid[payer].extend(blocks);
        }
        let mut pieces = Vec::new();
        for (item, paid) in items.into_iter().zip(paid) {
            let mut blocks = item.own;
            if let Some(body) = item.body {
                let bridges = voxels(&paid);
                self.spent[body] = bridges;
                let wanted = self.plan.bodies[body].voxels;
                let count = wanted.checked_sub(item.spent + bridges);
                match (item.core, count) {
                    (Some(core), Some(count)) if core.holds(count) => blocks.extend(core.fill(count)),
                    (None, Some(0)) => {}
                    _ => self.unfit.push(body),
                }
            }
            pieces.extend(blocks.into_iter().chain(paid).map(|block| Piece { body: item.body, block }));
            pieces.extend(item.inner);
        }
        pieces
    }

    fn too_few(&self, body: usize, needs: u64) -> Impossible {
        Impossible::TooFewVoxels { body, voxels: self.plan.bodies[body].voxels, needs }
    }

    fn no_core(&self, order: &[usize]) -> Impossible {
        order.first().map_or(Impossible::Unsettled, |&body| self.too_few(body, self.plan.bodies[body].voxels + 1))
    }
}

/// The blocks around items that must share a hole: those in contact, and all between them.
fn groups(row: &Row) -> Vec<Block> {
    let mut groups: Vec<Block> = Vec::new();
    let mut last = 0;
    for (at, item) in row.items.iter().enumerate() {
        match groups.last_mut() {
            Some(group) if at <= last => *group = group.around(&item.bounds),
            _ => groups.push(item.bounds),
        }
        let reach = row.contacts.iter().filter(|&&(a, _)| a == at).map(|&(_, b)| b).max();
        last = last.max(reach.unwrap_or(at)).max(at);
        for bridge in row.bridges.iter().filter(|bridge| bridge.ends.0 == at) {
            if let Some(group) = groups.last_mut() {
                *group = bridge.blocks.iter().fold(*group, |group, block| group.around(block));
            }
        }
    }
    groups
}

/// The lowest coordinate of so many voxels whose mean is nearest to a target.
fn low_for(target: f64, side: i64) -> i64 {
    (target - (side - 1) as f64 / 2.0).round() as i64
}
