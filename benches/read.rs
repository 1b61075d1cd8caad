//! Reading label maps to runs, as a multiple of inflating the same files and throwing the bytes away.
//!
//! ```text
//! cargo bench --bench read -- FILE.nii.gz..
//! ```
//!
//! Both are run in turn, so that a machine whose speed drifts drifts for both; the figure is the median of the ratios.

use std::fs::File;
use std::hint::black_box;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use voxlint::formats::{ReadOptions, read_label_map};

const PAIRS: usize = 21;

fn main() {
    let files: Vec<PathBuf> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).map(PathBuf::from).collect();
    println!("{:<28} {:>10} {:>10} {:>7} {:>10} {:>10}", "file", "inflate ms", "read ms", "ratio", "runs", "KiB");
    for file in files {
        let mut pairs: Vec<(Duration, Duration)> =
            (0..PAIRS).map(|_| (time(|| inflate(&file)), time(|| read(&file)))).collect();
        pairs.sort_by(|a, b| ratio(a).total_cmp(&ratio(b)));
        let Some(median) = pairs.get(PAIRS / 2) else { return };
        let runs = read_label_map(&file, &ReadOptions::default()).runs.unwrap_or_default();
        println!(
            "{:<28} {:>10.1} {:>10.1} {:>7.2} {:>10} {:>10}",
            file.file_name().unwrap_or_default().to_string_lossy(),
            median.0.as_secs_f64() * 1e3,
            median.1.as_secs_f64() * 1e3,
            ratio(median),
            runs.len(),
            runs.bytes() >> 10,
        );
    }
}

fn ratio((base, ours): &(Duration, Duration)) -> f64 {
    ours.as_secs_f64() / base.as_secs_f64()
}

fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

/// The limit: flate2 on zlib-rs through one reused buffer, checksum included.
fn inflate(path: &Path) -> usize {
    let Ok(file) = File::open(path) else { return 0 };
    let mut stream = flate2::read::MultiGzDecoder::new(file);
    let mut buffer = vec![0; 256 << 10];
    let mut total = 0;
    while let Ok(count @ 1..) = stream.read(&mut buffer) {
        total += black_box(count);
    }
    total
}

fn read(path: &Path) -> usize {
    read_label_map(path, &ReadOptions::default()).runs.map_or(0, |runs| runs.len())
}
