//! A labelling configuration of Label Studio: brushes for classes, key points for landmarks.

use crate::model::Protocol;
use crate::model::landmark::{LandmarkKind, MarkId};
use crate::model::protocol::Class;
use crate::picture::palette;

use super::left_out::{self, Holds};
use super::marks::marks;
use super::rows::{color, hex};
use super::{Exported, Refused};

/// # Errors
///
/// A protocol without classes and landmarks.
pub fn label_studio(protocol: &Protocol) -> Result<Exported, Refused> {
    let mut text = "<View>\n  <Image name=\"image\" value=\"$image\" zoomControl=\"true\"/>\n".to_owned();
    let classes = &protocol.labels.classes;
    if !classes.is_empty() {
        text += "  <BrushLabels name=\"label\" toName=\"image\">\n";
        for (number, class) in classes.iter().enumerate() {
            // The value in the label map; Label Studio numbers its own exports by it.
            let value = match class.values.ranges.as_slice() {
                [(low, high)] if low == high => format!(" category=\"{low}\""),
                _ => String::new(),
            };
            let hint =
                class.title.as_deref().map(|title| format!(" hint=\"{}\"", attribute(title))).unwrap_or_default();
            let name = attribute(&class.name);
            text +=
                &format!("    <Label value=\"{name}\" background=\"{}\"{value}{hint}/>\n", hex(color(class, number)));
        }
        text += "  </BrushLabels>\n";
    }
    let kind = |mark: &MarkId| protocol.landmark(mark.landmark).map(|landmark| landmark.kind);
    let (points, lines): (Vec<_>, Vec<_>) =
        marks(protocol).into_iter().partition(|mark| kind(mark) == Some(LandmarkKind::Point));
    if classes.is_empty() && points.is_empty() {
        let reason = format!("`{}` has neither classes nor landmarks that are points", protocol.name);
        return Err(Refused::new(reason, "nothing of it can be drawn"));
    }
    if !points.is_empty() {
        text += "  <KeyPointLabels name=\"landmark\" toName=\"image\">\n";
        for (number, mark) in points.iter().enumerate() {
            let background = hex(palette::of_class(classes.len() + number));
            let name = protocol.mark_name(*mark);
            text += &format!("    <Label value=\"{}\" background=\"{background}\"/>\n", attribute(&name));
        }
        text += "  </KeyPointLabels>\n";
    }
    text += "</View>\n";
    let mut notes: Vec<String> = Vec::new();
    let several =
        |class: &&Class| class.values.ranges.len() > 1 || class.values.ranges.iter().any(|(low, high)| low != high);
    if let Some(class) = classes.iter().find(several) {
        notes.push(format!("values of classes that have several, such as `{}`, are left out", class.name));
    }
    if let Some(line) = lines.first() {
        notes.push(format!("landmarks that are lines, such as `{}`, are left out", protocol.mark_name(*line)));
    }
    notes.extend(left_out::note(protocol, &[Holds::Titles, Holds::Colors, Holds::Landmarks, Holds::Valueless]));
    Ok(Exported { text, notes })
}

/// The text between the quotation marks of an attribute.
fn attribute(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // Not even as a reference may others stand in XML.
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
