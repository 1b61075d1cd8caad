//! F105: bytes follow the end of the compressed stream that belong to no member.

use crate::formats::Fault;
use crate::report::{Finding, Page, Severity};

use super::by_fault::findings;
use super::subject::FileSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "F105",
    name: "bytes-after-end",
    severity: Severity::Warning,
    page: Page {
        what: "bytes follow the end of the compressed stream that belong to no member",
        why: "the file was joined, padded or overwritten by something; what was read may be the older part",
        example: "4,096 bytes follow the last gzip member",
        fix: "write the file again with the tool that made it, and keep one copy",
    },
    look: Look::File(find),
};

fn find(check: &Check, file: &FileSubject) -> Vec<Finding> {
    findings(check, file, |fault| matches!(fault, Fault::TrailingGarbage { .. }))
}
