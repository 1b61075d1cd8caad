//! Landmarks as markups that are still to be placed: points in one list, a line each for lines.

use serde_json::{Value, json};

use crate::model::Protocol;
use crate::model::landmark::{LandmarkKind, MarkId};

use super::super::marks::marks;
use super::super::{Exported, Refused};

const SCHEMA: &str = "https://raw.githubusercontent.com/slicer/slicer/master/Modules/Loadable/Markups/Resources/Schema/markups-schema-v1.0.3.json#";

/// # Errors
///
/// A protocol without landmarks.
pub fn slicer_markups(protocol: &Protocol) -> Result<Exported, Refused> {
    let all = marks(protocol);
    if all.is_empty() {
        let reason = format!("`{}` has no landmarks, and markups are landmarks", protocol.name);
        return Err(Refused::new(reason, "its classes are what `--to slicer` writes"));
    }
    let kind = |mark: &MarkId| protocol.landmark(mark.landmark).map(|landmark| landmark.kind);
    let (lines, points): (Vec<MarkId>, Vec<MarkId>) =
        all.into_iter().partition(|mark| kind(mark) == Some(LandmarkKind::Line));
    let mut markups: Vec<Value> = Vec::new();
    if !points.is_empty() {
        let of_mark = |(number, mark): (usize, &MarkId)| {
            let title = protocol.landmark(mark.landmark).and_then(|landmark| landmark.title.as_deref());
            point(number, &protocol.mark_name(*mark), title)
        };
        markups.push(markup("Fiducial", "landmarks", (1..).zip(&points).map(of_mark).collect()));
    }
    for line in lines {
        let name = protocol.mark_name(line);
        let ends = (1..=2).map(|number| point(number, &format!("{name}-{number}"), None)).collect();
        markups.push(markup("Line", &name, ends));
    }
    let text = format!("{:#}\n", json!({"@schema": SCHEMA, "markups": markups}));
    Ok(Exported { text, notes: vec!["only landmarks are written; `--to slicer` writes the classes".to_owned()] })
}

fn markup(kind: &str, name: &str, points: Vec<Value>) -> Value {
    json!({
        "type": kind,
        "name": name,
        "coordinateSystem": "LPS",
        "coordinateUnits": "mm",
        "fixedNumberOfControlPoints": true,
        "controlPoints": points,
    })
}

/// Slicer asks for the place of such a point.
fn point(number: usize, label: &str, description: Option<&str>) -> Value {
    json!({
        "id": number.to_string(),
        "label": label,
        "description": description.unwrap_or_default(),
        "positionStatus": "undefined",
    })
}
