//! Items side by side on a shelf, apart along it.

#![expect(clippy::indexing_slicing, reason = "positions are those of the row's own items, axes 0, 1 or 2")]

use super::block::{ACROSS, ALONG, UP};
use super::item::{CORNERED, Item};
use super::nesting;
use crate::volume::Space;

/// Stands items side by side in their order. Free ones are lined up with what they are in contact with, or with the one
/// before; those with a place keep it, and where the shelf is taken move on, and all behind them as far.
///
/// `contacts` are pairs of positions. Inside a body of some space there must be room for its wall.
pub fn stand(items: &mut [Item], contacts: &[(usize, usize)], inside: Option<Space>) {
    let mut pushed = i64::MIN;
    for at in 0..items.len() {
        line_up(items, at, contacts);
        let touches_last = at > 0 && contacts.contains(&(at - 1, at));
        let taken = at.checked_sub(1).map(|last| {
            let (last, item) = (&items[last], &items[at]);
            let gap = match (touches_last, inside) {
                (true, _) if last.ends[1].faces(&item.ends[0]) => 1,
                (true, _) => CORNERED,
                (false, Some(space)) => nesting::gap(last, item, space),
                (false, None) => 1,
            };
            last.bounds.high[ALONG] + gap
        });
        let item = &mut items[at];
        let start = match (item.wanted, taken) {
            (Some(wanted), Some(taken)) => {
                pushed = pushed.max(taken - wanted);
                wanted + pushed.max(0)
            }
            (wanted, taken) => wanted.or(taken).unwrap_or(0),
        };
        let by = start - item.bounds.low[ALONG];
        item.shift([by, 0, 0]);
    }
}

fn line_up(items: &mut [Item], at: usize, contacts: &[(usize, usize)]) {
    for axis in [ACROSS, UP] {
        if items[at].fixed[axis] {
            continue;
        }
        let settled = |&other: &usize| other < at || items[other].fixed[axis];
        let partner = |&(a, b): &(usize, usize)| if a == at { Some(b) } else { (b == at).then_some(a) };
        let beside = contacts.iter().filter_map(partner).find(settled);
        let fixed = || (0..items.len()).find(|&other| items[other].fixed[axis]);
        let model = beside.or(at.checked_sub(1)).or_else(fixed);
        let front = model.map_or(0, |model| items[model].front(axis));
        let mut by = [0; 3];
        by[axis] = front - items[at].front(axis);
        items[at].shift(by);
    }
}
