//! F206: one file of a .hdr/.img pair is missing.

use crate::formats::Fault;
use crate::report::{Finding, Page, Severity};

use super::by_fault::findings;
use super::subject::FileSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "F206",
    name: "missing-partner",
    severity: Severity::Error,
    page: Page {
        what: "one file of a .hdr/.img pair is missing",
        why: "header and voxels are two files in this form, and one alone is no label map",
        example: "case.hdr is here, case.img is not",
        fix: "put both files side by side, or convert to one .nii.gz",
    },
    look: Look::File(find),
};

fn find(check: &Check, file: &FileSubject) -> Vec<Finding> {
    findings(check, file, |fault| matches!(fault, Fault::MissingPartner { .. }))
}
