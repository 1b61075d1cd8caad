//! A protocol as JSON: everything it says, typed, with names instead of numbers and without places in its text.
//!
//! `schemas/protocol.schema.json` describes the form. Everything that can be of several kinds is an object with a `kind`;
//! a key that does not apply is left out; a quantity is an exact rational number in the base unit of its dimension. What a
//! person would rather read, such as `0.5 mL`, stands beside it under the key `written`, and nowhere else.

mod across;
mod claims;
mod decisions;
mod fields;
mod inputs;
mod labels;
mod measures;
mod normal;
mod numbers;
mod planes;
mod points;
mod positions;
mod rules;
mod sense;
mod statements;
mod structures;
mod texts;
mod writer;

use serde_json::{Value, json};

use super::protocol::{Meta, Protocol};
pub use normal::{hash, normal_form};
pub use sense::{Part, Sense, meaning};
use writer::{Names, Writer, flag, said, without_nulls};

/// Raised when a key disappears or changes its meaning; new keys do not raise it.
pub const SCHEMA_VERSION: u32 = 1;

/// What the JSON must look like.
pub const SCHEMA: &str = include_str!("../../../schemas/protocol.schema.json");

/// The protocol with its hash.
pub fn protocol(protocol: &Protocol) -> Value {
    let mut value = Writer::new(protocol, Names::AsWritten).protocol();
    if let Value::Object(object) = &mut value {
        object.insert("hash".to_owned(), json!(hash(protocol)));
    }
    value
}

impl Writer<'_> {
    fn protocol(&self) -> Value {
        let protocol = self.protocol;
        let lines: Vec<Value> =
            protocol.image.iter().map(|line| json!({"id": line.id, "claim": self.claim(&line.claim)})).collect();
        without_nulls(json!({
            "schema_version": SCHEMA_VERSION,
            "name": protocol.name,
            "version": protocol.version,
            "docs": said(&protocol.docs),
            "meta": meta(&protocol.meta),
            "inputs": self.inputs(),
            "image": {"lines": lines, "padding": protocol.padding.as_ref().map(numbers::quantity)},
            "case": protocol.fields.iter().map(|field| self.field(field)).collect::<Vec<_>>(),
            "tables": protocol.tables.iter().map(|table| self.table(table)).collect::<Vec<_>>(),
            "without_labels": flag(protocol.without_labels),
            "labels": labels::labels(&protocol.labels),
            "groups": self.groups(),
            "regions": self.regions(),
            "pairs": self.pairs(),
            "midline": protocol.midline.as_ref().map(|of| self.structure(of)),
            "sequences": self.sequences(),
            "landmarks": self.landmarks(),
            "rules": protocol.rules.iter().map(|rule| self.rule(rule)).collect::<Vec<_>>(),
        }))
    }
}

fn meta(meta: &Meta) -> Value {
    let pairs = |pairs: &[(String, String)]| {
        pairs.iter().map(|(name, value)| json!({"name": name, "value": value})).collect::<Vec<_>>()
    };
    let (first, last) = meta.effective;
    json!({
        "entries": pairs(&meta.entries),
        "effective": {"first": first.map(|day| day.to_string()), "last": last.map(|day| day.to_string())},
        "sources": pairs(&meta.citations),
    })
}

#[cfg(test)]
mod tests;
