//! H103: a text field of the header looks as if it held an identifier of a person or an examination.

use crate::report::{Finding, Page, Severity};

use super::privacy::{Kind, header_suspicions};
use super::subject::FileSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "H103",
    name: "identifier-in-header",
    severity: Severity::Warning,
    page: Page {
        what: "a text field of the header looks as if it held an identifier of a person or an examination",
        why: "record numbers, DICOM UIDs and addresses lead back to the patient",
        example: "the field `db_name` holds text of the form `AAA 9999999`",
        fix: "empty the field in a copy, e.g. with nibabel: img.header['db_name'] = b''",
    },
    look: Look::File(find),
};

fn find(check: &Check, file: &FileSubject) -> Vec<Finding> {
    header_suspicions(file, Kind::Identifier)
        .map(|(field, masked)| {
            let message =
                format!("the header field `{field}` looks as if it held an identifier (of the form `{masked}`)");
            check.finding(file.path, message)
        })
        .collect()
}
