//! F103: the compressed stream ends before its end.

use crate::formats::Fault;
use crate::report::{Finding, Page, Severity};

use super::by_fault::findings;
use super::subject::FileSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "F103",
    name: "cut-off",
    severity: Severity::Error,
    page: Page {
        what: "the compressed stream ends before its end: the download or the copy was cut off",
        why: "some readers fill the rest of the volume with zeros and say nothing, so that structures end in the middle",
        example: "case_017.nii.gz ends after 35,000 bytes inside a gzip member",
        fix: "fetch or export the file again; `gzip -t FILE` tests it",
    },
    look: Look::File(find),
};

fn find(check: &Check, file: &FileSubject) -> Vec<Finding> {
    findings(check, file, |fault| matches!(fault, Fault::TruncatedGzip { .. }))
}
