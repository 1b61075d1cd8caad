//! The NIfTI reader on arbitrary bytes.
//!
//! The first byte chooses how the rest becomes files: as it is, compressed, or split into a pair. The reader must end,
//! without a panic, with a fault or with voxels, and what it says must be consistent.

#![no_main]

use std::io::Write;
use std::path::Path;
use std::{fs, process};

use libfuzzer_sys::fuzz_target;
use voxlint::formats::{ReadOptions, read_image, read_label_map};

fuzz_target!(|data: &[u8]| {
    let Some((&choice, content)) = data.split_first() else { return };
    // Memory-backed where there is such a place: each input becomes a file.
    let shared = Path::new("/dev/shm");
    let folder = if shared.is_dir() { shared.to_path_buf() } else { std::env::temp_dir() };
    let path = |suffix: &str| folder.join(format!("voxlint-fuzz-{}{suffix}", process::id()));
    let first = match choice % 4 {
        0 => store(&path(".nii"), content),
        1 => store(&path(".nii.gz"), content),
        2 => store(&path(".nii.gz"), &gzip(content)),
        _ => {
            let (header, image) = content.split_at(content.len().min(352));
            store(&path(".img"), image);
            store(&path(".hdr"), header)
        }
    };
    let opened = read_label_map(&first, &ReadOptions::default());
    match (&opened.runs, &opened.geometry) {
        (Some(runs), Some(geometry)) => {
            assert_eq!(runs.shape(), geometry.shape);
            let counted: u64 = runs.rows().flat_map(|row| row.runs.iter()).map(|run| u64::from(run.end - run.start)).sum();
            assert_eq!(counted, runs.voxels().iter().sum::<u64>());
            assert!(runs.values().is_sorted());
        }
        (None, _) => assert!(!opened.faults.is_empty()),
        (Some(_), None) => unreachable!("voxels without a shape"),
    }
    let mut seen = 0u64;
    let image = read_image(&first, |row| {
        seen += row.values.len() as u64;
        true
    });
    if opened.runs.is_some() {
        let shape = image.geometry.map(|geometry| geometry.shape);
        assert_eq!(shape.map(|axes| axes.iter().map(|&axis| u64::from(axis)).product()), Some(seen));
    }
});

fn store(path: &Path, content: &[u8]) -> std::path::PathBuf {
    fs::write(path, content).expect("a file can be written");
    path.to_path_buf()
}

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(content).expect("memory can be written");
    encoder.finish().expect("memory can be written")
}
