//! L106: some label values are larger than a 64-bit signed integer, or lost digits in floating point.

use crate::formats::Fault;
use crate::report::{Finding, Page, Severity};

use super::by_fault::label_findings;
use super::subject::FileSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "L106",
    name: "value-out-of-range",
    severity: Severity::Error,
    page: Page {
        what: "some label values are larger than a 64-bit signed integer, or lost digits in floating point",
        why: "such values cannot be told apart reliably, and no label table uses them",
        example: "1 voxel holds 18446744073709551615",
        fix: "renumber the labels and store them in an integer type",
    },
    look: Look::File(find),
};

fn find(check: &Check, file: &FileSubject) -> Vec<Finding> {
    label_findings(check, file, |fault| matches!(fault, Fault::ValueOutOfRange { .. }))
}
