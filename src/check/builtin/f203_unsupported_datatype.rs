//! F203: the header names a data type that cannot hold labels, or none that exists.

use crate::formats::Fault;
use crate::report::{Finding, Page, Severity};

use super::by_fault::label_findings;
use super::subject::FileSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "F203",
    name: "unsupported-datatype",
    severity: Severity::Error,
    page: Page {
        what: "the header names a data type that cannot hold labels, or none that exists",
        why: "complex, RGB and 128-bit values are no label values",
        example: "datatype 128 (RGB24)",
        fix: "store labels in an integer type, for example uint8 or int16",
    },
    look: Look::File(find),
};

fn find(check: &Check, file: &FileSubject) -> Vec<Finding> {
    label_findings(check, file, |fault| {
        matches!(fault, Fault::UnknownDatatype { .. } | Fault::UnsupportedDatatype { .. })
    })
}
