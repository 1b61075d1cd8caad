//! G201: the label map and its image have different numbers of voxels.

use crate::report::{Evidence, Finding, Page, Severity};
use crate::volume::same_grid;

use super::subject::{CaseSubject, ImageSubject, LabelSubject};
use super::text;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "G201",
    name: "image-shape",
    severity: Severity::Error,
    page: Page {
        what: "the label map and its image have different numbers of voxels",
        why: "the label cannot lie on that image; it was made on another series or on a resampled copy",
        example: "label 320 x 320 x 188, image 512 x 512 x 188",
        fix: "find the image the label was drawn on, or resample the label with nearest neighbour onto the image's grid",
    },
    look: Look::Case(find),
};

fn find(check: &Check, case: &CaseSubject) -> Vec<Finding> {
    case.images.iter().flat_map(|image| against(check, case, image)).collect()
}

fn against(check: &Check, case: &CaseSubject, image: &ImageSubject) -> Vec<Finding> {
    let differing = |labels: &LabelSubject| {
        let difference = same_grid(labels.geometry, image.geometry).err()?;
        let [own, other] = difference.shape?;
        let message = format!(
            "the label map has {} voxels, its image `{}` has {}",
            text::dimensions(&own),
            image.path,
            text::dimensions(&other)
        );
        let evidence = Evidence {
            measured: Some(text::dimensions(&own)),
            allowed: Some(text::dimensions(&other)),
            ..Evidence::default()
        };
        Some(check.finding(labels.path, message).evidence(evidence))
    };
    case.labels.iter().filter_map(differing).collect()
}
