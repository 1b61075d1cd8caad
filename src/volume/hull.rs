//! The convex hull of a structure's voxel centres, as voxels, in exact integer arithmetic.
//!
//! Convexity does not depend on the affine, so the hull is taken in array indices. Only the ends of rows that are corners
//! of their slice's outline can be corners of the hull.

use super::polyhedron::{Plane, Point, enclosing_planes};
use super::structure::{Run, RunSet};

/// Voxels whose centre lies in the convex hull of the set's voxel centres, its boundary included.
pub fn hull(set: &RunSet) -> RunSet {
    let Some(bounds) = set.bounds() else { return RunSet::default() };
    let planes = enclosing_planes(&corners(set));
    let mut out = RunSet::default();
    for z in bounds.low[2]..=bounds.high[2] {
        // Planes whose facet does not reach this slice do not bound the hull's outline in it.
        let here: Vec<&Plane> = planes.iter().filter(|plane| plane.reaches(i128::from(z))).collect();
        for y in bounds.low[1]..=bounds.high[1] {
            let mut low = i128::from(bounds.low[0]);
            let mut high = i128::from(bounds.high[0]);
            for plane in &here {
                let [a, b, c] = plane.normal;
                let room = plane.offset - b * i128::from(y) - c * i128::from(z);
                match a.signum() {
                    1 => high = high.min(room.div_euclid(a)),
                    // a·x ≤ room with a < 0: x is at least room / a, rounded up.
                    -1 => low = low.max(-room.div_euclid(-a)),
                    _ if room < 0 => high = i128::MIN,
                    _ => {}
                }
            }
            if let (true, Ok(start), Ok(last)) = (low <= high, u32::try_from(low), u32::try_from(high)) {
                out.push(z, y, Run { start, end: last.saturating_add(1) });
            }
        }
    }
    out
}

/// The corners of every slice's convex outline, by Andrew's monotone chain (1979).
fn corners(set: &RunSet) -> Vec<Point> {
    let mut corners = Vec::new();
    let mut rows = set.rows().peekable();
    while let Some(z) = rows.peek().map(|row| row.z) {
        // Sorted by (y, x) as they come.
        let mut ends: Vec<(i128, i128)> = Vec::new();
        while let Some(row) = rows.next_if(|row| row.z == z) {
            let of_row = row.runs.first().zip(row.runs.last());
            ends.extend(of_row.into_iter().flat_map(|(first, last)| {
                [(i128::from(row.y), i128::from(first.start)), (i128::from(row.y), i128::from(last.end) - 1)]
            }));
        }
        ends.dedup();
        for half in [chain(ends.iter().copied()), chain(ends.iter().rev().copied())] {
            corners.extend(half.into_iter().map(|(y, x)| [x, y, i128::from(z)]));
        }
    }
    corners.sort_unstable();
    corners.dedup();
    corners
}

fn chain(points: impl Iterator<Item = (i128, i128)>) -> Vec<(i128, i128)> {
    let mut chain: Vec<(i128, i128)> = Vec::new();
    for point in points {
        while let [.., a, b] = chain[..]
            && (b.0 - a.0) * (point.1 - a.1) - (b.1 - a.1) * (point.0 - a.0) <= 0
        {
            chain.pop();
        }
        chain.push(point);
    }
    chain
}
