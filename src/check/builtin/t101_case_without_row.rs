//! T101: no row of a table of cases belongs to this case.

use crate::check::case_facts::FactFault;
use crate::report::{Finding, Page, Severity};

use super::subject::CaseSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "T101",
    name: "case-without-row",
    severity: Severity::Warning,
    page: Page {
        what: "no row of a table of cases belongs to this case",
        why: "facts that rules depend on are not known; a misspelt name looks the same as a forgotten row",
        example: "`liver_07` is a label map; the table holds `liver_7`",
        fix: "add a row, or write the name in the table as the label file has it",
    },
    look: Look::Case(find),
};

fn find(check: &Check, case: &CaseSubject) -> Vec<Finding> {
    let one = |fault: &FactFault| match fault {
        FactFault::NoRow { table, nearest } => {
            let close = nearest.as_ref().map(|name| format!("; the nearest name is `{name}`")).unwrap_or_default();
            let message = format!("no row of `{table}` belongs to the case `{}`{close}", case.case);
            Some(check.finding(table, message))
        }
        _ => None,
    };
    case.facts.iter().filter_map(one).collect()
}
