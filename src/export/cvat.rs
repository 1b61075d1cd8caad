//! The label constructor of CVAT, as its raw JSON: masks for classes, points and lines for landmarks.

use serde_json::{Value, json};

use crate::model::Protocol;
use crate::model::landmark::LandmarkKind;
use crate::picture::palette;

use super::left_out::{self, Holds};
use super::marks::marks;
use super::rows::{color, hex};
use super::{Exported, Refused};

/// CVAT keeps names of labels in so many characters.
const LONGEST_NAME: usize = 64;

/// # Errors
///
/// A protocol without classes and landmarks, and a name that is too long.
pub fn cvat(protocol: &Protocol) -> Result<Exported, Refused> {
    let classes = protocol.labels.classes.iter().enumerate();
    let mut labels: Vec<(String, String, &str)> =
        classes.map(|(number, class)| (class.name.clone(), hex(color(class, number)), "mask")).collect();
    for mark in marks(protocol) {
        let kind = match protocol.landmark(mark.landmark).map(|landmark| landmark.kind) {
            Some(LandmarkKind::Line) => "polyline",
            Some(LandmarkKind::Point) | None => "points",
        };
        labels.push((protocol.mark_name(mark), hex(palette::of_class(labels.len())), kind));
    }
    if labels.is_empty() {
        let reason = format!("`{}` has neither classes nor landmarks", protocol.name);
        return Err(Refused::new(reason, "nothing of it can be drawn"));
    }
    if let Some((name, ..)) = labels.iter().find(|(name, ..)| name.chars().count() > LONGEST_NAME) {
        let reason = format!("the name `{name}` has more than {LONGEST_NAME} characters, the limit of CVAT");
        return Err(Refused::new(reason, "shorten it"));
    }
    let label = |(name, color, kind): &(String, String, &str)| -> Value {
        json!({"name": name, "color": color, "type": kind, "attributes": []})
    };
    let text = format!("{:#}\n", labels.iter().map(label).collect::<Value>());
    let valued = protocol.labels.classes.iter().any(|class| !class.values.is_empty());
    let mut notes: Vec<String> = Vec::new();
    notes.extend(valued.then(|| "label values are left out: CVAT numbers labels by itself".to_owned()));
    notes.extend(left_out::note(protocol, &[Holds::Colors, Holds::Landmarks, Holds::Valueless]));
    Ok(Exported { text, notes })
}
