//! The published rules of rules.jsonl against what voxlint can decide of them; README.md says how to read the table.
//!
//! `cargo test --test corpus -- --nocapture` prints the counts.

#![allow(
    clippy::indexing_slicing,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where its own files are wrong"
)]

mod class_tables;
mod coverage;
mod floors;
mod planted_codes;
mod published;
mod references;
mod spec_cases;
mod stories;
mod tally;

#[path = "../support/nifti_writer.rs"]
#[allow(dead_code, reason = "this test writes one plain kind of file")]
mod nifti_writer;

use std::path::PathBuf;

use coverage::{How, Row};
use published::{Checkable, Published};
use references::Reference;
use spec_cases::SpecCases;

fn tests_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn file(name: &str) -> String {
    let path = tests_folder().join("corpus").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Each published rule with its row.
fn rows() -> Vec<(Published, Row)> {
    let published = published::read(&file("rules.jsonl"));
    let rows = coverage::read(&file("coverage.tsv"));
    let ids: Vec<&str> = published.iter().map(|rule| rule.id.as_str()).collect();
    let listed: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(listed, ids, "coverage.tsv has one row for each rule of rules.jsonl, in its order");
    published.into_iter().zip(rows).collect()
}

fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} mismatches:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_reference_exists() {
    let specs = SpecCases::read(&tests_folder());
    let planted = planted_codes::read(&tests_folder());
    let mut wrong = Vec::new();
    for (_, row) in rows() {
        for reference in &row.references {
            if let Err(why) = reference.exists(&specs, &planted) {
                wrong.push(format!("{}: {reference}: {why}", row.id));
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn every_rule_that_counts_as_decided_is_shown_to_fail_alone() {
    let specs = SpecCases::read(&tests_folder());
    let mut wrong = Vec::new();
    for (published, row) in rows().into_iter().filter(|(_, row)| row.how == How::Rule) {
        if row.references.is_empty() {
            wrong.push(format!("{}: no rule is named", row.id));
        }
        if published.checkable == Checkable::Yes && !row.note.is_empty() {
            wrong
                .push(format!("{}: nothing may be left out of a rule that a program can decide: {}", row.id, row.note));
        }
        if published.checkable == Checkable::No {
            wrong.push(format!("{}: no program can decide it, says the corpus", row.id));
        }
        for reference in &row.references {
            let shown = match reference {
                Reference::Shipped(name, id) => specs.fails_alone(name, id) && specs.passes(name, id),
                Reference::Spec(file, id) => specs.fails_alone(file, id) && specs.passes(file, id),
                Reference::ClassTable(_) | Reference::BuiltIn(_) => true,
            };
            if !shown {
                wrong.push(format!("{}: {reference}: no case where it passes, or none where it alone fails", row.id));
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn rules_for_people_are_those_that_no_program_decides() {
    let mut wrong = Vec::new();
    for (published, row) in rows().into_iter().filter(|(_, row)| row.how == How::Manual) {
        if published.checkable == Checkable::Yes {
            wrong.push(format!("{}: a program can decide it, says the corpus", row.id));
        }
        if row.note.is_empty() || row.references.is_empty() {
            wrong.push(format!("{}: a rule and a reason are due", row.id));
        }
        let asks = |reference: &Reference| reference.asks_a_person();
        wrong.extend(
            row.references.iter().filter(|r| !asks(r)).map(|r| format!("{}: {r} is no rule with `manual`", row.id)),
        );
    }
    assert_none(&wrong);
}

#[test]
fn gaps_are_named_in_fixed_words() {
    let words = floors::gap_words(&file("README.md"));
    let rows = rows();
    let gaps = || rows.iter().filter(|(_, row)| row.how == How::Gap).map(|(_, row)| row);
    let mut wrong: Vec<String> = gaps()
        .filter(|row| !words.contains(&row.note) || !row.references.is_empty())
        .map(|row| format!("{}: `{}` is no word of README.md, or a rule is named", row.id, row.note))
        .collect();
    let unused = words.iter().filter(|word| !gaps().any(|row| row.note == **word));
    wrong.extend(unused.map(|word| format!("README.md: no gap is called `{word}`")));
    assert_none(&wrong);
}

#[test]
fn class_tables_are_the_published_ones() {
    let tables = class_tables::read(&file("class_tables.tsv"));
    let mut wrong: Vec<String> = tables.iter().flat_map(class_tables::Table::disagreements).collect();
    for (_, row) in rows() {
        for reference in &row.references {
            if let Reference::ClassTable(name) = reference
                && !tables.iter().any(|table| table.id == row.id && table.protocol == *name)
            {
                wrong.push(format!("{}: class_tables.tsv has no row for {reference}", row.id));
            }
        }
    }
    for table in &tables {
        let wanted = Reference::ClassTable(table.protocol.clone());
        if !rows().iter().any(|(_, row)| row.id == table.id && row.references.contains(&wanted)) {
            wrong.push(format!("class_tables.tsv: {}: coverage.tsv does not name {wanted}", table.id));
        }
    }
    assert_none(&wrong);
}

#[test]
fn coverage_has_not_dropped() {
    let rows = rows();
    println!("{}", tally::table(&rows));
    let mut wrong = Vec::new();
    for (checkable, floor) in floors::decided(&file("README.md")) {
        let decided = tally::decided(&rows, checkable);
        if decided < floor {
            wrong.push(format!("{checkable}: {decided} rules are decided, README.md says at least {floor}"));
        }
    }
    assert_none(&wrong);
}

#[test]
fn every_published_error_is_re_enacted() {
    let specs = SpecCases::read(&tests_folder());
    let of_files = std::fs::read_to_string(tests_folder().join("cli/stories.rs")).expect("the tests of files");
    let stories = stories::read(&file("stories.tsv"));
    assert_eq!(stories.len(), 39);
    let untold = stories.iter().filter(|story| !story.is_told(&specs, &of_files));
    assert_none(&untold.map(|story| format!("{}: {}", story.number, story.error)).collect::<Vec<_>>());
}
