//! L204: a file of a case names a class that the protocol does not declare.

use crate::report::{Finding, Page, Severity};

use super::subject::CaseSubject;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "L204",
    name: "undeclared-class-file",
    severity: Severity::Error,
    page: Page {
        what: "a file in a folder of one file per class is named after no class of the protocol",
        why: "its voxels take part in no rule, and a misspelt name is a missing class to every tool",
        example: "kidny_left.nii.gz; the nearest class is `kidney_left`",
        fix: "rename the file after its class, or declare the class in the `labels` block",
    },
    look: Look::Case(find),
};

fn find(check: &Check, case: &CaseSubject) -> Vec<Finding> {
    let Some(protocol) = case.protocol.filter(|protocol| !protocol.labels.open) else { return Vec::new() };
    let classes = &protocol.labels.classes;
    let known = |name: &str| classes.iter().any(|class| class.name == name || class.aliases.iter().any(|a| a == name));
    let files = case.labels.iter().chain(case.annotations).filter_map(|labels| Some((labels.path, labels.class?)));
    files
        .filter(|(_, class)| !known(class))
        .map(|(path, class)| {
            let nearest = classes
                .iter()
                .map(|declared| (strsim::damerau_levenshtein(&declared.name, class), &declared.name))
                .min()
                .filter(|(distance, name)| *distance <= name.chars().count().div_ceil(3));
            let suggestion = nearest.map_or_else(String::new, |(_, name)| format!("; the nearest class is `{name}`"));
            let message = format!("`{class}` is no class of `{}`{suggestion}", protocol.name);
            check.finding(path, message).label(&protocol.source, protocol.labels.span, "classes are declared here")
        })
        .collect()
}
