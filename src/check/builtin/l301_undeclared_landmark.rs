//! L301: a file of landmarks holds a name that the protocol does not declare.

use crate::check::case_points::PointFault;
use crate::report::{Finding, Page, Severity};

use super::subject::CaseSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "L301",
    name: "undeclared-landmark",
    severity: Severity::Error,
    page: Page {
        what: "a file of landmarks holds a name that the protocol does not declare",
        why: "a misspelt landmark is a missing one, and takes part in no rule",
        example: "`carnia` in case_1.mrk.json; the nearest landmark is `carina`",
        fix: "rename it, declare it in the `landmarks` block or as an `alias` there, or write `landmarks open`",
    },
    look: Look::Case(find),
};

fn find(check: &Check, case: &CaseSubject) -> Vec<Finding> {
    let Some(protocol) = case.protocol.filter(|protocol| !protocol.landmarks.open) else { return Vec::new() };
    let one = |fault: &PointFault| match fault {
        PointFault::Undeclared { path, name, place, nearest } => {
            let nearest = nearest.as_ref().map_or_else(String::new, |name| format!("; the nearest is `{name}`"));
            let message = format!("`{name}` ({place}) is no landmark of `{}`{nearest}", protocol.name);
            let finding = check.finding(path, message);
            Some(finding.label(&protocol.source, protocol.landmarks.span, "landmarks are declared here"))
        }
        _ => None,
    };
    case.points.iter().filter_map(one).collect()
}
