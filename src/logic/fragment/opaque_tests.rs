//! Measures and claims that the fragment does not look into, across protocols.

use std::collections::BTreeSet;

use super::Theory;
use super::question::{Question, Verdict};
use super::tests::protocol;
use crate::logic::anatomy::{Anatomy, TissueId, View};
use crate::logic::solver::Limits;

/// Whether every case of the first protocol keeps the last rule of the second. Classes are tissues by their place in the
/// label tables; a class that `covers` does not speak of is one of its own.
fn implied(first: &str, second: &str, covers: [&[usize]; 2]) -> bool {
    let texts = [first, second].map(|text| protocol(&format!("protocol test/case 1.0.0\n{text}\n")));
    let views: Vec<View<'_>> = texts
        .iter()
        .zip(covers)
        .map(|(protocol, covers)| View {
            protocol,
            classes: covers.iter().map(|&tissue| BTreeSet::from([TissueId(tissue)])).collect(),
        })
        .collect();
    let tissues = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
    let mut theory = Theory::new(Anatomy { tissues, exclusive: true }, &views);
    let [kept, asked] = [0, 1].map(|at| theory.protocols[at].rules.clone());
    let keeps: Vec<_> = kept.iter().flat_map(|rule| &rule.failures).collect();
    asked.last().unwrap().failures.iter().all(|failure| {
        let question = Question { keeps: keeps.clone(), breaks: Some(failure), ignores: false, padded: false };
        match theory.ask(&question, &Limits::default()) {
            Verdict::Impossible(proof) => proof.check() == Ok(()),
            Verdict::Possible(_) | Verdict::Undecided => false,
        }
    })
}

fn rules(labels: &str, rule: &str) -> String {
    format!("labels {{\n {labels}\n}}\nrule R-001 error \"rule\" {{ {rule}\n}}\n")
}

/// `liver` and `leber` are one tissue, `spleen` and `milz` another.
#[track_caller]
fn same(first: &str, second: &str, expected: bool) {
    let first = rules("1 liver\n 2 spleen", first);
    let second = rules("1 milz\n 7 leber", second);
    assert_eq!(implied(&first, &second, [&[0, 1], &[1, 0]]), expected, "{first}{second}");
}

#[test]
fn what_is_said_of_the_same_anatomy_is_the_same() {
    same("require diameter(liver) <= 100 mm", "require diameter(leber) <= 12 cm", true);
    same("require diameter(liver) <= 100 mm", "require diameter(milz) <= 12 cm", false);
    same("require diameter(liver) <= 100 mm", "require diameter(leber, in: axial) <= 12 cm", false);
    same("require liver inside spleen, up to 3 mm", "require leber inside milz, up to 0.3 cm", true);
    same("require liver inside spleen, up to 3 mm", "require milz inside leber, up to 3 mm", false);
    same("require liver inside spleen, up to 3 mm", "require leber inside milz, up to 4 mm", false);
    same(
        "require hull(liver + spleen) separate from grow(spleen, 5 mm)",
        "require hull(milz + leber) separate from grow(milz, 0.5 cm)",
        true,
    );
    same(
        "require hull(liver + spleen) separate from grow(spleen, 5 mm)",
        "require hull(milz + leber) separate from grow(leber, 5 mm)",
        false,
    );
    same("require volume(grow(liver, 5 mm)) <= 2 L", "require volume(grow(leber, 0.5 cm)) <= 2000 mL", true);
    same("require volume(grow(liver, 5 mm)) <= 2 L", "require volume(grow(leber, 6 mm)) <= 2 L", false);
    same(
        "in each axial slice of liver { require components(liver) == 1 }",
        "in each axial slice of leber { require components(leber) == 1 }",
        true,
    );
    same(
        "in each axial slice of liver { require components(liver) == 1 }",
        "in each axial slice of leber { require components(milz) == 1 }",
        false,
    );
}

#[test]
fn names_that_are_bound_are_what_they_stand_for() {
    same(
        "each x in {liver, spleen} { require diameter(x) <= 100 mm }",
        "each organ in {milz, leber} { require diameter(organ) <= 120 mm }",
        true,
    );
    same(
        "each x in {liver} { require diameter(x) <= 100 mm }",
        "each x in {milz} { require diameter(x) <= 120 mm }",
        false,
    );
    same(
        "each c in components(liver, min: 1 mL) { require diameter(c) <= 100 mm }",
        "each part in components(leber, min: 2 mL) { require diameter(part) <= 120 mm }",
        true,
    );
    same(
        "each c in components(liver, min: 2 mL) { require diameter(c) <= 100 mm }",
        "each part in components(leber, min: 1 mL) { require diameter(part) <= 120 mm }",
        false,
    );
    same(
        "each c in components(liver) { require distance(c, spleen) >= 5 mm }",
        "each c in components(leber) { require distance(c, milz) >= 4 mm }",
        true,
    );
}

#[test]
fn the_same_text_of_other_anatomy_is_another() {
    let text = "require diameter(target) <= 100 mm";
    let table = "1 target\n 2 rest";
    assert!(implied(&rules(table, text), &rules(table, text), [&[0, 1], &[0, 1]]));
    assert!(!implied(&rules(table, text), &rules(table, text), [&[0, 1], &[1, 0]]));
    let inside = "require target inside rest, up to 3 mm";
    assert!(implied(&rules(table, inside), &rules(table, inside), [&[0, 1], &[0, 1]]));
    // Relations say nothing of what is absent, whether it may be or not.
    let optional = "1 target optional\n 2 rest";
    assert!(implied(&rules(optional, inside), &rules(table, inside), [&[0, 1], &[0, 1]]));
    // Of structures that are not looked into, what is said of absent ones is not known.
    let grown = "require grow(target, 3 mm) inside rest, up to 3 mm";
    assert!(implied(&rules(table, grown), &rules(table, grown), [&[0, 1], &[0, 1]]));
    assert!(!implied(&rules(optional, grown), &rules(table, grown), [&[0, 1], &[0, 1]]));
    // A parameter with another value.
    let with =
        |size: &str| format!("param reach = {size}\n{}", rules(table, "require target inside rest, up to reach"));
    assert!(implied(&with("3 mm"), &with("3 mm"), [&[0, 1], &[0, 1]]));
    assert!(!implied(&with("3 mm"), &with("4 mm"), [&[0, 1], &[0, 1]]));
    // A fact with another default.
    let case = |default: &str| {
        let line = format!("case {{ side in {{left, right}}, default {default}\n other in {{left, right}} }}\n");
        format!("{line}{}", rules(table, "require case.side == case.other"))
    };
    assert!(implied(&case("left"), &case("left"), [&[0, 1], &[0, 1]]));
    assert!(!implied(&case("left"), &case("right"), [&[0, 1], &[0, 1]]));
}
