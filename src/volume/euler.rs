//! Euler characteristic of a structure.

use super::connectivity::{Connectivity, Space};
use super::rows::{Before, Links, Near, Visit, overlap};
use super::structure::{Run, RunSet};

/// Euler characteristic χ of a structure: components − tunnels + cavities in a volume, components − holes in a plane.
///
/// For connectivity 26 (18, or 8 in a plane) the structure is the union of its closed voxels; for 6 (4 in a plane) it
/// is the complex with a vertex per voxel and a cell per block of mutually face-connected voxels, which is the union
/// of open voxels thickened (T. Y. Kong and A. Rosenfeld, "Digital topology: introduction and survey", 1989).
///
/// Both are sums over runs. Closed voxels: the rows of runs are convex boxes, so by the nerve theorem χ is the
/// alternating sum over sets of boxes with a common point. With R the row of a run, A = (y−1, z), B = (y, z−1),
/// C = (y−1, z−1), D = (y+1, z−1) and |XY..| the number of intervals that runs of all these rows have in common,
/// χ = N − |RA| − |RB| − |RC| − |RD| + |RAB| + |RAC| + |RBC| + |RBD| − |RABC|; intervals are closed, and may be points.
/// For 6: χ = N − |RA| − |RB| + |RABC| with intervals of at least one voxel.
///
/// In [`Space::Plane`] the characteristics of all layers are added.
pub fn euler(set: &RunSet, connectivity: Connectivity, space: Space) -> i64 {
    let mut count = EulerCount::default();
    Links::default().link(set.view(), space).walk(&mut count);
    match connectivity {
        Connectivity::Six => count.six,
        Connectivity::Eighteen | Connectivity::TwentySix => count.twenty_six,
    }
}

/// Both characteristics, added up on a walk.
#[derive(Debug, Default)]
pub(super) struct EulerCount {
    pub six: i64,
    pub twenty_six: i64,
}

impl Visit for EulerCount {
    #[inline(always)]
    fn visit(&mut self, _number: usize, run: Run, before: &Before<'_>) {
        match before.map(|near| near.runs.len()) {
            [0 | 1, 0 | 1, 0 | 1, 0 | 1] => self.count_single(run, before),
            _ => self.count_many(run, before),
        }
    }

    /// With R equal to B, all terms of χ for 26 cancel: N with |RB|, |RA| with |RAB|, |RC| with |RBC|, |RD| with |RBD|, and
    /// |RAC| with |RABC|. For 6, |RAC| − |RA| is left, which is 0 if A is equal to C.
    #[inline(always)]
    fn repeat(&mut self, _own: Near<'_>, _b: usize) {}

    #[inline(always)]
    fn repeat_beside(&mut self, own: Near<'_>, a: Near<'_>, c: Near<'_>) {
        for &run in own.runs {
            self.six += common(run, &[a, c], open) - common(run, &[a], open);
        }
    }
}

/// An interval that meets nothing: it ends before it starts, whatever it is cut with.
const NOTHING: Run = Run { start: u32::MAX, end: 0 };

impl EulerCount {
    /// At most one run in each row.
    #[inline(always)]
    fn count_single(&mut self, run: Run, before: &Before<'_>) {
        let [a, b, c, d] = before.map(|near| near.runs.first().map_or(NOTHING, |&near| cut(near, run)));
        let (ab, bc, bd, ac) = (cut(a, b), cut(b, c), cut(b, d), cut(a, c));
        let abc = cut(ab, c);
        let pairs = closed(a) + closed(b) + closed(c) + closed(d);
        let triples = closed(ab) + closed(ac) + closed(bc) + closed(bd);
        self.twenty_six += 1 - pairs + triples - closed(abc);
        self.six += 1 - open(a) - open(b) + open(abc);
    }

    fn count_many(&mut self, run: Run, before: &Before<'_>) {
        let [a, b, c, d] = *before;
        let pairs: usize = before.iter().map(|near| near.runs.len()).sum();
        let triples = common(run, &[a, b], closed) + common(run, &[a, c], closed);
        let triples = triples + common(run, &[b, c], closed) + common(run, &[b, d], closed);
        self.twenty_six += 1 - pairs as i64 + triples - common(run, &[a, b, c], closed);
        let faces = |near: Near<'_>| near.runs.iter().filter(|&&near| overlap(run, near)).count() as i64;
        self.six += 1 - faces(a) - faces(b) + common(run, &[a, b, c], open);
    }
}

/// The interval common to two.
#[inline(always)]
fn cut(a: Run, b: Run) -> Run {
    Run { start: a.start.max(b.start), end: a.end.min(b.end) }
}

/// 1 if the interval holds a point.
#[inline(always)]
fn closed(run: Run) -> i64 {
    i64::from(run.start <= run.end)
}

/// 1 if the interval holds a voxel.
#[inline(always)]
fn open(run: Run) -> i64 {
    i64::from(run.start < run.end)
}

/// Number of intervals that `run` and one run of each of the rows have in common. Each row's runs are in order and
/// apart, so that the one that ends first can be left behind.
fn common<const N: usize>(run: Run, rows: &[Near<'_>; N], holds: impl Fn(Run) -> i64) -> i64 {
    let mut rest = rows.map(|near| near.runs);
    let mut found = 0;
    loop {
        let mut all = run;
        for row in &rest {
            let Some(&first) = row.first() else { return found };
            all = cut(all, first);
        }
        found += holds(all);
        let first_end = rest.iter().filter_map(|row| row.first()).map(|first| first.end).min();
        for row in &mut rest {
            if let Some((first, behind)) = row.split_first()
                && Some(first.end) == first_end
            {
                *row = behind;
                break;
            }
        }
    }
}
