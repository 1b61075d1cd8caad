//! What measuring takes, in steps and not in seconds, so that whoever has only so many gets the same answers on every machine.

use std::cell::Cell;

use super::Facts;
use super::unmeasured::{Measured, Unmeasured};

/// One step reads a run. Looking for the nearest voxel of another structure takes so many.
pub(super) const STEPS_TO_NEAREST: u64 = 16;

/// Putting a run into a tree, or looking for the longest line from it, takes so many.
pub(super) const STEPS_IN_TREE: u64 = 16;

/// Steps so far, and the most there may be.
#[derive(Debug)]
pub(super) struct Work {
    done: Cell<u64>,
    most: u64,
}

impl Default for Work {
    fn default() -> Self {
        Work { done: Cell::new(0), most: u64::MAX }
    }
}

impl Facts<'_> {
    /// Measures that would take more steps than these, all together, are not taken.
    #[must_use]
    pub fn with_most_work(mut self, most: u64) -> Self {
        self.work.most = most;
        self
    }

    /// How many steps were taken; those of a measure that would have been too many count.
    pub fn work(&self) -> u64 {
        self.work.done.get()
    }

    /// Whether some measure was not taken for want of work.
    pub fn is_used_up(&self) -> bool {
        self.work() > self.work.most
    }

    /// Counts steps about to be taken.
    pub(super) fn spend(&self, steps: u64) -> Measured<()> {
        let done = self.work().saturating_add(steps);
        self.work.done.set(done);
        if self.is_used_up() { Err(Unmeasured::TooMuchWork) } else { Ok(()) }
    }

    /// The same for steps that go with a number of runs.
    pub(super) fn spend_on(&self, runs: usize, steps: u64) -> Measured<()> {
        self.spend(steps.saturating_mul(runs as u64))
    }
}
