//! Centres of vertebrae in the form of VerSe: a JSON list whose first entry says toward where the axes of the array run, and
//! whose others have a label value and voxel coordinates along them.

use serde_json::Value;

use super::{Coordinates, NamedPoints, PointsFault};

pub fn read(list: &Value) -> Result<Vec<NamedPoints>, PointsFault> {
    let entries = list.as_array().map(Vec::as_slice).unwrap_or_default();
    let Some((codes, rest)) = entries.split_first().and_then(|(first, rest)| Some((codes(first)?, rest))) else {
        return Err(PointsFault::shape(
            "is a list that does not begin with the `direction` of its axes, such as [\"P\", \"I\", \"R\"]",
        ));
    };
    let mut points = Vec::new();
    for (number, entry) in (2..).zip(rest) {
        let place = format!("entry {number}");
        let label = match entry.get("label") {
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::String(text)) => text.clone(),
            // What other entries hold, as the size of the image, is no point.
            _ => continue,
        };
        let coordinate = |key: &str| {
            let missing = || PointsFault::shape(format!("has no number `{key}` for the label {label} ({place})"));
            entry.get(key).and_then(Value::as_f64).ok_or_else(missing)
        };
        let at = [coordinate("X")?, coordinate("Y")?, coordinate("Z")?];
        points.push(NamedPoints { name: label, points: vec![Coordinates::Toward { codes, at }], place });
    }
    Ok(points)
}

/// Three letters, one for each patient axis.
fn codes(entry: &Value) -> Option<[char; 3]> {
    let letters = entry.get("direction")?.as_array()?.iter();
    let letters: Option<Vec<char>> = letters.map(|letter| letter.as_str()?.chars().next()).collect();
    let codes: [char; 3] = letters?.try_into().ok()?;
    let axis = |letter: char| "RLAPSI".find(letter).map(|at| at / 2);
    let mut axes = codes.map(axis);
    axes.sort_unstable();
    (axes == [Some(0), Some(1), Some(2)]).then_some(codes)
}
