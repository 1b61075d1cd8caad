//! Small files that ask for much: memory, time, or trust.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use voxlint::formats::{Fault, Opened};

/// A NIfTI-1 header, little-endian, single file, without orientation, with data at byte 352.
fn header(dims: [i16; 4], datatype: i16, bits: i16) -> Vec<u8> {
    let mut bytes = vec![0; 352];
    let mut put = |at: usize, value: &[u8]| bytes[at..at + value.len()].copy_from_slice(value);
    put(0, &348i32.to_le_bytes());
    for (index, dim) in dims.iter().enumerate() {
        put(40 + 2 * index, &dim.to_le_bytes());
    }
    put(70, &datatype.to_le_bytes());
    put(72, &bits.to_le_bytes());
    for index in 1..4 {
        put(76 + 4 * index, &1f32.to_le_bytes());
    }
    put(108, &352f32.to_le_bytes());
    put(123, &[2]);
    put(344, b"n+1\0");
    bytes
}

/// A header and `count` bytes, compressed; `pattern` is repeated.
fn packed(header: &[u8], pattern: &[u8], count: usize) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(header).unwrap();
    let block: Vec<u8> = pattern.iter().copied().cycle().take(pattern.len() * 8192).collect();
    let mut left = count;
    while left > 0 {
        let step = left.min(block.len());
        encoder.write_all(&block[..step]).unwrap();
        left -= step;
    }
    encoder.finish().unwrap()
}

const MUCH: usize = 40 << 20;

/// Name, suffix, content. `slices` is how far the thin volumes go; 600 are enough to spend the budget.
pub fn all(slices: i16) -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let thin = header([3, 1, 32_767, slices], 2, 8);
    let area = 32_767 * slices as usize;
    let huge = header([3, 32_767, 32_767, 32_767], 64, 64);
    let small = header([3, 4, 4, 4], 2, 8);
    let mut extension = small.clone();
    extension[348] = 1;
    extension[108..112].copy_from_slice(&2_147_484_000f32.to_le_bytes());
    extension.extend((i32::MAX - 15).to_le_bytes());
    extension.extend(6i32.to_le_bytes());
    let members: Vec<u8> = (0..50_000).flat_map(|_| packed(&[], &[0], 0)).collect();
    let mut distinct = header([3, 1000, 1000, 1], 768, 32);
    distinct.extend((0..1_000_000u32).flat_map(u32::to_le_bytes));
    vec![
        ("thin, empty", ".nii.gz", packed(&thin, &[0], area)),
        ("thin, constant", ".nii.gz", packed(&thin, &[7], area)),
        ("thin, striped", ".nii.gz", packed(&thin, &[1, 2], area)),
        ("huge, almost no data", ".nii", [huge.clone(), vec![0; 100]].concat()),
        ("huge, packed zeros", ".nii.gz", packed(&huge, &[0], MUCH)),
        ("extension of two gibibytes", ".nii.gz", packed(&extension, b"x", MUCH)),
        ("data far beyond the volume", ".nii.gz", packed(&small, &[0], MUCH)),
        ("empty members", ".nii.gz", [members, packed(&small, &[1], 64)].concat()),
        ("gzip in gzip", ".nii.gz", packed(&packed(&small, &[1], 64), &[0], 0)),
        ("a million labels", ".nii", distinct),
    ]
}

/// What each must come to.
pub fn judge(name: &str, slices: i16, opened: &Opened) {
    let faults = &opened.faults;
    let has = |wanted: fn(&Fault) -> bool| assert!(faults.iter().any(wanted), "{name}: {faults:?}");
    match name {
        "thin, empty" => assert!(faults.is_empty() && opened.runs.as_ref().unwrap().is_empty()),
        "thin, constant" | "thin, striped" => {
            has(|fault| matches!(fault, Fault::TooManyRuns { .. }));
            let counted: u64 = opened.counts.as_ref().unwrap().values().sum();
            assert_eq!(counted, 32_767 * slices as u64, "{name}");
        }
        "huge, almost no data" | "huge, packed zeros" => {
            has(|fault| matches!(fault, Fault::ShortData { .. }));
            assert!(opened.runs.is_none(), "{name}");
        }
        "extension of two gibibytes" => has(|fault| matches!(fault, Fault::ExtensionInvalid { .. })),
        "data far beyond the volume" => {
            assert_eq!(*faults, [Fault::ExtraData { bytes: MUCH as u64 - 64, zeros: true }]);
        }
        "empty members" => assert!(faults.is_empty() && opened.runs.as_ref().unwrap().voxels() == [64]),
        "gzip in gzip" => has(|fault| matches!(fault, Fault::NotNifti { looks_like: Some(_) })),
        "a million labels" => has(|fault| matches!(fault, Fault::TooManyRuns { .. })),
        other => panic!("no judgement for {other}"),
    }
}
