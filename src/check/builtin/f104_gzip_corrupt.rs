//! F104: the compressed stream is damaged.

use crate::formats::Fault;
use crate::report::{Finding, Page, Severity};

use super::by_fault::findings;
use super::subject::FileSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "F104",
    name: "gzip-corrupt",
    severity: Severity::Error,
    page: Page {
        what: "the compressed stream is damaged: its checksum, its length or its coding is wrong",
        why: "most readers never look at the checksum, and damaged voxels come out as plausible labels",
        example: "the checksum says 9f3c2a10, the data have 11d0e4b7",
        fix: "fetch or export the file again; `gzip -t FILE` tests it",
    },
    look: Look::File(find),
};

fn find(check: &Check, file: &FileSubject) -> Vec<Finding> {
    findings(check, file, |fault| {
        matches!(fault, Fault::CorruptGzip { .. } | Fault::GzipChecksum { .. } | Fault::GzipLength { .. })
    })
}
