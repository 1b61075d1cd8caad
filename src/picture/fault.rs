//! From the place of a finding to the voxels that are wrong.

use crate::report::Place;
use crate::volume::structure::Bounds;
use crate::volume::{Connectivity, Run, RunSet, Space, components};

/// What is wrong, and where to cut.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// Empty where a finding names a point that belongs to nothing.
    pub voxels: RunSet,
    /// The point that the slices go through.
    pub focus: [u32; 3],
    /// What the pictures have to show.
    pub around: Bounds,
}

/// The voxels that a finding is about, as far as its place tells. `subject` are the voxels of the class it names;
/// `sliced` is the array axis across its slice, if it is about one slice.
///
/// A box belongs to a part of the subject, to a cavity in it, to a gap, or to all of it within: whichever fills the box and
/// holds the voxel. A voxel alone stands for the part that it belongs to. `None`: the finding has no place in this volume.
pub fn fault(place: &Place, shape: [u32; 3], subject: &RunSet, sliced: Option<usize>) -> Option<Fault> {
    let whole = Bounds { low: [0; 3], high: shape.map(|n| n.saturating_sub(1)) };
    let (low, high) = place.bounds.or(place.voxel.map(|voxel| (voxel, voxel)))?;
    let around = Bounds { low, high };
    if shape.contains(&0) || around.to(whole) != whole {
        return None;
    }
    let voxel = place.voxel.filter(|&voxel| whole.to(Bounds { low: voxel, high: voxel }) == whole);
    let voxels = match (place.bounds, voxel) {
        (None, Some(voxel)) => part_with(subject, voxel, Connectivity::TwentySix),
        _ => within(subject, around, voxel, sliced, whole),
    };
    let middle = || [0, 1, 2].map(|axis: usize| middle_of(around, axis));
    let focus = match (place.bounds, voxel) {
        (None, Some(voxel)) => voxel,
        (_, voxel) => nearest_to_centroid(&voxels).or(voxel).unwrap_or_else(middle),
    };
    Some(Fault { voxels, focus, around })
}

fn within(subject: &RunSet, around: Bounds, voxel: Option<[u32; 3]>, sliced: Option<usize>, whole: Bounds) -> RunSet {
    let filled = solid(around);
    let inside = subject.intersection(&filled);
    let fills = |set: &RunSet| set.bounds() == Some(around);
    let Some(voxel) = voxel else { return inside };
    if subject.contains(voxel) {
        let part = part_with(&inside, voxel, Connectivity::TwentySix);
        return if fills(&part) { part } else { inside };
    }
    // A cavity is still no larger when its surroundings are looked at as well; what lies between two parts is.
    let complement = solid(widened(around, sliced, whole)).difference(subject);
    let cavity = part_with(&complement, voxel, Connectivity::Six);
    if fills(&cavity) {
        return cavity;
    }
    if fills(&inside) { inside } else { filled }
}

fn part_with(set: &RunSet, voxel: [u32; 3], connectivity: Connectivity) -> RunSet {
    let split = components(set, connectivity, Space::Volume).split(set);
    split.into_iter().find(|part| part.contains(voxel)).unwrap_or_default()
}

/// One voxel more on every side, but not across a slice.
fn widened(of: Bounds, sliced: Option<usize>, whole: Bounds) -> Bounds {
    let mut wide = of;
    let ends = wide.low.iter_mut().zip(&mut wide.high).zip(whole.high).enumerate();
    for (_, ((low, high), last)) in ends.filter(|(axis, _)| Some(*axis) != sliced) {
        *low = low.saturating_sub(1);
        *high = high.saturating_add(1).min(last);
    }
    wide
}

fn solid(Bounds { low: [x0, y0, z0], high: [x1, y1, z1] }: Bounds) -> RunSet {
    let mut set = RunSet::default();
    for z in z0..=z1 {
        for y in y0..=y1 {
            set.push(z, y, Run { start: x0, end: x1.saturating_add(1) });
        }
    }
    set
}

/// The centroid may lie outside: the voxel of the set that is nearest to it, in index steps.
fn nearest_to_centroid(set: &RunSet) -> Option<[u32; 3]> {
    let [cx, cy, cz] = set.centroid()?;
    let nearest = |(z, y, run): (u32, u32, Run)| {
        let last = run.end.saturating_sub(1).max(run.start);
        let x = (cx.round().max(0.0) as u32).clamp(run.start, last);
        let [dx, dy, dz] = [f64::from(x) - cx, f64::from(y) - cy, f64::from(z) - cz];
        (dx * dx + dy * dy + dz * dz, [x, y, z])
    };
    set.runs().map(nearest).min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, voxel)| voxel)
}

fn middle_of(bounds: Bounds, axis: usize) -> u32 {
    let end = |of: [u32; 3]| of.get(axis).copied().unwrap_or_default();
    u32::midpoint(end(bounds.low), end(bounds.high))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPE: [u32; 3] = [20, 20, 20];

    fn block(low: [u32; 3], high: [u32; 3]) -> RunSet {
        solid(Bounds { low, high })
    }

    fn at(voxel: [u32; 3], bounds: ([u32; 3], [u32; 3])) -> Place {
        Place { voxel: Some(voxel), bounds: Some(bounds), ..Place::default() }
    }

    #[test]
    fn a_part_is_told_from_others_in_its_box() {
        let hook = block([2, 2, 2], [9, 2, 2]).union(&block([2, 2, 2], [2, 9, 2]));
        let inner = block([6, 6, 2], [7, 7, 2]);
        let found = fault(&at([2, 2, 2], ([2, 2, 2], [9, 9, 2])), SHAPE, &hook.union(&inner), None).unwrap();
        assert_eq!(found.voxels, hook);
        assert!(hook.contains(found.focus));
    }

    #[test]
    fn a_cavity_is_outlined_and_what_lies_between_two_parts_is_not() {
        let cavity = block([6, 6, 6], [8, 8, 8]);
        let shell = block([3, 3, 3], [12, 12, 12]).difference(&cavity);
        assert_eq!(fault(&at([6, 6, 6], ([6, 6, 6], [8, 8, 8])), SHAPE, &shell, None).unwrap().voxels, cavity);
        let pair = block([1, 5, 5], [3, 9, 9]).union(&block([9, 5, 5], [12, 9, 9]));
        assert_eq!(fault(&at([6, 7, 7], ([1, 5, 5], [12, 9, 9])), SHAPE, &pair, None).unwrap().voxels, pair);
    }

    #[test]
    fn a_hole_in_one_slice_does_not_leak_into_the_next() {
        let hole = block([6, 6, 6], [8, 8, 6]);
        let plate = block([3, 3, 6], [12, 12, 6]).difference(&hole);
        assert_eq!(fault(&at([6, 6, 6], ([6, 6, 6], [8, 8, 6])), SHAPE, &plate, Some(2)).unwrap().voxels, hole);
    }

    #[test]
    fn a_gap_is_its_box() {
        let halves = block([3, 3, 3], [9, 9, 5]).union(&block([3, 3, 8], [9, 9, 12]));
        let gap = at([6, 6, 6], ([3, 3, 6], [9, 9, 7]));
        assert_eq!(fault(&gap, SHAPE, &halves, None).unwrap().voxels, block([3, 3, 6], [9, 9, 7]));
    }

    #[test]
    fn a_point_stands_for_its_part_and_an_alien_place_has_no_picture() {
        let point = Place { voxel: Some([4, 4, 4]), ..Place::default() };
        let part = block([0, 0, 0], [5, 5, 5]);
        let found = fault(&point, SHAPE, &part.union(&block([9, 9, 9], [12, 12, 12])), None).unwrap();
        assert_eq!((found.voxels, found.focus), (part.clone(), [4, 4, 4]));
        assert_eq!(fault(&point, SHAPE, &RunSet::default(), None).unwrap().voxels, RunSet::default());
        let beyond = Place { voxel: Some([4, 4, 40]), ..Place::default() };
        assert_eq!(fault(&beyond, SHAPE, &RunSet::default(), None), None);
        assert_eq!(fault(&Place::default(), SHAPE, &RunSet::default(), None), None);
    }
}
