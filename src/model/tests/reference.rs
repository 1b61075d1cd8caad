//! The examples of the language reference are real: each is read and resolved here.

use super::{DECLARATIONS, loaded, told};

const REFERENCE: &str = include_str!("../../../docs/language.md");

/// An example may be a whole protocol, some items, or some statements; what it leaves out is supplied.
fn completed(example: &str) -> String {
    let first = example.split_whitespace().next().unwrap_or_default();
    let item = crate::syntax::ITEMS;
    let table = DECLARATIONS.split("group").next().unwrap_or_default();
    if example.lines().any(|line| line.starts_with("protocol ")) {
        example.to_owned()
    } else if !item.contains(&first) {
        format!("protocol a/b 1.0.0\n{DECLARATIONS}rule A-1 error \"t\" {{\n{example}\n}}\n")
    } else if example.contains("labels {") || example.contains("labels open {") {
        format!("protocol a/b 1.0.0\n{example}\n")
    } else {
        format!("protocol a/b 1.0.0\n{table}{example}\n")
    }
}

#[test]
fn every_example_of_the_reference_is_sound() {
    let mut count = 0;
    for block in REFERENCE.split("```protocol\n").skip(1) {
        let example = block.split("```").next().unwrap_or_default();
        let text = completed(example);
        let loaded = loaded(&text);
        assert!(loaded.findings.is_empty(), "{text}\n{:#?}", told(&loaded));
        count += 1;
    }
    assert!(count >= 11, "only {count} examples");
}

#[test]
fn the_reference_names_every_measure_word_and_lint() {
    for signature in super::super::typing::signatures::SIGNATURES {
        let word = format!("{}(", signature.name);
        assert!(
            REFERENCE.contains(&word) || REFERENCE.contains(&format!("`{}`", signature.name)),
            "{}",
            signature.name
        );
    }
    for code in super::super::codes::all() {
        if code.code > "P3" || code.code == "P207" {
            assert!(REFERENCE.contains(&format!("`{}`", code.code)), "{} is not in the reference", code.code);
        }
    }
    for item in crate::syntax::ITEMS {
        assert!(REFERENCE.contains(&format!("`{item}`")), "{item}");
    }
}
