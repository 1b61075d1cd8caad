//! `voxlint init --infer` on abdomens whose distributions are known: what it proposes, how near its ranges are to the true
//! quantiles, how many sound cases it flags that it has not seen, and how many faulty ones.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test reports what is missing by panicking")]
#![expect(clippy::indexing_slicing, reason = "a missing entry fails the test")]

mod abdomen;
mod estimates;
mod faults;

#[allow(dead_code, reason = "these tests need few of its parts")]
#[path = "../support/nifti_writer.rs"]
mod nifti_writer;
#[allow(dead_code, reason = "these tests need few of its parts")]
#[path = "../support/random.rs"]
mod random;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use statrs::distribution::{ContinuousCDF, Normal};

use abdomen::{ADULTS, ALIKE, Abdomen, Size, Sizes};
use faults::FAULTS;
use random::Random;

const SEEN: usize = 200;
const UNSEEN: usize = 50;

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_voxlint")).current_dir(folder).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// Folders with sound cases that are learnt from, sound cases that are not, and faulty ones.
fn cohort(folder: &Path, sizes: &Sizes, seed: u64) {
    let labels: Vec<String> = sizes.iter().map(|class| format!("\"{}\": {}", class.name, class.value)).collect();
    let dataset = format!("{{\"name\": \"Abdomen\", \"labels\": {{\"background\": 0, {}}}}}", labels.join(", "));
    for name in ["seen/labelsTr", "sound", "faulty"] {
        fs::create_dir_all(folder.join(name)).unwrap();
    }
    fs::write(folder.join("seen/dataset.json"), dataset).unwrap();
    let mut random = Random::new(seed);
    for case in 0..SEEN {
        Abdomen::sound(sizes, &mut random).write(&folder.join(format!("seen/labelsTr/case_{case:03}.nii.gz")));
    }
    for case in 0..UNSEEN {
        Abdomen::sound(sizes, &mut random).write(&folder.join(format!("sound/case_{case:03}.nii.gz")));
    }
    for (name, fault) in FAULTS {
        let mut case = Abdomen::whole(sizes, &mut random);
        fault(&mut case);
        case.write(&folder.join(format!("faulty/{name}.nii.gz")));
    }
}

/// The codes of findings by case, of every case.
fn flagged(folder: &Path, cases: &str) -> BTreeMap<String, Vec<String>> {
    let protocol = "seen/abdomen.protocol";
    let arguments =
        ["check", cases, "--protocol", protocol, "--no-config", "--output-format", "json", "--fail-on", "never"];
    let (code, out, err) = run(folder, &arguments);
    assert_eq!(code, 0, "{err}");
    let report: Value = serde_json::from_str(&out).unwrap();
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for case in report["cases"].as_array().unwrap() {
        found.insert(case["case"].as_str().unwrap().to_owned(), Vec::new());
    }
    for finding in report["findings"].as_array().unwrap() {
        let case = finding["case"].as_str().or(finding["evidence"]["case"].as_str()).unwrap_or_default();
        found.entry(case.to_owned()).or_default().push(finding["code"].as_str().unwrap().to_owned());
    }
    found
}

/// With `VOXLINT_FULL=1`, five cohorts of each kind instead of one.
fn seeds() -> std::ops::Range<u64> {
    let full = std::env::var_os("VOXLINT_FULL").is_some_and(|value| value == "1");
    2026..if full { 2031 } else { 2027 }
}

#[test]
fn two_hundred_abdomens_of_like_sizes_make_a_protocol() {
    for seed in seeds() {
        let ends = learn(&ALIKE, seed);
        let far: Vec<&End> = ends.iter().filter(|end| end.off() > 0.1).collect();
        assert!(far.is_empty(), "seed {seed}: {far:?}");
    }
}

/// 200 cases cannot tell every end of these to within 10 %: what the protocol says about an end is held against it then.
#[test]
fn two_hundred_abdomens_of_adults_make_a_protocol() {
    let ends: Vec<End> = seeds().flat_map(|seed| learn(&ADULTS, seed)).collect();
    let within = |end: &&End| end.off() <= 0.1;
    let told = |end: &&End| end.within.is_none_or(|within| (end.found / end.wanted).ln().abs() <= (1.0 + within).ln());
    println!("{} of {} ends are within 10 %", ends.iter().filter(within).count(), ends.len());
    let wrong: Vec<&End> = ends.iter().filter(|end| !within(end) && !told(end)).collect();
    assert!(wrong.len() * 10 <= ends.len(), "{wrong:?}");
}

/// Learns a protocol from 200 cases, and holds it against sound and faulty cases that it has not seen.
fn learn(sizes: &Sizes, seed: u64) -> Vec<End> {
    let folder = tempfile::Builder::new().prefix("voxlint").tempdir().unwrap();
    cohort(folder.path(), sizes, seed);
    let (code, _, err) = run(folder.path(), &["init", "--infer", "seen"]);
    assert_eq!(code, 0, "{err}");
    let text = fs::read_to_string(folder.path().join("seen/abdomen.protocol")).unwrap();
    println!("seed {seed}\n{err}\n{text}");

    let (code, out, err) = run(folder.path(), &["lint", "seen", "--fail-on", "info"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    let (code, _, err) = run(folder.path(), &["fmt", "--check", "seen"]);
    assert_eq!(code, 0, "{err}");

    let sound = flagged(folder.path(), "sound");
    assert_eq!(sound.len(), UNSEEN);
    let wrongly: Vec<_> = sound.iter().filter(|(_, codes)| !codes.is_empty()).collect();
    println!("sound cases that are flagged: {wrongly:?}");
    assert!(wrongly.len() * 20 <= UNSEEN, "seed {seed}: {wrongly:?}");

    let faulty = flagged(folder.path(), "faulty");
    assert_eq!((FAULTS.len(), faulty.len()), (20, 20));
    let missed: Vec<_> = faulty.iter().filter(|(_, codes)| codes.is_empty()).map(|(case, _)| case).collect();
    println!("faulty cases that are missed: {missed:?}");
    assert!(missed.len() <= 5, "seed {seed}: {missed:?}");
    ends(&text, sizes)
}

/// One end of a range, in mL.
#[derive(Debug)]
struct End {
    #[expect(dead_code, reason = "is printed where a check fails")]
    class: &'static str,
    found: f64,
    wanted: f64,
    /// How well the protocol says that it is known; none for a guess.
    within: Option<f64>,
}

impl End {
    fn off(&self) -> f64 {
        (self.found / self.wanted - 1.0).abs()
    }
}

/// `require volume(liver) in 905 mL .. 2210 mL` against the distribution that the volumes were drawn from.
fn ends(text: &str, sizes: &Sizes) -> Vec<End> {
    let share = text.split("the quantiles ").nth(1).unwrap().split(" %").next().unwrap();
    let tail = share.parse::<f64>().unwrap() / 100.0;
    let reach = Normal::standard().inverse_cdf(1.0 - tail);
    let mut ends = Vec::new();
    for class in sizes {
        let Size::Known(distribution) = class.size else { continue };
        let (before, line) = text.split_once(&format!("volume({}) in ", class.name)).expect("a range for every organ");
        let numbers: Vec<f64> = line.split_whitespace().filter_map(|word| word.parse().ok()).take(2).collect();
        let comment = before.rsplit("// Proposed").next().unwrap().replace("\n// ", " ");
        for (found, z, name) in [(numbers[0], -reach, "lower end is "), (numbers[1], reach, "upper end ")] {
            let told = comment.split(name).nth(1).expect("how well each end is known");
            let within = told.strip_prefix("known to within ").map(|told| told.split(' ').next().unwrap());
            let within = within.map(|percent| percent.parse::<f64>().unwrap() / 100.0);
            let end = End { class: class.name, found, wanted: distribution(z), within };
            println!("{end:?}");
            ends.push(end);
        }
    }
    assert_eq!(ends.len(), 10);
    ends
}

#[test]
fn too_few_cases_and_existing_files_are_refused() {
    let folder = tempfile::Builder::new().prefix("voxlint").tempdir().unwrap();
    let mut random = Random::new(7);
    fs::create_dir_all(folder.path().join("few")).unwrap();
    for case in 0..3 {
        Abdomen::sound(&ADULTS, &mut random).write(&folder.path().join(format!("few/case_{case}.nii.gz")));
    }
    let (code, _, err) = run(folder.path(), &["init", "--infer", "few"]);
    assert_eq!(code, 2);
    assert!(err.contains("3 cases can be read, and rules are proposed from 20 on"), "{err}");
    assert!(!folder.path().join("few/voxlint.yaml").exists());
    let (code, _, err) = run(folder.path(), &["init", "few"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("the classes are the values of 3 label maps"), "{err}");
    let (code, _, err) = run(folder.path(), &["init", "few"]);
    assert_eq!(code, 2);
    assert!(err.contains("`few/few.protocol` exists, so nothing was written"), "{err}");
}
