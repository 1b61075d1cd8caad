//! Disjoint sets of numbered things, the first of each set its root.

#![expect(clippy::indexing_slicing, reason = "parents are numbers of the same forest, and callers ask only for those")]

/// Union-find in which the smallest number of a set is its root: the root of a component of runs in raster order is
/// its first run, and numbering the roots in order needs no sorting.
#[derive(Debug, Default)]
pub(super) struct Forest {
    parents: Vec<u32>,
}

impl Forest {
    /// Forgets everything and starts with `count` single things.
    pub fn reset(&mut self, count: usize) {
        self.parents.clear();
        self.parents.extend((0..count).map(|index| index as u32));
    }

    pub fn root(&mut self, mut at: u32) -> u32 {
        // Path halving: R. E. Tarjan and J. van Leeuwen, "Worst-case analysis of set union algorithms", 1984.
        loop {
            let parent = self.parents[at as usize];
            if parent == at {
                return at;
            }
            let above = self.parents[parent as usize];
            self.parents[at as usize] = above;
            at = above;
        }
    }

    pub fn join(&mut self, a: u32, b: u32) {
        // Neighbours mostly have the same parent already.
        let above = self.parents[a as usize];
        if above == self.parents[b as usize] {
            return;
        }
        let (a, b) = (self.root(a), self.root(b));
        let (root, child) = if a < b { (a, b) } else { (b, a) };
        self.parents[child as usize] = root;
    }

    /// Puts `count` things from `from` on, which belong to nothing yet and have no larger relations, into the sets of as
    /// many things from `to` on.
    #[inline(always)]
    pub fn follow(&mut self, from: usize, to: usize, count: usize) {
        for offset in 0..count {
            self.parents[from + offset] = self.parents[to + offset];
        }
    }

    /// Replaces every parent by the number of its set, sets numbered by their first member; returns their count.
    /// The forest must be reset before it is used again.
    pub fn number(&mut self) -> usize {
        let mut count = 0;
        for index in 0..self.parents.len() {
            let parent = self.parents[index] as usize;
            // A parent comes before its children, and so has its number already.
            self.parents[index] = if parent == index {
                count += 1;
                count - 1
            } else {
                self.parents[parent]
            };
        }
        count as usize
    }

    /// After [`Forest::number`]: the number of the set of each thing.
    pub fn numbers(&self) -> &[u32] {
        &self.parents
    }
}
