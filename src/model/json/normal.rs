//! The normal form of a protocol: what it says, however it is written.
//!
//! Comments and layout are not in it, nor the spelling of quantities, the names that rules bind, and the order of items,
//! statements and members of sets. Documentation (`///`), titles and reasons are: people draw by them. Its bytes are JSON
//! without blanks and with sorted keys, and their SHA-256 is the hash of the protocol.

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::super::protocol::Protocol;
use super::writer::{Names, Writer, without_nulls};

/// Keys whose list is a set. Lists under other keys are in an order that means something.
const SETS: &[&str] = &[
    "aliases",
    "allowed",
    "annotations",
    "because",
    "body",
    "case",
    "cites",
    "classes",
    "codes",
    "entries",
    "excludes",
    "factors",
    "fields",
    "groups",
    "images",
    "includes",
    "keys",
    "lines",
    "manual",
    "modifiers",
    "operands",
    "pairs",
    "patterns",
    "regions",
    "rules",
    "sequences",
    "set",
    "sources",
    "statements",
    "structures",
    "tables",
    "terms",
];

/// What a person reads instead of another key.
const FOR_READERS: &str = "written";

/// Keys of what people read beside the meaning.
const TEXTS: &[&str] = &["docs", "title", "color"];

/// A part of a protocol in normal form, without what is said for people alone.
pub(super) fn part(value: Value) -> String {
    in_order(without(TEXTS, without_nulls(value))).to_string()
}

fn without(keys: &[&str], value: Value) -> Value {
    match value {
        Value::Object(object) => {
            let kept = object.into_iter().filter(|(key, _)| !keys.contains(&key.as_str()));
            Value::Object(kept.map(|(key, value)| (key, without(keys, value))).collect())
        }
        Value::Array(values) => Value::Array(values.into_iter().map(|value| without(keys, value)).collect()),
        other => other,
    }
}

/// The normal form as text.
pub fn normal_form(protocol: &Protocol) -> String {
    in_order(Writer::new(protocol, Names::Numbered).protocol()).to_string()
}

/// `sha256:` and 64 hexadecimal digits.
pub fn hash(protocol: &Protocol) -> String {
    let digest = Sha256::digest(normal_form(protocol));
    let digits: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{digits}")
}

/// Keys and sets sorted, from the inside out; what is there for readers is left out.
fn in_order(value: Value) -> Value {
    match value {
        Value::Object(object) => {
            let kept = object.into_iter().filter(|(key, _)| key != FOR_READERS);
            let mut entries: Vec<(String, Value)> = kept
                .map(|(key, value)| {
                    let value = in_order(value);
                    let value = if SETS.contains(&key.as_str()) { sorted(value) } else { value };
                    (key, value)
                })
                .collect();
            entries.sort_by(|(a, _), (b, _)| a.cmp(b));
            Value::Object(Map::from_iter(entries))
        }
        Value::Array(values) => Value::Array(values.into_iter().map(in_order).collect()),
        other => other,
    }
}

fn sorted(value: Value) -> Value {
    match value {
        Value::Array(mut values) => {
            values.sort_by_cached_key(Value::to_string);
            Value::Array(values)
        }
        other => other,
    }
}
