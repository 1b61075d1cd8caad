//! Around the pixels that are wrong: closed polygons along the sides of pixels.

use std::collections::BTreeMap;

use crate::report::picture::Outline;

/// Corners, for each pixel across, before the outline gives way to a box.
const MOST_CORNERS: usize = 6;

type Corner = [u32; 2];

/// Outlines of the pixels of `mask`, which has `width` pixels a row. Outer rims run clockwise, holes the other way; pixels
/// that meet at a corner alone are rims of their own.
pub fn outline(mask: &[bool], width: usize) -> Outline {
    let mut sides = sides(mask, width);
    let mut polygons = Vec::new();
    let mut corners = 0;
    while let Some((&start, _)) = sides.first_key_value() {
        let polygon = follow(&mut sides, start);
        corners += polygon.len();
        polygons.push(polygon);
        if corners > MOST_CORNERS * width.max(16) {
            return Outline { polygons: surround(mask, width).into_iter().collect(), boxed: true };
        }
    }
    Outline { polygons, boxed: false }
}

/// Sides between a pixel of the mask and one that is not, by where they start: the mask lies to their right.
fn sides(mask: &[bool], width: usize) -> BTreeMap<Corner, Vec<Corner>> {
    let mut sides: BTreeMap<Corner, Vec<Corner>> = BTreeMap::new();
    let set = |x: Option<usize>, y: Option<usize>| match (x, y) {
        (Some(x), Some(y)) if x < width => mask.get(y * width + x).copied().unwrap_or(false),
        _ => false,
    };
    for at in mask.iter().enumerate().filter(|(_, wrong)| **wrong).map(|(at, _)| at) {
        let (x, y) = (at % width, at / width);
        let [left, top, right, bottom] = [x, y, x + 1, y + 1].map(|at| at as u32);
        let mut side = |beside: bool, from: Corner, to: Corner| {
            if !beside {
                sides.entry(from).or_default().push(to);
            }
        };
        side(set(Some(x), y.checked_sub(1)), [left, top], [right, top]);
        side(set(Some(x + 1), Some(y)), [right, top], [right, bottom]);
        side(set(Some(x), Some(y + 1)), [right, bottom], [left, bottom]);
        side(set(x.checked_sub(1), Some(y)), [left, bottom], [left, top]);
    }
    sides
}

/// Takes the sides of one polygon. Where two polygons share a corner it turns right, so that they stay apart.
fn follow(sides: &mut BTreeMap<Corner, Vec<Corner>>, start: Corner) -> Vec<Corner> {
    let mut polygon: Vec<Corner> = Vec::new();
    let (mut at, mut heading) = (start, (0i64, 0i64));
    while let Some(next) = take(sides, at, heading) {
        let towards = direction(at, next);
        if towards != heading {
            polygon.push(at);
        }
        (at, heading) = (next, towards);
        if at == start {
            break;
        }
    }
    polygon
}

fn take(sides: &mut BTreeMap<Corner, Vec<Corner>>, at: Corner, heading: (i64, i64)) -> Option<Corner> {
    let ways = sides.get_mut(&at)?;
    let right = (-heading.1, heading.0);
    let chosen = ways.iter().position(|&way| direction(at, way) == right).unwrap_or(0);
    let next = (chosen < ways.len()).then(|| ways.swap_remove(chosen));
    if ways.is_empty() {
        sides.remove(&at);
    }
    next
}

fn direction([a, b]: Corner, [c, d]: Corner) -> (i64, i64) {
    ((i64::from(c) - i64::from(a)).signum(), (i64::from(d) - i64::from(b)).signum())
}

/// The box around the mask.
fn surround(mask: &[bool], width: usize) -> Option<Vec<Corner>> {
    let places = || mask.iter().enumerate().filter(|(_, wrong)| **wrong).map(|(at, _)| [at % width, at / width]);
    let (left, right) = (places().map(|[x, _]| x).min()? as u32, places().map(|[x, _]| x).max()? as u32 + 1);
    let (top, bottom) = (places().map(|[_, y]| y).min()? as u32, places().map(|[_, y]| y).max()? as u32 + 1);
    Some(vec![[left, top], [right, top], [right, bottom], [left, bottom]])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: &[&str]) -> Outline {
        let mask: Vec<bool> = rows.iter().flat_map(|row| row.bytes().map(|b| b == b'#')).collect();
        outline(&mask, rows[0].len())
    }

    #[test]
    fn a_rim_and_its_hole() {
        let ring = of(&["###", "#.#", "###"]);
        assert_eq!(ring.polygons[0], [[0, 0], [3, 0], [3, 3], [0, 3]]);
        assert_eq!(ring.polygons[1].len(), 4);
        assert_eq!(ring.polygons.len(), 2);
    }

    #[test]
    fn pixels_that_meet_at_a_corner_stay_apart() {
        let two = of(&["#.", ".#"]);
        assert_eq!(two.polygons, [vec![[0, 0], [1, 0], [1, 1], [0, 1]], vec![[1, 1], [2, 1], [2, 2], [1, 2]]]);
        assert_eq!(of(&["..", ".."]), Outline::default());
    }

    #[test]
    fn what_is_too_ragged_gets_a_box() {
        let mask: Vec<bool> = (0..100 * 99).map(|at| (at % 100 + at / 100) % 2 == 0 && at % 100 > 3).collect();
        let boxed = outline(&mask, 100);
        assert!(boxed.boxed);
        assert_eq!(boxed.polygons, [vec![[4, 0], [100, 0], [100, 99], [4, 99]]]);
    }
}
