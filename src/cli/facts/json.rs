//! Facts as JSON, written label by label.
//!
//! What is `null` could not be known; lists that were cut stand under `truncated`.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::facts::SurveyFacts;
use crate::formats::Header;
use crate::report::MeasureRecord;
use crate::report::measure::Bound;
use crate::volume::Geometry;

/// The opening brace and what the header says.
pub fn open(out: &mut impl Write, file: &str, header: &Header, geometry: &Geometry) -> io::Result<()> {
    let affine = geometry.affine.map(|affine| {
        let [a, b, c] = affine.0;
        [a, b, c, [0.0, 0.0, 0.0, 1.0]]
    });
    let mut object = Map::new();
    object.insert("file".to_owned(), json!(file));
    object.insert("shape".to_owned(), json!(geometry.shape));
    object.insert("dtype".to_owned(), json!(header.datatype.map(|datatype| datatype.name())));
    object.insert("zooms".to_owned(), json!(geometry.spacing));
    object.insert("affine".to_owned(), json!(affine));
    object.insert("orientation".to_owned(), json!(geometry.orientation().map(|orientation| orientation.codes())));
    let text = Value::Object(object).to_string();
    write!(out, "{}", text.strip_suffix('}').unwrap_or(&text))
}

/// `labels`, `adjacency` and `truncated`.
pub fn survey(out: &mut impl Write, facts: &SurveyFacts) -> io::Result<()> {
    list(out, "labels", &facts.labels)?;
    list(out, "adjacency", &facts.adjacency)?;
    list(out, "truncated", &facts.truncated)
}

/// What is left of a map that needs too much memory: voxels and volumes.
pub fn counts(out: &mut impl Write, counts: &BTreeMap<i64, u64>, geometry: &Geometry) -> io::Result<()> {
    let volume = |voxels: u64| voxels as f64 * geometry.voxel_volume();
    let entry = |(label, &voxels)| json!({"label": label, "voxels": voxels, "volume_mm3": volume(voxels)});
    list(out, "labels", counts.iter().map(entry))?;
    list(out, "adjacency", [(); 0])?;
    list(out, "truncated", [json!({"what": "all but voxels and volumes", "labels": counts.len()})])
}

/// Every measure that a protocol's rules asked for.
pub fn measures(out: &mut impl Write, measures: &[MeasureRecord]) -> io::Result<()> {
    list(out, "measures", measures.iter().map(measure))
}

fn measure(measure: &MeasureRecord) -> Value {
    let bindings: Map<String, Value> =
        measure.bindings.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
    put("rule", json!(measure.rule));
    put("statement", json!(measure.statement));
    put("text", json!(measure.measure));
    put("bindings", Value::Object(bindings));
    put("value", json!(measure.value));
    put("unit", json!(measure.unit));
    if let Some(note) = &measure.note {
        put("note", json!(note));
    }
    if let Some(allowed) = &measure.allowed {
        let bound = |bound: Bound| json!({"value": bound.value, "included": bound.included});
        put("allowed", json!({"lower": allowed.lower.map(bound), "upper": allowed.upper.map(bound)}));
    }
    if let Some(outcome) = measure.outcome {
        put("outcome", json!(outcome.word()));
    }
    Value::Object(object)
}

/// A key with one element a line.
fn list(out: &mut impl Write, key: &str, values: impl IntoIterator<Item = impl Serialize>) -> io::Result<()> {
    write!(out, ",\n\"{key}\": [")?;
    for (index, value) in values.into_iter().enumerate() {
        writeln!(out, "{}", if index == 0 { "" } else { "," })?;
        serde_json::to_writer(&mut *out, &value)?;
    }
    write!(out, "]")
}
