//! Voxels with other values.

use std::collections::BTreeMap;

use crate::formats::nifti::datatype::Datatype;
use crate::formats::nifti::header::ByteOrder;
use crate::formats::nifti::sample::{Decoder, Sample};

/// Replaces values, voxel by voxel.
pub(super) struct Encoder<'e> {
    decoder: Decoder,
    datatype: Datatype,
    values: &'e BTreeMap<i64, i64>,
    /// The last voxel, and what became of it: neighbours are mostly alike.
    last: (Vec<u8>, Vec<u8>),
}

impl<'e> Encoder<'e> {
    pub fn new(decoder: Decoder, datatype: Datatype, values: &'e BTreeMap<i64, i64>) -> Self {
        Encoder { decoder, datatype, values, last: (Vec::new(), Vec::new()) }
    }

    /// Whole voxels. `None`: one of them has no new value.
    pub fn voxels(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> Option<()> {
        for voxel in bytes.chunks_exact(self.decoder.width()) {
            if voxel != self.last.0 {
                let Sample::Label(value) = self.decoder.label(voxel) else { return None };
                let new = encoded(*self.values.get(&value)?, self.datatype, self.decoder.order);
                self.last = (voxel.to_vec(), new);
            }
            out.extend_from_slice(&self.last.1);
        }
        Some(())
    }
}

fn encoded(value: i64, datatype: Datatype, order: ByteOrder) -> Vec<u8> {
    // The datatype was chosen so that every value fits.
    let mut bytes = match datatype {
        Datatype::U8 | Datatype::I8 => (value as u8).to_le_bytes().to_vec(),
        Datatype::U16 | Datatype::I16 => (value as u16).to_le_bytes().to_vec(),
        Datatype::U32 | Datatype::I32 => (value as u32).to_le_bytes().to_vec(),
        Datatype::U64 | Datatype::I64 => value.to_le_bytes().to_vec(),
        Datatype::F32 => (value as f32).to_le_bytes().to_vec(),
        Datatype::F64 => (value as f64).to_le_bytes().to_vec(),
    };
    if order == ByteOrder::Big {
        bytes.reverse();
    }
    bytes
}

/// The type of data itself if it holds all values exactly, else the smallest one that does; signed ones only where there are
/// values below 0.
pub(super) fn fitting(own: Datatype, values: &[i64]) -> Datatype {
    let candidates = [own, Datatype::U8, Datatype::I16, Datatype::U16, Datatype::I32, Datatype::U32, Datatype::I64];
    candidates.into_iter().find(|datatype| values.iter().all(|value| holds(*datatype, *value))).unwrap_or(Datatype::I64)
}

fn holds(datatype: Datatype, value: i64) -> bool {
    match datatype {
        Datatype::U8 => u8::try_from(value).is_ok(),
        Datatype::I8 => i8::try_from(value).is_ok(),
        Datatype::U16 => u16::try_from(value).is_ok(),
        Datatype::I16 => i16::try_from(value).is_ok(),
        Datatype::U32 => u32::try_from(value).is_ok(),
        Datatype::I32 => i32::try_from(value).is_ok(),
        Datatype::U64 => u64::try_from(value).is_ok(),
        Datatype::I64 => true,
        // Up to 2^24 and 2^53 floats tell neighbouring integers apart.
        Datatype::F32 => value.unsigned_abs() <= 1 << 24,
        Datatype::F64 => value.unsigned_abs() <= 1 << 53,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_datatype_is_kept_where_values_fit_it() {
        assert_eq!(fitting(Datatype::I8, &[1, 127]), Datatype::I8);
        assert_eq!(fitting(Datatype::I8, &[1, 200]), Datatype::U8);
        assert_eq!(fitting(Datatype::U8, &[0, 256]), Datatype::I16);
        assert_eq!(fitting(Datatype::U8, &[0, 40_000]), Datatype::U16);
        assert_eq!(fitting(Datatype::U8, &[-1]), Datatype::I16);
        assert_eq!(fitting(Datatype::F32, &[255]), Datatype::F32);
        assert_eq!(fitting(Datatype::F32, &[(1 << 24) + 1]), Datatype::I32);
    }

    #[test]
    fn values_are_written_in_either_byte_order() {
        assert_eq!(encoded(258, Datatype::I16, ByteOrder::Big), [1, 2]);
        assert_eq!(encoded(258, Datatype::U16, ByteOrder::Little), [2, 1]);
        assert_eq!(encoded(-2, Datatype::I32, ByteOrder::Big), [255, 255, 255, 254]);
        assert_eq!(encoded(1, Datatype::F32, ByteOrder::Big), [0x3f, 0x80, 0, 0]);
    }
}
