//! Protocols as JSON: every protocol there is fits the schema, and what is no protocol does not.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use serde_json::{Value, json};
use support::random::Random;
use support::scramble::scramble;
use voxlint::model::{self, Protocol, json, library};
use voxlint::report::Source;

fn schema() -> Value {
    serde_json::from_str(json::SCHEMA).unwrap()
}

fn load(name: &str, text: &str) -> Option<Protocol> {
    model::load(&Source::new(name, text)).protocol
}

/// The protocols that ship.
fn shipped() -> impl Iterator<Item = (String, Protocol)> {
    library::names().map(|name| (name.to_owned(), load(name, library::find(name).unwrap()).unwrap()))
}

/// Protocols in the documents of a folder, and those beside them, with where they stand.
fn written(folder: &str) -> Vec<(String, Protocol)> {
    let mut found = Vec::new();
    for path in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)) {
        let text = std::fs::read_to_string(&path).unwrap();
        let place = path.display().to_string();
        if path.extension().is_some_and(|end| end == "protocol") {
            found.extend(load(&place, &text).map(|protocol| (place.clone(), protocol)));
        }
        for block in text.split("\n```protocol\n").skip(1) {
            let body = block.split("\n```").next().unwrap();
            let head = if body.starts_with("protocol") { "" } else { "protocol spec/section 1.0.0\n" };
            found.extend(load(&place, &format!("{head}{body}\n")).map(|protocol| (place.clone(), protocol)));
        }
    }
    found
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|end| end == "md" || end == "protocol") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn faults(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn every_protocol_fits_the_schema_and_shows_every_kind() {
    let schema = schema();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut seen = BTreeSet::new();
    let mut checked = 0;
    let all = shipped().chain(written("tests/spec")).chain(written("docs")).chain(written("examples"));
    for (place, protocol) in all {
        let value = json::protocol(&protocol);
        assert_eq!(faults(&validator, &value), Vec::<String>::new(), "{place}");
        kinds(&value, &mut seen);
        checked += 1;
    }
    assert!(checked > 300, "{checked}");
    let declared: BTreeSet<String> = ["statement", "domain", "structure", "position", "number", "claim", "text", "key"]
        .iter()
        .flat_map(|name| schema["$defs"][name]["properties"]["kind"]["enum"].as_array().unwrap())
        .map(|kind| kind.as_str().unwrap().to_owned())
        .collect();
    assert!(declared.len() > 130, "{}", declared.len());
    let missing: Vec<_> = declared.difference(&seen).collect();
    assert!(missing.is_empty(), "no protocol shows {missing:?}");
}

fn kinds(value: &Value, seen: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            seen.extend(object.get("kind").and_then(Value::as_str).map(str::to_owned));
            object.values().for_each(|value| kinds(value, seen));
        }
        Value::Array(values) => values.iter().for_each(|value| kinds(value, seen)),
        _ => {}
    }
}

/// A key more, a key less, a value of another type, an unknown kind: each is met.
#[test]
fn the_schema_meets_what_is_no_protocol() {
    let schema = schema();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut random = Random::new(7);
    let mut met = 0;
    for (name, protocol) in shipped() {
        let value = json::protocol(&protocol);
        for _ in 0..5 {
            let mut changed = value.clone();
            let what = damage(&mut changed, &mut random);
            assert!(!validator.is_valid(&changed), "{name}: {what}");
            met += 1;
        }
    }
    assert!(met >= 250, "{met}");
}

/// Damages an object that is picked at random.
fn damage(value: &mut Value, random: &mut Random) -> String {
    let mut objects = Vec::new();
    collect(value, String::new(), &mut objects);
    let path = objects[random.below(objects.len())].clone();
    let object = value.pointer_mut(&path).and_then(Value::as_object_mut).unwrap();
    let keys: Vec<String> = object.keys().cloned().collect();
    let what = match random.below(3) {
        0 => {
            object.insert("unheard_of".to_owned(), json!(1));
            "a key more"
        }
        1 if object.contains_key("kind") => {
            object.insert("kind".to_owned(), json!("unheard_of"));
            "an unknown kind"
        }
        _ if keys.is_empty() => {
            object.insert("unheard_of".to_owned(), json!(1));
            "a key more"
        }
        _ => {
            let key = keys[random.below(keys.len())].clone();
            object.insert(key, json!(1.5));
            "a value of another type"
        }
    };
    format!("{path}: {what}")
}

fn collect(value: &Value, path: String, objects: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            object.iter().for_each(|(key, value)| collect(value, format!("{path}/{key}"), objects));
            objects.push(path);
        }
        Value::Array(values) => {
            values.iter().enumerate().for_each(|(at, value)| collect(value, format!("{path}/{at}"), objects));
        }
        _ => {}
    }
}

/// A unit must stand on the line of the name before it, `m mm`, which scrambling does not know.
const WITH_NAMED_MARGINS: &[&str] = &["aapm/tg263"];

#[test]
fn layout_does_not_change_the_hash_of_any_protocol() {
    let mut random = Random::new(11);
    let mut hashes = BTreeSet::new();
    for (name, protocol) in shipped() {
        let hash = json::hash(&protocol);
        let times = if WITH_NAMED_MARGINS.contains(&name.as_str()) { 0 } else { support::count(1, 50) };
        for _ in 0..times {
            let scrambled = scramble(library::find(&name).unwrap(), &mut random);
            let again = load(&name, &scrambled).unwrap_or_else(|| panic!("{name}"));
            assert_eq!(json::hash(&again), hash, "{name}");
        }
        hashes.insert(hash);
    }
    assert_eq!(hashes.len(), library::names().count(), "no two protocols have one hash");
}

/// The same blocks in another order: what stands in a file on a line of its own begins an item.
#[test]
fn the_order_of_items_does_not_change_the_hash_of_any_protocol() {
    for (name, protocol) in shipped() {
        let text = library::find(&name).unwrap();
        let mut blocks: Vec<&str> = text.trim_end().split("\n\n").collect();
        let from = blocks.iter().position(|block| block.lines().any(|line| line.starts_with("protocol "))).unwrap() + 1;
        blocks[from..].reverse();
        let turned = load(&name, &(blocks.join("\n\n") + "\n")).unwrap_or_else(|| panic!("{name}"));
        assert_eq!(json::hash(&turned), json::hash(&protocol), "{name}");
    }
}
