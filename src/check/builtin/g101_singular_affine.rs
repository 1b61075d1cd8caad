//! G101: the affine matrix has no inverse.

use crate::formats::Fault;
use crate::report::{Finding, Page, Severity};

use super::by_fault::findings;
use super::subject::FileSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "G101",
    name: "singular-affine",
    severity: Severity::Error,
    page: Page {
        what: "the affine matrix has no inverse: voxels have no volume and no place",
        why: "millimetres, volumes and sides are meaningless with it",
        example: "srow_z is 0 0 0 0",
        fix: "copy the affine of the paired image, e.g. with nibabel: nib.Nifti1Image(labels, image.affine)",
    },
    look: Look::File(find),
};

fn find(check: &Check, file: &FileSubject) -> Vec<Finding> {
    findings(check, file, |fault| matches!(fault, Fault::SingularAffine { .. }))
}
