//! The directed Hausdorff distance: how far a structure reaches away from another one.

#![expect(clippy::indexing_slicing, reason = "nodes and runs are indexed by positions the tree itself has written")]

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::run_tree::{Link, RunTree};
use super::vector::{Vector, norm};

/// The part of a node between two positions along the rows, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Region {
    /// No voxel in it is farther from the other structure than this.
    bound: f64,
    node: usize,
    start: u32,
    last: u32,
}

impl RunTree {
    /// The voxel of this structure that is farthest from the other one, with the voxel there nearest to it. `None` if either
    /// is empty.
    ///
    /// The distance to a set changes by at most the way one moves, so that one distance in the middle of a box bounds all
    /// within: boxes are opened in order of that bound, until none can hold a farther voxel.
    pub fn farthest_from(&self, other: &RunTree) -> Option<Link> {
        let mut best: Option<Link> = None;
        let mut open = BinaryHeap::new();
        if !self.is_empty() {
            let bounds = self.nodes[self.root()].bounds;
            open.extend(self.region(self.root(), bounds.low[0], bounds.high[0], other));
        }
        while let Some(region) = open.pop() {
            if best.is_some_and(|best| region.bound <= best.length) {
                break;
            }
            let node = &self.nodes[region.node];
            let side =
                |axis: usize| f64::from(node.bounds.high[axis] - node.bounds.low[axis]) * self.lattice.spacing[axis];
            let along = f64::from(region.last - region.start) * self.lattice.spacing[0];
            if region.start < region.last && along > side(1).max(side(2)) {
                let middle = u32::midpoint(region.start, region.last);
                open.extend(self.region(region.node, region.start, middle, other));
                open.extend(self.region(region.node, middle + 1, region.last, other));
            } else if node.is_leaf {
                self.farthest_in(region, other, &mut best);
            } else {
                open.extend(
                    (node.first..node.end).filter_map(|child| self.region(child, region.start, region.last, other)),
                );
            }
        }
        best
    }

    /// Part of a node with its bound; `None` where the node has nothing between the positions.
    fn region(&self, node: usize, start: u32, last: u32, other: &RunTree) -> Option<Region> {
        let bounds = self.nodes[node].bounds;
        let (start, last) = (start.max(bounds.low[0]), last.min(bounds.high[0]));
        if start > last {
            return None;
        }
        let low = [start, bounds.low[1], bounds.low[2]].map(f64::from);
        let high = [last, bounds.high[1], bounds.high[2]].map(f64::from);
        let middle = [0, 1, 2].map(|axis: usize| (low[axis] + high[axis]) / 2.0);
        let half = [0, 1, 2].map(|axis: usize| (high[axis] - low[axis]) / 2.0);
        let (distance, _) = other.nearest(middle)?;
        Some(Region { bound: distance + self.radius(half), node, start, last })
    }

    /// From the middle of a box of indices to its farthest corner; opposite corners are equally far.
    fn radius(&self, [x, y, z]: Vector) -> f64 {
        let corners = [[x, y, z], [x, y, -z], [x, -y, z], [-x, y, z]];
        corners.map(|corner| norm(self.lattice.step(corner))).into_iter().fold(0.0, f64::max)
    }

    /// Bisects the runs of a leaf.
    fn farthest_in(&self, region: Region, other: &RunTree, best: &mut Option<Link>) {
        let node = &self.nodes[region.node];
        for piece in &self.pieces[node.first..node.end] {
            let mut parts = vec![(piece.run.start.max(region.start), piece.last().min(region.last))];
            while let Some((start, last)) = parts.pop() {
                let middle = u32::midpoint(start, last);
                let from = piece.at(middle);
                let found = (start <= last).then(|| other.nearest(from.map(f64::from))).flatten();
                let Some((length, to)) = found else { continue };
                if best.is_none_or(|best| length > best.length) {
                    *best = Some(Link { length, from, to });
                }
                let reach = f64::from((middle - start).max(last - middle)) * self.lattice.spacing[0];
                if best.is_none_or(|best| length + reach > best.length) && start < last {
                    parts.push((middle + 1, last));
                    if start < middle {
                        parts.push((start, middle - 1));
                    }
                }
            }
        }
    }
}

impl Eq for Region {}

impl PartialOrd for Region {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Region {
    /// By bound; the rest makes the order of opening the same every time.
    fn cmp(&self, other: &Self) -> Ordering {
        let rest = |region: &Region| (region.node, region.start, region.last);
        self.bound.total_cmp(&other.bound).then_with(|| rest(self).cmp(&rest(other)))
    }
}
