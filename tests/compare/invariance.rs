//! Numbers and order say nothing: protocols whose classes are renumbered and whose items are shuffled differ as before.

use std::collections::BTreeMap;

use proptest::prelude::*;

use voxlint::compare::classes::{Kind, differences};
use voxlint::model::Protocol;
use voxlint::model::protocol::{ClassId, ValueSet};

use super::conflicts::{Entry, entry, table};
use super::protocols::{crosswalk, declared, load, protocol, text};

/// The same permutation of values on both sides: entries that show values show the new ones.
fn renumbered(protocol: &mut Protocol, values: &BTreeMap<i64, i64>) {
    let image = |set: &ValueSet| {
        let all = set.ranges.iter().flat_map(|(low, high)| *low..=*high);
        ValueSet::new(all.map(|value| values[&value]).map(|value| (value, value)))
    };
    for class in &mut protocol.labels.classes {
        class.values = image(&class.values);
    }
    protocol.labels.background = image(&protocol.labels.background);
    protocol.labels.ignore = image(&protocol.labels.ignore);
}

fn values_of(protocol: &Protocol) -> Vec<i64> {
    let labels = &protocol.labels;
    let sets = labels.classes.iter().map(|class| &class.values).chain([&labels.background, &labels.ignore]);
    sets.flat_map(|set| &set.ranges).flat_map(|(low, high)| *low..=*high).collect()
}

/// Values in front of names, `5 cyst` or `background 5`, as they were before.
fn with_values(mut entry: Entry, values: &BTreeMap<i64, i64>) -> Entry {
    let of = |word: &str| word.parse().ok().and_then(|value: i64| values.get(&value)).map(i64::to_string);
    let valued = ["renumber", "meaning", "encoding"].contains(&entry[0].as_str());
    for side in [2, 3].into_iter().filter(|_| valued) {
        let words = entry[side].split(' ').map(|word| of(word).unwrap_or_else(|| word.to_owned()));
        entry[side] = words.collect::<Vec<_>>().join(" ");
    }
    entry
}

fn found(old: &Protocol, new: &Protocol, file: &str) -> Vec<Entry> {
    let both = [old, new];
    let crosswalk = crosswalk(&both, &declared(file, &both));
    let mut found: Vec<Entry> = differences(&crosswalk, 0, 1).iter().map(entry).collect();
    found.sort();
    found
}

/// The lines of the label table and the items behind it in another order.
fn shuffled(name: &str, order: &[usize]) -> Protocol {
    let text = text(name);
    let (before, rest) = text.split_once("labels ").unwrap();
    let (head, rest) = rest.split_once("{\n").unwrap();
    let (lines, after) = rest.split_once("\n}\n").unwrap();
    // A line that is indented further, or stands behind documentation, belongs to the one it stands at.
    let mut classes: Vec<String> = Vec::new();
    let mut open = false;
    for line in lines.lines() {
        let goes_on = line.starts_with("    ") || open;
        match classes.last_mut().filter(|_| goes_on) {
            Some(class) => *class = format!("{class}\n{line}"),
            None => classes.push(line.to_owned()),
        }
        open = line.trim_start().starts_with("///");
    }
    let mut items: Vec<String> = Vec::new();
    for item in after.split("\n\n").filter(|item| !item.trim().is_empty()) {
        items.push(item.to_owned());
    }
    let key = |at: usize| (order[at % order.len()], at);
    let permuted = |list: Vec<String>| {
        let mut keyed: Vec<_> = list.into_iter().enumerate().collect();
        keyed.sort_by_key(|(at, _)| key(*at));
        keyed.into_iter().map(|(_, item)| item).collect::<Vec<_>>()
    };
    let text =
        format!("{before}labels {head}{{\n{}\n}}\n{}\n", permuted(classes).join("\n"), permuted(items).join("\n\n"));
    load(name, &text)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn renumbering_both_sides_changes_no_difference(seed in proptest::collection::vec(0i64..100_000, 64)) {
        for ((old, new, file), _) in table() {
            let (mut left, mut right) = (protocol(&old), protocol(&new));
            let before = found(&left, &right, &file);
            let mut all: Vec<i64> = values_of(&left).into_iter().chain(values_of(&right)).collect();
            all.sort_unstable();
            all.dedup();
            // Other numbers, in another order.
            let mut keyed: Vec<(i64, i64)> = all.iter().enumerate().map(|(at, value)| (seed[at % seed.len()] * 1000 + at as i64, *value)).collect();
            keyed.sort_unstable();
            let there: BTreeMap<i64, i64> = keyed.iter().enumerate().map(|(at, (_, value))| (*value, 3 * at as i64 + 1)).collect();
            let back: BTreeMap<i64, i64> = there.iter().map(|(a, b)| (*b, *a)).collect();
            renumbered(&mut left, &there);
            renumbered(&mut right, &there);
            let mut after: Vec<Entry> = found(&left, &right, &file).into_iter().map(|entry| with_values(entry, &back)).collect();
            after.sort();
            prop_assert_eq!(before, after, "{} {}", old, new);
        }
    }

    #[test]
    fn shuffling_items_changes_no_difference(order in proptest::collection::vec(0usize..1000, 7..40)) {
        for ((old, new, file), _) in table() {
            let before = found(&protocol(&old), &protocol(&new), &file);
            let after = found(&shuffled(&old, &order), &shuffled(&new, &order), &file);
            prop_assert_eq!(before, after, "{} {}", old, new);
        }
    }
}

/// Values alone link nothing: with every name and code taken away, nothing is left in common.
#[test]
fn values_link_nothing() {
    for ((old, new, _), _) in table() {
        let (mut left, mut right) = (protocol(&old), protocol(&new));
        for (side, protocol) in [("a", &mut left), ("b", &mut right)] {
            for (at, class) in protocol.labels.classes.iter_mut().enumerate() {
                class.name = format!("{side}{at}");
                class.aliases.clear();
                class.codes.clear();
            }
            protocol.groups.clear();
        }
        let both = [&left, &right];
        let crosswalk = crosswalk(&both, &[]);
        assert!(crosswalk.links.is_empty());
        for difference in differences(&crosswalk, 0, 1) {
            let expected =
                [Kind::Meaning, Kind::Added, Kind::Removed, Kind::Geometry, Kind::Encoding, Kind::Completeness];
            assert!(expected.contains(&difference.kind), "{difference:?}");
        }
        let removed: Vec<ClassId> = differences(&crosswalk, 0, 1)
            .into_iter()
            .filter(|difference| difference.kind == Kind::Removed)
            .flat_map(|difference| difference.old.classes)
            .collect();
        assert_eq!(removed.len(), left.labels.classes.len());
    }
}
