//! Ways to damage a file, drawn from a seeded generator.

use crate::seeds::Seed;

/// SplitMix64 (Steele, Lea, Flood 2014): small, and the same everywhere.
pub struct Dice(pub u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.roll() % limit.max(1) as u64) as usize
    }

    fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }
}

pub struct Mutant {
    pub what: String,
    /// The compressed bytes were damaged, not the content.
    pub compressed: bool,
    /// Suffix and stored bytes, the file to open first.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Name, offset, bytes and number of the fields that decide how a file is read.
type Field = (&'static str, usize, usize, usize, Values);

#[derive(Clone, Copy)]
enum Values {
    Whole,
    Real,
    Datatype,
}

const NIFTI_1: &[Field] = &[
    ("sizeof_hdr", 0, 4, 1, Values::Whole),
    ("dim", 40, 2, 8, Values::Whole),
    ("intent_code", 68, 2, 1, Values::Whole),
    ("datatype", 70, 2, 1, Values::Datatype),
    ("bitpix", 72, 2, 1, Values::Whole),
    ("pixdim", 76, 4, 8, Values::Real),
    ("vox_offset", 108, 4, 1, Values::Real),
    ("scl_slope", 112, 4, 1, Values::Real),
    ("scl_inter", 116, 4, 1, Values::Real),
    ("xyzt_units", 123, 1, 1, Values::Whole),
    ("descrip", 148, 1, 80, Values::Whole),
    ("qform_code", 252, 2, 1, Values::Whole),
    ("sform_code", 254, 2, 1, Values::Whole),
    ("quatern, qoffset", 256, 4, 6, Values::Real),
    ("srow", 280, 4, 12, Values::Real),
    ("magic", 344, 1, 4, Values::Whole),
    ("extension", 348, 4, 3, Values::Whole),
];
const NIFTI_2: &[Field] = &[
    ("sizeof_hdr", 0, 4, 1, Values::Whole),
    ("magic", 4, 1, 8, Values::Whole),
    ("datatype", 12, 2, 1, Values::Datatype),
    ("bitpix", 14, 2, 1, Values::Whole),
    ("dim", 16, 8, 8, Values::Whole),
    ("pixdim", 104, 8, 8, Values::Real),
    ("vox_offset", 168, 8, 1, Values::Whole),
    ("scl_slope", 176, 8, 1, Values::Real),
    ("scl_inter", 184, 8, 1, Values::Real),
    ("descrip", 240, 1, 80, Values::Whole),
    ("qform_code", 344, 4, 1, Values::Whole),
    ("sform_code", 348, 4, 1, Values::Whole),
    ("quatern, qoffset", 352, 8, 6, Values::Real),
    ("srow", 400, 8, 12, Values::Real),
    ("xyzt_units", 500, 4, 1, Values::Whole),
    ("intent_code", 504, 4, 1, Values::Whole),
    ("extension", 540, 4, 3, Values::Whole),
];

const REALS: [f64; 19] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    0.1,
    2.0,
    3.0,
    1e-30,
    1e30,
    -1e9,
    16.0,
    351.9,
    352.0,
    368.0,
    544.0,
    f64::NAN,
    f64::INFINITY,
    f64::NEG_INFINITY,
];
const SMALL: [i64; 20] = [0, 1, 2, 3, 4, 5, 7, 8, 16, 17, 32, 255, 256, 348, 352, 540, 32_767, -1, -2, 65_536];
const HUGE: [i64; 7] = [i64::MAX, i64::MIN, 1 << 31, 1 << 32, -(1 << 40), i32::MAX as i64, i32::MIN as i64];
const DATATYPES: [i64; 18] = [0, 1, 2, 4, 8, 16, 32, 64, 128, 255, 256, 512, 768, 1024, 1280, 1536, 2304, -9510];

pub fn damage(seed: &Seed, dice: &mut Dice) -> Mutant {
    let is_packed = seed.parts.iter().any(|(suffix, _)| suffix.ends_with(".gz"));
    match dice.below(8) {
        3 => bytes(seed, dice),
        4 => cut(seed, dice),
        5 => insert(seed, dice),
        6 | 7 if is_packed => compressed(seed, dice),
        _ => field(seed, dice),
    }
}

/// One header field at an extreme.
fn field(seed: &Seed, dice: &mut Dice) -> Mutant {
    let (name, offset, width, count, values) = dice.pick(if seed.version == 1 { NIFTI_1 } else { NIFTI_2 });
    let at = offset + width * dice.below(count);
    let value = match values {
        Values::Real if width == 4 => (dice.pick(&REALS) as f32).to_le_bytes().to_vec(),
        Values::Real => dice.pick(&REALS).to_le_bytes().to_vec(),
        Values::Datatype => dice.pick(&DATATYPES).to_le_bytes()[..width].to_vec(),
        Values::Whole if dice.below(3) == 0 => dice.pick(&HUGE).to_le_bytes()[..width].to_vec(),
        Values::Whole => dice.pick(&SMALL).to_le_bytes()[..width].to_vec(),
    };
    let value: Vec<u8> = if seed.big_endian { value.into_iter().rev().collect() } else { value };
    let mut changed = seed.clone();
    for (slot, byte) in changed.parts[0].1.iter_mut().skip(at).zip(&value) {
        *slot = *byte;
    }
    Mutant { what: format!("{name} at byte {at} set to {value:02x?}"), compressed: false, files: changed.stored() }
}

/// One to four bytes changed, half of the time in the header.
fn bytes(seed: &Seed, dice: &mut Dice) -> Mutant {
    let mut changed = seed.clone();
    let part = dice.below(changed.parts.len());
    let content = &mut changed.parts[part].1;
    let mut what = format!("bytes of part {part} changed:");
    for _ in 0..=dice.below(4) {
        let limit = if dice.below(2) == 0 { content.len() } else { content.len().min(seed.header_bytes()) };
        let at = dice.below(limit);
        let value = [0, 1, 0x7f, 0x80, 0xff, content[at] ^ (1 << dice.below(8))];
        content[at] = dice.pick(&value);
        what += &format!(" {at}={:02x}", content[at]);
    }
    Mutant { what, compressed: false, files: changed.stored() }
}

/// Cut inside the magic, the header, the extensions, the data, or at their ends.
fn cut(seed: &Seed, dice: &mut Dice) -> Mutant {
    let mut changed = seed.clone();
    let part = dice.below(changed.parts.len());
    let content = &mut changed.parts[part].1;
    let (header, length) = (seed.header_bytes(), content.len());
    let anywhere = dice.below(length);
    let regions =
        [0, 1, 4, 40, header - 1, header, header + 4, header + 12, length.saturating_sub(1), anywhere, anywhere];
    let at = dice.pick(&regions).min(length);
    content.truncate(at);
    Mutant { what: format!("part {part} cut to {at} bytes"), compressed: false, files: changed.stored() }
}

/// Bytes put in at the end or anywhere.
fn insert(seed: &Seed, dice: &mut Dice) -> Mutant {
    let mut changed = seed.clone();
    let part = dice.below(changed.parts.len());
    let content = &mut changed.parts[part].1;
    let at = if dice.below(2) == 0 { content.len() } else { dice.below(content.len()) };
    let (count, byte) = (dice.pick(&[1, 2, 8, 100, 5000]), dice.pick(&[0, 1, 0xff]));
    content.splice(at..at, std::iter::repeat_n(byte, count));
    let what = format!("{count} bytes {byte:02x} put in at {at} of part {part}");
    Mutant { what, compressed: false, files: changed.stored() }
}

/// A bit flipped in a compressed file, or its end cut off.
fn compressed(seed: &Seed, dice: &mut Dice) -> Mutant {
    let mut files = seed.stored();
    let part = dice.below(files.len());
    let stored = &mut files[part].1;
    let at = dice.below(stored.len());
    let what = match dice.below(3) {
        0 => {
            stored.truncate(at);
            format!("compressed part {part} cut to {at} bytes")
        }
        // The last eight bytes hold checksum and length.
        choice => {
            let at = if choice == 1 { at } else { stored.len() - 1 - dice.below(8) };
            let bit = dice.below(8);
            stored[at] ^= 1 << bit;
            format!("bit {bit} of compressed byte {at} of part {part} flipped")
        }
    };
    Mutant { what, compressed: true, files }
}
