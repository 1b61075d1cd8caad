//! Pieces to rows of voxels.

#![expect(clippy::indexing_slicing, reason = "axes are 0, 1 or 2, and so are the arrays they index")]

use std::collections::BTreeMap;
use std::ops::Range;

use crate::logic::anatomy::TissueId;
use crate::volume::{Run, RunSet};

use super::block::{Block, Point};
use super::item::Piece;

/// Painted voxels: layers of the third array axis that are alike, in them rows that are alike.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Painting {
    pub shape: [u32; 3],
    pub slabs: Vec<Slab>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slab {
    pub layers: Range<u32>,
    pub bands: Vec<Band>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    pub rows: Range<u32>,
    pub runs: Vec<Painted>,
}

/// Voxels of a row that belong to a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Painted {
    pub voxels: Range<u32>,
    pub body: usize,
}

/// How the shelf lies in the array.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// The corner of the grid on the shelf.
    pub low: Point,
    /// For each array axis: the axis of the shelf it runs along, and whether a rising index goes towards higher coordinates.
    pub axes: [(usize, bool); 3],
    pub shape: [u32; 3],
}

impl Frame {
    /// (Real) array indices as coordinates on the shelf.
    pub fn on_shelf(&self, index: [f64; 3]) -> [f64; 3] {
        let mut at = [0.0; 3];
        for (array, &(axis, rising)) in self.axes.iter().enumerate() {
            let from_low = if rising { index[array] } else { f64::from(self.shape[array]) - 1.0 - index[array] };
            at[axis] = self.low[axis] as f64 + from_low;
        }
        at
    }

    fn block(&self, block: &Block) -> [Range<u32>; 3] {
        [0, 1, 2].map(|array| {
            let (axis, rising) = self.axes[array];
            let side = i64::from(self.shape[array]);
            let (low, high) = (block.low[axis] - self.low[axis], block.high[axis] - self.low[axis]);
            let (low, high) = if rising { (low, high) } else { (side - high, side - low) };
            let clip = |at: i64| u32::try_from(at.clamp(0, side)).unwrap_or(0);
            clip(low)..clip(high)
        })
    }
}

/// Paints pieces one over the other.
pub fn paint(pieces: &[Piece], frame: &Frame) -> Painting {
    let strokes: Vec<([Range<u32>; 3], Option<usize>)> =
        pieces.iter().map(|piece| (frame.block(&piece.block), piece.body)).collect();
    let all: Vec<&([Range<u32>; 3], Option<usize>)> = strokes.iter().collect();
    let mut slabs = Vec::new();
    for (layers, held) in stretches(&all, 2) {
        let bands: Vec<Band> = stretches(&held, 1)
            .into_iter()
            .map(|(rows, held)| Band { rows, runs: row(&held) })
            .filter(|band| !band.runs.is_empty())
            .collect();
        if !bands.is_empty() {
            slabs.push(Slab { layers, bands });
        }
    }
    Painting { shape: frame.shape, slabs }
}

type Stroke = ([Range<u32>; 3], Option<usize>);

/// Stretches of an axis along which the same strokes lie, with these.
fn stretches<'s>(strokes: &[&'s Stroke], axis: usize) -> Vec<(Range<u32>, Vec<&'s Stroke>)> {
    let mut ends: Vec<u32> = strokes.iter().flat_map(|(ranges, _)| [ranges[axis].start, ranges[axis].end]).collect();
    ends.sort_unstable();
    ends.dedup();
    let stretch = |pair: &[u32]| {
        let range = pair[0]..pair[1];
        let held: Vec<&Stroke> = strokes
            .iter()
            .copied()
            .filter(|(of, _)| of[axis].start <= range.start && range.end <= of[axis].end)
            .collect();
        (range, held)
    };
    ends.windows(2).map(stretch).filter(|(_, held)| !held.is_empty()).collect()
}

/// What is seen of strokes along the first axis.
fn row(strokes: &[&Stroke]) -> Vec<Painted> {
    let mut runs: Vec<Painted> = Vec::new();
    for (range, held) in stretches(strokes, 0) {
        let Some((_, Some(body))) = held.last() else { continue };
        match runs.last_mut() {
            Some(last) if last.body == *body && last.voxels.end == range.start => last.voxels.end = range.end,
            _ => runs.push(Painted { voxels: range, body: *body }),
        }
    }
    runs
}

impl Painting {
    /// The voxels of each tissue, by the tissues of the bodies.
    pub fn voxels(&self, tissues: &[TissueId]) -> BTreeMap<TissueId, RunSet> {
        let mut voxels: BTreeMap<TissueId, RunSet> = BTreeMap::new();
        for slab in &self.slabs {
            for (z, band) in slab.layers.clone().flat_map(|z| slab.bands.iter().map(move |band| (z, band))) {
                for (y, painted) in band.rows.clone().flat_map(|y| band.runs.iter().map(move |run| (y, run))) {
                    let Some(&tissue) = tissues.get(painted.body) else { continue };
                    let Range { start, end } = painted.voxels;
                    voxels.entry(tissue).or_default().push(z, y, Run { start, end });
                }
            }
        }
        voxels
    }

    /// For each body its voxels, and twice the sum of their indices along each array axis.
    pub fn moments(&self, bodies: usize) -> Vec<(u64, [u128; 3])> {
        let mut moments = vec![(0u64, [0u128; 3]); bodies];
        // Twice the sum of start..end.
        let twice = |range: &Range<u32>| {
            u128::from(range.end - range.start) * (u128::from(range.start) + u128::from(range.end)).saturating_sub(1)
        };
        let length = |range: &Range<u32>| u64::from(range.end - range.start);
        for slab in &self.slabs {
            for band in &slab.bands {
                for run in &band.runs {
                    let Some((voxels, sums)) = moments.get_mut(run.body) else { continue };
                    let sides = [&run.voxels, &band.rows, &slab.layers];
                    let count: u64 = sides.iter().map(|range| length(range)).product();
                    *voxels += count;
                    for axis in 0..3 {
                        let others = count / length(sides[axis]).max(1);
                        sums[axis] += twice(sides[axis]) * u128::from(others);
                    }
                }
            }
        }
        moments
    }
}
