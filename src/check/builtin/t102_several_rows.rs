//! T102: several rows of a table of cases belong to one case.

use crate::check::case_facts::FactFault;
use crate::report::{Finding, Page, Severity};

use super::subject::CaseSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "T102",
    name: "several-rows",
    severity: Severity::Error,
    page: Page {
        what: "several rows of a table of cases belong to one case",
        why: "they may contradict each other, and none of them can be chosen without guessing",
        example: "`liver_07` stands in line 3 and in line 9",
        fix: "keep one row for each case",
    },
    look: Look::Case(find),
};

fn find(check: &Check, case: &CaseSubject) -> Vec<Finding> {
    let one = |fault: &FactFault| match fault {
        FactFault::SeveralRows { table, places } => {
            let places = places.join(" and ");
            Some(check.finding(table, format!("{places} of `{table}` belong to one case, `{}`", case.case)))
        }
        _ => None,
    };
    case.facts.iter().filter_map(one).collect()
}
