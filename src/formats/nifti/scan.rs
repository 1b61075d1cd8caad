//! From the bytes of voxels to runs, one decision for each run instead of one for each voxel.

use std::collections::BTreeSet;

use super::sample::{Decoder, Sample};
use crate::formats::Fault;
use crate::formats::fault::MAX_DISTINCT;
use crate::volume::RunsBuilder;

/// Scans voxels in file order. A boundary between runs is where the bytes differ from themselves shifted by one voxel:
/// that holds for every datatype and byte order, so a value is decoded and judged once for each run, and remembered.
#[derive(Debug)]
pub(crate) struct Scanner {
    decoder: Decoder,
    background: i64,
    builder: RunsBuilder,
    /// Bytes of voxels and what they came to, by a hash of the bytes: the builder's number of a label, or one of the
    /// two codes below.
    known: Box<[(u64, u32); 256]>,
    place: Place,
    faults: ValueFaults,
}

const BACKGROUND: u32 = u32::MAX;
/// Not seen yet, or no label.
const ASK: u32 = u32::MAX - 1;

impl Scanner {
    pub fn new(decoder: Decoder, shape: [u32; 3], background: i64, builder: RunsBuilder) -> Self {
        let known = Box::new([(0, ASK); 256]);
        Scanner { decoder, background, builder, known, place: Place::new(shape), faults: ValueFaults::default() }
    }

    /// Takes whole voxels, any number of them; they may begin and end within a row.
    pub fn feed(&mut self, bytes: &[u8]) {
        match self.decoder.width() {
            1 => self.feed_wide::<1>(bytes),
            2 => self.feed_wide::<2>(bytes),
            4 => self.feed_wide::<4>(bytes),
            _ => self.feed_wide::<8>(bytes),
        }
    }

    /// The runs so far, and what was wrong with the values.
    pub fn finish(self) -> (RunsBuilder, Vec<Fault>) {
        (self.builder, self.faults.into_faults(self.decoder.scaling))
    }

    /// Rows that equal the row before them, such as empty ones and those of a map that was enlarged, are told by one
    /// comparison; everything between them is scanned in one go.
    fn feed_wide<const W: usize>(&mut self, bytes: &[u8]) {
        let row = self.place.nx as usize * W;
        let begun = (self.place.next % u64::from(self.place.nx)) as usize * W;
        if row < 64 || bytes.len() < 2 * row {
            return self.scan::<W>(bytes);
        }
        let (mut new, rows) = bytes.split_at_checked((row - begun) % row).unwrap_or((bytes, &[]));
        self.scan::<W>(new);
        new = rows;
        let mut before: &[u8] = &[];
        let mut scanned = 0;
        for (index, this) in rows.chunks_exact(row).enumerate() {
            if this == before {
                self.scan::<W>(new.get(..index * row - scanned).unwrap_or_default());
                if !self.repeat_row() {
                    self.scan::<W>(this);
                }
                scanned = (index + 1) * row;
                new = rows.get(scanned..).unwrap_or_default();
            }
            before = this;
        }
        self.scan::<W>(new);
    }

    /// Takes a row that equals the one before it. False if it has to be scanned like any other.
    fn repeat_row(&mut self) -> bool {
        let (before, at) = (self.place.next - u64::from(self.place.nx), self.place.next);
        let (from, to) = (self.place.find_row(before), self.place.find_row(at));
        let repeated = self.faults.is_empty() && self.builder.repeat_row(from, to);
        if repeated {
            self.place.next += u64::from(self.place.nx);
        }
        repeated
    }

    fn scan<const W: usize>(&mut self, bytes: &[u8]) {
        let (voxels, _) = bytes.as_chunks::<W>();
        let first = self.place.next;
        let mut start = 0;
        boundaries::<W>(bytes, |end| {
            if let Some(voxel) = voxels.get(start) {
                self.run(voxel, first + start as u64, (end - start) as u64);
            }
            start = end;
        });
        self.place.next = first + voxels.len() as u64;
    }

    /// `count` equal voxels from the `at`-th of the file on.
    #[inline]
    fn run<const W: usize>(&mut self, voxel: &[u8; W], at: u64, count: u64) {
        let key = bits(voxel);
        // Multiplicative hashing: the product's top bits depend on all bits of the key.
        let slot = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8;
        let code = match self.known.get(usize::from(slot)) {
            Some(&(known, code)) if known == key && code != ASK => code,
            _ => self.learn(voxel, key, slot, at, count),
        };
        if code < ASK {
            self.push(at, count, code);
        }
    }

    /// Decodes a voxel. A value that is no label is tallied here, every time.
    #[cold]
    fn learn(&mut self, voxel: &[u8], key: u64, slot: u8, at: u64, count: u64) -> u32 {
        let code = match self.decoder.label(voxel) {
            Sample::Label(value) if value == self.background => BACKGROUND,
            Sample::Label(value) => self.builder.dense(value).filter(|&dense| dense < ASK).unwrap_or(ASK),
            wrong => {
                self.faults.add(wrong, count, self.place.voxel(at));
                ASK
            }
        };
        if let Some(entry) = self.known.get_mut(usize::from(slot)) {
            *entry = (key, code);
        }
        code
    }

    #[inline]
    fn push(&mut self, at: u64, count: u64, dense: u32) {
        let (mut at, end) = (at, at + count);
        while at < end {
            if self.builder.is_full() {
                return self.builder.count(dense, end - at);
            }
            let (z, y) = self.place.find_row(at);
            let row_end = end.min(self.place.row + u64::from(self.place.nx));
            let (from, to) = ((at - self.place.row) as u32, (row_end - self.place.row) as u32);
            // Never out of order: positions only grow, and the caller feeds no more than the volume holds.
            let pushed = self.builder.push_dense(z, y, from, to, dense);
            debug_assert!(pushed.is_ok());
            at = row_end;
        }
    }
}

/// Where in the volume the scan stands.
#[derive(Debug)]
struct Place {
    nx: u32,
    ny: u32,
    /// Number in the file of the next voxel.
    next: u64,
    /// The row that was last looked for: number of its first voxel, and indices.
    row: u64,
    y: u32,
    z: u32,
}

impl Place {
    fn new([nx, ny, _]: [u32; 3]) -> Self {
        Place { nx, ny, next: 0, row: 0, y: 0, z: 0 }
    }

    /// Moves to the row of a voxel, which is no earlier one, and gives its (z, y).
    #[inline]
    fn find_row(&mut self, at: u64) -> (u32, u32) {
        let (nx, ny) = (u64::from(self.nx), u64::from(self.ny));
        if at >= self.row + 2 * nx {
            let rows = at / nx;
            self.row = rows * nx;
            self.y = (rows % ny) as u32;
            self.z = (rows / ny) as u32;
        } else if at >= self.row + nx {
            self.row += nx;
            self.y += 1;
            if self.y == self.ny {
                (self.y, self.z) = (0, self.z + 1);
            }
        }
        (self.z, self.y)
    }

    fn voxel(&self, at: u64) -> [u32; 3] {
        let (nx, ny) = (u64::from(self.nx), u64::from(self.ny));
        [(at % nx) as u32, (at / nx % ny) as u32, (at / nx / ny) as u32]
    }
}

/// Calls `each` with the end of every run of equal voxels, in order; the last is the number of voxels. Blocks without a
/// boundary, most of a label map, cost a few vector instructions.
#[inline]
fn boundaries<const W: usize>(bytes: &[u8], mut each: impl FnMut(usize)) {
    let Some(shifted) = bytes.get(W..) else { return };
    let (blocks, _) = bytes.get(..shifted.len()).unwrap_or_default().as_chunks::<64>();
    let (shifted_blocks, rest) = shifted.as_chunks::<64>();
    let mut at = 1;
    for (a, b) in blocks.iter().zip(shifted_blocks) {
        if differ(a, b) {
            let mut marks = differing_voxels::<W>(a, b);
            while marks != 0 {
                each(at + marks.trailing_zeros() as usize / W);
                marks &= marks - 1;
            }
        }
        at += 64 / W;
    }
    // The last, incomplete block, filled up with bytes that do not differ.
    let (mut a, mut b) = ([0; 64], [0; 64]);
    let before = bytes.get(shifted.len() - rest.len()..).unwrap_or_default();
    for (((a, b), before), rest) in a.iter_mut().zip(&mut b).zip(before).zip(rest) {
        (*a, *b) = (*before, *rest);
    }
    let mut marks = differing_voxels::<W>(&a, &b);
    while marks != 0 {
        each(at + marks.trailing_zeros() as usize / W);
        marks &= marks - 1;
    }
    each(at + rest.len() / W);
}

/// Without a branch inside, so that it compiles to vector instructions.
#[inline]
fn differ(a: &[u8; 64], b: &[u8; 64]) -> bool {
    xors(a, b).fold(0, |all, xor| all | xor) != 0
}

/// One bit for each voxel that differs, at the place of its first byte.
#[inline]
fn differing_voxels<const W: usize>(a: &[u8; 64], b: &[u8; 64]) -> u64 {
    let mut bytes = 0;
    for xor in xors(a, b) {
        // The top bit of each byte that is not zero: adding carries into it unless the lower bits are zero.
        const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
        let tops = ((xor & LOW).wrapping_add(LOW) | xor) & !LOW;
        // The product gathers the eight bits in its top byte, the word's first byte lowest.
        let gathered = (tops >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        bytes = bytes >> 8 | gathered << 56;
    }
    let pairs = bytes | bytes >> 1;
    let fours = pairs | pairs >> 2;
    match W {
        1 => bytes,
        2 => pairs & 0x5555_5555_5555_5555,
        4 => fours & 0x1111_1111_1111_1111,
        _ => (fours | fours >> 4) & 0x0101_0101_0101_0101,
    }
}

#[inline]
fn xors<'a>(a: &'a [u8; 64], b: &'a [u8; 64]) -> impl Iterator<Item = u64> + 'a {
    let words = a.as_chunks::<8>().0.iter().zip(b.as_chunks::<8>().0);
    words.map(|(a, b)| u64::from_le_bytes(*a) ^ u64::from_le_bytes(*b))
}

/// The bytes of a voxel as one number; equal bytes give equal numbers, whatever they stand for.
#[inline]
fn bits<const W: usize>(voxel: &[u8; W]) -> u64 {
    match voxel.as_slice() {
        &[a] => u64::from(a),
        &[a, b] => u64::from(u16::from_le_bytes([a, b])),
        &[a, b, c, d] => u64::from(u32::from_le_bytes([a, b, c, d])),
        voxel => voxel.first_chunk().map_or(0, |word| u64::from_le_bytes(*word)),
    }
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
    fn is_empty(&self) -> bool {
        [self.nan, self.infinite, self.fraction, self.scaled, self.out_of_range].iter().all(Option::is_none)
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    fn naive<const W: usize>(bytes: &[u8]) -> Vec<usize> {
        let voxels = bytes.as_chunks::<W>().0;
        (1..=voxels.len()).filter(|&end| voxels.get(end) != voxels.get(end - 1)).collect()
    }

    fn found<const W: usize>(bytes: &[u8]) -> Vec<usize> {
        let mut ends = Vec::new();
        boundaries::<W>(bytes, |end| ends.push(end));
        ends
    }

    proptest::proptest! {
        #[test]
        fn boundaries_are_where_neighbours_differ(
            runs in proptest::collection::vec((0u8..3, 1usize..90), 1..12),
            flips in proptest::collection::vec((0usize..1000, 0u8..=255), 0..6),
        ) {
            let mut bytes: Vec<u8> = runs.iter().flat_map(|&(value, count)| std::iter::repeat_n(value, count)).collect();
            for (at, value) in flips {
                let at = at % bytes.len();
                bytes[at] = value;
            }
            bytes.truncate(bytes.len() / 8 * 8);
            proptest::prop_assert_eq!(found::<1>(&bytes), naive::<1>(&bytes));
            proptest::prop_assert_eq!(found::<2>(&bytes), naive::<2>(&bytes));
            proptest::prop_assert_eq!(found::<4>(&bytes), naive::<4>(&bytes));
            proptest::prop_assert_eq!(found::<8>(&bytes), naive::<8>(&bytes));
        }
    }
}
