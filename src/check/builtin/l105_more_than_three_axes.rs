//! L105: the label map has more than three axes.

use crate::formats::Fault;
use crate::report::{Finding, Page, Severity};

use super::by_fault::label_findings;
use super::subject::FileSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "L105",
    name: "more-than-three-axes",
    severity: Severity::Error,
    page: Page {
        what: "the label map has more than three axes",
        why: "a fourth axis is a time series, a channel or probabilities: which of them is the label is not said",
        example: "122 x 101 x 30 x 2",
        fix: "store one label map per file; write probabilities under another name (BIDS: probseg)",
    },
    look: Look::File(find),
};

fn find(check: &Check, file: &FileSubject) -> Vec<Finding> {
    label_findings(check, file, |fault| matches!(fault, Fault::FourDimensional { .. }))
}
