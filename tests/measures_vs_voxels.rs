//! Searches on runs against their definitions, voxel by voxel and pair by pair, on random sets and random grids.

#![expect(clippy::indexing_slicing, reason = "a test may panic")]

use proptest::prelude::*;
use voxlint::volume::faces::{exposed, faces_onto, facing, outer_faces};
use voxlint::volume::hull::hull;
use voxlint::volume::lattice::{Lattice, difference};
use voxlint::volume::longest::longest;
use voxlint::volume::margin::{Ball, grow, shrink};
use voxlint::volume::reslice::{order_with_last, original};
use voxlint::volume::run_tree::RunTree;
use voxlint::volume::{Bounds, RunSet};

const SIDE: u32 = 9;
const GRID: Bounds = Bounds { low: [0; 3], high: [SIDE - 1; 3] };

fn voxels() -> impl Strategy<Value = Vec<[u32; 3]>> {
    let scattered = prop::collection::vec(prop::array::uniform3(0..SIDE), 0..120);
    let boxes = prop::collection::vec((prop::array::uniform3(0..SIDE), prop::array::uniform3(0..SIDE)), 0..4);
    (scattered, boxes, any::<bool>()).prop_map(|(mut voxels, boxes, salted)| {
        if !salted {
            voxels.truncate(3);
        }
        for (a, b) in boxes {
            voxels.extend(grid().filter(|v| (0..3).all(|k| a[k].min(b[k]) <= v[k] && v[k] <= a[k].max(b[k]))));
        }
        voxels.sort_unstable();
        voxels.dedup();
        voxels
    })
}

fn grid() -> impl Iterator<Item = [u32; 3]> {
    (0..SIDE).flat_map(|z| (0..SIDE).flat_map(move |y| (0..SIDE).map(move |x| [x, y, z])))
}

/// Straight, uneven and sheared grids.
fn lattices() -> impl Strategy<Value = Lattice> {
    let spacing = prop_oneof![Just([1.0; 3]), Just([0.7, 0.7, 2.5]), Just([0.8, 1.3, 3.1])];
    let lean = prop_oneof![Just([0.0; 3]), prop::array::uniform3(-0.6f64..0.6)];
    (spacing, lean).prop_map(|([x, y, z], [a, b, c])| Lattice::new([[x, a * x, b * x], [0.0, y, c * y], [0.0, 0.0, z]]))
}

fn list(set: &RunSet) -> Vec<[u32; 3]> {
    let mut voxels: Vec<_> = set.runs().flat_map(|(z, y, run)| (run.start..run.end).map(move |x| [x, y, z])).collect();
    voxels.sort_unstable();
    voxels
}

fn beside([x, y, z]: [u32; 3]) -> [(usize, Option<[u32; 3]>); 6] {
    let step = |v: u32, up: bool| if up { v.checked_add(1) } else { v.checked_sub(1) };
    [
        (0, step(x, false).map(|x| [x, y, z])),
        (0, step(x, true).map(|x| [x, y, z])),
        (1, step(y, false).map(|y| [x, y, z])),
        (1, step(y, true).map(|y| [x, y, z])),
        (2, step(z, false).map(|z| [x, y, z])),
        (2, step(z, true).map(|z| [x, y, z])),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn set_operations(a in voxels(), b in voxels()) {
        let (sa, sb) = (RunSet::from_voxels(a.iter().copied()), RunSet::from_voxels(b.iter().copied()));
        prop_assert_eq!(list(&sa), a.clone());
        let within = |set: &[[u32; 3]], v: &[u32; 3]| set.binary_search(v).is_ok();
        let kept = |keep: &dyn Fn(bool, bool) -> bool| {
            let mut all: Vec<_> = grid().filter(|v| keep(within(&a, v), within(&b, v))).collect();
            all.sort_unstable();
            all
        };
        prop_assert_eq!(list(&sa.union(&sb)), kept(&|a, b| a || b));
        prop_assert_eq!(list(&sa.intersection(&sb)), kept(&|a, b| a && b));
        prop_assert_eq!(list(&sa.difference(&sb)), kept(&|a, b| a && !b));
        prop_assert_eq!(sa.common_voxels(&sb), kept(&|a, b| a && b).len() as u64);
        prop_assert!(grid().all(|v| sa.contains(v) == within(&a, &v)));
    }

    #[test]
    fn reslicing(a in voxels(), axis in 0usize..3, at in 0..SIDE) {
        let set = RunSet::from_voxels(a.iter().copied());
        let turned = set.with_last(axis);
        let order = order_with_last(axis);
        let mut back: Vec<_> = list(&turned).into_iter().map(|v| original(v, order)).collect();
        back.sort_unstable();
        prop_assert_eq!(&back, &a);
        prop_assert_eq!(order[2], axis);
        prop_assert_eq!(&turned.with_last_undone(axis), &set);
        let cut: Vec<_> = a.iter().copied().filter(|v| v[axis] == at).collect();
        prop_assert_eq!(list(&set.cut(axis, at)), cut);
        let mut held: Vec<u32> = a.iter().map(|v| v[axis]).collect();
        held.sort_unstable();
        held.dedup();
        prop_assert_eq!(set.occupied(axis), held);
    }

    #[test]
    fn faces(a in voxels(), b in voxels(), axes in prop::array::uniform3(any::<bool>())) {
        let (sa, sb) = (RunSet::from_voxels(a.iter().copied()), RunSet::from_voxels(b));
        let (mut onto, mut outer) = ([0; 3], [0; 3]);
        let (mut open, mut facing_b) = (Vec::new(), Vec::new());
        for &voxel in &a {
            let sides = beside(voxel).into_iter().filter(|(axis, _)| axes[*axis]);
            for (axis, neighbour) in sides.clone() {
                onto[axis] += u64::from(neighbour.is_some_and(|v| sb.contains(v)));
                outer[axis] += u64::from(!neighbour.is_some_and(|v| sa.contains(v)));
            }
            if sides.clone().any(|(_, v)| !v.is_some_and(|v| sb.contains(v))) {
                open.push(voxel);
            }
            if sides.clone().any(|(_, v)| v.is_some_and(|v| sb.contains(v))) {
                facing_b.push(voxel);
            }
        }
        prop_assert_eq!(faces_onto(&sa, &sb, axes), onto);
        prop_assert_eq!(outer_faces(&sa, axes), outer);
        prop_assert_eq!(list(&exposed(&sa, &sb, axes)), open);
        prop_assert_eq!(list(&facing(&sa, &sb, axes)), facing_b);
    }

    #[test]
    fn distances(a in voxels(), b in voxels(), lattice in lattices()) {
        let (ta, tb) = (RunTree::new(&RunSet::from_voxels(a.iter().copied()), lattice), RunTree::new(&RunSet::from_voxels(b.iter().copied()), lattice));
        let near = |v: &[u32; 3]| b.iter().map(|w| lattice.distance(*v, *w)).fold(f64::INFINITY, f64::min);
        let mut all: Vec<f64> = a.iter().map(near).collect();
        all.sort_by(f64::total_cmp);
        if a.is_empty() || b.is_empty() {
            prop_assert!(ta.shortest(&tb).is_none() && ta.farthest_from(&tb).is_none() && ta.distances_to(&tb).is_empty());
        } else {
            let (shortest, farthest) = (ta.shortest(&tb), ta.farthest_from(&tb));
            let same = |a: f64, b: f64| (a - b).abs() <= 1e-9;
            prop_assert!(shortest.is_some_and(|link| same(link.length, all[0])
                && same(lattice.distance(link.from, link.to), all[0])
                && a.binary_search(&link.from).is_ok() && b.binary_search(&link.to).is_ok()));
            prop_assert!(farthest.is_some_and(|link| same(link.length, all[all.len() - 1])
                && a.binary_search(&link.from).is_ok() && b.binary_search(&link.to).is_ok()));
            prop_assert!(ta.distances_to(&tb).iter().zip(&all).all(|(x, y)| same(*x, *y)));
            prop_assert_eq!(ta.distances_to(&tb).len(), all.len());
        }
    }

    #[test]
    fn longest_lines(a in voxels(), lattice in lattices(), flat in any::<bool>()) {
        let a: Vec<_> = if flat { a.into_iter().filter(|v| v[2] == 4).collect() } else { a };
        let axes = [true, true, !flat];
        let tree = RunTree::new(&RunSet::from_voxels(a.iter().copied()), lattice);
        let mut best = 0.0f64;
        for (i, from) in a.iter().enumerate() {
            for to in a.iter().skip(i + usize::from(a.len() > 1)) {
                best = best.max(lattice.line_length(difference(*from, *to), axes));
            }
        }
        let found = longest(&tree, axes, 0.0);
        prop_assert_eq!(found.is_empty(), a.is_empty());
        for line in found {
            prop_assert!((line.length - best).abs() < 1e-9, "{} {best}", line.length);
            prop_assert!(a.binary_search(&line.from).is_ok() && a.binary_search(&line.to).is_ok());
        }
    }

    #[test]
    fn margins(a in voxels(), lattice in lattices(), radii in prop::array::uniform3(0.0f64..4.0)) {
        let ball = Ball::new(&lattice, radii, [true; 3], [SIDE; 3]);
        let reaches = |from: &[u32; 3], to: &[u32; 3]| {
            let step = lattice.step(difference(*from, *to));
            // A radius of 0 allows no step in that direction.
            let share: f64 = (0..3).map(|k| (step[k] / radii[k].max(1e-9)).powi(2)).sum();
            share <= 1.0 + 1e-9
        };
        let set = RunSet::from_voxels(a.iter().copied());
        let mut grown: Vec<_> = grid().filter(|v| a.iter().any(|w| reaches(w, v))).collect();
        grown.sort_unstable();
        prop_assert_eq!(grow(&set, &ball, GRID).map(|set| list(&set)), Ok(grown));
        let rest: Vec<_> = grid().filter(|v| a.binary_search(v).is_err()).collect();
        let shrunk: Vec<_> = a.iter().copied().filter(|v| !rest.iter().any(|w| reaches(w, v))).collect();
        prop_assert_eq!(shrink(&set, &ball, GRID).map(|set| list(&set)), Ok(shrunk));
    }

    /// A hull holds its set, is convex, and is the least such set: it lies within every half-space that holds the set.
    #[test]
    fn hulls(a in voxels(), normals in prop::collection::vec(prop::array::uniform3(-9i64..=9), 40)) {
        let set = RunSet::from_voxels(a.iter().copied());
        let full = hull(&set);
        prop_assert!(set.difference(&full).is_empty());
        prop_assert_eq!(&hull(&full), &full);
        prop_assert_eq!(full.bounds(), set.bounds());
        let inside = list(&full);
        for normal in normals {
            let along = |v: &[u32; 3]| (0..3).map(|k| normal[k] * i64::from(v[k])).sum::<i64>();
            prop_assert_eq!(a.iter().map(along).max(), inside.iter().map(along).max());
        }
        for (v, w) in inside.iter().zip(inside.iter().rev()) {
            if (0..3).all(|k| (v[k] + w[k]) % 2 == 0) {
                prop_assert!(full.contains([0, 1, 2].map(|k: usize| (v[k] + w[k]) / 2)));
            }
        }
    }
}
