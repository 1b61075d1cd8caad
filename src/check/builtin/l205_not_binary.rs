//! L205: a file that stands for one class holds several values.

use crate::report::{Finding, Page, Severity};

use super::subject::CaseSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "L205",
    name: "not-binary",
    severity: Severity::Error,
    page: Page {
        what: "a file that stands for one class holds more than one value beside 0",
        why: "a mask has an inside and an outside; a third value is a partial volume, a probability or another class",
        example: "liver.nii.gz holds the values 1 and 2",
        fix: "store 1 inside and 0 outside, or one label map with all classes",
    },
    look: Look::Case(find),
};

fn find(check: &Check, case: &CaseSubject) -> Vec<Finding> {
    let masks = case.labels.iter().chain(case.annotations).filter_map(|labels| Some((labels, labels.class?)));
    masks
        .filter(|(labels, _)| labels.values.len() > 1)
        .map(|(labels, class)| {
            let values = labels.values.iter().map(|label| label.value);
            let mut shown: Vec<String> = values.clone().take(6).map(|value| value.to_string()).collect();
            if values.len() > shown.len() {
                shown.push(format!("{} more", values.len() - shown.len()));
            }
            check.finding(labels.path, format!("the mask of `{class}` holds the values {}", shown.join(", ")))
        })
        .collect()
}
