//! One JSON object a line, each of which can be read on its own.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::super::json;
use super::super::record::Summary;
use super::{Part, Renderer};

/// A part's findings, then its record; at last the summary.
pub struct JsonLines;

impl Renderer for JsonLines {
    fn part(&mut self, out: &mut dyn Write, part: &Part<'_>) -> io::Result<()> {
        for (finding, fingerprint) in part.printed() {
            writeln!(out, "{}", typed("finding", json::finding(finding, fingerprint)))?;
        }
        part.record.into_iter().try_for_each(|record| writeln!(out, "{}", typed("case", json::case(record))))
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        writeln!(out, "{}", typed("summary", json::summary(summary)))
    }
}

/// The object with `type` before its own keys, and the schema version, so that a line can be read on its own.
fn typed(kind: &str, value: Value) -> Value {
    let mut object = serde_json::Map::new();
    object.insert("type".to_owned(), json!(kind));
    object.insert("schema_version".to_owned(), json!(json::SCHEMA_VERSION));
    if let Value::Object(rest) = value {
        object.extend(rest);
    }
    Value::Object(object)
}
