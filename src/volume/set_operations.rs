//! Union, intersection and difference of structures as merges of sorted runs.

use std::cmp::Ordering;

use super::structure::{Row, Run, RunSet};

impl RunSet {
    /// Voxels of either.
    #[must_use]
    pub fn union(&self, other: &RunSet) -> RunSet {
        combine(self, other, |a, b| a || b)
    }

    /// Voxels of both.
    #[must_use]
    pub fn intersection(&self, other: &RunSet) -> RunSet {
        let mut out = RunSet::default();
        merge_rows(self, other, |z, y, a, b| intersect(a, b, |run| out.push(z, y, run)));
        out
    }

    /// Voxels of this and not of the other.
    #[must_use]
    pub fn difference(&self, other: &RunSet) -> RunSet {
        combine(self, other, |a, b| a && !b)
    }

    /// Voxels of all, merged pairwise so that many members cost a logarithm only.
    pub fn union_of(mut sets: Vec<RunSet>) -> RunSet {
        while sets.len() > 1 {
            let mut merged = Vec::with_capacity(sets.len().div_ceil(2));
            let mut rest = sets.into_iter();
            while let Some(first) = rest.next() {
                merged.push(match rest.next() {
                    Some(second) => first.union(&second),
                    None => first,
                });
            }
            sets = merged;
        }
        sets.pop().unwrap_or_default()
    }

    /// Number of voxels of both.
    pub fn common_voxels(&self, other: &RunSet) -> u64 {
        let mut sum = 0;
        merge_rows(self, other, |_, _, a, b| sum += overlap(a, b));
        sum
    }
}

/// Voxels for which `keep(in a, in b)` holds; `keep(false, false)` must be false.
fn combine(a: &RunSet, b: &RunSet, keep: impl Fn(bool, bool) -> bool) -> RunSet {
    let mut out = RunSet::default();
    merge_rows(a, b, |z, y, a, b| combine_runs(a, b, &keep, |run| out.push(z, y, run)));
    out
}

/// Calls `visit(z, y, runs of a, runs of b)` for every row that holds something of either, in order.
pub fn merge_rows(a: &RunSet, b: &RunSet, mut visit: impl FnMut(u32, u32, &[Run], &[Run])) {
    let key = |row: &Row<'_>| (row.z, row.y);
    let (mut rows_a, mut rows_b) = (a.rows().peekable(), b.rows().peekable());
    loop {
        let order = match (rows_a.peek(), rows_b.peek()) {
            (Some(a), Some(b)) => key(a).cmp(&key(b)),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return,
        };
        let row_a = if order.is_le() { rows_a.next() } else { None };
        let row_b = if order.is_ge() { rows_b.next() } else { None };
        if let Some(row) = row_a.or(row_b) {
            visit(row.z, row.y, row_a.map_or(&[], |row| row.runs), row_b.map_or(&[], |row| row.runs));
        }
    }
}

/// Sweeps over the ends of two rows of runs and emits, in order, the runs on which `keep(in a, in b)` holds.
pub fn combine_runs(a: &[Run], b: &[Run], keep: impl Fn(bool, bool) -> bool, mut emit: impl FnMut(Run)) {
    let mut ends_a = a.iter().flat_map(|run| [run.start, run.end]).peekable();
    let mut ends_b = b.iter().flat_map(|run| [run.start, run.end]).peekable();
    let (mut in_a, mut in_b) = (false, false);
    let mut open: Option<u32> = None;
    while let Some(at) = match (ends_a.peek(), ends_b.peek()) {
        (Some(&a), Some(&b)) => Some(a.min(b)),
        (one, other) => one.or(other).copied(),
    } {
        while ends_a.next_if_eq(&at).is_some() {
            in_a = !in_a;
        }
        while ends_b.next_if_eq(&at).is_some() {
            in_b = !in_b;
        }
        match (open, keep(in_a, in_b)) {
            (None, true) => open = Some(at),
            (Some(start), false) => {
                emit(Run { start, end: at });
                open = None;
            }
            _ => {}
        }
    }
}

/// Emits, in order, the runs that two rows of runs have in common.
pub fn intersect(a: &[Run], b: &[Run], mut emit: impl FnMut(Run)) {
    let (mut rest_a, mut rest_b) = (a.iter().peekable(), b.iter().peekable());
    while let (Some(a), Some(b)) = (rest_a.peek(), rest_b.peek()) {
        let common = Run { start: a.start.max(b.start), end: a.end.min(b.end) };
        if common.start < common.end {
            emit(common);
        }
        if a.end <= b.end {
            rest_a.next();
        } else {
            rest_b.next();
        }
    }
}

/// Number of voxels that two rows of runs have in common.
pub fn overlap(a: &[Run], b: &[Run]) -> u64 {
    let mut sum = 0;
    intersect(a, b, |run| sum += u64::from(run.voxels()));
    sum
}
