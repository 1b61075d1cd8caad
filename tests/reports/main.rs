//! The findings of a run are the same in every format: each is read back by a reader of its own and compared with the JSON.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test reports what is missing by panicking")]
#![expect(clippy::indexing_slicing, reason = "a missing entry fails the test")]

mod csv_table;
mod expected;
#[allow(dead_code, reason = "these tests need few of its parts")]
#[path = "../cli/files.rs"]
mod files;
mod github;
mod gitlab;
mod hostile;
mod junit;
mod markdown;
mod sarif;

use std::path::Path;

use serde_json::Value;

use expected::{Told, expected};
use files::{folder, root, run};

/// What a command writes in a format, without the option.
fn written(at: &Path, command: &[&str], format: &str) -> String {
    let (code, out, errors) = run(at, &[command, &["--output-format", format]].concat());
    assert!(code < 2, "{errors}");
    out
}

/// Reads back what a command says in every format.
fn agree(at: &Path, command: &[&str]) -> Vec<Value> {
    let report: Value = serde_json::from_str(&written(at, command, "json")).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let all: Vec<Told> = findings.iter().map(expected).collect();
    let same = |format: &str, read: Vec<Told>, kept: fn(Told) -> Told| {
        let sorted = |mut told: Vec<Told>| {
            told.sort();
            told
        };
        let kept = |told| Told { case: String::new(), ..kept(told) };
        let wanted: Vec<Told> = all.iter().cloned().map(kept).collect();
        assert_eq!(sorted(read), sorted(wanted), "{format} of {command:?}");
    };
    let sarif = written(at, command, "sarif");
    same("sarif", sarif::read(&sarif), |told| told);
    sarif::keeps_everything(&sarif, &report);
    let junit = written(at, command, "junit");
    same("junit", junit::read(&junit), |told| Told { place: String::new(), fingerprint: String::new(), ..told });
    junit::has_the_outcomes(&junit, &report);
    let github = written(at, command, "github");
    same("github", github::read(&github), |told| Told { fingerprint: String::new(), ..told });
    same("gitlab", gitlab::read(&written(at, command, "gitlab")), |told| Told {
        place: told.place.split(':').next().unwrap().to_owned(),
        bindings: String::new(),
        file: match told.file.as_str() {
            "" => told.case.clone(),
            file => file.strip_prefix("./").unwrap_or(file).to_owned(),
        },
        ..told
    });
    let markdown = written(at, command, "markdown");
    same("markdown", markdown::read(&markdown), |told| Told {
        place: String::new(),
        fingerprint: String::new(),
        ..told
    });
    let table = written(at, command, "csv");
    csv_table::has_the_findings(&table, findings);
    csv_table::has_the_outcomes(&table, &report);
    findings.clone()
}

#[test]
fn findings_of_the_examples_are_the_same_in_every_format() {
    let findings = agree(&root(), &["check", "examples"]);
    assert!(findings.len() > 10);
    assert!(findings.iter().any(|finding| finding["bindings"].is_object()));
    assert!(findings.iter().any(|finding| finding["place"]["slice"].is_object()));
}

#[test]
fn of_hostile_names_too() {
    let folder = folder();
    hostile::make(folder.path());
    let findings = agree(folder.path(), &["check", "--protocol", "hostile.protocol", "."]);
    for severity in ["error", "warning", "info"] {
        assert!(findings.iter().any(|finding| finding["severity"] == severity), "{severity}");
    }
    let named = findings.iter().filter(|finding| finding["class"] == hostile::CLASS).count();
    assert!(named >= hostile::FILES.len(), "{named}");
    for name in hostile::FILES {
        let ends_so = |finding: &&Value| finding["file"].as_str().is_some_and(|file| file.ends_with(name));
        assert!(findings.iter().find(ends_so).is_some(), "{name}");
    }
}

#[test]
fn of_protocols_and_their_differences_too() {
    let folder = folder();
    hostile::make(folder.path());
    let findings = agree(folder.path(), &["lint", "."]);
    assert!(findings.iter().any(|finding| finding["labels"][0]["file"] == "broken,one.protocol"));
    let prints: std::collections::BTreeSet<&str> =
        findings.iter().map(|finding| finding["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(prints.len(), findings.len(), "the same mistake in two protocols is two findings");
    assert!(agree(folder.path(), &["diff", "hostile.protocol", "milder.protocol"]).len() > 1);
}

#[test]
fn a_run_without_findings_is_whole_in_every_format() {
    assert_eq!(agree(&root(), &["check", "docs"]), Vec::<Value>::new());
    assert_eq!(agree(&root(), &["lint", "examples"]), Vec::<Value>::new());
}

/// `--report` writes what `--output-format` does, and one run writes all of them.
#[test]
fn one_run_writes_several_reports() {
    let folder = folder();
    hostile::make(folder.path());
    let check = ["check", "--protocol", "hostile.protocol", "labels"];
    let formats = ["json", "json-lines", "sarif", "junit", "github", "gitlab", "markdown", "csv", "full", "concise"];
    let reports: Vec<String> = formats.iter().map(|format| format!("--report={format}=report.{format}")).collect();
    let all: Vec<&str> = check.into_iter().chain(reports.iter().map(String::as_str)).collect();
    let (code, out, errors) = run(folder.path(), &all);
    assert_eq!(code, 1, "{errors}");
    assert_eq!(out, written(folder.path(), &check, "full"));
    for format in formats {
        let report = std::fs::read_to_string(folder.path().join(format!("report.{format}"))).unwrap();
        assert_eq!(report, written(folder.path(), &check, format), "{format}");
    }
    for (wrong, why) in [
        ("sarif", "write it as `sarif=voxlint.sarif`"),
        ("serif=x", "`serif` is no format; there are full, concise"),
        ("sarif=report.csv", "two reports are to go to `report.csv`"),
        ("sarif=no/such/folder.sarif", "the output file `no/such/folder.sarif` cannot be written"),
    ] {
        let arguments = [&check[..], &["--report", "csv=report.csv", "--report", wrong]].concat();
        let (code, _, errors) = run(folder.path(), &arguments);
        assert!(code == 2 && errors.contains(why), "{errors}");
    }
}

/// A comment has a limit, and GitHub shows few annotations: what is left out is counted.
#[test]
fn what_finds_no_room_is_counted() {
    let folder = folder();
    hostile::make(folder.path());
    for number in 0..120 {
        files::label_map(&folder.path().join(format!("many/{number}.nii")), &[1, 0, 1, number]);
    }
    let check = ["check", "--protocol", "hostile.protocol", "many"];
    let report: Value = serde_json::from_str(&written(folder.path(), &check, "json")).unwrap();
    let all = report["findings"].as_array().unwrap().len();
    let comment = written(folder.path(), &check, "markdown");
    let shown = markdown::read(&comment).len();
    let last =
        format!("{} further findings found no room in a comment; the other formats have all of them.", all - shown);
    assert!(shown > 50 && all > shown && comment.trim_end().ends_with(&last), "{shown} of {all}");
    let log = written(folder.path(), &check, "github");
    assert_eq!(github::read(&log).len(), all);
    let last = format!("voxlint: GitHub shows 10 annotations of a severity; this log has all {all} findings");
    assert_eq!(log.lines().last(), Some(last.as_str()));
}

#[test]
fn a_rule_whose_findings_are_waived_is_skipped() {
    let folder = folder();
    files::write(&folder.path().join("one.protocol"), files::ONE_PIECE);
    files::label_map(&folder.path().join("case.nii"), &[1, 0, 1]);
    let waiver = "waive ONE-001 for \"case\" until 2999-12-31 because \"two lobes\"\n";
    files::write(&folder.path().join("voxlint.waivers"), waiver);
    let check = ["check", "--protocol", "one.protocol", "case.nii"];
    let suites = written(folder.path(), &check, "junit");
    let document = roxmltree::Document::parse(&suites).unwrap();
    let named = |node: &roxmltree::Node<'_, '_>| node.attribute("name") == Some("ONE-001 The organ is one piece");
    let test = document.descendants().find(named).unwrap().first_element_child().unwrap();
    assert_eq!((test.tag_name().name(), test.attribute("type")), ("skipped", Some("waived")));
    assert!(written(folder.path(), &check, "markdown").contains("1 finding waived"));
    let log: Value = serde_json::from_str(&written(folder.path(), &check, "sarif")).unwrap();
    assert_eq!(log["runs"][0]["properties"]["waived"], 1);
}
