//! F205: bytes follow the last voxel that the header declares.

use crate::formats::Fault;
use crate::report::{Finding, Page, Severity};

use super::by_fault::findings;
use super::subject::FileSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "F205",
    name: "too-much-data",
    severity: Severity::Warning,
    page: Page {
        what: "bytes follow the last voxel that the header declares",
        why: "the header may be of another image, or a second volume was appended",
        example: "1,024 bytes follow the last voxel",
        fix: "compare shape and data type with the source image, then write the file again",
    },
    look: Look::File(find),
};

fn find(check: &Check, file: &FileSubject) -> Vec<Finding> {
    findings(check, file, |fault| matches!(fault, Fault::ExtraData { .. }))
}
