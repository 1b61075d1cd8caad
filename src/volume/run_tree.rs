//! A tree of boxes over the runs of a structure, for exact searches between voxel centres.
//!
//! It works on runs and world coordinates, so that memory goes with the boundary of a structure, not with the space between
//! two of them, and oblique and sheared grids are as exact as any other. A run is a short segment of a lattice line; the
//! voxel of it that is nearest to a point is found in closed form.

#![expect(clippy::indexing_slicing, reason = "nodes and runs are indexed by positions the tree itself has written")]

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::lattice::{Lattice, difference};
use super::structure::{Run, RunSet};
use super::vector::{Vector, dot, minus, norm};

/// Runs at the leaves.
const LEAF: usize = 6;

#[derive(Debug, Clone)]
pub struct RunTree {
    pub(super) lattice: Lattice,
    pub(super) pieces: Vec<Piece>,
    pub(super) nodes: Vec<Node>,
}

/// A run with its row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub run: Run,
    pub y: u32,
    pub z: u32,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    /// World box around the voxel centres.
    pub low: Vector,
    pub high: Vector,
    /// The pieces below.
    pub first: usize,
    pub end: usize,
    /// Inner nodes: the second child; the first one follows the node. Leaves: 0.
    pub second: usize,
}

/// Two voxels and the millimetres between their centres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    pub length: f64,
    pub from: [u32; 3],
    pub to: [u32; 3],
}

impl Piece {
    /// Voxel at position `x` of the row.
    pub fn at(self, x: u32) -> [u32; 3] {
        [x, self.y, self.z]
    }

    pub fn last(self) -> u32 {
        self.run.end.saturating_sub(1)
    }
}

impl Node {
    pub fn is_leaf(&self) -> bool {
        self.second == 0
    }

    fn squared_to(&self, point: Vector) -> f64 {
        let gap = |axis: usize| (self.low[axis] - point[axis]).max(point[axis] - self.high[axis]).max(0.0);
        let gaps = [gap(0), gap(1), gap(2)];
        dot(gaps, gaps)
    }

    fn squared_between(&self, other: &Node) -> f64 {
        let gap = |axis: usize| (self.low[axis] - other.high[axis]).max(other.low[axis] - self.high[axis]).max(0.0);
        let gaps = [gap(0), gap(1), gap(2)];
        dot(gaps, gaps)
    }

    fn middle(&self) -> Vector {
        [0, 1, 2].map(|axis: usize| (self.low[axis] + self.high[axis]) / 2.0)
    }

    fn diagonal(&self) -> f64 {
        norm(minus(self.high, self.low))
    }
}

impl RunTree {
    pub fn new(set: &RunSet, lattice: Lattice) -> Self {
        let pieces: Vec<Piece> = set.runs().map(|(z, y, run)| Piece { run, y, z }).collect();
        let mut tree = RunTree { lattice, pieces, nodes: Vec::new() };
        if !tree.pieces.is_empty() {
            tree.split(0, tree.pieces.len());
        }
        tree
    }

    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Adds the subtree of pieces `first..end`; halves at the median keep the depth at the logarithm of their number.
    fn split(&mut self, first: usize, end: usize) {
        let (low, high) = self.world_box(first, end);
        let here = self.nodes.len();
        self.nodes.push(Node { low, high, first, end, second: 0 });
        if end - first <= LEAF {
            return;
        }
        let sides = minus(high, low);
        let axis = (0..3).max_by(|&a, &b| sides[a].total_cmp(&sides[b])).unwrap_or(0);
        let lattice = self.lattice;
        let place = |piece: &Piece| {
            lattice.point(piece.at(piece.run.start))[axis] + lattice.point(piece.at(piece.last()))[axis]
        };
        let middle = first + (end - first) / 2;
        self.pieces[first..end].select_nth_unstable_by(middle - first, |a, b| place(a).total_cmp(&place(b)));
        self.split(first, middle);
        self.nodes[here].second = self.nodes.len();
        self.split(middle, end);
    }

    fn world_box(&self, first: usize, end: usize) -> (Vector, Vector) {
        let (mut low, mut high) = ([f64::INFINITY; 3], [f64::NEG_INFINITY; 3]);
        for piece in &self.pieces[first..end] {
            for x in [piece.run.start, piece.last()] {
                let point = self.lattice.point(piece.at(x));
                for axis in 0..3 {
                    low[axis] = low[axis].min(point[axis]);
                    high[axis] = high[axis].max(point[axis]);
                }
            }
        }
        (low, high)
    }

    /// The voxel nearest to `from`, if one is nearer than `within` mm (or as near).
    pub fn nearest(&self, from: [u32; 3], within: f64) -> Option<Link> {
        let point = self.lattice.point(from);
        let mut best = (within * within * (1.0 + 1e-12), None);
        if !self.is_empty() {
            self.nearest_below(0, from, point, &mut best);
        }
        best.1.map(|to| Link { length: best.0.sqrt(), from, to })
    }

    fn nearest_below(&self, at: usize, from: [u32; 3], point: Vector, best: &mut (f64, Option<[u32; 3]>)) {
        let node = &self.nodes[at];
        if node.is_leaf() {
            for piece in &self.pieces[node.first..node.end] {
                let x = self.nearest_on(*piece, from);
                let squared = self.lattice.squared(difference(from, piece.at(x)));
                if squared < best.0 || (best.1.is_none() && squared <= best.0) {
                    *best = (squared, Some(piece.at(x)));
                }
            }
            return;
        }
        let near = (self.nodes[at + 1].squared_to(point), at + 1);
        let far = (self.nodes[node.second].squared_to(point), node.second);
        let (near, far) = if far.0 < near.0 { (far, near) } else { (near, far) };
        for (squared, child) in [near, far] {
            if squared <= best.0 {
                self.nearest_below(child, from, point, best);
            }
        }
    }

    /// Position on the run's row of its voxel nearest to `from`: the rounded foot of the perpendicular, kept on the run.
    fn nearest_on(&self, piece: Piece, from: [u32; 3]) -> u32 {
        let offset = difference(from, piece.at(piece.run.start));
        let beside = self.lattice.step([0.0, offset[1], offset[2]]);
        let along = self.lattice.columns[0];
        let foot = f64::from(from[0]) - dot(beside, along) / dot(along, along);
        foot.round().clamp(f64::from(piece.run.start), f64::from(piece.last())) as u32
    }

    /// The two nearest voxels of two structures; length 0 where they overlap. `None` if either is empty.
    pub fn shortest(&self, other: &RunTree) -> Option<Link> {
        let mut best: Option<(f64, Link)> = None;
        let mut stack = vec![(0, 0)];
        if self.is_empty() || other.is_empty() {
            return None;
        }
        while let Some((a, b)) = stack.pop() {
            let (node_a, node_b) = (&self.nodes[a], &other.nodes[b]);
            let bound = node_a.squared_between(node_b);
            if best.is_some_and(|(squared, _)| bound >= squared) {
                continue;
            }
            if node_a.is_leaf() && node_b.is_leaf() {
                for piece in &self.pieces[node_a.first..node_a.end] {
                    for to in &other.pieces[node_b.first..node_b.end] {
                        let (from, to) = self.nearest_of_runs(*piece, *to);
                        let squared = self.lattice.squared(difference(from, to));
                        if best.is_none_or(|(least, _)| squared < least) {
                            best = Some((squared, Link { length: squared.sqrt(), from, to }));
                        }
                    }
                }
                continue;
            }
            let split_a = !node_a.is_leaf() && (node_b.is_leaf() || node_a.diagonal() >= node_b.diagonal());
            let pairs = if split_a { [(a + 1, b), (node_a.second, b)] } else { [(a, b + 1), (a, node_b.second)] };
            let mut pairs = pairs.map(|(a, b)| (self.nodes[a].squared_between(&other.nodes[b]), a, b));
            // The nearer pair is looked at first: it lies on top of the stack.
            pairs.sort_by(|x, y| y.0.total_cmp(&x.0));
            stack.extend(pairs.map(|(_, a, b)| (a, b)));
        }
        best.map(|(_, link)| link)
    }

    /// Nearest voxels of two runs. Only the step along the row matters, and every whole step of an interval occurs.
    fn nearest_of_runs(&self, a: Piece, b: Piece) -> ([u32; 3], [u32; 3]) {
        let offset = difference(a.at(0), b.at(0));
        let along = self.lattice.columns[0];
        let foot = -dot(self.lattice.step(offset), along) / dot(along, along);
        let least = f64::from(b.run.start) - f64::from(a.last());
        let most = f64::from(b.last()) - f64::from(a.run.start);
        let step = foot.round().clamp(least, most);
        // Any x of `a` from which the step leads into `b`.
        let x = (f64::from(b.run.start) - step).max(f64::from(a.run.start));
        (a.at(x as u32), b.at((x + step) as u32))
    }

    /// The voxel of this structure that is farthest from the other one, with the voxel there nearest to it: the directed
    /// Hausdorff distance. `None` if either is empty.
    ///
    /// The distance to a set changes by at most the way one moves, so that one distance in the middle of a box bounds all
    /// of them: boxes are opened in order of that bound, until none can hold a farther voxel.
    pub fn farthest_from(&self, other: &RunTree) -> Option<Link> {
        let mut best: Option<Link> = None;
        let mut open = BinaryHeap::new();
        if other.is_empty() {
            return None;
        }
        if !self.is_empty() {
            open.push((Bound(f64::INFINITY), Reverse(0)));
        }
        while let Some((Bound(bound), Reverse(at))) = open.pop() {
            if best.is_some_and(|best| bound <= best.length) {
                break;
            }
            let node = &self.nodes[at];
            if node.is_leaf() {
                for piece in &self.pieces[node.first..node.end] {
                    self.farthest_on(*piece, other, &mut best);
                }
                continue;
            }
            for child in [at + 1, node.second] {
                open.push((Bound(self.farthest_bound(&self.nodes[child], other)), Reverse(child)));
            }
        }
        best
    }

    /// The distance of every voxel of this structure to the nearest one of the other, sorted; empty if either is.
    pub fn distances_to(&self, other: &RunTree) -> Vec<f64> {
        let mut lengths = Vec::new();
        for piece in &self.pieces {
            // The next voxel is at most one step farther off than this one.
            let mut within = f64::INFINITY;
            for x in piece.run.start..piece.run.end {
                if let Some(link) = other.nearest(piece.at(x), within) {
                    lengths.push(link.length);
                    within = (link.length + self.lattice.spacing[0]) * (1.0 + 1e-9);
                }
            }
        }
        lengths.sort_unstable_by(f64::total_cmp);
        lengths
    }

    /// No voxel of the node is farther from the other structure than this.
    fn farthest_bound(&self, node: &Node, other: &RunTree) -> f64 {
        // Some voxel of the node stands for its middle; the way from there to any other is at most the longer half.
        let piece = self.pieces[usize::midpoint(node.first, node.end)];
        let voxel = piece.at(u32::midpoint(piece.run.start, piece.last()));
        let point = self.lattice.point(voxel);
        let reach = [0, 1, 2].map(|axis: usize| (point[axis] - node.low[axis]).max(node.high[axis] - point[axis]));
        let middle = node.middle();
        let reach = norm(reach).min(norm(minus(point, middle)) + node.diagonal() / 2.0);
        other.nearest(voxel, f64::INFINITY).map_or(f64::INFINITY, |link| link.length + reach)
    }

    fn farthest_on(&self, piece: Piece, other: &RunTree, best: &mut Option<Link>) {
        let mut parts = vec![(piece.run.start, piece.run.end)];
        while let Some((start, end)) = parts.pop() {
            let middle = u32::midpoint(start, end);
            let Some(link) = (start < end).then(|| other.nearest(piece.at(middle), f64::INFINITY)).flatten() else {
                continue;
            };
            if best.is_none_or(|best| link.length > best.length) {
                *best = Some(link);
            }
            let reach = f64::from(middle - start).max(f64::from(end - 1 - middle)) * self.lattice.spacing[0];
            if best.is_none_or(|best| link.length + reach > best.length) {
                parts.extend([(start, middle), (middle + 1, end)]);
            }
        }
    }
}

/// A bound that orders a heap.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Bound(f64);

impl Eq for Bound {}

impl PartialOrd for Bound {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Bound {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}
