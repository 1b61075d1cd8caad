//! G204: the array axes of the label map and its image point in different directions.

use crate::report::{Evidence, Finding, Page, Severity};
use crate::volume::same_grid;

use super::subject::{CaseSubject, ImageSubject, LabelSubject};
use super::text;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "G204",
    name: "image-direction",
    severity: Severity::Error,
    page: Page {
        what: "the array axes of the label map and its image point in different directions",
        why: "the label is mirrored or rotated against the patient: right becomes left",
        example: "label RAS, image LPS with the same array order",
        fix: "export again, or copy the image's affine if the voxels correspond (look at a side-specific organ first)",
    },
    look: Look::Case(find),
};

fn find(check: &Check, case: &CaseSubject) -> Vec<Finding> {
    case.images.iter().flat_map(|image| against(check, case, image)).collect()
}

fn against(check: &Check, case: &CaseSubject, image: &ImageSubject) -> Vec<Finding> {
    let differing = |labels: &LabelSubject| {
        let difference = same_grid(labels.geometry, image.geometry).err()?;
        let direction = difference.direction?;
        let message = format!(
            "array axes point up to {} degrees away from those of the image `{}`",
            text::decimal(direction.degrees),
            image.path
        );
        let evidence = Evidence {
            measured: Some(format!("{} degrees apart", text::decimal(direction.degrees))),
            allowed: Some("corners at most 0.1 voxel apart".to_owned()),
            ..Evidence::default()
        };
        Some(check.finding(labels.path, message).evidence(evidence))
    };
    case.labels.iter().filter_map(differing).collect()
}
