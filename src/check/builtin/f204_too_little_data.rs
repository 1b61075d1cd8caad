//! F204: the file holds fewer voxels than its header declares.

use crate::formats::Fault;
use crate::report::{Finding, Page, Severity};

use super::by_fault::findings;
use super::subject::FileSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "F204",
    name: "too-little-data",
    severity: Severity::Error,
    page: Page {
        what: "the file holds fewer voxels than its header declares",
        why: "the missing slices are at one end of the body, where nobody looks",
        example: "the header declares 122 x 101 x 30 voxels of uint8 (369,660 bytes), 300,000 bytes are there",
        fix: "fetch or export the file again",
    },
    look: Look::File(find),
};

fn find(check: &Check, file: &FileSubject) -> Vec<Finding> {
    findings(check, file, |fault| matches!(fault, Fault::ShortData { .. }))
}
