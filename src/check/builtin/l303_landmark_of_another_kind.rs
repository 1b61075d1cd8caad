//! L303: a landmark is a point where a line is declared, or the other way round.

use crate::check::case_points::PointFault;
use crate::report::{Finding, Page, Severity};

use super::subject::CaseSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "L303",
    name: "landmark-of-another-kind",
    severity: Severity::Error,
    page: Page {
        what: "a landmark is a point where a line is declared, or a line where a point is",
        why: "it cannot be measured as what it is declared to be",
        example: "`long` is declared as a line, and has 1 point",
        fix: "mark both ends of a line, or declare the landmark as what it is",
    },
    look: Look::Case(find),
};

fn find(check: &Check, case: &CaseSubject) -> Vec<Finding> {
    let one = |fault: &PointFault| match fault {
        PointFault::WrongKind { path, mark, place, found, due } => {
            let points = |count: usize| if count == 1 { "1 point".to_owned() } else { format!("{count} points") };
            Some(
                check.finding(path, format!("`{mark}` ({place}) has {}, and {} are due", points(*found), points(*due))),
            )
        }
        _ => None,
    };
    case.points.iter().filter_map(one).collect()
}
