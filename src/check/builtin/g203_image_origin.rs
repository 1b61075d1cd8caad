//! G203: the label map lies beside its image.

use crate::report::{Evidence, Finding, Page, Severity};
use crate::volume::same_grid;

use super::subject::{CaseSubject, ImageSubject, LabelSubject};
use super::text;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "G203",
    name: "image-origin",
    severity: Severity::Error,
    page: Page {
        what: "the label map lies beside its image: the grids are shifted against each other",
        why: "drawn over the image by world coordinates, every structure is displaced",
        example: "origin differs by 12.5 mm (4.2 voxels)",
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
        let origin = difference.origin?;
        let message = format!(
            "the label map lies {} mm ({} voxels) beside its image `{}`",
            text::decimal(origin.mm),
            text::decimal(origin.voxels),
            image.path
        );
        let evidence = Evidence {
            measured: Some(format!("origin {} mm apart", text::decimal(origin.mm))),
            allowed: Some("at most 0.1 voxel apart".to_owned()),
            ..Evidence::default()
        };
        Some(check.finding(labels.path, message).evidence(evidence))
    };
    case.labels.iter().filter_map(differing).collect()
}
