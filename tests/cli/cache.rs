//! Facts of earlier runs: what is read again, and that it changes nothing but the time.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use crate::files::{folder, label_map, root, run, voxlint};

const PROTOCOL: &str = "protocol test/cache 1.0.0\n\
    labels {\n  1 liver\n  2 cyst optional\n}\n\
    rule LIV-001 error \"One piece\" { require components(liver, min: 2 voxels) == 1 }\n\
    rule LIV-002 error \"Of a plausible size\" { require volume(liver) in 2 mm3 .. 9 mm3 }\n\
    rule LIV-003 warning \"Cysts lie in the liver\" { require cyst inside liver, up to 20 % }\n\
    rule ALL-001 error \"No copies\" across cases { require unique(content) }\n";

/// Three cases and a protocol in a folder, all an hour old.
fn cases() -> TempDir {
    let folder = folder();
    for (name, first) in [("a", &[1, 1, 1, 2][..]), ("b", &[1, 0, 1, 1]), ("c", &[2, 0, 0, 1, 1, 1, 0, 0, 5])] {
        label_map(&folder.path().join(format!("labels/{name}.nii")), first);
    }
    fs::write(folder.path().join("p.protocol"), PROTOCOL).unwrap();
    settle(folder.path());
    folder
}

/// Makes the label maps look as if nobody had touched them for an hour.
fn settle(folder: &Path) {
    for entry in fs::read_dir(folder.join("labels")).unwrap() {
        let file = File::options().write(true).open(entry.unwrap().path()).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(3600)).unwrap();
    }
    // The time of the inode cannot be set back.
    thread::sleep(Duration::from_millis(150));
}

/// Standard output, files whose voxels were read, and files that were hashed.
fn check(folder: &Path, more: &[&str]) -> (String, usize, usize) {
    let arguments = ["check", "-p", "p.protocol", "--output-format", "json", "--statistics", "--cache-dir", "cache"];
    let (_, out, err) = run(folder, &[&arguments, more, &["labels"]].concat());
    let line = err.lines().find(|line| line.starts_with("read the voxels of"));
    assert!(line.is_some(), "{err}");
    let line = line.unwrap();
    let numbers: Vec<usize> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    (out, numbers[0], numbers[1])
}

fn without_cache(folder: &Path) -> String {
    run(folder, &["check", "-p", "p.protocol", "--output-format", "json", "--no-cache", "labels"]).1
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let list = |path: PathBuf| fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    let mut entries: Vec<PathBuf> = list(folder.join("cache/v1")).flat_map(list).collect();
    entries.sort();
    entries
}

#[test]
fn a_second_run_reads_no_voxel_and_says_the_same() {
    let folder = cases();
    let plain = without_cache(folder.path());
    assert!(plain.contains("LIV-001") && plain.contains("L201"), "{plain}");
    assert_eq!(check(folder.path(), &[]), (plain.clone(), 3, 3));
    assert_eq!(check(folder.path(), &[]), (plain.clone(), 0, 0));
    assert_eq!(check(folder.path(), &["--jobs", "1"]), (plain, 0, 0));
}

#[test]
fn a_protocol_may_change_and_a_new_measure_alone_reads_files() {
    let folder = cases();
    check(folder.path(), &[]);
    let edit = |old: &str, new: &str| {
        let text = fs::read_to_string(folder.path().join("p.protocol")).unwrap();
        assert!(text.contains(old));
        fs::write(folder.path().join("p.protocol"), text.replace(old, new)).unwrap();
    };
    for (old, new) in [("9 mm3", "2.5 mm3"), ("min: 2 voxels", "min: 1 voxels"), ("up to 20 %", "up to 60 %")] {
        edit(old, new);
        assert_eq!(check(folder.path(), &[]), (without_cache(folder.path()), 0, 0), "{new}");
    }
    edit("volume(liver) in 2 mm3 .. 2.5 mm3", "holes(liver, min: 1 voxels) == 0");
    assert_eq!(check(folder.path(), &[]), (without_cache(folder.path()), 3, 0));
    assert_eq!(check(folder.path(), &[]), (without_cache(folder.path()), 0, 0));
}

#[test]
fn one_changed_file_is_read_alone() {
    let folder = cases();
    check(folder.path(), &[]);
    let b = folder.path().join("labels/b.nii");
    label_map(&b, &[1, 1, 1, 1]);
    settle(folder.path());
    // All have new times of their inodes, where there are such.
    let (out, decoded, _) = check(folder.path(), &[]);
    assert_eq!((out, decoded), (without_cache(folder.path()), 1));
    assert_eq!(check(folder.path(), &[]), (without_cache(folder.path()), 0, 0));

    // The same size and the same time, but not the same voxels.
    let modified = fs::metadata(&b).unwrap().modified().unwrap();
    label_map(&b, &[1, 1, 1, 2]);
    File::options().write(true).open(&b).unwrap().set_modified(modified).unwrap();
    let (out, decoded, hashed) = check(folder.path(), if cfg!(unix) { &[] } else { &["--cache-content"] });
    assert_eq!((out, decoded), (without_cache(folder.path()), 0), "its content is that of another file");
    assert!(hashed >= 1);
}

#[test]
fn a_file_that_was_moved_or_touched_is_hashed_and_not_read() {
    let folder = cases();
    check(folder.path(), &[]);
    fs::rename(folder.path().join("labels/a.nii"), folder.path().join("labels/z.nii")).unwrap();
    settle(folder.path());
    let (out, decoded, hashed) = check(folder.path(), &[]);
    assert_eq!((out, decoded), (without_cache(folder.path()), 0));
    assert!(hashed >= 1);
    assert_eq!(check(folder.path(), &["--cache-content"]), (without_cache(folder.path()), 0, 3));
    assert_eq!(check(folder.path(), &[]), (without_cache(folder.path()), 0, 0));
}

#[test]
fn a_file_written_just_now_is_hashed_until_its_time_can_be_trusted() {
    let folder = cases();
    label_map(&folder.path().join("labels/b.nii"), &[1, 1, 1]);
    assert_eq!(check(folder.path(), &[]), (without_cache(folder.path()), 3, 3));
    assert_eq!(check(folder.path(), &[]), (without_cache(folder.path()), 0, 1));
}

#[test]
fn a_damaged_cache_is_built_again() {
    let folder = cases();
    let plain = without_cache(folder.path());
    let damages: [fn(&Path); 5] = [
        |entry| fs::write(entry, "").unwrap(),
        |entry| fs::write(entry, [0xff; 200]).unwrap(),
        |entry| {
            let mut bytes = fs::read(entry).unwrap();
            let at = bytes.len() - 1;
            bytes[at] ^= 1;
            fs::write(entry, bytes).unwrap();
        },
        |entry| {
            let bytes = fs::read(entry).unwrap();
            fs::write(entry, &bytes[..bytes.len() / 2]).unwrap();
        },
        |entry| fs::remove_file(entry).unwrap(),
    ];
    assert_eq!(check(folder.path(), &[]), (plain.clone(), 3, 3));
    for damage in damages {
        entries(folder.path()).iter().for_each(|entry| damage(entry));
        assert_eq!(check(folder.path(), &[]), (plain.clone(), 3, 3));
        assert_eq!(check(folder.path(), &[]), (plain.clone(), 0, 0));
    }
    // Each entry in the place of each other one.
    let all = entries(folder.path());
    let contents: Vec<Vec<u8>> = all.iter().map(|entry| fs::read(entry).unwrap()).collect();
    for (entry, content) in all.iter().zip(contents.iter().cycle().skip(1)) {
        fs::write(entry, content).unwrap();
    }
    assert_eq!(check(folder.path(), &[]), (plain, 3, 3));
}

#[test]
fn a_cache_that_cannot_be_written_costs_time_and_is_said() {
    let folder = cases();
    fs::write(folder.path().join("cache"), "a file").unwrap();
    let (code, out, err) =
        run(folder.path(), &["check", "-p", "p.protocol", "--output-format", "json", "--cache-dir", "cache", "labels"]);
    assert_eq!((code, out), (1, without_cache(folder.path())));
    assert!(err.contains("note: the cache `cache` cannot be written: "), "{err}");
    assert_eq!(err.matches("the cache").count(), 1);
}

#[test]
fn runs_at_the_same_time_share_a_cache() {
    let folder = cases();
    let plain = without_cache(folder.path());
    for _ in 0..3 {
        let children: Vec<_> = (0..6)
            .map(|_| {
                let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_voxlint"));
                command.current_dir(folder.path()).args(["check", "-p", "p.protocol", "--output-format", "json"]);
                command.args(["--cache-dir", "cache", "labels"]).stdout(Stdio::piped()).stderr(Stdio::null());
                command.spawn().unwrap()
            })
            .collect();
        for child in children {
            assert_eq!(String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap(), plain);
        }
    }
    assert_eq!(check(folder.path(), &[]).1, 0);
    assert!(entries(folder.path()).iter().all(|entry| entry.file_name().unwrap().len() == 62), "nothing is left over");
}

#[test]
fn the_cache_holds_no_name_and_no_text() {
    let folder = cases();
    let path = folder.path().join("labels/Mustermann_Erika.nii");
    label_map(&path, &[1, 1]);
    let mut bytes = fs::read(&path).unwrap();
    bytes[148..163].copy_from_slice(b"Erika Beispiel\0");
    fs::write(&path, bytes).unwrap();
    settle(folder.path());
    let (out, decoded, _) = check(folder.path(), &[]);
    assert!(out.contains("H101") && decoded == 4, "{out}");
    assert_eq!(check(folder.path(), &[]), (out, 0, 0), "the header is read each time");
    let kept: Vec<u8> = entries(folder.path()).iter().flat_map(|entry| fs::read(entry).unwrap()).collect();
    assert!(kept.len() > 500);
    for word in ["Erika", "Beispiel", "Mustermann", "labels", "liver", "LIV-", "cache/"] {
        let found = kept.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()));
        assert!(!found, "{word}");
    }
}

#[test]
fn the_usual_place_is_the_users_cache_folder() {
    let folder = cases();
    let home = folder.path().join("home");
    let check = |no_cache: &str| {
        let mut command = voxlint();
        command.current_dir(folder.path()).env("XDG_CACHE_HOME", &home).env("VOXLINT_NO_CACHE", no_cache);
        command.args(["check", "-p", "p.protocol", "labels"]).output().unwrap();
    };
    check("1");
    assert!(!home.exists());
    check("");
    assert!(cfg!(windows) || home.join("voxlint/CACHEDIR.TAG").exists());
}

#[test]
fn the_examples_are_judged_alike() {
    let cache = folder();
    let check = |cached: &[&str]| {
        let arguments = ["check", "examples", "--output-format", "json", "--statistics"];
        run(&root(), &[&arguments[..], cached].concat())
    };
    let at = cache.path().to_str().unwrap();
    let plain = check(&["--no-cache"]);
    for _ in 0..2 {
        let (code, out, _) = check(&["--cache-dir", at]);
        assert_eq!((code, &out), (plain.0, &plain.1));
    }
    let (_, _, err) = check(&["--cache-dir", at]);
    // One is cut off, and may be mended.
    assert!(err.contains("read the voxels of 1 file, hashed 0 files"), "{err}");
}
