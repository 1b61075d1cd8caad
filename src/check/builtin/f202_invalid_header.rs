//! F202: a header field holds a value that the NIfTI standard does not allow.

use crate::formats::Fault;
use crate::report::{Finding, Page, Severity};

use super::by_fault::findings;
use super::subject::FileSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "F202",
    name: "invalid-header",
    severity: Severity::Error,
    page: Page {
        what: "a header field holds a value that the NIfTI standard does not allow",
        why: "tools guess differently what such a header means, so that the same file has two shapes or two places",
        example: "dim[1] is -64",
        fix: "write the file again from the tool that made it; do not edit header bytes by hand",
    },
    look: Look::File(find),
};

fn find(check: &Check, file: &FileSubject) -> Vec<Finding> {
    findings(check, file, |fault| {
        matches!(
            fault,
            Fault::ShortHeader { .. }
                | Fault::HeaderInvalid { .. }
                | Fault::BitpixMismatch { .. }
                | Fault::ExtensionInvalid { .. }
        )
    })
}
