//! L302: a landmark is marked twice.

use crate::check::case_points::PointFault;
use crate::report::{Finding, Page, Severity};

use super::subject::CaseSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "L302",
    name: "landmark-twice",
    severity: Severity::Error,
    page: Page {
        what: "a landmark is marked twice",
        why: "which of the two places is meant is not known; the first one is judged",
        example: "`AC` stands in line 4 and in line 9",
        fix: "remove one of the two, or correct the name of the other",
    },
    look: Look::Case(find),
};

fn find(check: &Check, case: &CaseSubject) -> Vec<Finding> {
    let one = |fault: &PointFault| match fault {
        PointFault::Twice { path, mark, place, first } => {
            Some(check.finding(path, format!("`{mark}` is marked a second time ({place}; first {first})")))
        }
        _ => None,
    };
    case.points.iter().filter_map(one).collect()
}
