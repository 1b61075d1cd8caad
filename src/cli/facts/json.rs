//! Facts as JSON, written label by label.
//!
//! What is `null` could not be known; lists that were cut stand under `truncated`.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::check::MeasuredValue;
use crate::facts::SurveyFacts;
use crate::formats::Header;
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
pub fn measures(out: &mut impl Write, measures: &[MeasuredValue]) -> io::Result<()> {
    let values = measures.iter().map(|measure| {
        let bindings: Map<String, Value> =
            measure.bindings.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
        let mut value = json!({
            "rule": measure.rule, "text": measure.text, "bindings": bindings, "value": measure.value,
            "unit": measure.unit,
        });
        if let (Some(note), Some(object)) = (&measure.note, value.as_object_mut()) {
            object.insert("note".to_owned(), json!(note));
        }
        value
    });
    list(out, "measures", values)
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
