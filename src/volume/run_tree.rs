//! A tree of boxes over the runs of a structure, for exact searches between voxel centres.
//!
//! It works on runs and world coordinates, so that memory goes with the boundary of a structure, not with the space between
//! two of them, and oblique and sheared grids are as exact as any other. A run is a short segment of a lattice line; the
//! voxel of it that is nearest to a point is found in closed form.

#![expect(clippy::indexing_slicing, reason = "nodes and runs are indexed by positions the tree itself has written")]

use serde::{Deserialize, Serialize};

use super::lattice::{Lattice, difference};
use super::structure::{Bounds, Run, RunSet};
use super::vector::{Vector, dot, minus, norm};

/// Runs of a leaf, and children of an inner node.
const FAN: usize = 8;

#[derive(Debug, Clone)]
pub struct RunTree {
    pub(super) lattice: Lattice,
    /// Along a curve that fills space (Morton 1966), so that neighbours in the list are neighbours in space.
    pub(super) pieces: Vec<Piece>,
    /// Level by level, the leaves first; the root is the last.
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
    /// Box in voxel indices.
    pub bounds: Bounds,
    /// Leaves: positions of their pieces. Inner nodes: of their children.
    pub first: usize,
    pub end: usize,
    pub is_leaf: bool,
}

/// Two voxels and the millimetres between their centres.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Link {
    pub length: f64,
    pub from: [u32; 3],
    pub to: [u32; 3],
}

/// The nearest voxel found so far.
#[derive(Debug, Clone, Copy)]
struct Nearest {
    squared: f64,
    voxel: Option<[u32; 3]>,
}

impl Piece {
    /// Voxel at position `x` of the row.
    pub fn at(self, x: u32) -> [u32; 3] {
        [x, self.y, self.z]
    }

    pub fn last(self) -> u32 {
        self.run.end.saturating_sub(1)
    }

    fn bounds(self) -> Bounds {
        Bounds { low: self.at(self.run.start), high: self.at(self.last()) }
    }
}

impl Node {
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

    /// Length of the world box's diagonal.
    pub fn diagonal(&self) -> f64 {
        norm(minus(self.high, self.low))
    }

    fn to(self, other: Node) -> Node {
        let low = [0, 1, 2].map(|axis: usize| self.low[axis].min(other.low[axis]));
        let high = [0, 1, 2].map(|axis: usize| self.high[axis].max(other.high[axis]));
        Node { low, high, bounds: self.bounds.to(other.bounds), ..self }
    }
}

impl RunTree {
    pub fn new(set: &RunSet, lattice: Lattice) -> Self {
        let mut tree = RunTree { lattice, pieces: Vec::with_capacity(set.run_count()), nodes: Vec::new() };
        let Some(bounds) = set.bounds() else { return tree };
        let longest =
            (0..3).map(|k| f64::from(bounds.high[k] - bounds.low[k]) * lattice.spacing[k]).fold(0.0, f64::max);
        // 16 bits an axis over the longest side.
        let fine = lattice.spacing.map(|spacing| spacing * 65_535.0 / longest.max(spacing));
        let code = |piece: Piece| {
            let middle = piece.at(u32::midpoint(piece.run.start, piece.last()));
            let along = |k: usize| spread((f64::from(middle[k] - bounds.low[k]) * fine[k]) as u64);
            along(0) | along(1) << 1 | along(2) << 2
        };
        let pieces = set.runs().map(|(z, y, run)| Piece { run, y, z });
        let mut sorted: Vec<(u64, Piece)> = pieces.map(|piece| (code(piece), piece)).collect();
        sorted.sort_unstable_by_key(|(code, piece)| (*code, piece.z, piece.y, piece.run));
        tree.pieces.extend(sorted.into_iter().map(|(_, piece)| piece));
        tree.build();
        tree
    }

    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    pub fn lattice(&self) -> Lattice {
        self.lattice
    }

    pub fn voxels(&self) -> u64 {
        self.pieces.iter().map(|piece| u64::from(piece.run.voxels())).sum()
    }

    pub fn runs(&self) -> usize {
        self.pieces.len()
    }

    pub(super) fn root(&self) -> usize {
        self.nodes.len().saturating_sub(1)
    }

    /// Groups neighbours, then groups of neighbours, until one is left.
    fn build(&mut self) {
        for first in (0..self.pieces.len()).step_by(FAN) {
            let end = (first + FAN).min(self.pieces.len());
            let boxes = self.pieces[first..end].iter().map(|&piece| self.around(piece));
            let node = boxes.reduce(Node::to).map(|node| Node { first, end, is_leaf: true, ..node });
            self.nodes.extend(node);
        }
        let mut level = 0..self.nodes.len();
        while level.len() > 1 {
            let next = self.nodes.len();
            for first in level.clone().step_by(FAN) {
                let end = (first + FAN).min(level.end);
                let node = self.nodes[first..end].iter().copied().reduce(Node::to);
                self.nodes.extend(node.map(|node| Node { first, end, is_leaf: false, ..node }));
            }
            level = next..self.nodes.len();
        }
    }

    fn around(&self, piece: Piece) -> Node {
        let (a, b) = (self.lattice.point(piece.at(piece.run.start)), self.lattice.point(piece.at(piece.last())));
        let low = [0, 1, 2].map(|axis: usize| a[axis].min(b[axis]));
        let high = [0, 1, 2].map(|axis: usize| a[axis].max(b[axis]));
        Node { low, high, bounds: piece.bounds(), first: 0, end: 0, is_leaf: true }
    }

    /// The voxel nearest to a place given in voxel indices, with its distance in mm; `None` in an empty tree.
    pub fn nearest(&self, from: Vector) -> Option<(f64, [u32; 3])> {
        self.nearer(from, Nearest { squared: f64::INFINITY, voxel: None })
    }

    /// [`RunTree::nearest`] for a place whose nearest voxel is probably near `hint`, a voxel of the tree.
    fn nearest_from(&self, from: Vector, hint: Option<[u32; 3]>) -> Option<(f64, [u32; 3])> {
        let squared = hint.map_or(f64::INFINITY, |voxel| self.lattice.squared(minus(voxel.map(f64::from), from)));
        self.nearer(from, Nearest { squared, voxel: hint })
    }

    fn nearer(&self, from: Vector, mut best: Nearest) -> Option<(f64, [u32; 3])> {
        if !self.is_empty() {
            self.nearest_below(self.root(), from, self.lattice.step(from), &mut best);
        }
        best.voxel.map(|voxel| (best.squared.sqrt(), voxel))
    }

    fn nearest_below(&self, at: usize, from: Vector, point: Vector, best: &mut Nearest) {
        let node = &self.nodes[at];
        if node.is_leaf {
            for &piece in &self.pieces[node.first..node.end] {
                let (squared, x) = self.nearest_on(piece, from);
                if squared < best.squared {
                    *best = Nearest { squared, voxel: Some(piece.at(x)) };
                }
            }
            return;
        }
        let mut order = [(0.0, 0); FAN];
        let mut count = 0;
        for child in node.first..node.end {
            let squared = self.nodes[child].squared_to(point);
            if squared < best.squared {
                order[count] = (squared, child);
                count += 1;
            }
        }
        order[..count].sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        for &(squared, child) in &order[..count] {
            if squared < best.squared {
                self.nearest_below(child, from, point, best);
            }
        }
    }

    /// Squared distance and position on the row of the run's voxel nearest to a place: the rounded foot of the
    /// perpendicular, kept on the run.
    fn nearest_on(&self, piece: Piece, from: Vector) -> (f64, u32) {
        let beside = self.lattice.step([0.0, f64::from(piece.y) - from[1], f64::from(piece.z) - from[2]]);
        let along = self.lattice.columns[0];
        let foot = from[0] - dot(beside, along) / dot(along, along);
        let x = foot.round().clamp(f64::from(piece.run.start), f64::from(piece.last()));
        let way = [0, 1, 2].map(|axis: usize| beside[axis] + (x - from[0]) * along[axis]);
        (dot(way, way), x as u32)
    }

    /// The two nearest voxels of two structures; length 0 where they overlap. `None` if either is empty.
    pub fn shortest(&self, other: &RunTree) -> Option<Link> {
        if self.is_empty() || other.is_empty() {
            return None;
        }
        let mut best: Option<(f64, Link)> = None;
        let mut stack = vec![(0.0, self.root(), other.root())];
        while let Some((bound, a, b)) = stack.pop() {
            if best.is_some_and(|(squared, _)| bound >= squared) {
                continue;
            }
            let (node_a, node_b) = (&self.nodes[a], &other.nodes[b]);
            if node_a.is_leaf && node_b.is_leaf {
                for &from in &self.pieces[node_a.first..node_a.end] {
                    for &to in &other.pieces[node_b.first..node_b.end] {
                        let (from, to) = self.nearest_of_runs(from, to);
                        let squared = self.lattice.squared(difference(from, to));
                        if best.is_none_or(|(least, _)| squared < least) {
                            best = Some((squared, Link { length: squared.sqrt(), from, to }));
                        }
                    }
                }
                continue;
            }
            let split_a = !node_a.is_leaf && (node_b.is_leaf || node_a.diagonal() >= node_b.diagonal());
            let from = stack.len();
            let pair = |a: usize, b: usize| (self.nodes[a].squared_between(&other.nodes[b]), a, b);
            if split_a {
                stack.extend((node_a.first..node_a.end).map(|child| pair(child, b)));
            } else {
                stack.extend((node_b.first..node_b.end).map(|child| pair(a, child)));
            }
            // The nearest pair is looked at first: it lies on top of the stack.
            stack[from..].sort_by(|x, y| y.0.total_cmp(&x.0));
        }
        best.map(|(_, link)| link)
    }

    /// Nearest voxels of two runs. Only the step along the row matters, and every whole step of an interval occurs.
    fn nearest_of_runs(&self, a: Piece, b: Piece) -> ([u32; 3], [u32; 3]) {
        let beside = self.lattice.step([0.0, f64::from(b.y) - f64::from(a.y), f64::from(b.z) - f64::from(a.z)]);
        let along = self.lattice.columns[0];
        let foot = -dot(beside, along) / dot(along, along);
        let least = f64::from(b.run.start) - f64::from(a.last());
        let most = f64::from(b.last()) - f64::from(a.run.start);
        let step = foot.round().clamp(least, most);
        // Any x of `a` from which the step leads into `b`.
        let x = (f64::from(b.run.start) - step).max(f64::from(a.run.start));
        (a.at(x as u32), b.at((x + step) as u32))
    }

    /// The distance of every voxel of this structure to the nearest one of the other, sorted; empty if either is.
    pub fn distances_to(&self, other: &RunTree) -> Vec<f64> {
        let mut lengths = Vec::new();
        // What is nearest to one voxel is a good guess for the next.
        let mut hint = None;
        for piece in &self.pieces {
            for x in piece.run.start..piece.run.end {
                if let Some((length, voxel)) = other.nearest_from(piece.at(x).map(f64::from), hint) {
                    lengths.push(length);
                    hint = Some(voxel);
                }
            }
        }
        lengths.sort_unstable_by(f64::total_cmp);
        lengths
    }
}

/// The low 16 bits of a number, two empty bits between each and the next.
fn spread(bits: u64) -> u64 {
    let mut spread = bits & 0xffff;
    for (shift, mask) in [
        (32, 0xffff_0000_0000_ffff),
        (16, 0x00ff_0000_ff00_00ff),
        (8, 0xf00f_00f0_0f00_f00f),
        (4, 0x30c3_0c30_c30c_30c3),
        (2, 0x9249_2492_4924_9249),
    ] {
        spread = (spread | spread << shift) & mask;
    }
    spread
}
