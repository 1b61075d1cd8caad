//! L202: no voxel of the label map is labelled.

use crate::report::{Evidence, Finding, Page, Severity};

use super::subject::CaseSubject;
use super::text;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "L202",
    name: "empty-mask",
    severity: Severity::Warning,
    page: Page {
        what: "no voxel of the label map is labelled",
        why: "an empty mask is a forgotten export more often than a healthy patient",
        example: "all 369,660 voxels are background",
        fix: "export again; if the case really has no finding, let the protocol say so with `optional` classes",
    },
    look: Look::Case(find),
};

/// One label map without any voxel. In a folder of one file per class an empty file is an absent class; the case is
/// empty if all of them are. A protocol whose classes are all optional allows it.
fn find(check: &Check, case: &CaseSubject) -> Vec<Finding> {
    let empty = !case.labels.is_empty() && case.labels.iter().all(|labels| labels.values.is_empty());
    let allowed = case.protocol.is_some_and(|protocol| protocol.labels.classes.iter().all(|class| class.optional));
    let Some(first) = case.labels.first().filter(|_| empty && !allowed) else { return Vec::new() };
    let message = match case.labels.len() {
        1 => format!(
            "no voxel is labelled: all {} are background",
            text::count(first.geometry.voxels(), "voxel", "voxels")
        ),
        files => format!("no voxel is labelled in any of the {files} files of the case"),
    };
    let evidence = Evidence { measured: Some("0 labelled voxels".to_owned()), ..Evidence::default() };
    vec![check.finding(first.path, message).evidence(evidence)]
}
