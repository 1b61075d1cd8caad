//! The nearest of the cases that were tried.

use std::collections::{BTreeMap, BTreeSet};

use super::mend::Wanted;
use super::trial::Tried;

/// So many of them may break the same rules.
const MOST_ALIKE: usize = 2;

/// The nearest cases, the first of equals first.
#[derive(Debug)]
pub struct Front<'w> {
    wanted: &'w Wanted<'w>,
    room: usize,
    /// What is no nearer than this has no place.
    bound: usize,
    pub nearest: Vec<Tried>,
}

impl<'w> Front<'w> {
    pub fn new(wanted: &'w Wanted<'w>, room: usize, bound: usize) -> Self {
        Front { wanted, room, bound, nearest: Vec::new() }
    }

    /// What is no nearer than this finds no place any more.
    pub fn below(&self) -> usize {
        let last = self.nearest.last().filter(|_| self.nearest.len() == self.room);
        last.map_or(self.bound, |last| self.wanted.distance(last).min(self.bound))
    }

    pub fn offer(&mut self, tried: Tried) {
        if self.wanted.distance(&tried) >= self.below() {
            return;
        }
        self.nearest.push(tried);
        self.nearest.sort_by_key(|tried| self.wanted.distance(tried));
        let mut alike: BTreeMap<BTreeSet<String>, usize> = BTreeMap::new();
        self.nearest.retain(|tried| {
            let count = alike.entry(tried.also.clone()).or_default();
            *count += 1;
            *count <= MOST_ALIKE
        });
        self.nearest.truncate(self.room);
    }
}
