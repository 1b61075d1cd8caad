//! C203: an image of a channel that `dataset.json` declares is missing.

use crate::report::wording::counted;
use crate::report::{Finding, Page, Severity};

use super::subject::DatasetSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "C203",
    name: "channel-missing",
    severity: Severity::Error,
    page: Page {
        what: "a case lacks an image of a channel that `dataset.json` declares",
        why: "nnU-Net needs every channel of every case, and refuses to begin without",
        example: "`labelsTr/liver_7.nii.gz` is there, `imagesTr/liver_7_0001.nii.gz` is not",
        fix: "bring the image back, take the label map out, or declare fewer channels",
    },
    look: Look::Dataset(find),
};

fn find(check: &Check, dataset: &DatasetSubject) -> Vec<Finding> {
    let one = |(label, images): &(String, Vec<String>)| {
        let named: Vec<String> = images.iter().map(|image| format!("`{image}`")).collect();
        let message = format!("the case lacks {}: {}", counted(images.len(), "image"), named.join(", "));
        check.finding(label, message)
    };
    dataset.missing_images.iter().map(one).collect()
}
