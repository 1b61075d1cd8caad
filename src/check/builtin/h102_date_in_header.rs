//! H102: a text field of the header looks as if it held a date.

use crate::report::{Finding, Page, Severity};

use super::privacy::{Kind, header_suspicions};
use super::subject::FileSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "H102",
    name: "date-in-header",
    severity: Severity::Warning,
    page: Page {
        what: "a text field of the header looks as if it held a date",
        why: "dates of birth, admission or examination count as identifiers of a patient",
        example: "the field `descrip` holds text of the form `9999-99-99`",
        fix: "empty the field in a copy, e.g. with nibabel: img.header['descrip'] = b''",
    },
    look: Look::File(find),
};

fn find(check: &Check, file: &FileSubject) -> Vec<Finding> {
    header_suspicions(file, Kind::Date)
        .map(|(field, masked)| {
            let message = format!("the header field `{field}` looks as if it held a date (of the form `{masked}`)");
            check.finding(file.path, message)
        })
        .collect()
}
