//! Bodies put together from the inside out.

#![expect(clippy::indexing_slicing, reason = "bodies are numbered by the plan, axes are 0, 1 or 2")]

use std::collections::BTreeSet;

use super::block::{ACROSS, ALONG, Block, UP, voxels};
use super::border::Ways;
use super::bridges::{Bridge, are_neighbours, bridges, width};
use super::core::Core;
use super::item::{End, Item, Piece};
use super::nesting::Shell;
use super::places::Targets;
use super::seat::{Wishes, low_for, seat};
use super::{Impossible, border, handles, order, shelf};
use crate::phantom::plan::Plan;
use crate::volume::Space;

/// One attempt at a plan, for what each body is expected to spend on bridges.
#[derive(Debug)]
pub struct Attempt<'p> {
    pub plan: &'p Plan,
    pub targets: &'p Targets,
    /// One slice is a plane.
    pub space: Space,
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
        let content = Block::around_all(blocks).ok_or(Impossible::Unsettled)?;
        for (at, item) in row.items.iter().enumerate() {
            let Some(body) = item.body.filter(|&body| self.plan.bodies[body].border) else { continue };
            let ways = match (self.space, self.plan.bodies[body].handles) {
                (Space::Plane, _) => Ways::Up,
                (Space::Volume, 0) => Ways::Both,
                (Space::Volume, _) => Ways::Forward,
            };
            let blocks = border::reach(item, &content, ways).ok_or_else(|| self.too_few(body, item.spent + 1))?;
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
        // Walls on both sides.
        let most =
            host.map_or([None; 3], |host| self.targets.sides(host)).map(|side| side.map(|side| (side - 2).max(1)));
        items.extend(bubbles.iter().filter_map(|&voxels| Item::bubble(voxels, self.space, most)));
        shelf::stand(&mut items, &contacts, host.map(|_| self.space));
        if self.space == Space::Plane && !contacts.iter().all(are_neighbours) {
            return Err(Impossible::OneSlice("bodies that do not stand side by side cannot touch"));
        }
        let bridges = bridges(&items, &contacts).ok_or_else(|| self.no_core(&order))?;
        Ok(Row { items, bridges, contacts })
    }

    /// A body with all that it holds.
    fn item(&mut self, body: usize, arcs: usize) -> Result<Item, Impossible> {
        if self.plan.bodies[body].islands > 1 {
            let swarm = Item::swarm(body, &self.plan.bodies[body], self.space, self.targets.of(body));
            return swarm.ok_or_else(|| self.too_few(body, self.plan.bodies[body].islands));
        }
        let row = self.row(Some(body))?;
        let held_fixed = [ALONG, ACROSS, UP].map(|axis| row.items.iter().any(|item| item.fixed[axis]));
        let held: u64 = row.items.iter().map(|item| item.holds).sum();
        let mut shell = Shell::around(&groups(&row), self.space);
        let mut inner = self.finish(row);

        let of = &self.plan.bodies[body];
        let targets = self.targets.of(body);
        let features = handles::voxels(of.handles);
        let spent = shell.voxels().saturating_sub(held) + features + self.expected[body];
        let left = of.voxels.checked_sub(spent).ok_or_else(|| self.too_few(body, spent))?;
        let walled = shell.ends.is_some();
        let width = width(arcs).max(handles::width(of.handles, walled)).max(border::width(of.border, walled));
        let mut sides = self.targets.sides(body);
        if let (Some(along), Some([low, high])) = (&mut sides[ALONG], shell.ends) {
            *along -= high.at - low.at;
        }
        let core = match Core::for_voxels(left, width, self.space, sides) {
            None if left == 0 && walled && width == 1 => None,
            None => return Err(self.too_few(body, spent + width.unsigned_abs())),
            core => core,
        };
        let rightwards = self.targets.core_on_the_right(self.plan, body);
        let seat = core.map(|core| seat(core, shell.ends, &Wishes { targets, fixed: held_fixed, rightwards }));
        let core = seat.as_ref().map(|seat| seat.core);
        if let Some(seat) = seat {
            shell.shift(seat.follow);
            inner.iter_mut().for_each(|piece| piece.block = piece.block.moved(seat.follow));
            shell.blocks.extend(seat.link);
        }

        let mut outline = shell.blocks.clone();
        let mut own = shell.blocks.clone();
        if let Some(core) = core {
            outline.push(core.room);
            let rungs = handles::ladder(&core, of.handles, walled && rightwards);
            outline.extend(Block::around_all(rungs.iter().copied()));
            own.extend(rungs);
        }
        let bounds = Block::around_all(outline.iter().copied()).ok_or(Impossible::Unsettled)?;
        // The core is outermost on its side of the wall, the wall on the other.
        let end = |side: usize| {
            let of_core = core.map(|core| End::of_core(&core, side));
            let of_wall = shell.ends.map(|ends| ends[side]);
            if rightwards == (side == 1) { of_core.or(of_wall) } else { of_wall.or(of_core) }
        };
        let ends = [end(0).ok_or(Impossible::Unsettled)?, end(1).ok_or(Impossible::Unsettled)?];
        let solid = core.map_or(bounds, |core| core.room);
        let wanted = targets[ALONG]
            .map(|at| low_for(at, solid.high[ALONG] - solid.low[ALONG]) - solid.low[ALONG] + bounds.low[ALONG]);
        Ok(Item {
            body: Some(body),
            core,
            own,
            spent: shell.voxels().saturating_sub(held) + features,
            inner,
            holds: held + of.voxels,
            bounds,
            outline,
            ends,
            fixed: [ALONG, ACROSS, UP].map(|axis| held_fixed[axis] || targets[axis].is_some()),
            wanted: wanted.or(held_fixed[ALONG].then_some(bounds.low[ALONG])),
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

/// What shares a hole: items in contact, and all between them. Where arcs run behind them, the whole block is closed in.
fn groups(row: &Row) -> Vec<Vec<Block>> {
    let mut groups: Vec<(usize, Vec<usize>)> = Vec::new();
    for at in 0..row.items.len() {
        let reach = row.contacts.iter().filter(|&&(a, _)| a == at).map(|&(_, b)| b).max().unwrap_or(at);
        match groups.last_mut() {
            Some((last, members)) if at <= *last => {
                members.push(at);
                *last = reach.max(*last);
            }
            _ => groups.push((reach, vec![at])),
        }
    }
    let blocks = |(_, members): (usize, Vec<usize>)| {
        let bridges = || row.bridges.iter().filter(|bridge| members.contains(&bridge.ends.0));
        let outlines = members.iter().flat_map(|&at| row.items[at].outline.iter());
        let blocks: Vec<Block> = outlines.chain(bridges().flat_map(|bridge| &bridge.blocks)).copied().collect();
        if bridges().all(|bridge| are_neighbours(&bridge.ends)) {
            blocks
        } else {
            Block::around_all(blocks).into_iter().collect()
        }
    };
    groups.into_iter().map(blocks).collect()
}
