//! Protocols that are legal, and what is said about them.

use jiff::civil::date;

use super::super::library;
use super::super::load;
use super::super::tests::{line, loaded};
use super::lint;
use crate::report::Source;

const LABELS: &str = "labels {\n  1 liver\n  2 tumour optional\n  3 void ignore\n}\ngroup whole = liver + tumour\n";

/// What is said about a rule with these statements.
fn said(statements: &str) -> Vec<String> {
    let text = format!(
        "protocol a/b 1.0.0\n{LABELS}rule A-1 error \"x\" {{\n  require volume(whole) <= 1 L\n  because \"y\"\n{statements}\n}}\n"
    );
    said_of(&text)
}

fn said_of(text: &str) -> Vec<String> {
    let loaded = loaded(text);
    lint(&loaded, date(2026, 6, 1)).iter().map(|finding| line(&loaded.source, finding)).collect()
}

#[track_caller]
fn assert_codes(statements: &str, codes: &[&str]) {
    let said = said(statements);
    let found: Vec<&str> = said.iter().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(found, codes, "{statements}\n{said:#?}");
}

#[test]
fn counts_want_a_floor() {
    assert_codes("require components(liver) == 1", &["P301"]);
    assert_codes("require components(liver, min: 0.5 mL) == 1", &[]);
    assert_codes("require holes(liver) in {0, 1}", &["P301"]);
    assert_codes("require present(tumour) implies components(tumour) <= 3", &["P301"]);
    assert_codes("require count(components(liver)) == 1", &["P301"]);
    assert_codes("require count(c for c in components(liver)) == 1", &["P301"]);
    assert_codes("require count(c for c in components(liver) where volume(c) >= 1 mL) == 1", &[]);
    assert_codes("require tunnels(liver) == 0", &[]);
    assert_codes("in each axial slice of liver { require components(liver) == 1 }", &["P301"]);
}

#[test]
fn decision_tables_cover_everything_once() {
    let table = |rows: &str| {
        let head =
            "case { z in {pz, tz}\n dwi integer in 1 .. 5\n size mm, optional\n note text\n s integer in 1 .. 5 }";
        let found = said_of(&format!("protocol a/b 1.0.0\n{LABELS}{head}\n/// Why\ndecide case.s from {rows}\n"));
        found.into_iter().filter(|line| !line.starts_with("P207")).collect::<Vec<_>>()
    };
    let codes =
        |rows: &str| table(rows).iter().map(|line| line.chars().take(4).collect::<String>()).collect::<Vec<_>>();
    assert!(codes("case.z, case.dwi { pz, _ -> 1; tz, 1 .. 3 -> 2; tz, {4, 5} -> 3 }").is_empty());
    let gap = table("case.z, case.dwi { pz, _ -> 1; tz, 1 .. 3 -> 2; tz, 5 -> 3 }");
    assert!(gap.len() == 1 && gap[0].contains("no row covers `case.z` = `tz` and `case.dwi` = `4`"), "{gap:?}");
    assert!(codes("case.z, case.dwi { pz, 1 -> 1; otherwise invalid }").is_empty());
    let size = table("case.size { .. 10 mm -> 1; 11 mm .. -> 2 }");
    assert!(size.len() == 1 && size[0].contains("`case.size` = `10.5 mm`"), "{size:?}");
    assert!(codes("case.size { ..< 10 mm -> 1; 10 mm .. -> 2 }").is_empty());
    let note = table("case.note { \"a\" -> 1 }");
    assert!(note[0].contains("no row covers another text of `case.note`"), "{note:?}");
    let late = table("case.z, case.dwi { pz, 1 .. 5 -> 1; tz, _ -> 2; pz, 3 -> 3 }");
    assert!(late.len() == 1 && late[0].starts_with("P311"), "{late:?}");
    assert_eq!(codes("case.z { unknown -> 1; pz -> 2 }"), ["P310"]);
    assert_eq!(codes("case.size { _ -> 1; unknown -> 2 }"), ["P311"]);
    assert!(codes("volume(tumour) { .. 1 mL -> 1; 1 mL .. -> 2; unknown -> 3 }").is_empty());
}

#[test]
fn equality_wants_a_tolerance() {
    assert_codes("require whole == grow(liver, 5 mm)", &["P302"]);
    assert_codes("require whole == grow(liver, 5 mm), up to 1 voxel", &[]);
}

#[test]
fn lower_bounds_want_a_complete_structure() {
    assert_codes("require volume(liver) >= 600 mL", &["P303"]);
    assert_codes("require volume(liver) in 600 mL .. 3500 mL", &["P303"]);
    assert_codes("require volume(liver) <= 3500 mL", &[]);
    assert_codes("require volume(liver) >= 600 mL when complete(liver)", &[]);
    assert_codes("require volume(liver) >= 600 mL when complete(whole)", &[]);
    assert_codes("require volume(whole) >= 600 mL when complete(liver)", &["P303"]);
    assert_codes("require volume(liver) >= 600 mL unless complete(liver)", &["P303"]);
    assert_codes("require complete(liver) implies volume(liver) >= 600 mL", &[]);
    assert_codes("when complete(liver) { require extent(liver, axis: cranial_caudal) >= 5 cm }", &[]);
    assert_codes("require extent(liver, axis: cranial_caudal) >= 5 cm", &["P303"]);
    assert_codes("each c in components(tumour, min: 1 mm3) { require volume(c) >= 5 mm3 }", &[]);
    assert_codes("each x in whole { require volume(x) >= 5 mm3 }", &["P303"]);
}

#[test]
fn voxels_are_no_size() {
    assert_codes("require voxels(tumour) <= 50 voxels", &["P304"]);
    assert_codes("require components(liver, min: 50 voxels) == 1", &["P304"]);
    assert_codes("require voxels(tumour) == 0 voxels", &[]);
    assert_codes("require voxels(tumour) <= 50 voxels because \"photographs have pixels, and no scale\"", &[]);
    assert_codes("require tumour inside liver, up to 1 voxel", &[]);
}

#[test]
fn impossible_and_empty_claims() {
    assert_codes("require volume(liver) < 0 mL", &["P305"]);
    assert_codes("require volume(liver) == -5 mL", &["P305"]);
    assert_codes("require top(liver) - top(tumour) < 0 mm", &[]);
    assert_codes("require volume(liver) >= 0 mL", &["P306"]);
    assert_codes("require dice(liver, tumour) <= 100 %", &["P306"]);
    assert_codes("require dice(liver, tumour) <= 90 %", &[]);
    assert_codes("require feret(tumour) < 5 mm\nrequire feret(tumour) > 5 mm", &["P305"]);
    assert_codes("require feret(tumour) <= 5 mm\nrequire feret(tumour) >= 5 mm", &[]);
    assert_codes("require feret(tumour) < 5 mm when present(liver)\nrequire feret(tumour) > 5 mm", &[]);
    assert_codes("require absent(tumour)\nrequire present(tumour) when present(liver)", &[]);
    assert_codes("require present(liver)\nrequire absent(liver)", &["P305"]);
}

#[test]
fn optional_repeated_empty() {
    assert_codes("require present(tumour)", &["P307"]);
    assert_codes("require present(liver) and present(tumour)", &["P307"]);
    assert_codes("require present(tumour) when present(liver)", &[]);
    assert_codes("require present(liver)\nrequire present(liver)", &["P308"]);
    assert_codes("each x in whole { }", &["P309", "P207"]);
    assert_codes("some x in whole where present(x) { }", &[]);
}

#[test]
fn unused_names() {
    let text = "protocol a/b 1.0.0\nmeta { cite book = \"x\" }\nlabels { 1 a  2 b }\ngroup g = a + b\nregion r = a - b\n\
                param p = 5 mm\npair s = a | b\nsequence q = a, b\nrule A-1 error \"t\" { let v = volume(a)  require present(a)  because \"y\" }\n";
    let said = said_of(text);
    let found: Vec<&str> = said.iter().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(found, ["P207"; 6], "{said:#?}");
}

#[test]
fn governance() {
    let rule = |head: &str, body: &str| format!("rule {head} {{ {body} }}\n");
    let text = format!(
        "protocol a/b 1.0.0\nmeta {{ effective = 2020-01-01 .. 2021-12-31 }}\n{LABELS}{}{}{}",
        rule("A-1 error \"One\"", "require present(whole)"),
        rule("A-2 info \"one\"", "manual \"look\""),
        rule("A-3 info \"three\"", "because \"nothing\""),
    );
    let said = said_of(&text);
    let found: Vec<&str> = said.iter().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(found, ["P402", "P401", "P405", "P309"], "{said:#?}");
    let early = text.replace("2020-01-01 .. 2021-12-31", "2027-01-01 ..");
    assert!(said_of(&early)[0].contains("not in force before 2027-01-01"));
    let now = text.replace("2020-01-01 .. 2021-12-31", "2026-06-01 .. 2026-06-01");
    assert!(!said_of(&now)[0].starts_with("P402"));
}

#[test]
fn a_protocol_with_mistakes_has_these_and_no_lints() {
    let said = said("require volume(livr) >= 5 mL\nrequire components(liver) == 1");
    assert_eq!(said.len(), 1, "{said:#?}");
    assert!(said[0].starts_with("P201"));
}

#[test]
fn shipped_protocols_are_lint_clean() {
    assert!(library::names().count() >= 8);
    for name in library::names() {
        let loaded = load(&Source::new(name, library::find(name).expect("listed")));
        let said: Vec<String> =
            lint(&loaded, date(2026, 6, 1)).iter().map(|finding| line(&loaded.source, finding)).collect();
        assert!(said.is_empty(), "{name}\n{said:#?}");
    }
}

#[test]
fn names_and_codes_of_the_label_table_agree() {
    let codes = |labels: &str| {
        let said = said_of(&format!("protocol a/b 1.0.0\nlabels {{\n{labels}\n}}\n"));
        said.iter().map(|line| line.split(' ').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert!(codes("1 femur_left code SCT:1 left\n2 femur_right code SCT:1 right\n3 tibia code SCT:2").is_empty());
    assert_eq!(
        codes("1 femur_left code SCT:1 left\n2 femur_right code SCT:1 right\n3 tibia code SCT:1 left"),
        ["P320"]
    );
    assert_eq!(codes("1 femur_left code SCT:1 right\n2 femur_right code SCT:2 right"), ["P321"]);
    assert_eq!(codes("1 LN_Iliac_L\n2 LN_lliac_R"), ["P322"]);
    assert!(codes("1 middle_lobe_right\n2 upper_lobe_left\n3 upper_lobe_right").is_empty(), "an organ of one side");
    assert_eq!(codes("1 Iliac\n2 lliac"), ["P323"]);
}
