//! G103: neither sform nor qform is set, so the header does not say which way the patient lies.

use crate::report::{Finding, Page, Severity};

use super::subject::FileSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "G103",
    name: "no-orientation",
    severity: Severity::Warning,
    page: Page {
        what: "neither sform nor qform is set, so the header does not say which way the patient lies",
        why: "left and right cannot be told; tools guess, and not all guess alike",
        example: "sform_code = 0, qform_code = 0",
        fix: "copy the affine of the source image into the label file",
    },
    look: Look::File(find),
};

fn find(check: &Check, file: &FileSubject) -> Vec<Finding> {
    let silent = file.header.is_some_and(|header| header.sform_code <= 0 && header.qform_code <= 0);
    let message = "the header does not say how the patient lies: sform_code and qform_code are both 0";
    if silent { vec![check.finding(file.path, message)] } else { Vec::new() }
}
