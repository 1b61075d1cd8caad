//! H101: a text field of the header looks as if it held a person's name.

use crate::report::{Finding, Page, Severity};

use super::privacy::{Kind, header_suspicions};
use super::subject::FileSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "H101",
    name: "name-in-header",
    severity: Severity::Warning,
    page: Page {
        what: "a text field of the header looks as if it held a person's name",
        why: "headers travel with the data; a name in one makes the data set identifiable",
        example: "the field `descrip` holds text of the form `Aaa^Aaaa`",
        fix: "empty the field in a copy, e.g. with nibabel: img.header['descrip'] = b''",
    },
    look: Look::File(find),
};

fn find(check: &Check, file: &FileSubject) -> Vec<Finding> {
    header_suspicions(file, Kind::Name)
        .map(|(field, masked)| {
            let message =
                format!("the header field `{field}` looks as if it held a person's name (of the form `{masked}`)");
            check.finding(file.path, message)
        })
        .collect()
}
