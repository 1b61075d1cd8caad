//! `.mrk.json`, the markups of 3D Slicer: lists of control points. Every point of a fiducial list is one by itself; a line
//! is its two points together.
//!
//! Files are held against a JSON Schema of what is read here, written from the description of the format by its authors
//! (markups schema 1.0).

use serde_json::{Value, json};

use super::{Frame, NamedPoints, PointsFault};

const SCHEMA: &str = include_str!("../../../schemas/markups.schema.json");

pub fn read(file: &Value, stem: &str) -> Result<Vec<NamedPoints>, PointsFault> {
    validate(file)?;
    let mut named = Vec::new();
    let markups = file.get("markups").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    for (number, markup) in (1..).zip(markups) {
        let word = |key: &str| markup.get(key).and_then(Value::as_str);
        let frame = Frame::named(word("coordinateSystem").unwrap_or("LPS")).unwrap_or(Frame::Lps);
        let points: Vec<(String, NamedPoints)> = control_points(markup, frame, number)?;
        match word("type") {
            Some("Fiducial") => named.extend(points.into_iter().map(|(_, point)| point)),
            Some("Line") => {
                let label = points.first().map(|(label, _)| label.clone()).unwrap_or_default();
                let name = word("name").map(str::to_owned).unwrap_or_else(|| line_name(&label, stem));
                let points = points.into_iter().flat_map(|(_, point)| point.points).collect();
                named.push(NamedPoints { name, points, place: format!("markup {number}") });
            }
            // Curves, angles, planes and regions of interest are no landmarks.
            _ => {}
        }
    }
    Ok(named)
}

/// Points and lines as a file of markups: each with its name, in RAS+ mm.
pub fn written<'m>(marks: impl Iterator<Item = (&'m str, &'m [[f64; 3]])>) -> String {
    let mut markups = Vec::new();
    let mut single = Vec::new();
    for (name, points) in marks {
        match points {
            [only] => single.push(json!({"label": name, "position": only, "positionStatus": "defined"})),
            points => {
                let points = points.iter().zip(1..).map(|(at, number)| {
                    json!({"label": format!("{name}-{number}"), "position": at, "positionStatus": "defined"})
                });
                let points: Vec<Value> = points.collect();
                markups.push(json!({
                    "type": "Line", "name": name, "coordinateSystem": "RAS", "controlPoints": points,
                }));
            }
        }
    }
    if !single.is_empty() {
        markups.push(json!({"type": "Fiducial", "coordinateSystem": "RAS", "controlPoints": single}));
    }
    format!("{:#}\n", json!({"markups": markups}))
}

/// The points that are placed, each with its label.
fn control_points(
    markup: &Value,
    frame: Frame,
    markup_number: usize,
) -> Result<Vec<(String, NamedPoints)>, PointsFault> {
    let list = markup.get("controlPoints").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut points = Vec::new();
    for (number, point) in (1..).zip(list) {
        let status = point.get("positionStatus").and_then(Value::as_str);
        if status.is_some_and(|status| status != "defined") {
            continue;
        }
        let name = point.get("label").and_then(Value::as_str).unwrap_or_default().to_owned();
        let place = format!("point {number} of markup {markup_number}");
        let position = point.get("position").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let position: Vec<f64> = position.iter().filter_map(Value::as_f64).collect();
        let at: [f64; 3] = position
            .try_into()
            .map_err(|_| PointsFault::shape(format!("has no position for a placed point ({place})")))?;
        points.push((name.clone(), NamedPoints { name, points: vec![frame.place(at)], place }));
    }
    Ok(points)
}

/// 3D Slicer numbers the points of a line behind its name: `long-1`.
fn line_name(label: &str, stem: &str) -> String {
    match label.rsplit_once('-') {
        Some((name, number)) if !name.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit()) => {
            name.to_owned()
        }
        _ => stem.to_owned(),
    }
}

fn validate(file: &Value) -> Result<(), PointsFault> {
    let unusable = |reason: String| PointsFault::Syntax { format: "markups JSON", reason };
    let schema: Value = serde_json::from_str(SCHEMA).map_err(|error| unusable(error.to_string()))?;
    let validator = jsonschema::validator_for(&schema).map_err(|error| unusable(error.to_string()))?;
    match validator.iter_errors(file).next() {
        Some(error) => {
            let place = error.instance_path().to_string();
            let place = if place.is_empty() { "the whole file".to_owned() } else { format!("`{place}`") };
            let reason: String = error.to_string().chars().take(160).collect();
            Err(unusable(format!("{place}: {reason}")))
        }
        None => Ok(()),
    }
}
