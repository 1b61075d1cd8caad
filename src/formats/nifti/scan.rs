//! From the bytes of voxels to runs, one decision for each run instead of one for each voxel.

use std::collections::BTreeSet;

use super::sample::{Decoder, Sample};
use crate::formats::Fault;
use crate::formats::fault::MAX_DISTINCT;
use crate::volume::RunsBuilder;

/// Scans voxels in file order. A boundary between runs is where the bytes differ from themselves shifted by one voxel:
/// that holds for every datatype and byte order, so a value is decoded and judged once for each run.
#[derive(Debug)]
pub(crate) struct Scanner {
    decoder: Decoder,
    background: i64,
    builder: RunsBuilder,
    shape: [u32; 3],
    /// The next voxel.
    x: u32,
    y: u32,
    z: u32,
    faults: ValueFaults,
}

impl Scanner {
    pub fn new(decoder: Decoder, shape: [u32; 3], background: i64, builder: RunsBuilder) -> Self {
        Scanner { decoder, background, builder, shape, x: 0, y: 0, z: 0, faults: ValueFaults::default() }
    }

    /// Takes whole voxels, any number of them; they may begin and end within a row.
    pub fn feed(&mut self, bytes: &[u8]) {
        let width = self.decoder.width();
        let mut rest = bytes;
        while let Some(shifted) = rest.get(width..) {
            let voxels = equal_prefix(rest, shifted) / width + 1;
            self.run(voxels, rest);
            rest = rest.get(voxels * width..).unwrap_or_default();
        }
    }

    /// The runs so far, and what was wrong with the values.
    pub fn finish(self) -> (RunsBuilder, Vec<Fault>) {
        (self.builder, self.faults.into_faults(self.decoder.scaling))
    }

    fn run(&mut self, voxels: usize, bytes: &[u8]) {
        match self.decoder.label(bytes) {
            Sample::Label(value) if value == self.background => {}
            Sample::Label(value) => return self.push(voxels, value),
            wrong => self.faults.add(wrong, voxels as u64, [self.x, self.y, self.z]),
        }
        self.advance(voxels);
    }

    fn push(&mut self, voxels: usize, value: i64) {
        let [nx, ..] = self.shape;
        let mut left = voxels;
        while left > 0 {
            let in_row = (nx - self.x) as usize;
            let step = left.min(in_row);
            // Never out of order: positions only grow, and the caller feeds no more than the volume holds.
            let pushed = self.builder.push_run(self.z, self.y, self.x, self.x + step as u32, value);
            debug_assert!(pushed.is_ok());
            self.advance(step);
            left -= step;
        }
    }

    fn advance(&mut self, voxels: usize) {
        let [nx, ny, _] = self.shape;
        let x = u64::from(self.x) + voxels as u64;
        if x < u64::from(nx) {
            self.x = x as u32;
            return;
        }
        let y = u64::from(self.y) + x / u64::from(nx);
        self.x = (x % u64::from(nx)) as u32;
        self.y = (y % u64::from(ny)) as u32;
        self.z = self.z.saturating_add((y / u64::from(ny)) as u32);
    }
}

/// How many bytes of `shifted` equal those of `bytes`, which is the longer one. Long runs go by in blocks, whose comparison
/// compiles to vector instructions.
#[inline]
fn equal_prefix(bytes: &[u8], shifted: &[u8]) -> usize {
    let mut at = 0;
    let mut pair = (bytes, shifted);
    while let (Some((a, rest_a)), Some((b, rest_b))) =
        (pair.0.split_first_chunk::<64>(), pair.1.split_first_chunk::<64>())
    {
        if a != b {
            break;
        }
        pair = (rest_a, rest_b);
        at += 64;
    }
    while let (Some((a, rest_a)), Some((b, rest_b))) =
        (pair.0.split_first_chunk::<8>(), pair.1.split_first_chunk::<8>())
    {
        let difference = u64::from_le_bytes(*a) ^ u64::from_le_bytes(*b);
        if difference != 0 {
            return at + difference.trailing_zeros() as usize / 8;
        }
        pair = (rest_a, rest_b);
        at += 8;
    }
    at + pair.0.iter().zip(pair.1).take_while(|(a, b)| a == b).count()
}

#[derive(Debug, Default)]
struct ValueFaults {
    nan: Option<Tally>,
    infinite: Option<Tally>,
    fraction: Option<Tally>,
    /// Bits of the fractional values seen.
    distinct: BTreeSet<u64>,
    scaled: Option<Tally>,
    out_of_range: Option<Tally>,
}

#[derive(Debug, Clone, Copy)]
struct Tally {
    value: f64,
    count: u64,
    first: [u32; 3],
}

impl ValueFaults {
    fn add(&mut self, sample: Sample, count: u64, first: [u32; 3]) {
        let (slot, value) = match sample {
            Sample::Label(_) => return,
            Sample::Nan => (&mut self.nan, f64::NAN),
            Sample::Infinite => (&mut self.infinite, f64::INFINITY),
            Sample::Fraction(value) => {
                if self.distinct.len() < MAX_DISTINCT {
                    self.distinct.insert(value.to_bits());
                }
                (&mut self.fraction, value)
            }
            Sample::ScaledFraction(value) => (&mut self.scaled, value),
            Sample::OutOfRange(value) => (&mut self.out_of_range, value),
        };
        slot.get_or_insert(Tally { value, count: 0, first }).count += count;
    }

    fn into_faults(self, scaling: Option<(f64, f64)>) -> Vec<Fault> {
        let distinct = self.distinct.len();
        let (slope, inter) = scaling.unwrap_or((1.0, 0.0));
        [
            self.nan.map(|t| Fault::Nan { count: t.count, first: t.first }),
            self.infinite.map(|t| Fault::Infinite { count: t.count, first: t.first }),
            self.fraction.map(|t| Fault::NonInteger { value: t.value, count: t.count, distinct, first: t.first }),
            self.scaled.map(|t| Fault::FractionalScaling {
                slope,
                inter,
                value: t.value,
                count: t.count,
                first: t.first,
            }),
            self.out_of_range.map(|t| Fault::ValueOutOfRange { value: t.value, count: t.count, first: t.first }),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
