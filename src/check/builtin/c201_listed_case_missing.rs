//! C201: `dataset.json` lists a label map that is not there.

use crate::report::{Finding, Page, Severity};

use super::subject::DatasetSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "C201",
    name: "listed-case-missing",
    severity: Severity::Error,
    page: Page {
        what: "`dataset.json` lists a label map that is not there",
        why: "training would stop, or go on without the case; an upload that was cut short looks like this",
        example: "`training` names `./labelsTr/spleen_19.nii.gz`, and there is no such file",
        fix: "bring the file back, or take the case out of `dataset.json`",
    },
    look: Look::Dataset(find),
};

fn find(check: &Check, dataset: &DatasetSubject) -> Vec<Finding> {
    let one = |path: &String| check.finding(dataset.path, format!("the listed label map `{path}` does not exist"));
    dataset.missing_labels.iter().map(one).collect()
}
