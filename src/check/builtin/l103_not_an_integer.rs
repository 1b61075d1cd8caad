//! L103: some label values are not whole numbers.

use crate::formats::Fault;
use crate::report::{Finding, Page, Severity};

use super::by_fault::label_findings;
use super::subject::FileSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "L103",
    name: "not-an-integer",
    severity: Severity::Error,
    page: Page {
        what: "some label values are not whole numbers",
        why: "a label of 0.9999 or 1.5 comes from interpolation; rounding it moves the border of the structure",
        example: "412 voxels are not whole, the first is 0.5 at (12, 40, 3)",
        fix: "resample labels with nearest neighbour only, and write an integer type",
    },
    look: Look::File(find),
};

fn find(check: &Check, file: &FileSubject) -> Vec<Finding> {
    label_findings(check, file, |fault| matches!(fault, Fault::NonInteger { .. }))
}
