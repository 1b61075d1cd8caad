//! The files of a case: images, annotations, and where they lie.

use serde_json::{Value, json};

use super::super::files::{Files, PathPattern};
use super::numbers::unit;
use super::writer::{Writer, flag};

impl Writer<'_> {
    /// The image that the labels were drawn on is the `reference`; the label map that is checked is `checked`.
    pub(super) fn inputs(&self) -> Value {
        let images = self.protocol.images.iter().enumerate().map(|(at, image)| {
            json!({
                "name": image.name,
                "reference": flag(at == 0),
                "declared": flag(image.declared.is_some()),
                "optional": flag(image.optional),
                "unit": unit(image.dimension),
            })
        });
        let annotations = self.protocol.annotations.iter().enumerate().map(|(at, annotation)| {
            json!({
                "name": annotation.name,
                "checked": flag(at == 0),
                "rater": flag(annotation.rater),
                "optional": flag(annotation.optional),
            })
        });
        json!({
            "images": images.collect::<Vec<_>>(),
            "annotations": annotations.collect::<Vec<_>>(),
            "files": self.protocol.files.as_ref().map(files),
        })
    }
}

fn files(files: &Files) -> Value {
    let lines = files.lines.iter().map(|line| {
        json!({
            "name": line.name,
            "patterns": line.patterns.iter().map(PathPattern::text).collect::<Vec<_>>(),
            "optional": flag(line.optional),
        })
    });
    json!({"closed": flag(files.closed), "lines": lines.collect::<Vec<_>>()})
}
