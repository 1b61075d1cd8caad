//! F102: the file cannot be opened or read to its end.

use crate::formats::Fault;
use crate::report::{Finding, Page, Severity};

use super::by_fault::findings;
use super::subject::FileSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "F102",
    name: "unreadable",
    severity: Severity::Error,
    page: Page {
        what: "the file cannot be opened or read to its end",
        why: "a case that cannot be read is not a case that passed",
        example: "segmentation.nii.gz: permission denied",
        fix: "mend the permission, the path or the disk; then check again",
    },
    look: Look::File(find),
};

fn find(check: &Check, file: &FileSubject) -> Vec<Finding> {
    findings(check, file, |fault| {
        matches!(
            fault,
            Fault::NotFound
                | Fault::DanglingLink { .. }
                | Fault::NotAFile { .. }
                | Fault::PermissionDenied
                | Fault::Unreadable { .. }
        )
    })
}
