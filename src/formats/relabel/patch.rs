//! The few header fields that change with the values.

use crate::formats::nifti::Header;
use crate::formats::nifti::datatype::Datatype;
use crate::formats::nifti::header::{ByteOrder, Version};

/// Writes the type of data, and a slope of 1 where values were scaled; everything else stays byte for byte.
pub(super) fn header(bytes: &mut [u8], header: &Header, datatype: Datatype) {
    let order = header.byte_order;
    // Offsets as in `nifti1.h` and `nifti2.h`: datatype, bitpix, scl_slope, scl_inter.
    let (code_at, bits_at, slope_at, inter_at) = match header.version {
        Version::Nifti1 => (70, 72, 112, 116),
        Version::Nifti2 => (12, 14, 176, 184),
    };
    if header.datatype != Some(datatype) {
        put(bytes, code_at, datatype.code().to_le_bytes(), order);
        put(bytes, bits_at, datatype.bits().to_le_bytes(), order);
    }
    if header.scaling().is_some() {
        match header.version {
            Version::Nifti1 => {
                put(bytes, slope_at, 1f32.to_le_bytes(), order);
                put(bytes, inter_at, 0f32.to_le_bytes(), order);
            }
            Version::Nifti2 => {
                put(bytes, slope_at, 1f64.to_le_bytes(), order);
                put(bytes, inter_at, 0f64.to_le_bytes(), order);
            }
        }
    }
}

fn put<const N: usize>(bytes: &mut [u8], at: usize, mut value: [u8; N], order: ByteOrder) {
    if order == ByteOrder::Big {
        value.reverse();
    }
    if let Some(field) = bytes.get_mut(at..at + N) {
        field.copy_from_slice(&value);
    }
}
