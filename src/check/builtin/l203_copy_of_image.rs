//! L203: the label map holds the same voxel values as its image.

use crate::report::{Finding, Page, Severity};

use super::subject::CaseSubject;
use super::text;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "L203",
    name: "copy-of-image",
    severity: Severity::Error,
    page: Page {
        what: "the label map holds the same voxel values as its image",
        why: "the image was saved under the label's name; trained on, it teaches the network to repeat its input",
        example: "all 369,660 voxels equal those of example_ct_sm.nii.gz",
        fix: "export the label map again",
    },
    look: Look::Case(find),
};

fn find(check: &Check, case: &CaseSubject) -> Vec<Finding> {
    let pairs = case.images.iter().flat_map(|image| case.labels.iter().map(move |labels| (image, labels)));
    pairs
        .filter(|(image, labels)| image.copied_by == Some(labels.path))
        .map(|(image, labels)| {
            let voxels = text::count(labels.geometry.voxels(), "voxel", "voxels");
            check.finding(labels.path, format!("all {voxels} hold the same value as the image `{}`", image.path))
        })
        .collect()
}
