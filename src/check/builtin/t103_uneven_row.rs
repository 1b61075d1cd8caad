//! T103: a row of a table has more or fewer cells than the table has columns.

use crate::check::case_facts::FactFault;
use crate::report::{Finding, Page, Severity};

use super::subject::CaseSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "T103",
    name: "uneven-row",
    severity: Severity::Error,
    page: Page {
        what: "a row of a table has more or fewer cells than the table has columns",
        why: "a comma in a text without quotes shifts every cell behind it",
        example: "line 7 has 5 cells, and the table 4 columns",
        fix: "put texts with commas in quotes, and write a separator for each empty cell",
    },
    look: Look::Case(find),
};

fn find(check: &Check, case: &CaseSubject) -> Vec<Finding> {
    let one = |fault: &FactFault| match fault {
        FactFault::UnevenRow { table, place, found, due } => {
            let message = format!("{place} of `{table}` has {found} cells, and the table {due} columns");
            Some(check.finding(table, message))
        }
        _ => None,
    };
    case.facts.iter().filter_map(one).collect()
}
