//! F101: the file is a Git LFS pointer.

use crate::formats::Fault;
use crate::report::{Finding, Page, Severity};

use super::by_fault::findings;
use super::subject::FileSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "F101",
    name: "not-downloaded",
    severity: Severity::Error,
    page: Page {
        what: "the file is a Git LFS pointer: a few lines of text that stand for a file that was never downloaded",
        why: "every reader calls such a file corrupt, and people then repair or delete data that is only missing",
        example: "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a...\nsize 35487",
        fix: "run `git lfs pull` in the data's repository, then check again",
    },
    look: Look::File(find),
};

fn find(check: &Check, file: &FileSubject) -> Vec<Finding> {
    findings(check, file, |fault| matches!(fault, Fault::LfsPointer { .. } | Fault::AnnexPointer))
}
