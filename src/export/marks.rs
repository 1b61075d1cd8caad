//! Landmarks one by one.

use crate::model::Protocol;
use crate::model::landmark::{LandmarkId, MarkId};

/// All marks of a protocol in the order of its lines; one for each class where a landmark has several.
pub fn marks(protocol: &Protocol) -> Vec<MarkId> {
    let lines = protocol.landmarks.lines.iter().enumerate();
    let of_line = |(number, line): (usize, &crate::model::landmark::Landmark)| -> Vec<MarkId> {
        let landmark = LandmarkId(number);
        match &line.per {
            None => vec![MarkId { landmark, class: None }],
            Some(family) => family.classes.iter().map(|&class| MarkId { landmark, class: Some(class) }).collect(),
        }
    };
    lines.flat_map(of_line).collect()
}
