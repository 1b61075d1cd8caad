//! G202: the label map and its image have different voxel sizes.

use crate::report::{Evidence, Finding, Page, Severity};
use crate::volume::same_grid;

use super::subject::{CaseSubject, ImageSubject, LabelSubject};
use super::text;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "G202",
    name: "image-spacing",
    severity: Severity::Error,
    page: Page {
        what: "the label map and its image have different voxel sizes",
        why: "volumes and distances are wrong by that factor",
        example: "label 0.8 x 0.8 x 5 mm, image 0.8 x 0.8 x 2.5 mm",
        fix: "copy the image's affine into the label file if the voxels correspond; otherwise export again",
    },
    look: Look::Case(find),
};

fn find(check: &Check, case: &CaseSubject) -> Vec<Finding> {
    case.images.iter().flat_map(|image| against(check, case, image)).collect()
}

fn against(check: &Check, case: &CaseSubject, image: &ImageSubject) -> Vec<Finding> {
    let differing = |labels: &LabelSubject| {
        let difference = same_grid(labels.geometry, image.geometry).err()?;
        let spacing = difference.spacing?;
        let [own, other] = spacing.spacing.map(text::spacing);
        let message = format!("voxels measure {own}, those of the image `{}` measure {other}", image.path);
        let evidence = Evidence { measured: Some(own.clone()), allowed: Some(other.clone()), ..Evidence::default() };
        Some(check.finding(labels.path, message).evidence(evidence))
    };
    case.labels.iter().filter_map(differing).collect()
}
