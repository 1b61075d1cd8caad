//! Faults of the file and its header: cut, corrupt, contradictory.

use super::Planting;
use super::case::Container;

pub const FAULTS: &[(&str, Planting)] = &[
    ("gzip cut in the middle", |case| case.damage = Some(|bytes| shortened(bytes, |n| n / 2))),
    ("gzip trailer missing", |case| case.damage = Some(|bytes| shortened(bytes, |n| n - 8))),
    ("gzip checksum wrong", |case| case.damage = Some(|bytes| flipped(bytes, 8))),
    ("gzip length wrong", |case| case.damage = Some(|bytes| flipped(bytes, 2))),
    ("gzip data damaged", |case| {
        case.damage = Some(|bytes| {
            let middle = bytes.len() / 2;
            flipped(bytes, middle)
        });
    }),
    ("data shorter than the header says", |case| {
        case.container = Container::Plain;
        case.damage = Some(|bytes| shortened(bytes, |n| n - 5000));
    }),
    ("file is empty", |case| case.damage = Some(|_| Vec::new())),
    ("file is not NIfTI", |case| {
        case.container = Container::Plain;
        case.damage = Some(|bytes| b"P6 64 56 255\n".iter().copied().chain(vec![90; bytes.len()]).collect());
    }),
    ("first bytes overwritten", |case| {
        case.container = Container::Plain;
        case.damage = Some(|bytes| b"P6 64 56 255\n".iter().copied().chain(bytes.into_iter().skip(13)).collect());
    }),
    ("header cut", |case| {
        case.container = Container::Plain;
        case.damage = Some(|bytes| shortened(bytes, |_| 200));
    }),
    ("Git LFS pointer", |case| {
        case.damage = Some(|_| {
            b"version https://git-lfs.github.com/spec/v1\n\
              oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n"
                .to_vec()
        });
    }),
    ("half of a pair", |case| case.container = Container::HeaderAlone),
    ("data type is complex", |case| {
        case.label_header.datatype_code = Some(32);
        case.label_header.bitpix = Some(64);
    }),
    ("bitpix contradicts the data type", |case| case.label_header.bitpix = Some(16)),
    ("negative dimension", |case| case.label_header.dim[2] = -56),
    ("dimensions far beyond the data", |case| {
        case.label_header.dim = [3, 32767, 32767, 32767, 1, 1, 1, 1];
    }),
    ("data begin inside the header", |case| case.label_header.vox_offset = Some(100.0)),
    ("extension runs beyond the data", |case| {
        case.label_header.extensions = vec![(6, b"comment".to_vec(), Some(0x00FF_FFF0))];
    }),
    ("labels are four-dimensional", |case| {
        case.label_header.dim = [4, 64, 56, 40, 2, 1, 1, 1];
        case.labels.values.extend_from_within(..);
    }),
];

fn shortened(mut bytes: Vec<u8>, length: impl Fn(usize) -> usize) -> Vec<u8> {
    bytes.truncate(length(bytes.len()));
    bytes
}

/// One bit turned, so many bytes before the end.
fn flipped(mut bytes: Vec<u8>, from_end: usize) -> Vec<u8> {
    let at = bytes.len() - from_end;
    bytes[at] ^= 0x10;
    bytes
}
