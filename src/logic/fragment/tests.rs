//! Questions with answers worked out by hand.

use super::Theory;
use super::question::{Question, Verdict};
use super::statements::Failure;
use crate::logic::anatomy::View;
use crate::logic::solver::Limits;
use crate::model::{self, Protocol};
use crate::report::{Severity, Source};

pub(super) fn protocol(text: &str) -> Protocol {
    let loaded = model::load(&Source::new("test.protocol", text));
    loaded.protocol.unwrap_or_else(|| panic!("{:?}\n{text}", loaded.findings))
}

/// `implied`, `not implied` or `undecided`: the last rule, from the label table and all rules before it.
fn asked(labels: &str, rules: &[&str]) -> &'static str {
    let mut text = format!("protocol test/case 1.0.0\n{labels}\n");
    for (at, rule) in rules.iter().enumerate() {
        text.push_str(&format!("rule R-{:03} error \"rule\" {{ {rule}\n}}\n", at + 1));
    }
    let protocol = protocol(&text);
    let (anatomy, view) = View::alone(&protocol);
    let mut theory = Theory::new(anatomy, &[view]);
    let rules = theory.protocols[0].rules.clone();
    let (asked, kept) = rules.split_last().unwrap();
    let keeps: Vec<&Failure> =
        kept.iter().filter(|rule| rule.severity == Severity::Error).flat_map(|rule| &rule.failures).collect();
    let mut verdict = "implied";
    for failure in &asked.failures {
        let question = Question {
            keeps: keeps.clone(),
            breaks: Some(failure),
            ignores: theory.protocols[0].ignores,
            padded: false,
        };
        match theory.ask(&question, &Limits::default()) {
            Verdict::Impossible(proof) => assert_eq!(proof.check(), Ok(())),
            Verdict::Possible(_) => verdict = "not implied",
            Verdict::Undecided => return "undecided",
        }
    }
    verdict
}

const TABLE: &str = "labels {\n 1 liver\n 2 tumour optional\n 3 cyst optional\n 4 spleen\n}\ngroup lesions = tumour + cyst\ngroup whole = liver + lesions\n";

#[track_caller]
fn implied(rules: &[&str]) {
    assert_eq!(asked(TABLE, rules), "implied", "{rules:?}");
}

#[track_caller]
fn not_implied(rules: &[&str]) {
    assert_eq!(asked(TABLE, rules), "not implied", "{rules:?}");
}

#[test]
fn sizes_add_up() {
    implied(&["require volume(liver) >= 500 mL", "require volume(whole) >= 500 mL"]);
    not_implied(&["require volume(whole) >= 500 mL", "require volume(liver) >= 500 mL"]);
    implied(&["require volume(whole) in 600 mL .. 3500 mL", "require volume(whole) >= 0.5 L"]);
    implied(&["require volume(tumour) <= 10 mL", "require volume(cyst) <= 5 mL", "require volume(lesions) <= 15 mL"]);
    not_implied(&["require volume(tumour) <= 10 mL", "require volume(lesions) <= 15 mL"]);
    implied(&[
        "require volume(tumour) / volume(whole) <= 10 %",
        "require volume(tumour) <= volume(liver)",
        "require volume(tumour) / volume(whole) <= 15 %",
    ]);
}

#[test]
fn what_is_required_is_there() {
    implied(&["require present(whole)"]);
    not_implied(&["require present(lesions)"]);
    implied(&["require present(tumour) implies present(cyst)", "require absent(cyst) implies absent(tumour)"]);
    // Of an absent optional class nothing is said.
    implied(&["require volume(tumour) >= 1 mL when present(tumour)", "require volume(tumour) >= 1 mL"]);
    not_implied(&["require volume(tumour) >= 1 mL", "require present(tumour)"]);
}

#[test]
fn counts_and_floors() {
    implied(&["require components(liver) == 1", "require components(liver, min: 1 mL) <= 1"]);
    not_implied(&["require components(liver, min: 1 mL) <= 1", "require components(liver) == 1"]);
    implied(&["require volume(tumour) < 3 mL", "require components(tumour, min: 1 mL) <= 2"]);
    not_implied(&["require volume(tumour) <= 3 mL", "require components(tumour, min: 1 mL) <= 2"]);
    implied(&["require holes(liver) == 0", "require holes(liver, min: 0.1 mL) == 0"]);
    implied(&[
        "require components(liver) == 1",
        "require volume(liver) >= 10 mL",
        "require components(liver, min: 5 mL) == 1",
    ]);
}

#[test]
fn parts_speak_for_all() {
    implied(&[
        "each c in components(tumour, min: 10 mm3) { require volume(c) <= 1 mL }",
        "each c in components(tumour, min: 20 mm3) { require volume(c) <= 2 mL }",
    ]);
    not_implied(&[
        "each c in components(tumour, min: 20 mm3) { require volume(c) <= 1 mL }",
        "each c in components(tumour, min: 10 mm3) { require volume(c) <= 1 mL when volume(c) >= 0 mL and c touches liver }",
        "each c in components(tumour, min: 10 mm3) { require c touches liver }",
    ]);
    implied(&[
        "each c in components(tumour) { require c touches liver }",
        "require present(tumour) implies tumour touches liver",
    ]);
    implied(&[
        "require tumour separate from spleen",
        "each c in components(tumour, min: 5 mm3) { require c separate from spleen }",
    ]);
    not_implied(&["require tumour touches liver", "each c in components(tumour) { require c touches liver }"]);
    implied(&[
        "require tumour touches liver",
        "require components(tumour) == 1",
        "each c in components(tumour) { require c touches liver }",
    ]);
}

#[test]
fn faces() {
    implied(&["require tumour inside liver", "require present(tumour) implies tumour touches liver"]);
    implied(&["require tumour inside liver", "require tumour separate from spleen"]);
    implied(&["require tumour inside liver", "require complete(tumour)"]);
    implied(&["require tumour inside liver", "require present(tumour) implies holes(liver) >= 1"]);
    implied(&["require tumour inside cyst", "require cyst inside tumour", "require absent(tumour) or absent(cyst)"]);
    not_implied(&["require tumour inside whole", "require tumour inside liver"]);
    implied(&["require complete(whole)", "require complete(liver)"]);
    not_implied(&["require complete(liver)", "require complete(whole)"]);
    implied(&["require liver subset of whole"]);
    implied(&["require lesions separate from spleen", "require cyst separate from spleen"]);
}

#[test]
fn order() {
    implied(&["require liver right of spleen by 10 mm", "require liver right of spleen"]);
    implied(&["require spleen left of liver", "require liver right of spleen"]);
    implied(&[
        "require liver cranial to spleen",
        "require spleen cranial to tumour",
        "require liver cranial to tumour",
    ]);
    implied(&["require bottom(liver) cranial to top(spleen)", "require liver cranial to spleen"]);
    not_implied(&["require liver cranial to spleen", "require bottom(liver) cranial to top(spleen)"]);
}

#[test]
fn facts_of_the_case() {
    let table = "case { phase in {arterial, venous}\n cut yes/no, default no\n age in 0 year .. 120 year optional\n}\nlabels {\n 1 liver\n 2 tumour optional\n}\n";
    let ask = |rules: &[&str]| asked(table, rules);
    assert_eq!(ask(&["require case.phase in {arterial, venous}"]), "implied");
    assert_eq!(ask(&["require case.phase == venous"]), "not implied");
    assert_eq!(
        ask(&["require case.phase == venous unless case.cut", "require case.phase == arterial implies case.cut"]),
        "implied"
    );
    assert_eq!(ask(&["require present(case.age)"]), "not implied");
    assert_eq!(ask(&["require case.age >= 18 year", "require case.age >= 16 year"]), "implied");
    assert_eq!(ask(&["require case.age <= 130 year"]), "implied");
}

#[test]
fn opaque_measures_are_ordered() {
    implied(&["require diameter(liver) <= 100 mm", "require diameter(liver) <= 120 mm"]);
    not_implied(&["require diameter(liver) <= 100 mm", "require diameter(spleen) <= 120 mm"]);
}

#[test]
fn terms_are_shared_between_protocols() {
    let first = protocol(
        "protocol a/a 1.0.0\nlabels {\n 1 liver\n}\nrule A-1 error \"a\" { require volume(liver) >= 2 mL\n}\n",
    );
    let second = protocol(
        "protocol b/b 1.0.0\nlabels {\n 7 leber\n}\nrule B-1 error \"b\" { require volume(leber) >= 1 mL\n}\n",
    );
    let (anatomy, view) = View::alone(&first);
    let other = View { protocol: &second, classes: view.classes.clone() };
    let mut theory = Theory::new(anatomy, &[view, other]);
    let [a, b] = [0, 1].map(|at| theory.protocols[at].rules.clone());
    let mut ask = |keeps: &[super::EncodedRule], breaks: &super::EncodedRule| {
        let keeps = keeps.iter().flat_map(|rule| &rule.failures).collect();
        let question = Question { keeps, breaks: breaks.failures.first(), ignores: false, padded: false };
        matches!(theory.ask(&question, &Limits::default()), Verdict::Impossible(_))
    };
    assert!(ask(&a, b.last().unwrap()));
    assert!(!ask(&b, a.last().unwrap()));
}
