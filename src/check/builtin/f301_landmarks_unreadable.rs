//! F301: a file of landmarks cannot be read.

use crate::check::case_points::PointFault;
use crate::report::{Finding, Page, Severity};

use super::subject::CaseSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "F301",
    name: "landmarks-unreadable",
    severity: Severity::Error,
    page: Page {
        what: "a file of landmarks cannot be read",
        why: "rules about its points could not be measured",
        example: "case_1.fcsv names the coordinate system `scanner`",
        fix: "write RAS, LPS or voxel coordinates, as 3D Slicer does",
    },
    look: Look::Case(find),
};

fn find(check: &Check, case: &CaseSubject) -> Vec<Finding> {
    let one = |fault: &PointFault| match fault {
        PointFault::Unreadable { path, reason } => Some(check.finding(path, format!("`{path}` {reason}"))),
        _ => None,
    };
    case.points.iter().filter_map(one).collect()
}
