//! Facts as JSON, written label by label.
//!
//! Voxel axes are the array axes as stored, zero-based, boxes inclusive; `centroid` is a mean voxel index and
//! `centroid_mm` its RAS+ point. A raster index is `x + nx * (y + ny * z)`. What is `null` could not be known; lists that
//! were cut say so with `cut`.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::check::MeasuredValue;
use crate::formats::Header;
use crate::volume::Geometry;
use crate::volume::sizes::Sizes;
use crate::volume::survey::{LabelFacts, Survey};

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

/// `labels` and `adjacency`.
pub fn survey(out: &mut impl Write, survey: &Survey, geometry: &Geometry) -> io::Result<()> {
    let facts = survey.labels.iter().map(|facts| label(facts, geometry));
    list(out, "labels", facts)?;
    if survey.label_count > survey.labels.len() as u64 {
        write!(out, ",\n\"cut\": {}", json!({"labels": survey.label_count, "listed": survey.labels.len()}))?;
    }
    let contacts = survey.contacts.iter().map(|contact| {
        let [a, b] = contact.labels;
        json!([a, b, contact.faces, contact.mm2])
    });
    list(out, "adjacency", contacts)?;
    if survey.unlisted_faces.iter().any(|&faces| faces > 0) {
        write!(out, ",\n\"unlisted_faces\": {}", json!(survey.unlisted_faces))?;
    }
    Ok(())
}

/// What is left of a map that needs too much memory: voxels and volumes.
pub fn counts(out: &mut impl Write, counts: &BTreeMap<i64, u64>, geometry: &Geometry) -> io::Result<()> {
    let volume = |voxels: u64| voxels as f64 * geometry.voxel_volume();
    let labels = counts
        .iter()
        .map(|(label, &voxels)| json!({"label": label, "voxels": voxels, "volume_mm3": volume(voxels), "cut": true}));
    list(out, "labels", labels)?;
    list(out, "adjacency", std::iter::empty())
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
fn list(out: &mut impl Write, key: &str, values: impl Iterator<Item = Value>) -> io::Result<()> {
    write!(out, ",\n\"{key}\": [")?;
    for (index, value) in values.enumerate() {
        write!(out, "{}\n{value}", if index == 0 { "" } else { "," })?;
    }
    write!(out, "]")
}

fn label(facts: &LabelFacts, geometry: &Geometry) -> Value {
    let bounds = &facts.bounds;
    let bbox: Vec<[u32; 2]> = bounds.low.into_iter().zip(bounds.high).map(|(low, high)| [low, high]).collect();
    let components: Map<String, Value> = ["6", "18", "26"]
        .into_iter()
        .zip(&facts.components)
        .map(|(name, sizes)| (name.to_owned(), parts(sizes.as_ref(), (name == "26").then_some(geometry))))
        .collect();
    let mut value = json!({
        "label": facts.label,
        "voxels": facts.voxels,
        "volume_mm3": facts.volume,
        "bbox": bbox,
        "centroid": facts.centroid,
        "centroid_mm": geometry.affine.map(|affine| affine.apply(facts.centroid)),
        "border": facts.border,
        "components": components,
        "cavities": parts(facts.cavities.as_ref(), None),
        "euler_26": facts.euler_26,
        "euler_6": facts.euler_6,
        "handles": facts.handles(),
        "surface_faces": facts.surface.map(|surface| surface.faces),
        "surface_mm2": facts.surface.map(|surface| surface.mm2),
        "contained_in": facts.contained_in,
        "z_gaps": facts.z_gaps,
    });
    let enclosing = facts.contained_in.as_ref().map_or(0, |labels| labels.len() as u64);
    let cut = facts.z_gap_count > facts.z_gaps.len() as u64 || facts.contained_in_count > enclosing;
    if let Some(object) = value.as_object_mut().filter(|_| cut) {
        object.insert("cut".to_owned(), json!({"z_gaps": facts.z_gap_count, "contained_in": facts.contained_in_count}));
    }
    value
}

/// Number and sizes of parts; with a grid, the raster index of each part's first voxel.
fn parts(sizes: Option<&Sizes>, grid: Option<&Geometry>) -> Value {
    let Some(sizes) = sizes else { return Value::Null };
    let mut object = Map::new();
    object.insert("count".to_owned(), json!(sizes.count));
    let listed: Vec<u64> = sizes.largest.iter().map(|part| part.voxels).collect();
    object.insert("sizes".to_owned(), json!(listed));
    if let Some(geometry) = grid {
        let [nx, ny, _] = geometry.shape.map(u64::from);
        let raster = |[x, y, z]: [u32; 3]| u64::from(x) + nx * (u64::from(y) + ny * u64::from(z));
        let first: Vec<u64> = sizes.largest.iter().map(|part| raster(part.first)).collect();
        object.insert("first".to_owned(), json!(first));
    }
    if sizes.is_cut() {
        let bins: Vec<[u64; 3]> = sizes.histogram.iter().map(|bin| [bin.from, bin.to, bin.count]).collect();
        object.insert("cut".to_owned(), json!({"histogram": bins}));
    }
    Value::Object(object)
}
