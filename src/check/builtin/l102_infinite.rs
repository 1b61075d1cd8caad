//! L102: some voxels are infinite.

use crate::formats::Fault;
use crate::report::{Finding, Page, Severity};

use super::by_fault::label_findings;
use super::subject::FileSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "L102",
    name: "infinite",
    severity: Severity::Error,
    page: Page {
        what: "some voxels are infinite",
        why: "an infinite value is no class, and casting it gives a different integer on every machine",
        example: "3 voxels are infinite, the first at (12, 40, 3)",
        fix: "find the step that divided or scaled labels, and write integers",
    },
    look: Look::File(find),
};

fn find(check: &Check, file: &FileSubject) -> Vec<Finding> {
    label_findings(check, file, |fault| matches!(fault, Fault::Infinite { .. }))
}
