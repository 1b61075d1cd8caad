//! F106: the name of the file and its compression disagree.

use crate::formats::Fault;
use crate::report::{Finding, Page, Severity};

use super::by_fault::findings;
use super::subject::FileSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "F106",
    name: "misnamed-compression",
    severity: Severity::Warning,
    page: Page {
        what: "the file name says gzip and the content is not, or the other way round",
        why: "readers that go by the name refuse the file, and some give up without a word",
        example: "labels.nii.gz holds an uncompressed volume",
        fix: "rename the file to .nii or .nii.gz as its content is",
    },
    look: Look::File(find),
};

fn find(check: &Check, file: &FileSubject) -> Vec<Finding> {
    findings(check, file, |fault| matches!(fault, Fault::MisnamedCompression { .. }))
}
