//! The runner notices what is wrong: a spec that cannot fail proves nothing.

use super::coverage::Coverage;
use super::library::Library;
use super::{document, run};

const PROTOCOL: &str = "labels { 1 liver\n 2 tumour optional }\n\
    rule LIV-001 error \"One piece\" { require components(liver) == 1 }\n\
    rule LIV-002 error \"Size\" { each x in {liver} { require volume(x) >= 9 mm3 } }\n";

const RIGHT: &str = "LIV-001 fail measured \"2 components\" allowed \"exactly 1\" class liver at (3,0,0) world (6,0,0) \
    box (3,0,0)-(3,0,0) says \"has 2 components\" help \"smaller part\" file case.nii.gz\n\
    LIV-002 fail\n  [x=liver] measured \"6 mm3\"\nvalue \"volume(x)\" [x=liver] = 6 mm3\n";

fn mismatches(expected: &str) -> Vec<String> {
    mismatches_of("spacing=2x1x1\n11.1", expected)
}

fn mismatches_of(picture: &str, expected: &str) -> Vec<String> {
    let text =
        format!("## A section\n```protocol\n{PROTOCOL}```\n```labels {picture}\n```\n```expect\n{expected}```\n");
    let (mut coverage, mut library) = (Coverage::default(), Library::default());
    let mut wrong = Vec::new();
    match document::sections("test.md", &text) {
        Ok(sections) => {
            sections.iter().for_each(|section| run(section, &mut coverage, &mut library, &mut wrong));
        }
        Err(error) => wrong.push(error),
    }
    wrong
}

#[test]
fn what_is_right_is_accepted() {
    assert_eq!(mismatches(RIGHT), Vec::<String>::new());
}

#[test]
fn every_wrong_detail_is_noticed() {
    let changes = [
        ("LIV-001 fail measured", "LIV-001 pass measured"),
        ("2 components\" allowed", "3 components\" allowed"),
        ("exactly 1", "at most 1"),
        ("class liver", "class tumour"),
        ("at (3,0,0)", "at (3,0,1)"),
        ("world (6,0,0)", "world (6.01,0,0)"),
        ("box (3,0,0)", "box (2,0,0)"),
        ("has 2", "has 4"),
        ("smaller part", "larger part"),
        ("case.nii.gz", "other.nii.gz"),
        ("[x=liver] measured", "[x=tumour] measured"),
        ("  [x=liver] measured \"6 mm3\"\n", ""),
        ("= 6 mm3", "= 7 mm3"),
        ("= 6 mm3", "= none"),
        ("= 6 mm3", "= 6 mm"),
        ("value \"volume(x)\"", "value \"volume(y)\""),
        ("LIV-002 fail\n  [x=liver] measured \"6 mm3\"\n", ""),
        ("LIV-002 fail\n  [x=liver] measured \"6 mm3\"\n", "LIV-002 not applicable\n"),
        ("LIV-002 fail\n", "LIV-002 fail\n  [x=liver]\n"),
        ("LIV-001", "LIV-009"),
        ("file case.nii.gz", "slice axial 0"),
    ];
    for (right, wrong) in changes {
        let changed = RIGHT.replacen(right, wrong, 1);
        assert_ne!(changed, RIGHT, "`{right}` does not occur");
        assert_ne!(mismatches(&changed), Vec::<String>::new(), "`{wrong}` is accepted");
    }
}

#[test]
fn otherwise_pass_accepts_passes_alone() {
    assert_eq!(mismatches_of("\n111111111", "otherwise pass\n"), Vec::<String>::new());
    assert_ne!(mismatches_of("\n11", "otherwise pass\n"), Vec::<String>::new(), "LIV-002 fails");
    assert_ne!(mismatches_of("\n2", "labels.liver fail\nLIV-001 fail\notherwise pass\n"), Vec::<String>::new());
}

#[test]
fn a_legend_names_values_and_classes() {
    for legend in ["A=1", "A=liver", "A=liver+tumour", "1=2 A=1"] {
        assert_eq!(mismatches_of(&format!("{legend}\nAAAAAAAAA"), "otherwise pass\n"), Vec::<String>::new());
    }
    for legend in ["A=2", "A=tumour", "A=spleen", "AA=1"] {
        assert_ne!(mismatches_of(&format!("{legend}\nAAAAAAAAA"), "otherwise pass\n"), Vec::<String>::new());
    }
}

#[test]
fn a_shipped_protocol_without_cases_is_a_gap() {
    let gaps = Library::default().gaps();
    assert!(gaps.iter().any(|gap| gap == "kits/23: no case conforms"), "{gaps:?}");
    assert!(gaps.iter().any(|gap| gap == "kits/23: no case fails KITS23-002 alone"), "{gaps:?}");
    assert!(!gaps.iter().any(|gap| gap.ends_with("KITS19-006 alone")), "a checklist rule has no outcome: {gaps:?}");
}

#[test]
fn what_no_spec_shows_is_a_gap() {
    assert!(Coverage::default().gaps().iter().any(|gap| gap.starts_with("`volume` with `fail`")));
}
