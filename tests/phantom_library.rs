//! For every shipped protocol a case that it accepts, and for every rule one that breaks it alone, or why there is none:
//! tests/phantoms/library.tsv holds the answers. A sample runs here, all with `VOXLINT_FULL=1` (ten minutes in a debug build);
//! `VOXLINT_RECORD=1` writes the table anew.

#![expect(clippy::unwrap_used, reason = "a test reports what is missing by panicking")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use voxlint::model::{self, Protocol, library};
use voxlint::phantom::example::{Examples, NoExample};
use voxlint::report::Source;

/// Quick ones of every kind: counts, parts, containment, order, sizes, spacing, facts.
const SAMPLE: &[&str] = &["brats/2023", "kits/23", "lits/2017", "luna16/lungs"];

#[test]
fn every_rule_has_its_example_or_the_reason_why_not() {
    let full = std::env::var_os("VOXLINT_FULL").is_some_and(|value| value == "1");
    let record = std::env::var_os("VOXLINT_RECORD").is_some_and(|value| value == "1");
    let recorded = read(&std::fs::read_to_string(table()).unwrap_or_default());
    let mut found = BTreeMap::new();
    for name in library::names().filter(|name| full || record || SAMPLE.contains(name)) {
        let protocol = load(name);
        let examples = Examples::new(&protocol);
        found.insert((name.to_owned(), "-".to_owned()), word(examples.conforming().err().as_ref()));
        for rule in protocol.rules.iter().filter(|rule| rule.across.is_none() && !rule.statements.is_empty()) {
            let reason = examples.breaking(&rule.id).err();
            found.insert((name.to_owned(), rule.id.clone()), word(reason.as_ref()));
        }
    }
    if record {
        let lines = found.iter().map(|((name, rule), word)| format!("{name}\t{rule}\t{word}\n"));
        std::fs::write(table(), format!("# protocol\trule (- conforms)\tanswer\n{}", lines.collect::<String>()))
            .unwrap();
        return;
    }
    let expected: BTreeMap<_, _> = recorded.into_iter().filter(|(key, _)| found.contains_key(key)).collect();
    assert_eq!(found, expected);
}

/// The share of rules that are shown does not fall; those outside the fragment are among them.
#[test]
fn most_rules_are_shown() {
    let recorded = read(&std::fs::read_to_string(table()).unwrap());
    let names: Vec<&str> = library::names().collect();
    for name in &names {
        assert!(recorded.contains_key(&((*name).to_owned(), "-".to_owned())), "{name} is not in the table");
    }
    let count = |word: &str| recorded.iter().filter(|((_, rule), answer)| rule != "-" && *answer == word).count();
    let shown = count("shown");
    let not_shown = recorded.keys().filter(|(_, rule)| rule != "-").count() - shown;
    println!("{shown} shown, {not_shown} not");
    assert!(shown * 100 >= (shown + not_shown) * FLOOR, "{shown} of {}", shown + not_shown);
}

/// Per cent.
const FLOOR: usize = 93;

/// `shown`, or why not.
fn word(reason: Option<&NoExample>) -> String {
    reason.map_or_else(|| "shown".to_owned(), ToString::to_string)
}

fn load(name: &str) -> Protocol {
    let source = Source::new(name, library::find(name).unwrap());
    let find = |name: &str, _: &Source| library::find(name).map(|text| Source::new(name, text));
    model::load_with(&source, &find).protocol.unwrap()
}

fn table() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/phantoms/library.tsv")
}

fn read(text: &str) -> BTreeMap<(String, String), String> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let cells = lines.filter_map(|line| {
        let mut cells = line.split('\t').map(str::to_owned);
        Some(((cells.next()?, cells.next()?), cells.next()?))
    });
    cells.collect()
}
