//! GeoJSON (RFC 7946), as QuPath and others export annotations: each ring of a polygon, each line and each point is a row.
//!
//! Columns: `id`, `name`, `class` (the name of QuPath's classification), `type` (of the object), `ring` (`outer` or `hole`),
//! `outline`, `line` and `point`. Other properties that are texts, numbers or truth values keep their names.

use serde_json::{Map, Value};

use super::{Cell, Row, Table, TableFault};

const COLUMNS: &[&str] = &["id", "name", "class", "type", "ring", "outline", "line", "point"];

pub fn read(text: &str) -> Result<Table, TableFault> {
    let syntax = |error: serde_json::Error| TableFault::Syntax { format: "GeoJSON", reason: error.to_string() };
    let value: Value = serde_json::from_str(text).map_err(syntax)?;
    let features: Vec<&Value> = match (&value, value.get("features").and_then(Value::as_array)) {
        (_, Some(features)) => features.iter().collect(),
        (Value::Array(features), None) => features.iter().collect(),
        (Value::Object(_), None) if value.get("geometry").is_some() => vec![&value],
        _ => return Err(TableFault::Shape("holds no features".to_owned())),
    };
    let mut table = Table { columns: COLUMNS.iter().map(|&name| name.to_owned()).collect(), rows: Vec::new() };
    let properties: Vec<(usize, &Value)> = (1..).zip(features).collect();
    for (_, feature) in &properties {
        for (name, _) in plain(feature) {
            if !table.columns.contains(name) {
                table.columns.push(name.clone());
            }
        }
    }
    for (number, feature) in properties {
        let place = format!("feature {number}");
        let geometry = feature.get("geometry").filter(|geometry| !geometry.is_null());
        let Some(geometry) = geometry else { continue };
        for (column, ring, text) in shapes(geometry).ok_or_else(|| TableFault::Shape(wrong(&place)))? {
            let cells = table.columns.iter().map(|name| match name.as_str() {
                "ring" => ring.map(|ring| Cell::Text(ring.to_owned())),
                name if name == column => Some(Cell::Text(text.clone())),
                "outline" | "line" | "point" => None,
                name => property(feature, name),
            });
            table.rows.push(Row { place: place.clone(), cells: cells.collect(), uneven: None });
        }
    }
    Ok(table)
}

fn wrong(place: &str) -> String {
    format!("has a geometry that is no polygon, line or point of pairs of numbers ({place})")
}

fn plain(feature: &Value) -> impl Iterator<Item = (&String, &Value)> {
    let properties = feature.get("properties").and_then(Value::as_object);
    let scalar = |value: &Value| value.is_string() || value.is_number() || value.is_boolean();
    properties.into_iter().flat_map(Map::iter).filter(move |(_, value)| scalar(value))
}

fn property(feature: &Value, name: &str) -> Option<Cell> {
    let properties = feature.get("properties");
    let found = match name {
        "id" => feature.get("id").or_else(|| properties?.get("id")),
        "class" => properties.and_then(|properties| {
            properties.get("classification").and_then(|class| class.get("name")).or_else(|| properties.get("class"))
        }),
        "type" => properties.and_then(|properties| properties.get("objectType").or_else(|| properties.get("type"))),
        name => properties.and_then(|properties| properties.get(name)),
    };
    match found? {
        Value::String(text) => Some(Cell::Text(text.clone())),
        other @ (Value::Number(_) | Value::Bool(_)) => Some(Cell::Text(other.to_string())),
        _ => None,
    }
}

/// Column, ring and text of each part of a geometry.
fn shapes(geometry: &Value) -> Option<Vec<(&'static str, Option<&'static str>, String)>> {
    let coordinates = geometry.get("coordinates");
    let polygon = |rings: &Value| -> Option<Vec<(&'static str, Option<&'static str>, String)>> {
        let rings = rings.as_array()?.iter().enumerate();
        rings.map(|(at, ring)| Some(("outline", Some(if at == 0 { "outer" } else { "hole" }), points(ring)?))).collect()
    };
    match geometry.get("type")?.as_str()? {
        "Polygon" => polygon(coordinates?),
        "MultiPolygon" => {
            let all: Option<Vec<_>> = coordinates?.as_array()?.iter().map(polygon).collect();
            Some(all?.into_iter().flatten().collect())
        }
        "LineString" => Some(vec![("line", None, points(coordinates?)?)]),
        "Point" => Some(vec![("point", None, pair(coordinates?)?)]),
        "MultiPoint" => coordinates?.as_array()?.iter().map(|point| Some(("point", None, pair(point)?))).collect(),
        _ => None,
    }
}

fn points(ring: &Value) -> Option<String> {
    let pairs: Option<Vec<String>> = ring.as_array()?.iter().map(pair).collect();
    Some(pairs?.join(", "))
}

fn pair(point: &Value) -> Option<String> {
    match point.as_array()?.as_slice() {
        [x, y, ..] => Some(format!("{} {}", x.as_f64()?, y.as_f64()?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rings_and_points_are_rows() {
        let text = r#"{"type": "FeatureCollection", "features": [
            {"type": "Feature", "id": "a", "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [4, 0], [4, 4], [0, 0]], [[1, 1], [2, 1], [2, 2], [1, 1]]]},
             "properties": {"objectType": "annotation", "classification": {"name": "Tumor", "color": [1, 2, 3]}, "score": 0.5}},
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": [7.5, 8]}, "properties": {}}]}"#;
        let table = read(text).unwrap();
        let cell = |row: usize, name: &str| {
            let at = table.columns.iter().position(|column| column == name).unwrap();
            match &table.rows[row].cells[at] {
                Some(Cell::Text(text)) => text.clone(),
                _ => String::new(),
            }
        };
        assert_eq!(table.rows.len(), 3);
        assert_eq!(
            (cell(0, "class"), cell(0, "ring"), cell(1, "ring")),
            ("Tumor".into(), "outer".into(), "hole".into())
        );
        assert_eq!(cell(1, "outline"), "1 1, 2 1, 2 2, 1 1");
        assert_eq!(
            (cell(0, "score"), cell(2, "point"), cell(2, "outline")),
            ("0.5".into(), "7.5 8".into(), String::new())
        );
        for wrong in ["{", "{}", r#"{"features": [{"geometry": {"type": "Circle"}}]}"#] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
