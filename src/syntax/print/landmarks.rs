//! The `landmarks` block: names and kinds in columns, then title and attributes.

use super::super::tree::{LandmarkKind, LandmarkLine};
use super::word;

/// One line for each landmark.
pub(super) fn lines(landmarks: &[LandmarkLine]) -> Vec<String> {
    let heads: Vec<String> = landmarks.iter().map(head).collect();
    let width = heads.iter().map(|head| head.chars().count()).max().unwrap_or(0);
    landmarks
        .iter()
        .zip(heads)
        .map(|(line, head)| format!("{head:width$} {}", rest(line)).trim_end().to_owned())
        .collect()
}

fn head(line: &LandmarkLine) -> String {
    let name = word::landmark_name(&line.name);
    match line.kind {
        LandmarkKind::Point => name,
        LandmarkKind::Line => format!("{name} line"),
    }
}

fn rest(line: &LandmarkLine) -> String {
    let aliases: Vec<String> = line.aliases.iter().map(|alias| word::text(&alias.text)).collect();
    let parts = [
        line.title.as_ref().map(|title| word::text(&title.text)),
        line.per.as_ref().map(|per| format!("per {}", word::name(per))),
        line.optional.then(|| "optional".to_owned()),
        (!aliases.is_empty()).then(|| format!("alias {}", aliases.join(", "))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
