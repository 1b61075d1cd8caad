//! L104: scl_slope or scl_inter turns whole stored values into fractions.

use crate::formats::Fault;
use crate::report::{Finding, Page, Severity};

use super::by_fault::label_findings;
use super::subject::FileSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "L104",
    name: "fractional-scaling",
    severity: Severity::Error,
    page: Page {
        what: "`scl_slope` or `scl_inter` turns whole stored values into fractions",
        why: "one tool applies the scaling, the next does not, and both read other labels",
        example: "scl_slope = 0.003921569",
        fix: "write the labels with scl_slope = 1 and scl_inter = 0",
    },
    look: Look::File(find),
};

fn find(check: &Check, file: &FileSubject) -> Vec<Finding> {
    label_findings(check, file, |fault| matches!(fault, Fault::FractionalScaling { .. }))
}
