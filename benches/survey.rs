//! From a compressed label map to all facts about it, step by step.
//!
//! ```text
//! cargo bench --bench survey
//! VOXLINT_BENCH_FILE=segmentation.nii.gz cargo bench --bench survey
//! ```
//!
//! `inflate` is the limit: nothing that reads the file can be faster. Judge the other figures as multiples of it.

use std::fs::File;
use std::hint::black_box;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use criterion::{Criterion, criterion_group, criterion_main};
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;

use voxlint::facts::SurveyFacts;
use voxlint::formats::{Opened, ReadOptions, read_label_map};
use voxlint::volume::{SurveyPlan, survey};

fn all_steps(criterion: &mut Criterion) {
    let directory = std::env::temp_dir();
    let file = match std::env::var_os("VOXLINT_BENCH_FILE") {
        Some(file) => PathBuf::from(file),
        None => directory.join(format!("voxlint-bench-{}.nii.gz", std::process::id())),
    };
    let made = !file.exists();
    if made && let Err(error) = write_body(&file) {
        eprintln!("cannot write `{}`: {error}", file.display());
        return;
    }
    let opened = read_label_map(&file, &ReadOptions::default());
    let Opened { runs: Some(runs), geometry: Some(geometry), .. } = opened else {
        eprintln!("`{}` is no label map: {:?}", file.display(), opened.faults);
        return;
    };
    println!("{:?} voxels, {} labels, {} runs", geometry.shape, runs.values().len(), runs.len());

    let mut group = criterion.benchmark_group("survey");
    group.sample_size(20);
    group.bench_function("inflate", |bench| bench.iter(|| black_box(inflate(&file))));
    group.bench_function("read to runs", |bench| bench.iter(|| read_label_map(&file, &ReadOptions::default())));
    let ahead = ReadOptions { ahead: true, ..ReadOptions::default() };
    group.bench_function("read to runs on two threads", |bench| bench.iter(|| read_label_map(&file, &ahead)));
    let plans = [
        ("voxels, boxes, centroids", SurveyPlan::default()),
        ("contacts", SurveyPlan { contacts: true, ..SurveyPlan::default() }),
        ("26-components", SurveyPlan { components: [false, false, true], ..SurveyPlan::default() }),
        ("components, euler", SurveyPlan { components: [true; 3], euler: true, ..SurveyPlan::default() }),
        ("cavities", SurveyPlan { cavities: true, ..SurveyPlan::default() }),
        ("everything", SurveyPlan::EVERYTHING),
    ];
    for (name, plan) in plans {
        group.bench_function(name, |bench| bench.iter(|| survey(&runs, &geometry, &plan)));
    }
    let everything = survey(&runs, &geometry, &SurveyPlan::EVERYTHING);
    group.bench_function("to JSON", |bench| {
        bench.iter(|| serde_json::to_writer(io::sink(), &SurveyFacts::new(&everything, &geometry)));
    });
    group.finish();
    if made {
        let _ = std::fs::remove_file(&file);
    }
}

/// Through one reused buffer, checksum included.
fn inflate(file: &Path) -> io::Result<u64> {
    let mut stream = MultiGzDecoder::new(File::open(file)?);
    let mut buffer = vec![0; 256 << 10];
    let mut total = 0;
    loop {
        match stream.read(&mut buffer)? {
            0 => return Ok(total),
            count => total += black_box(count) as u64,
        }
    }
}

/// A made-up body of 320×320×320 voxels: 60 wobbly organs, some hollow, in a shell.
fn write_body(file: &Path) -> io::Result<()> {
    const N: u16 = 320;
    let mut header = vec![0u8; 352];
    let mut put = |at: usize, bytes: &[u8]| {
        for (slot, byte) in header.iter_mut().skip(at).zip(bytes) {
            *slot = *byte;
        }
    };
    put(0, &348i32.to_le_bytes());
    for (axis, n) in [3, N, N, N, 1, 1, 1, 1].into_iter().enumerate() {
        put(40 + 2 * axis, &n.to_le_bytes());
    }
    put(70, &2i16.to_le_bytes()); // uint8
    put(72, &8i16.to_le_bytes());
    for axis in 0..4 {
        put(76 + 4 * axis, &1f32.to_le_bytes());
    }
    put(108, &352f32.to_le_bytes());
    put(123, &[2]); // millimetres
    put(254, &1i16.to_le_bytes());
    for row in 0..3 {
        put(280 + 20 * row, &1f32.to_le_bytes());
    }
    put(344, b"n+1\0");

    let mut gzip = GzEncoder::new(io::BufWriter::new(File::create(file)?), Compression::new(6));
    gzip.write_all(&header)?;
    let mut row = vec![0u8; usize::from(N)];
    for z in 0..N {
        for y in 0..N {
            for (x, voxel) in (0..N).zip(&mut row) {
                *voxel = organ([x, y, z].map(f64::from));
            }
            gzip.write_all(&row)?;
        }
    }
    gzip.finish()?.flush()
}

/// Label of a point: organs sit on a lattice of 4 × 4 × 4 cells of 80 voxels, each a ball with a rippled surface.
fn organ([x, y, z]: [f64; 3]) -> u8 {
    let cell = |v: f64| (v / 80.0).floor();
    let number = cell(x) + 4.0 * cell(y) + 16.0 * cell(z);
    let from_centre = |v: f64| v - 80.0 * cell(v) - 40.0;
    let [dx, dy, dz] = [x, y, z].map(from_centre);
    let ripple = 3.0 * ((dx * 0.31 + number).sin() + (dy * 0.23).sin() + (dz * 0.17 + number).cos());
    let radius = (dx * dx + dy * dy + dz * dz).sqrt() + ripple;
    match radius {
        r if r < 8.0 && number % 3.0 == 0.0 => 0,
        r if r < 34.0 => 1 + number as u8,
        r if r < 37.0 => 100,
        _ => 0,
    }
}

criterion_group!(benches, all_steps);
criterion_main!(benches);
