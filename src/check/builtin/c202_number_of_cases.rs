//! C202: `dataset.json` announces another number of cases than there are.

use crate::report::wording::counted;
use crate::report::{Finding, Page, Severity};

use super::subject::DatasetSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "C202",
    name: "number-of-cases",
    severity: Severity::Warning,
    page: Page {
        what: "`dataset.json` announces another number of training cases than there are label maps",
        why: "cases were lost or added without a word; nnU-Net refuses to begin",
        example: "`numTraining` is 41, and `labelsTr` holds 40 label maps",
        fix: "find the missing or the additional cases, or correct `numTraining`",
    },
    look: Look::Dataset(find),
};

fn find(check: &Check, dataset: &DatasetSubject) -> Vec<Finding> {
    let Some(announced) = dataset.announced.filter(|announced| *announced != dataset.label_maps as u64) else {
        return Vec::new();
    };
    let there = counted(dataset.label_maps, "label map");
    let end = if dataset.label_maps == 1 { "ends" } else { "end" };
    let message = format!("`numTraining` is {announced}, and {there} {end} in `{}`", dataset.ending);
    vec![check.finding(dataset.path, message)]
}
