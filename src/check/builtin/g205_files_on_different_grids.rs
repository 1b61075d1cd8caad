//! G205: the label files of one case do not lie on one voxel grid.

use std::collections::BTreeMap;

use crate::report::{Finding, Page, Severity};
use crate::volume::same_grid;

use super::subject::{CaseSubject, LabelSubject};
use super::text;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "G205",
    name: "files-on-different-grids",
    severity: Severity::Error,
    page: Page {
        what: "the label files of one case do not lie on one voxel grid",
        why: "classes and annotations from different grids cannot be put together; one was left on an uncropped or resampled grid",
        example: "heart.nii.gz is 233 x 167 x 191, the six other files are 122 x 102 x 112",
        fix: "resample the odd file with nearest neighbour onto the grid of the others, or export it again",
    },
    look: Look::Case(find),
};

/// The grid that most files share (of equals, the first) is taken for the case's; every file that lies elsewhere is
/// named. So is every further annotation that lies elsewhere.
fn find(check: &Check, case: &CaseSubject) -> Vec<Finding> {
    let agreeing =
        |one: &LabelSubject| case.labels.iter().filter(|l| same_grid(one.geometry, l.geometry).is_ok()).count();
    let counts: BTreeMap<usize, usize> = case.labels.iter().map(agreeing).enumerate().collect();
    let most = counts.values().copied().max().unwrap_or_default();
    let common = counts.iter().find(|(_, count)| **count == most).and_then(|(index, _)| case.labels.get(*index));
    let Some(common) = common else { return Vec::new() };
    let odd = case
        .labels
        .iter()
        .chain(case.annotations)
        .filter(|labels| same_grid(labels.geometry, common.geometry).is_err());
    odd.map(|labels| {
        let [own, other] = [labels, common].map(describe);
        let message = format!("the file lies on another grid ({own}) than `{}` ({other})", common.path);
        check.finding(labels.path, message)
    })
    .collect()
}

fn describe(labels: &LabelSubject) -> String {
    let geometry = labels.geometry;
    format!("{} voxels of {}", text::dimensions(&geometry.shape), text::spacing(geometry.spacing))
}
