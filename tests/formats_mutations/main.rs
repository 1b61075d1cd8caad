//! Damaged files: no panic, no hang, bounded memory, and never a silent wrong answer.
//!
//! A seeded sample by default, 24,000 mutants and larger bombs with `VOXLINT_FULL=1` (build it with `--release`).
//! `tests/oracle/mutants.py` compares what is read of other mutants with nibabel.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test reports what is wrong by panicking"
)]

mod allocator;
mod bombs;
#[path = "../support/count.rs"]
mod count;
mod damage;
mod seeds;

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;
use std::time::{Duration, Instant};

use damage::{Dice, Mutant, damage};
use voxlint::formats::{Opened, ReadOptions, read_label_map};

#[global_allocator]
static ALLOCATOR: allocator::Counting = allocator::Counting;

const SAMPLE: usize = 2400;

/// One test, so that nothing else allocates meanwhile.
#[test]
fn damaged_files_are_named_or_read_as_they_are() {
    let wanted = count::count(SAMPLE, 24_000);
    let folder = tempfile::tempdir().unwrap();
    let seeds = seeds::recorded();
    let sound: Vec<Opened> = seeds.iter().map(|seed| checked_read(folder.path(), &seed.name, &seed.stored())).collect();
    assert!(sound.iter().all(|opened| opened.faults.is_empty() && opened.runs.is_some()));

    let (mut faulty, mut dice) = (0, Dice(20_260_401));
    for index in 0..wanted {
        let which = index % seeds.len();
        let Mutant { what, compressed, files } = damage(&seeds[which], &mut dice);
        let name = format!("{} ({what})", seeds[which].name);
        let opened = checked_read(folder.path(), &name, &files);
        if !opened.faults.is_empty() {
            faulty += 1;
            continue;
        }
        assert!(opened.runs.is_some(), "{name}: neither a fault nor voxels");
        if compressed {
            assert_eq!(format!("{opened:?}"), format!("{:?}", sound[which]), "{name}: other facts, no fault");
        }
    }
    println!("{wanted} mutants, {faulty} with faults");
    assert!(faulty > wanted / 4 && faulty < wanted, "the damage does nothing, or too much: {faulty} of {wanted}");

    let slices = if wanted > SAMPLE { 32_767 } else { 700 };
    for (name, suffix, content) in bombs::all(slices) {
        let opened = checked_read(folder.path(), name, &[(suffix.to_owned(), content)]);
        bombs::judge(name, slices, &opened);
    }
}

/// Reads under watch: a panic, more than a minute or too much memory fails.
fn checked_read(folder: &Path, name: &str, files: &[(String, Vec<u8>)]) -> Opened {
    let mut paths = Vec::new();
    for (suffix, content) in files {
        let path = folder.join(format!("mutant{suffix}"));
        fs::write(&path, content).unwrap();
        paths.push(path);
    }
    let bytes: usize = files.iter().map(|(_, content)| content.len()).sum();
    let started = Instant::now();
    let read = || catch_unwind(|| read_label_map(&paths[0], &ReadOptions::default()));
    let (opened, peak) = allocator::peak_of(read);
    let opened = opened.unwrap_or_else(|_| panic!("{name}: panicked"));
    assert!(started.elapsed() < Duration::from_secs(60), "{name}: took {:?}", started.elapsed());
    let allowed = (16 << 20) + 16 * bytes;
    assert!(peak <= allowed, "{name}: {peak} bytes at once, {bytes} in the files");
    for path in paths {
        fs::remove_file(path).unwrap();
    }
    opened
}
