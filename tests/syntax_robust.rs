//! No text makes the parser panic, hang or exhaust the stack; what it reports lies inside the text and says what to do.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod support;

use std::fmt::Write as _;

use proptest::prelude::*;
use support::generator::{commented, text};
use support::random::Random;
use voxlint::report::Source;
use voxlint::syntax::{Parsed, format, parse};

fn check(text: &str) -> Parsed {
    let source = Source::new("any.protocol", text);
    let parsed = parse(&source);
    for finding in &parsed.findings {
        assert!(finding.help.is_some(), "no help: {finding:?}");
        for label in &finding.labels {
            assert!(text.get(label.span.start..label.span.end).is_some(), "outside the text: {finding:?}");
        }
    }
    if parsed.findings.is_empty() {
        let formatted = format(&source, &parsed).expect("a text without mistakes can be formatted");
        let again = Source::new("formatted.protocol", formatted.as_str());
        assert_eq!(format(&again, &parse(&again)).as_deref(), Ok(formatted.as_str()), "not idempotent");
    }
    parsed
}

fn in_rule(claim: &str) -> String {
    format!("protocol a/b 1.0.0\nrule LIV-001 error \"Title\" {{\n  require {claim}\n}}\n")
}

#[test]
fn deep_nesting_is_a_diagnostic() {
    let deep = 10_000;
    for text in [
        in_rule(&format!("{}1{} == 1", "(".repeat(deep), ")".repeat(deep))),
        in_rule(&"(".repeat(deep)),
        in_rule(&")".repeat(deep)),
        in_rule(&format!("{}liver{} == 1", "f(".repeat(deep), ")".repeat(deep))),
        in_rule(&"{".repeat(deep)),
        in_rule(&format!("{} present(liver)", "not ".repeat(deep))),
        in_rule(&format!("{}1 == 1", "- ".repeat(deep))),
        in_rule(&format!("{}present(liver)", "present(liver) implies ".repeat(deep))),
        in_rule(&format!("{}present(liver)", "present(liver) and ".repeat(deep))),
        in_rule(&format!("liver inside a{}", ", up to 1 mm".repeat(deep))),
        in_rule(&"most left 1 mm of ".repeat(deep)),
        in_rule(&format!("1{}", " < 1".repeat(deep))),
        format!("protocol a/b 1.0.0\nrule A-1 error \"T\" {{ {}", "each x in labels { ".repeat(deep)),
        format!("protocol a/b 1.0.0\ngroup a = {}b", "b + ".repeat(deep)),
        "case ".to_owned() + &"{".repeat(deep),
    ] {
        let parsed = check(&text);
        assert!(!parsed.findings.is_empty(), "{}", text.chars().take(120).collect::<String>());
        assert!(parsed.findings.len() <= deep + 10);
    }
    let nested = check(&in_rule(&format!("{}1{} == 1", "(".repeat(deep), ")".repeat(deep))));
    let messages: Vec<&str> = nested.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(messages, ["brackets are nested more than 64 deep"]);
}

#[test]
fn as_deep_as_allowed_is_fine() {
    let parsed = check(&in_rule(&format!("{}1{} == 1", "(".repeat(60), ")".repeat(60))));
    assert!(parsed.findings.is_empty(), "{:?}", parsed.findings);
    let parsed = check(&in_rule(&format!("present(a){}", " and present(a)".repeat(380))));
    assert!(parsed.findings.is_empty(), "{:?}", parsed.findings);
}

/// Found among mutated protocols: the label on a misspelt keyword must end between two characters of the text.
#[test]
fn misspelt_keywords_are_marked_as_they_are_written() {
    for (text, message) in [
        ("protocol a/b 1.0.0\n\nmet≥a {\n  owner = \"x\"\n", "not closed"),
        ("protocol a/b 1.0.0\n\nrul", "the rule has no ID"),
        ("labels { 1 a }\nproto≥col", "does not begin an item"),
        ("protocol a/b 1.0.0\nlabels { 1 a }\nlabel≥", ""),
    ] {
        let parsed = check(text);
        let found = parsed.findings.iter().any(|finding| finding.message.contains(message));
        assert!(found, "{text}: {:?}", parsed.findings);
    }
}

/// A thousand rules, and two thousand: time grows with the length of the text and no faster.
#[test]
fn long_files_take_time_in_proportion() {
    let rules = |count: usize| {
        let mut text = String::from("protocol a/b 1.0.0\n");
        for number in 1..=count {
            write!(
                text,
                "rule LIV-{number:03} error \"Title\" {{\n  require volume(liver) >= 600 mL when complete(liver)\n}}\n"
            )
            .expect("writing to a string");
        }
        text
    };
    let seconds = |count| {
        let text = rules(count);
        let start = std::time::Instant::now();
        assert!(parse(&Source::new("long.protocol", text)).findings.is_empty());
        start.elapsed().as_secs_f64()
    };
    let small = (0..3).map(|_| seconds(250)).fold(f64::INFINITY, f64::min);
    let large = (0..3).map(|_| seconds(2000)).fold(f64::INFINITY, f64::min);
    assert!(large < small * 8.0 * 4.0, "250 rules take {small} s, 2000 take {large} s");
}

#[test]
fn mutated_protocols() {
    const PIECES: &[&str] = &[
        "(",
        ")",
        "{",
        "}",
        "[",
        "]",
        "\"",
        "`",
        "'",
        ",",
        ";",
        ":",
        ".",
        "..",
        "..<",
        "=",
        "==",
        "<",
        ">=",
        "+",
        "-",
        "*",
        "/",
        "//",
        "///",
        "/*",
        "#",
        "--",
        "&",
        "|",
        "!",
        "%",
        "@",
        "\\",
        "\n",
        "\r",
        "\t",
        "\u{0}",
        "\u{1a}",
        "é",
        "≥",
        "“",
        "0",
        "5 mm",
        " and ",
        " in ",
        " not ",
        " each ",
        " when ",
        " rule ",
        " labels ",
        " require ",
        " up to ",
        " most ",
        " for ",
        " x ",
    ];
    for seed in 0..support::count(150, 10_000) as u64 {
        let mut random = Random::new(seed);
        let mut characters: Vec<char> = text(&commented(seed)).chars().collect();
        for _ in 0..1 + random.below(12) {
            let at = random.below(characters.len() + 1);
            let end = (at + random.below(20)).min(characters.len());
            match random.below(4) {
                0 => drop(characters.drain(at..end)),
                1 => {
                    let copy: Vec<char> = characters[at..end].to_vec();
                    let to = random.below(characters.len() + 1);
                    characters.splice(to..to, copy);
                }
                2 => characters.truncate(characters.len().min(at.max(20))),
                _ => drop(characters.splice(at..at, random.pick(PIECES).chars())),
            }
        }
        check(&characters.into_iter().collect::<String>());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: support::count(200, 5_000) as u32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in "\\PC{0,200}") {
        check(&text);
    }

    #[test]
    fn any_words(words in proptest::collection::vec(
        prop_oneof![
            "[a-z]{1,8}", "[0-9]{1,4}", "[(){}\\[\\],;:.=<>+*/&|!%@#\"`'-]{1,3}", "[\\n\\r\\t ]",
            Just("rule LIV-001 error \"T\" {".to_owned()), Just("labels {".to_owned()), Just("require".to_owned()),
            Just("each x in".to_owned()), Just("volume(liver)".to_owned()), Just("// c\n".to_owned()), Just("}".to_owned()),
        ], 0..40)) {
        check(&words.join(" "));
    }
}
