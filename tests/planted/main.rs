//! The planted-fault table: every fault gives exactly the codes that were stated by hand, at the right place; the
//! clean case and its harmless variants give nothing.

#![expect(clippy::expect_used, clippy::panic, reason = "a test may stop where its own files are wrong")]
#![expect(clippy::indexing_slicing, reason = "grids and tables of the test's own making")]

mod anatomy_faults;
mod case;
mod file_faults;
mod geometry_faults;
mod harmless_variants;
mod privacy_faults;
mod table;
mod value_faults;

#[path = "../support/abdomen.rs"]
mod abdomen;
#[path = "../support/nifti_writer.rs"]
mod nifti_writer;

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

use case::Case;
use table::{Box3, Row};

/// What a fault does to the clean case.
type Planting = fn(&mut Case);

/// What was said of one planted case.
struct Verdict {
    exit: Option<i32>,
    findings: Vec<Value>,
    said: String,
}

fn check(plant: Planting) -> Verdict {
    let folder = tempfile::tempdir().expect("temporary folder");
    let mut case = Case::new();
    plant(&mut case);
    case.write(folder.path());
    let protocol = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/planted/abdomen.protocol");
    let run = |cache: &[&str]| {
        let arguments = ["check", "--protocol", protocol, "--images", "images", "--output-format", "json"];
        let mut command = Command::new(env!("CARGO_BIN_EXE_voxlint"));
        command.current_dir(folder.path()).args(arguments).args(["--fail-on", "info"]).args(cache).arg("labels");
        command.output().expect("the program runs")
    };
    let cached = ["--cache-dir", "cache"];
    let (first, run, again) = (run(&cached), run(&["--no-cache"]), run(&cached));
    for of_cache in [first, again] {
        assert_eq!(of_cache, run, "with a cache and without");
    }
    let said = format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    let report: Value = serde_json::from_slice(&run.stdout).unwrap_or_else(|_| panic!("no JSON:\n{said}"));
    let findings = report["findings"].as_array().cloned().unwrap_or_else(|| panic!("no findings array:\n{said}"));
    Verdict { exit: run.status.code(), findings, said }
}

fn code(finding: &Value) -> &str {
    finding["code"].as_str().unwrap_or("no code")
}

/// What is wrong with a verdict, for one row of the table.
fn disagreements(row: &Row, verdict: &Verdict) -> Vec<String> {
    let mut wrong = Vec::new();
    let found: BTreeSet<&str> = verdict.findings.iter().map(code).collect();
    let stated: BTreeSet<&str> = row.codes.iter().map(String::as_str).collect();
    if found != stated {
        wrong.push(format!("stated {stated:?}, found {found:?}"));
    }
    if verdict.exit != Some(row.exit) {
        wrong.push(format!("exit {:?} instead of {}", verdict.exit, row.exit));
    }
    for (code_wanted, wanted) in &row.places {
        if !verdict.findings.iter().any(|found| code(found) == code_wanted && lies_at(&found["place"], wanted)) {
            wrong.push(format!("no {code_wanted} at {wanted:?}"));
        }
    }
    for found in &verdict.findings {
        let mut stated = row.places.iter().filter(|(wanted, _)| wanted == code(found)).peekable();
        if stated.peek().is_some() && !stated.any(|(_, wanted)| lies_at(&found["place"], wanted)) {
            wrong.push(format!("{} at {}", code(found), found["place"]));
        }
    }
    wrong
}

/// Whether a place is within one voxel of a box: its voxel, and the corners of its own box where it has one.
fn lies_at(place: &Value, wanted: &Box3) -> bool {
    let corner = |value: &Value| -> Option<[i64; 3]> {
        let numbers: Vec<i64> = value.as_array()?.iter().filter_map(Value::as_i64).collect();
        numbers.try_into().ok()
    };
    let Some(voxel) = corner(&place["voxel"]) else { return false };
    let inside = (0..3).all(|a| (wanted.low[a] - 1..=wanted.high[a] + 1).contains(&voxel[a]));
    let near = |a: [i64; 3], b: [i64; 3]| a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= 1);
    let corners = corner(&place["box"][0]).zip(corner(&place["box"][1]));
    inside && corners.is_none_or(|(low, high)| near(low, wanted.low) && near(high, wanted.high))
}

fn all_faults() -> BTreeMap<&'static str, Planting> {
    let families = [
        file_faults::FAULTS,
        value_faults::FAULTS,
        geometry_faults::FAULTS,
        anatomy_faults::FAULTS,
        privacy_faults::FAULTS,
    ];
    families.concat().into_iter().collect()
}

#[test]
fn every_planted_fault_gives_the_stated_codes_and_no_other() {
    let rows = table::rows(include_str!("faults.md"));
    let faults = all_faults();
    let named: BTreeSet<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(named, faults.keys().copied().collect(), "the table and the code name the same faults");
    assert!(rows.len() >= 30, "{} faults", rows.len());
    let only = std::env::var("PLANTED").ok();
    let mut report = String::new();
    for row in rows.iter().filter(|row| only.as_ref().is_none_or(|part| row.name.contains(part))) {
        let verdict = check(faults[row.name.as_str()]);
        for line in disagreements(row, &verdict) {
            report += &format!("{}: {line}\n", row.name);
        }
        if only.is_some() {
            report += &verdict.said;
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn the_clean_case_and_its_harmless_variants_give_nothing() {
    let variants = harmless_variants::VARIANTS;
    assert!(variants.len() >= 20, "{} variants", variants.len());
    let clean: (&str, Planting) = ("clean", |_| ());
    let mut report = String::new();
    for (name, plant) in variants.iter().copied().chain([clean]) {
        let verdict = check(plant);
        if verdict.exit != Some(0) || !verdict.findings.is_empty() {
            let codes: Vec<&str> = verdict.findings.iter().map(code).collect();
            report += &format!("{name}: exit {:?}, {codes:?}\n", verdict.exit);
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

/// A header text is named by its field and the form of what it holds; the text itself must not travel further.
#[test]
fn no_output_repeats_what_may_identify_a_patient() {
    for (name, plant) in privacy_faults::FAULTS {
        let verdict = check(*plant);
        for secret in ["Johnson", "Mary", "1957", "0312", "00123456", "7734521", "Meyer"] {
            assert!(!verdict.said.contains(secret), "{name}: {}", verdict.said);
        }
    }
}
