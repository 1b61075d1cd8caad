//! Each lint with a protocol it speaks of and one it does not.

use crate::model::{self, library};
use crate::report::Source;

use super::lint;

const LABELS: &str = "labels {\n 1 liver\n 2 tumour optional\n 3 cyst optional\n}\ngroup lesions = tumour + cyst\n";

fn said(text: &str) -> Vec<String> {
    let loaded = model::load(&Source::new("a.protocol", text));
    assert!(loaded.protocol.is_some(), "{:?}\n{text}", loaded.findings);
    let known = model::lint(&loaded, jiff::civil::date(2026, 6, 1));
    lint(&loaded, &known).into_iter().map(|finding| format!("{} {}", finding.code, finding.message)).collect()
}

/// What is said of rules `A-1`, `A-2` and so on, all of severity `error`.
fn rules(bodies: &[&str]) -> Vec<String> {
    let rule = |(at, body): (usize, &&str)| format!("rule A-{} error \"{at}\" {{ {body}\n}}\n", at + 1);
    let rules: String = bodies.iter().enumerate().map(rule).collect();
    said(&format!("protocol a/b 1.0.0\n{LABELS}{rules}"))
}

#[track_caller]
fn says(bodies: &[&str], expected: &[&str]) {
    assert_eq!(rules(bodies), expected, "{bodies:?}");
}

#[test]
fn contradictions_are_named_with_the_least_set_of_rules() {
    says(
        &[
            "require volume(liver) <= 500 mL",
            "require volume(tumour) <= 5 mL",
            "require volume(liver) >= 600 mL when present(liver)",
        ],
        &["P312 no case can be accepted: `labels.liver`, `A-1` and `A-3` cannot be met together"],
    );
    // Where a class may be absent, both can be met.
    says(&["require volume(tumour) <= 5 mL", "require volume(tumour) >= 6 mL"], &[]);
    says(
        &["require volume(liver) > 5 mL and volume(liver) < 4 mL"],
        &["P312 no case can be accepted: `labels.liver` and `A-1` exclude each other"],
    );
}

#[test]
fn rules_that_follow_are_dead() {
    says(
        &["require volume(lesions) <= 5 mL", "require volume(tumour) <= 6 mL"],
        &["P313 `A-2` fails only where `A-1` fails too"],
    );
    says(&["require volume(lesions) <= 5 mL", "require volume(tumour) <= 4 mL"], &[]);
    says(&["require present(liver)"], &["P313 `A-1` fails only where `labels.liver` fails too"]);
    // Of two that say the same, the second.
    says(
        &["require volume(liver) >= 1 mL", "require volume(liver) >= 0.001 L"],
        &["P313 `A-2` fails only where `A-1` fails too"],
    );
    // What is not looked into follows from itself.
    says(
        &["require diameter(liver) >= 5 mm", "require diameter(liver) >= 0.4 cm"],
        &["P313 `A-2` fails only where `A-1` fails too"],
    );
    // A warning is no reason for an error.
    let text = |severity: &str| {
        format!(
            "protocol a/b 1.0.0\n{LABELS}rule A-1 {severity} \"a\" {{ require volume(liver) >= 2 mL\n}}\n\
             rule A-2 error \"b\" {{ require volume(liver) >= 1 mL\n}}\n"
        )
    };
    assert_eq!(said(&text("error")), ["P313 `A-2` fails only where `A-1` fails too"]);
    assert_eq!(said(&text("warning")), Vec::<String>::new());
}

#[test]
fn rules_that_nothing_can_break() {
    says(&["require volume(tumour) <= volume(lesions)"], &["P314 nothing can break `A-1`"]);
    says(&["require components(liver, min: 2 mL) <= components(liver, min: 1 mL)"], &["P314 nothing can break `A-1`"]);
    says(&["require components(liver, min: 1 mL) <= components(liver, min: 2 mL)"], &[]);
    // What is said of a claim is not said again of its rule.
    says(&["require volume(liver) >= 0 mL"], &[]);
}

#[test]
fn conditions_that_are_never_met() {
    says(
        &["require volume(liver) <= 500 mL", "require present(tumour) when volume(liver) >= 600 mL"],
        &["P313 `A-2` fails only where `A-1` fails too"],
    );
    says(
        &[
            "require volume(liver) <= 500 mL",
            "require present(tumour) when volume(liver) >= 600 mL\n require volume(liver) >= 1 mL",
        ],
        &["P315 the condition `volume(liver) >= 600 mL` of `A-2` is never met"],
    );
    says(
        &[
            "require volume(liver) <= 500 mL",
            "require present(tumour) when volume(liver) >= 400 mL\n require volume(liver) >= 1 mL",
        ],
        &[],
    );
    // One binding is enough.
    says(&["require absent(cyst)", "each x in {tumour, cyst} { require volume(x) >= 1 mL when present(x) }"], &[]);
}

#[test]
fn a_tighten_that_tightens_nothing() {
    let base =
        "protocol a/base 1.0.0\nlabels {\n 1 liver\n}\nrule A-1 error \"a\" { require volume(liver) >= 500 mL\n}\n";
    let said = |body: &str| {
        let text = format!("protocol a/own 1.0.0 extends a/base ^1.0\ntighten A-1 {{ {body}\n}}\n");
        let find = |name: &str, _: &Source| (name == "a/base").then(|| Source::new(name, base));
        let loaded = model::load_with(&Source::new("own.protocol", text.as_str()), &find);
        assert!(loaded.protocol.is_some(), "{:?}", loaded.findings);
        lint(&loaded, &[]).into_iter().map(|finding| finding.code).collect::<Vec<_>>()
    };
    assert_eq!(said("require volume(liver) >= 400 mL"), ["P316"]);
    assert_eq!(said("require volume(liver) >= 600 mL"), Vec::<String>::new());
    assert_eq!(said("require volume(liver) >= 400 mL and components(liver, min: 1 mL) == 1"), Vec::<String>::new());
}

/// Nothing is said of the shipped protocols that is not meant.
#[test]
fn shipped_protocols_have_none() {
    let mut found = Vec::new();
    for name in library::names() {
        let loaded = model::load(&Source::new(name, library::find(name).unwrap()));
        let findings = lint(&loaded, &model::lint(&loaded, jiff::civil::date(2026, 6, 1)));
        found.extend(findings.into_iter().map(|finding| format!("{name}: {} {}", finding.code, finding.message)));
    }
    assert_eq!(found, Vec::<String>::new());
}
