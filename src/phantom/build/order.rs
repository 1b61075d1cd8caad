//! The order of bodies along a shelf.

#![expect(clippy::indexing_slicing, reason = "positions are those of the list just searched")]

use std::collections::BTreeSet;

/// Puts bodies in a row: those with a place in its order, every other one beside a body it is in contact with if it can be,
/// so that most contacts are between neighbours.
pub fn order(bodies: &[(usize, Option<f64>)], contacts: &BTreeSet<(usize, usize)>) -> Vec<usize> {
    let touch =
        |a: usize, b: usize| contacts.contains(&(a.min(b), a.max(b))) || contacts.contains(&(a.max(b), a.min(b)));
    let mut placed: Vec<(f64, usize)> = bodies.iter().filter_map(|&(body, place)| Some((place?, body))).collect();
    placed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut row: Vec<usize> = placed.into_iter().map(|(_, body)| body).collect();
    let mut rest: Vec<usize> = bodies.iter().filter(|(_, place)| place.is_none()).map(|&(body, _)| body).collect();
    let degree = |body: usize| bodies.iter().filter(|&&(other, _)| touch(body, other)).count();
    // A walk along contacts, from the ends of chains: the last one put down is the first to be gone on from.
    let mut last: Vec<usize> = row.clone();
    while !rest.is_empty() {
        let next = last.iter().rev().find_map(|&from| Some((rest.iter().position(|&body| touch(from, body))?, from)));
        let (at, beside) = match next {
            Some((at, from)) => (at, Some(from)),
            None => ((0..rest.len()).min_by_key(|&at| degree(rest[at])).unwrap_or_default(), None),
        };
        let body = rest.remove(at);
        let position = beside.and_then(|from| row.iter().position(|&of| of == from));
        let position = position.map_or(row.len(), |at| beside_of(&row, at, &touch));
        row.insert(position, body);
        last.push(body);
    }
    row
}

/// Where to insert a body that touches the one at a position, without parting two that touch.
fn beside_of(row: &[usize], at: usize, touch: &dyn Fn(usize, usize) -> bool) -> usize {
    let parts = |left: usize| row.get(left).zip(row.get(left + 1)).is_some_and(|(&a, &b)| touch(a, b));
    if !parts(at) {
        return at + 1;
    }
    if at == 0 || !parts(at - 1) {
        return at;
    }
    (at + 1..row.len()).find(|&left| !parts(left)).map_or(row.len(), |left| left + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(bodies: &[(usize, Option<f64>)], contacts: &[(usize, usize)]) -> Vec<usize> {
        order(bodies, &contacts.iter().copied().collect())
    }

    #[test]
    fn chains_and_stars_become_neighbours() {
        let free = |count: usize| (0..count).map(|body| (body, None)).collect::<Vec<_>>();
        assert_eq!(row(&free(4), &[(2, 0), (0, 3), (3, 1)]), [1, 3, 0, 2]);
        // A star: its rays stand beside it as far as there is room.
        assert_eq!(row(&free(4), &[(0, 1), (0, 2), (0, 3)]), [1, 0, 2, 3]);
    }

    #[test]
    fn places_come_first() {
        let bodies = [(0, Some(5.0)), (1, Some(-2.0)), (2, None), (3, Some(0.0))];
        assert_eq!(row(&bodies, &[(2, 1)]), [1, 2, 3, 0]);
    }
}
