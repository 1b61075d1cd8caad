//! L101: some voxels are NaN.

use crate::formats::Fault;
use crate::report::{Finding, Page, Severity};

use super::by_fault::label_findings;
use super::subject::FileSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "L101",
    name: "not-a-number",
    severity: Severity::Error,
    page: Page {
        what: "some voxels are NaN",
        why: "a voxel that is not a number has no class; sums and means over it are lost",
        example: "17 voxels are NaN, the first at (12, 40, 3)",
        fix: "find the step that divided or interpolated labels, and write integers",
    },
    look: Look::File(find),
};

fn find(check: &Check, file: &FileSubject) -> Vec<Finding> {
    label_findings(check, file, |fault| matches!(fault, Fault::Nan { .. }))
}
