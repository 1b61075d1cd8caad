//! F207: the label map changes value so often that it would not fit in the memory set aside for it.

use crate::formats::Fault;
use crate::report::{Finding, Page, Severity};

use super::by_fault::label_findings;
use super::subject::FileSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "F207",
    name: "too-many-runs",
    severity: Severity::Error,
    page: Page {
        what: "the label map changes value so often that it would not fit in the memory set aside for it",
        why: "real label maps have long runs of one value; noise does not, and a made-up file could fill the machine",
        example: "more than 100,000,000 runs",
        fix: "look at the file: it is probably an image or noise and no label map",
    },
    look: Look::File(find),
};

fn find(check: &Check, file: &FileSubject) -> Vec<Finding> {
    label_findings(check, file, |fault| matches!(fault, Fault::TooManyRuns { .. }))
}
