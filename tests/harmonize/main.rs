//! Agreed protocols of pairs and triples of sites: what they say, and that they accept just what every site accepts.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

#[path = "../support/mod.rs"]
mod support;

mod accepts;
mod agreed;
mod maps;
mod phantoms;
mod story;

use story::stories;
use voxlint::compare::harmonize::Outcome;

/// Each story ends as it says it does.
#[test]
fn stories_end_as_they_say() {
    let mut wrong = Vec::new();
    let all = stories();
    assert!(all.len() >= 10, "{} stories", all.len());
    for story in &all {
        let told = story.told();
        if told != story.expected {
            wrong.push(format!("{}:\n--- expected\n{}--- found\n{told}", story.title, story.expected));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn some_agree_and_some_do_not() {
    let all = stories();
    let agreed = all.iter().filter(|story| matches!(story.harmonized().outcome, Outcome::Agreed(_))).count();
    assert!(agreed >= 8 && all.len() - agreed >= 2, "{agreed} of {}", all.len());
}
