//! F201: the content is not NIfTI, whatever the file name says.

use crate::formats::Fault;
use crate::report::{Finding, Page, Severity};

use super::by_fault::findings;
use super::subject::FileSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "F201",
    name: "not-nifti",
    severity: Severity::Error,
    page: Page {
        what: "the content is not NIfTI, whatever the file name says",
        why: "renamed or half-written files reach training sets under a correct name",
        example: "an empty file, or a DICOM file, named mask.nii.gz",
        fix: "export the file as NIfTI-1 or NIfTI-2, or take it out of the label folder",
    },
    look: Look::File(find),
};

fn find(check: &Check, file: &FileSubject) -> Vec<Finding> {
    findings(check, file, |fault| matches!(fault, Fault::Empty | Fault::NotNifti { .. }))
}
