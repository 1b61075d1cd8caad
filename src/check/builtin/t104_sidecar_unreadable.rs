//! T104: the JSON file beside a label map or its image cannot be read.

use crate::check::case_facts::FactFault;
use crate::report::{Finding, Page, Severity};

use super::subject::CaseSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "T104",
    name: "sidecar-unreadable",
    severity: Severity::Error,
    page: Page {
        what: "the JSON file beside a label map or its image cannot be read",
        why: "facts that rules depend on are not known",
        example: "sub-01_dseg.json ends in the middle of an object",
        fix: "write one JSON object with a key for each fact",
    },
    look: Look::Case(find),
};

fn find(check: &Check, case: &CaseSubject) -> Vec<Finding> {
    let one = |fault: &FactFault| match fault {
        FactFault::Sidecar { path, reason } => Some(check.finding(path, format!("`{path}` {reason}"))),
        _ => None,
    };
    case.facts.iter().filter_map(one).collect()
}
