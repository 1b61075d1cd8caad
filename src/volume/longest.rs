//! The longest line within a structure, measured between voxel faces.
//!
//! A line between two voxel centres with index step Δ has as its main axis the array axis i along which it is longest:
//! |Δᵢ|·spacingᵢ is greatest. It is measured between the midpoints of the outer faces of its two end voxels along that axis:
//! length = |Σ Δⱼ cⱼ + sign(Δᵢ) cᵢ|, with c the columns of the affine. Then n voxels in a row measure n spacings. Of several
//! main axes the one that gives the longest line counts; so it does for a single voxel, which has no line.

#![expect(
    clippy::indexing_slicing,
    reason = "axes are 0, 1 or 2; nodes and runs are indexed by positions the tree has written"
)]

use super::faces::Axes;
use super::lattice::{Lattice, difference};
use super::run_tree::{Node, Piece, RunTree};
use super::vector::{Vector, dot, norm};

/// Lengths that agree to this share are equal, so rounding of a header decides nothing.
const SLACK: f64 = 1e-6;

/// A line between two voxels, measured between their outer faces.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    pub length: f64,
    pub from: [u32; 3],
    pub to: [u32; 3],
}

impl Lattice {
    /// Length of a line with this index step, along `axes` only; of no step: the longest spacing.
    pub fn line_length(&self, step: Vector, axes: Axes) -> f64 {
        let run = |axis: usize| if axes[axis] { step[axis].abs() * self.spacing[axis] } else { f64::NEG_INFINITY };
        let longest = run(0).max(run(1)).max(run(2));
        let lengths = (0..3).filter(|&axis| run(axis) >= longest * (1.0 - SLACK)).map(|axis| {
            let mut faces = step;
            faces[axis] += if step[axis] < 0.0 { -1.0 } else { 1.0 };
            self.squared(faces)
        });
        lengths.fold(0.0, f64::max).sqrt()
    }

    /// What a structure's extreme voxel centres along a direction leave out: the outer half voxels at both ends, along the
    /// direction's main axis.
    pub fn face_allowance(&self, direction: Vector, axes: Axes) -> f64 {
        let steps = self.index_steps(direction, axes);
        let run = |axis: usize| if axes[axis] { steps[axis].abs() * self.spacing[axis] } else { f64::NEG_INFINITY };
        let longest = run(0).max(run(1)).max(run(2));
        let main = (0..3).filter(|&axis| run(axis) >= longest * (1.0 - SLACK));
        main.map(|axis| dot(self.columns[axis], direction).abs()).fold(0.0, f64::max)
    }

    /// Index steps that lead along a world vector within the plane of the two `axes`.
    fn index_steps(&self, direction: Vector, axes: Axes) -> Vector {
        let mut used = (0..3).filter(|&axis| axes[axis]);
        let (Some(a), Some(b)) = (used.next(), used.next()) else { return [0.0; 3] };
        let (ca, cb) = (self.columns[a], self.columns[b]);
        let (aa, ab, bb) = (dot(ca, ca), dot(ca, cb), dot(cb, cb));
        let (da, db) = (dot(direction, ca), dot(direction, cb));
        let determinant = aa * bb - ab * ab;
        let mut steps = [0.0; 3];
        steps[a] = (da * bb - db * ab) / determinant;
        steps[b] = (db * aa - da * ab) / determinant;
        steps
    }
}

/// The longest lines of a structure: all that are as long as the longest, none if every line is shorter than `at_least`.
/// Ends are in raster order, lines in order of their ends.
pub fn longest(tree: &RunTree, axes: Axes, at_least: f64) -> Vec<Line> {
    let mut search = Search { tree, axes, best: at_least, lines: Vec::new() };
    if let [piece] = tree.pieces[..]
        && piece.run.voxels() == 1
    {
        let voxel = piece.at(piece.run.start);
        search.offer(voxel, voxel);
    } else if !tree.is_empty() {
        search.run();
    }
    let best = search.best;
    let mut lines = search.lines;
    lines.retain(|line| line.length >= best * (1.0 - 1e-9));
    lines.sort_by_key(|line| (reversed(line.from), reversed(line.to)));
    lines.dedup();
    lines
}

fn reversed([x, y, z]: [u32; 3]) -> [u32; 3] {
    [z, y, x]
}

struct Search<'t> {
    tree: &'t RunTree,
    axes: Axes,
    best: f64,
    lines: Vec<Line>,
}

impl Search<'_> {
    /// Opens pairs of boxes, the one that may hold the longest line first.
    fn run(&mut self) {
        let tree = self.tree;
        let faces = (0..3).filter(|&axis| self.axes[axis]).map(|axis| tree.lattice.spacing[axis]).fold(0.0, f64::max);
        let bound = |a: usize, b: usize| farthest(&tree.nodes[a], &tree.nodes[b]) + faces;
        let mut open = vec![(bound(tree.root(), tree.root()), tree.root(), tree.root())];
        while let Some((most, a, b)) = open.pop() {
            if most < self.best * (1.0 - 1e-9) {
                continue;
            }
            let (node_a, node_b) = (&tree.nodes[a], &tree.nodes[b]);
            if node_a.is_leaf && node_b.is_leaf {
                for (i, from) in tree.pieces[node_a.first..node_a.end].iter().enumerate() {
                    let others = &tree.pieces[node_b.first..node_b.end];
                    others.iter().skip(if a == b { i } else { 0 }).for_each(|to| self.runs(*from, *to));
                }
                continue;
            }
            let from = open.len();
            if a == b {
                for child in node_a.first..node_a.end {
                    open.extend((child..node_a.end).map(|other| (bound(child, other), child, other)));
                }
            } else if !node_a.is_leaf && (node_b.is_leaf || node_a.diagonal() >= node_b.diagonal()) {
                open.extend((node_a.first..node_a.end).map(|child| (bound(child, b), child, b)));
            } else {
                open.extend((node_b.first..node_b.end).map(|child| (bound(a, child), a, child)));
            }
            open[from..].sort_by(|x, y| x.0.total_cmp(&y.0));
        }
    }

    /// Lines between the voxels of two runs. Along the row every whole step of an interval occurs. For each choice of main
    /// axis the length is convex in that step, so only the ends of the steps with that main axis can be longest.
    fn runs(&mut self, a: Piece, b: Piece) {
        let lattice = &self.tree.lattice;
        let offset = difference(a.at(0), b.at(0));
        let least = f64::from(b.run.start) - f64::from(a.last());
        let most = f64::from(b.last()) - f64::from(a.run.start);
        let across = |axis: usize| if self.axes[axis] { offset[axis].abs() * lattice.spacing[axis] } else { 0.0 };
        let beside = across(1).max(across(2));
        let mut ends = Vec::with_capacity(6);
        if self.axes[0] {
            // Steps at least this long make the row the main axis; no step at all is no line.
            let from = (beside * (1.0 - SLACK) / lattice.spacing[0]).ceil().max(1.0);
            if most >= from {
                ends.extend([least.max(from), most]);
            }
            if least <= -from {
                ends.extend([least, most.min(-from)]);
            }
        }
        if beside > 0.0 {
            // Shorter ones leave it to another axis.
            let to = if self.axes[0] { (beside / (1.0 - SLACK) / lattice.spacing[0]).floor() } else { 0.0 };
            if least.max(-to) <= most.min(to) {
                ends.extend([least.max(-to), most.min(to)]);
            }
        }
        for step in ends {
            let x = (f64::from(b.run.start) - step).max(f64::from(a.run.start));
            self.offer(a.at(x as u32), b.at((x + step) as u32));
        }
    }

    fn offer(&mut self, a: [u32; 3], b: [u32; 3]) {
        let length = self.tree.lattice.line_length(difference(a, b), self.axes);
        if length < self.best * (1.0 - 1e-9) {
            return;
        }
        if length > self.best * (1.0 + 1e-9) {
            self.lines.clear();
        }
        self.best = self.best.max(length);
        let (from, to) = if reversed(a) <= reversed(b) { (a, b) } else { (b, a) };
        self.lines.push(Line { length, from, to });
    }
}

/// The farthest two points of two boxes.
fn farthest(a: &Node, b: &Node) -> f64 {
    norm([0, 1, 2].map(|axis: usize| (a.high[axis] - b.low[axis]).max(b.high[axis] - a.low[axis])))
}
