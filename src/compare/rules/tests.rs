//! Pairs worked out by hand.

use std::collections::BTreeSet;

use crate::compare::crosswalk::Crosswalk;
use crate::logic::fragment::{EncodedRule, Question, Theory};
use crate::model::{self, Protocol};
use crate::report::{Severity, Source};

use super::compatibility::{Compatibility, Compatible};
use super::shown::{NoFiles, Show, Shown, Unshown, Wanted};
use super::versions::demanded;
use super::{Comparison, compare, findings, questions};

/// Believes what the solver says, unless it rests on what is not looked into.
struct Believing;

impl Show for Believing {
    fn show(
        &mut self,
        theory: &mut Theory,
        question: &Question<'_>,
        _: Wanted,
        _: &EncodedRule,
    ) -> Result<Shown, Unshown> {
        let failure = question.breaks.filter(|failure| theory.looks_into(failure));
        failure.map(|_| Shown::default()).ok_or(Unshown::NotFound)
    }
}

fn load(text: &str) -> Protocol {
    let loaded = model::load(&Source::new("test.protocol", text));
    loaded.protocol.unwrap_or_else(|| panic!("{:?}\n{text}", loaded.findings))
}

const TABLE: &str = "labels {\n 1 liver\n 2 tumour optional\n 3 cyst optional\n}\ngroup lesions = tumour + cyst\n";

fn protocol(version: &str, table: &str, rules: &[(&str, &str, &str)]) -> Protocol {
    let mut text = format!("protocol test/case {version}\n{table}");
    for (id, severity, body) in rules {
        text.push_str(&format!("rule {id} {severity} \"rule {id}\" {{ {body}\n}}\n"));
    }
    load(&text)
}

fn compared(old: &Protocol, new: &Protocol, show: &mut dyn Show) -> Comparison {
    let crosswalk = Crosswalk::new(&[old, new], &[]).unwrap();
    compare(&crosswalk.anatomy, &crosswalk.views[0], &crosswalk.views[1], show)
}

/// `A-1: tightened`, without the lines of the label table.
fn related(comparison: &Comparison) -> Vec<String> {
    let rule = |side: &super::Side, at: Option<usize>| at.map(|at| side.rules[at].id.clone());
    let said = comparison.related.iter().map(|related| {
        let (old, new) = (rule(&comparison.old, related.old), rule(&comparison.new, related.new));
        let name = match (old, new) {
            (Some(old), Some(new)) if old != new => format!("{old} > {new}"),
            (Some(id), _) | (None, Some(id)) => id,
            (None, None) => String::new(),
        };
        format!("{name}: {}", related.relation.word())
    });
    said.filter(|said| !said.starts_with("labels.")).collect()
}

/// What the sentences of one rule each are.
fn relation(old: &str, new: &str) -> (String, Vec<String>) {
    let of = |body: &str, version| {
        let rules = [("A-001", "error", body)];
        protocol(version, TABLE, if body.is_empty() { &[] } else { &rules })
    };
    let (old, new) = (of(old, "1.0.0"), of(new, "2.0.0"));
    let comparison = compared(&old, &new, &mut Believing);
    let found = findings(&comparison, (&old, &new), None, &[]);
    let said = related(&comparison).join(", ");
    (said, found.into_iter().map(|finding| format!("{} {}", finding.code, finding.message)).collect())
}

#[track_caller]
fn says(old: &str, new: &str, expected: &str, message: &str) {
    let (said, messages) = relation(old, new);
    assert_eq!(said, format!("A-001: {expected}"));
    let expected: &[&str] = if message.is_empty() { &[] } else { &[message] };
    assert_eq!(messages, expected);
}

#[test]
fn the_seven_relations() {
    says(
        "require volume(liver) in 600 mL .. 3500 mL",
        "require volume(liver) >= 0.6 L and volume(liver) <= 3.5 L",
        "same",
        "",
    );
    says(
        "require volume(liver) in 600 mL .. 3500 mL",
        "require volume(liver) in 800 mL .. 3500 mL",
        "tightened",
        "D201 `A-001` now refuses a `volume(liver)` of 600 mL to 800 mL",
    );
    says(
        "require volume(liver) in 600 mL .. 3000 mL",
        "require volume(liver) in 600 mL .. 3500 mL",
        "loosened",
        "D202 `A-001` now lets a `volume(liver)` of 3000 mL to 3500 mL pass",
    );
    says(
        "require components(liver) in {1, 2}",
        "require components(liver) in {1, 3}",
        "shifted",
        "D203 `A-001` now refuses a `components(liver)` of 2 and lets a `components(liver)` of 3 pass",
    );
    says(
        "",
        "require volume(liver) >= 600 mL",
        "added",
        "D204 `A-001` is new, and refuses a `volume(liver)` below 600 mL",
    );
    says("", "require volume(liver) > 0 mL", "added", "D204 `A-001` is new, and refuses nothing that was accepted");
    says(
        "require volume(liver) <= 3500 mL",
        "",
        "removed",
        "D205 `A-001` is gone: a `volume(liver)` above 3500 mL passes now",
    );
    says(
        "require volume(liver) <= 600 mL",
        "require volume(liver) >= 800 mL",
        "opposed",
        "D206 `A-001` and `A-001` exclude each other: no case that they judge passes both protocols",
    );
    // Where the condition can be avoided, cases pass both; those that the rule judges never do.
    says(
        "require absent(tumour) or volume(tumour) <= 5 mL",
        "require volume(tumour) >= 8 mL when present(tumour)",
        "opposed",
        "D206 `A-001` and `A-001` exclude each other: no case that they judge passes both protocols",
    );
    says(
        "require tumour inside hull(liver)",
        "require tumour inside grow(liver, 1 mm)",
        "undecided",
        "D207 whether `A-001` accepts other cases than before is undecided: it rests on a claim or measure that is not looked into",
    );
}

#[test]
fn ranges_are_said_as_a_person_would() {
    let counts = "require components(liver, min: 1 mL) in {1, 3}";
    says(
        "",
        counts,
        "added",
        "D204 `A-001` is new, and refuses a `components(liver, min: 1 mL)` of 0 or of 2 or of at least 4",
    );
    says("", "require holes(liver) == 0", "added", "D204 `A-001` is new, and refuses a `holes(liver)` of at least 1");
    says(
        "require volume(liver) > 5 mL",
        "require volume(liver) >= 6 mL and volume(liver) < 9 mL",
        "tightened",
        "D201 `A-001` now refuses a `volume(liver)` of 5 mL to 6 mL or of at least 9 mL",
    );
    // More than one measure has no range.
    says(
        "",
        "require volume(tumour) <= volume(liver)",
        "added",
        "D204 `A-001` is new, and refuses cases that were accepted",
    );
}

#[test]
fn parts_conditions_and_severities() {
    says(
        "each c in components(lesions, min: 10 mm3) { require volume(c) <= 2 mL }",
        "each c in components(lesions, min: 10 mm3) { require volume(c) <= 1 mL }",
        "tightened",
        "D201 `A-001` now refuses a `volume(c)` of 1 mL to 2 mL",
    );
    says(
        "require components(liver, min: 1 mL) <= 1",
        "require components(liver) <= 1",
        "tightened",
        "D201 `A-001` now refuses cases that were accepted",
    );
    // One part may be smaller than the floor.
    says(
        "require components(liver, min: 1 mL) == 1",
        "require components(liver) == 1",
        "shifted",
        "D203 `A-001` now refuses cases that were accepted and lets cases that it refused pass",
    );
    let (old, new) = ("require volume(liver) >= 1 mL", "require volume(liver) >= 1 mL when complete(liver)");
    says(old, new, "loosened", "D202 `A-001` now lets cases that it refused pass");
    let rule = |severity| protocol("1.0.0", TABLE, &[("A-001", severity, old)]);
    let (error, warning) = (rule("error"), rule("warning"));
    let comparison = compared(&error, &warning, &mut Believing);
    assert_eq!(related(&comparison), ["A-001: loosened"]);
    let found = findings(&comparison, (&error, &warning), None, &[]);
    assert!(found[0].message.contains("it was of severity error, and is of severity warning"), "{}", found[0].message);
    // Warnings are asked about against errors and warnings, and never bear on what is accepted.
    let comparison = compared(&warning, &error, &mut Believing);
    assert_eq!(related(&comparison), ["A-001: tightened"]);
    let comparison = compared(&warning, &warning, &mut Believing);
    assert_eq!(related(&comparison), ["A-001: same"]);
    let (none, warned) = (protocol("1.0.0", TABLE, &[]), rule("warning"));
    let comparison = compared(&none, &warned, &mut Believing);
    assert_eq!(comparison.compatible(Compatibility::Full, &[]), Compatible::Proven);
}

#[test]
fn counterparts_across_protocols_are_found_by_meaning() {
    let old = load(
        "protocol a/one 1.0.0\nlabels {\n 1 liver\n 2 spleen\n}\n\
         rule A-001 error \"spleen\" { require volume(spleen) <= 900 mL\n}\n\
         rule A-002 error \"liver\" { require components(liver, min: 1 mL) == 1\n}\n\
         rule A-003 error \"liver\" { require volume(liver) >= 500 mL\n}\n",
    );
    let new = load(
        "protocol b/two 1.0.0\nlabels {\n 5 spleen\n 9 liver\n}\n\
         rule A-001 error \"liver\" { require volume(liver) >= 400 mL\n}\n\
         rule B-007 error \"liver\" { require components(liver) == 1\n}\n\
         rule B-008 error \"spleen\" { require volume(spleen) <= 0.9 L\n}\n\
         rule B-009 error \"apart\" { require liver separate from spleen\n}\n",
    );
    let comparison = compared(&old, &new, &mut Believing);
    assert_eq!(
        related(&comparison),
        ["A-003 > A-001: loosened", "A-002 > B-007: tightened", "A-001 > B-008: same", "B-009: added"]
    );
}

#[test]
fn compatibility_is_proven_refuted_or_undecided() {
    let with = |body: &str| protocol("1.0.0", TABLE, &[("A-001", "error", body)]);
    let wide = with("require volume(liver) >= 500 mL");
    let narrow = with("require volume(liver) >= 600 mL");
    let opaque = with("require tumour inside grow(liver, 1 mm)");
    let answers = |old: &Protocol, new: &Protocol| {
        let comparison = compared(old, new, &mut Believing);
        Compatibility::ALL.map(|wanted| comparison.compatible(wanted, &[]).to_string())
    };
    let refuted = "refuted by `A-001`";
    assert_eq!(answers(&wide, &wide), ["proven", "proven", "proven"]);
    assert_eq!(answers(&narrow, &wide), ["proven", refuted, refuted]);
    assert_eq!(answers(&wide, &narrow), [refuted, "proven", refuted]);
    assert_eq!(answers(&opaque, &opaque), ["proven", "proven", "proven"]);
    assert_eq!(answers(&wide, &opaque)[0], "undecided for `A-001`");
    // Without a label file nothing is refuted.
    let comparison = compared(&wide, &narrow, &mut NoFiles);
    assert_eq!(comparison.compatible(Compatibility::Archive, &[]), Compatible::Undecided(vec!["A-001".to_owned()]));
    assert_eq!(related(&comparison), ["A-001: undecided"]);
    assert_eq!(comparison.undecided(), 1);
}

#[test]
fn what_is_asked_for_and_broken_is_an_error() {
    let with = |body: &str| protocol("1.0.0", TABLE, &[("A-001", "error", body)]);
    let (wide, narrow) = (with("require volume(liver) >= 500 mL"), with("require volume(liver) >= 600 mL"));
    let severities = |old: &Protocol, new: &Protocol, wanted| {
        let found = findings(&compared(old, new, &mut Believing), (old, new), wanted, &[]);
        let found = found.into_iter().filter(|finding| finding.code != "D211");
        found.map(|finding| (finding.code, finding.severity)).collect::<Vec<_>>()
    };
    let code = |code: &str, severity| (code.to_owned(), severity);
    assert_eq!(severities(&wide, &narrow, None), [code("D201", Severity::Warning)]);
    assert_eq!(
        severities(&wide, &narrow, Some(Compatibility::Archive)),
        [code("D201", Severity::Error), code("D209", Severity::Error)]
    );
    assert_eq!(severities(&wide, &narrow, Some(Compatibility::Consumer)), [code("D201", Severity::Warning)]);
    assert_eq!(
        severities(&narrow, &wide, Some(Compatibility::Full)),
        [code("D202", Severity::Error), code("D209", Severity::Error)]
    );
}

#[test]
fn the_version_step_is_that_of_the_change() {
    let with = |version, body: &str| protocol(version, TABLE, &[("A-001", "error", body)]);
    let old = with("1.0.0", "require volume(liver) >= 500 mL");
    let step = |new: &Protocol| {
        let comparison = compared(&old, new, &mut Believing);
        let found = findings(&comparison, (&old, new), None, &[]);
        let version = found.into_iter().find(|finding| finding.code == "D211").and_then(|finding| finding.help);
        (demanded(&comparison, &[]).word(), version)
    };
    let help = |version: &str| Some(format!("give it the version {version}"));
    assert_eq!(step(&with("1.0.1", "require volume(liver) >= 600 mL")), ("major", help("2.0.0")));
    assert_eq!(step(&with("2.0.0", "require volume(liver) >= 600 mL")), ("major", None));
    assert_eq!(step(&with("1.0.1", "require volume(liver) >= 400 mL")), ("minor", help("1.1.0")));
    assert_eq!(step(&with("1.0.1", "require volume(liver) >= 0.5 L")), ("patch", None));
    assert_eq!(step(&with("1.0.0", "require not volume(liver) < 500 mL")), ("patch", help("1.0.1")));
    assert_eq!(step(&with("1.0.0", "require volume(liver) >= 500 mL")), ("patch", None));
}

#[test]
fn a_protocol_that_accepts_nothing_is_said_so_with_the_least_conflict() {
    let sound = protocol("1.0.0", TABLE, &[("A-001", "error", "require volume(liver) >= 500 mL")]);
    let broken = protocol(
        "1.1.0",
        TABLE,
        &[
            ("A-001", "error", "require volume(liver) >= 500 mL"),
            ("A-002", "error", "require volume(lesions) <= 10 mL"),
            ("A-003", "error", "require present(liver) implies volume(liver) <= 400 mL"),
            ("A-004", "warning", "require volume(liver) <= 1 mL"),
        ],
    );
    let comparison = compared(&sound, &broken, &mut Believing);
    let found = findings(&comparison, (&sound, &broken), None, &[]);
    let messages: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
    // That the liver is there is a line of the label table, and part of the conflict.
    assert_eq!(
        messages,
        ["`test/case 1.1.0` accepts no case: `labels.liver`, `A-001` and `A-003` cannot be met together"]
    );
    assert!(comparison.related.is_empty());
    assert!(matches!(comparison.compatible(Compatibility::Archive, &[]), Compatible::Undecided(_)));
}

/// Everything that was found, without what depends on places in the text.
fn everything(old: &Protocol, new: &Protocol) -> (Vec<String>, BTreeSet<String>) {
    let comparison = compared(old, new, &mut Believing);
    let mut relations = related(&comparison);
    relations.sort();
    let asked = questions(&comparison, old, new).into_iter().map(|mut question| {
        question.as_object_mut().unwrap().remove("failure");
        question.to_string()
    });
    (relations, asked.collect())
}

#[test]
fn values_and_order_change_nothing() {
    let rules = |sizes: [&str; 2]| {
        let [lowest, highest] = sizes;
        [
            format!("rule A-001 error \"a\" {{ require volume(liver) in {lowest} .. 3500 mL\n}}\n"),
            format!("rule A-002 error \"b\" {{ each x in {{tumour, cyst}} {{ require volume(x) <= {highest}\n}}\n}}\n"),
            "rule A-003 warning \"c\" { require tumour separate from cyst\n}\n".to_owned(),
        ]
    };
    let text = |version: &str, table: &str, rules: &[&String]| {
        let rules: String = rules.iter().map(|rule| rule.as_str()).collect();
        load(&format!("protocol test/case {version}\n{table}{rules}"))
    };
    let (first, second) = (rules(["600 mL", "5 mL"]), rules(["700 mL", "9 mL"]));
    let renumbered = "labels {\n 8 cyst optional\n 7 tumour optional\n 40 liver\n}\ngroup lesions = cyst + tumour\n";
    let plain = everything(
        &text("1.0.0", TABLE, &first.iter().collect::<Vec<_>>()),
        &text("1.1.0", TABLE, &second.iter().collect::<Vec<_>>()),
    );
    let turned = everything(
        &text("1.0.0", renumbered, &first.iter().rev().collect::<Vec<_>>()),
        &text("1.1.0", renumbered, &second.iter().rev().collect::<Vec<_>>()),
    );
    assert_eq!(plain, turned);
    assert_eq!(plain.0, ["A-001: tightened", "A-002: loosened", "A-003: same"]);
}

#[test]
fn every_question_is_written_with_its_answer() {
    let with = |body: &str| protocol("1.0.0", TABLE, &[("A-001", "error", body)]);
    let (old, new) = (with("require volume(liver) >= 500 mL"), with("require volume(liver) >= 600 mL"));
    let comparison = compared(&old, &new, &mut Believing);
    let asked = questions(&comparison, &old, &new);
    let rules: Vec<_> = asked.iter().filter(|question| question["rule"] == "A-001").collect();
    assert_eq!(rules.len(), 2);
    let answers = rules.iter().map(|question| [&question["asks"], &question["answer"], &question["verdict"]]);
    let answers: Vec<_> = answers.map(|three| three.map(|value| value.as_str().unwrap())).collect();
    assert_eq!(answers, [["new", "possible", "not implied"], ["old", "impossible", "implied"]]);
    assert_eq!(rules[0]["statement"], "require volume(liver) >= 600 mL");
}
