//! The table of `conflicts.tsv`: nothing missing, nothing extra.

use std::collections::BTreeMap;

use voxlint::compare::classes::{Difference, differences};

use super::protocols::{crosswalk, declared, folder, protocol};

/// Old, new and the crosswalk between them.
pub type Compared = (String, String, String);
/// Kind, direction, old side, new side, forward, backward.
pub type Entry = [String; 6];

pub fn table() -> BTreeMap<Compared, Vec<Entry>> {
    let text = std::fs::read_to_string(folder().join("conflicts.tsv")).unwrap();
    let mut table: BTreeMap<Compared, Vec<Entry>> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [_, old, new, crosswalk, kind, direction, ours, theirs, forward, backward, why] = cells[..] else {
            panic!("{line}");
        };
        assert!(!why.is_empty(), "{line}");
        let entry = [kind, direction, &sorted(ours), &sorted(theirs), forward, backward].map(str::to_owned);
        table.entry((old.to_owned(), new.to_owned(), crosswalk.to_owned())).or_default().push(entry);
    }
    table
}

/// Members of a side in alphabetical order; `-` for none.
pub fn sorted(side: &str) -> String {
    let mut members: Vec<&str> = side.split(" + ").collect();
    members.sort_unstable();
    if side.is_empty() { "-".to_owned() } else { members.join(" + ") }
}

pub fn entry(difference: &Difference) -> Entry {
    [
        difference.kind.word(),
        difference.direction.word(),
        &sorted(&difference.old.text),
        &sorted(&difference.new.text),
        difference.forward.word(),
        difference.backward.word(),
    ]
    .map(str::to_owned)
}

#[test]
fn every_expected_difference_is_found_and_no_other() {
    let table = table();
    assert_eq!(table.len(), 23);
    let mut wrong = Vec::new();
    for ((old, new, file), expected) in table {
        let (left, right) = (protocol(&old), protocol(&new));
        let both = [&left, &right];
        let crosswalk = crosswalk(&both, &declared(&file, &both));
        let mut found: Vec<Entry> = differences(&crosswalk, 0, 1).iter().map(entry).collect();
        let (counted, written): (Vec<Entry>, Vec<Entry>) =
            expected.into_iter().partition(|entry| entry[2].starts_with('*') || entry[3].starts_with('*'));
        for entry in written {
            match found.iter().position(|other| *other == entry) {
                Some(at) => drop(found.swap_remove(at)),
                None => wrong.push(format!("{old} {new}: missing {}", entry.join(" | "))),
            }
        }
        for entry in counted {
            let side = if entry[2].starts_with('*') { 2 } else { 3 };
            let count: usize = entry[side][1..].parse().unwrap();
            let same = |other: &Entry| (0..6).all(|at| at == side || other[at] == entry[at]) && other[side] != "-";
            let all = found.len();
            found.retain(|other| !same(other));
            if all - found.len() != count {
                wrong.push(format!("{old} {new}: {} instead of {count} {}", all - found.len(), entry.join(" | ")));
            }
        }
        wrong.extend(found.iter().map(|entry| format!("{old} {new}: extra {}", entry.join(" | "))));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Old and new swapped: the same differences, seen from the other side.
#[test]
fn swapped_protocols_differ_in_the_same_way() {
    for (old, new, file) in table().into_keys() {
        let (left, right) = (protocol(&old), protocol(&new));
        let both = [&left, &right];
        let crosswalk = crosswalk(&both, &declared(&file, &both));
        let mirrored = |difference: &Difference| {
            let [kind, _, ours, theirs, forward, backward] = entry(difference);
            let kind = match kind.as_str() {
                "split" => "merge",
                "merge" => "split",
                "added" => "removed",
                "removed" => "added",
                same => same,
            };
            [kind, difference.direction.reversed().word(), &theirs, &ours, &backward, &forward].map(str::to_owned)
        };
        let mut there: Vec<Entry> = differences(&crosswalk, 0, 1).iter().map(entry).collect();
        let mut back: Vec<Entry> = differences(&crosswalk, 1, 0).iter().map(mirrored).collect();
        there.sort();
        back.sort();
        assert_eq!(there, back, "{old} {new}");
    }
}
