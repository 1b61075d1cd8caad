//! `--select` and `--ignore`: codes and rule IDs, or how they start.

use std::collections::BTreeSet;

use crate::report::Finding;

use super::exit::Failure;
use crate::model::suggest::nearest;

/// Which findings are reported.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    select: Vec<String>,
    ignore: Vec<String>,
}

impl Selection {
    /// # Errors
    ///
    /// A prefix that no known code starts with, with the closest one that exists.
    pub fn new(select: &[String], ignore: &[String], known: &BTreeSet<String>) -> Result<Self, Failure> {
        for (option, prefixes) in [("--select", select), ("--ignore", ignore)] {
            for prefix in prefixes {
                if prefix.is_empty() || !known.iter().any(|code| matches(code, prefix)) {
                    return Err(unknown(option, prefix, known));
                }
            }
        }
        Ok(Selection::lenient(select, ignore))
    }

    /// Without a look at which codes there are: those of a configuration may belong to other label maps.
    pub fn lenient(select: &[String], ignore: &[String]) -> Self {
        Selection { select: select.to_vec(), ignore: ignore.to_vec() }
    }

    /// The longer match wins; of equal ones, `--ignore`.
    pub fn reports(&self, code: &str) -> bool {
        let longest =
            |prefixes: &[String]| prefixes.iter().filter(|prefix| matches(code, prefix)).map(String::len).max();
        match (longest(&self.select), longest(&self.ignore)) {
            (Some(selected), Some(ignored)) => selected > ignored,
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => self.select.is_empty(),
        }
    }

    pub fn retain(&self, findings: &mut Vec<Finding>) {
        findings.retain(|finding| self.reports(&finding.code));
    }
}

/// Whether a code starts so, in any case.
pub fn matches(code: &str, prefix: &str) -> bool {
    code.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

fn unknown(option: &str, prefix: &str, known: &BTreeSet<String>) -> Failure {
    let failure = Failure::new(format!("{option} `{prefix}`: no code or rule ID starts so"));
    let groups = known.iter().filter_map(|code| code.split(['-', '.']).next()).filter(|group| group.len() < 10);
    match nearest(prefix, known.iter().map(String::as_str).chain(groups)) {
        Some(code) => failure.help(format!("did you mean `{code}`?")),
        None => failure.help("`voxlint explain` lists all codes; rule IDs stand in the protocol"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> BTreeSet<String> {
        ["F101", "F102", "G101", "LIV-001", "LIV-002", "labels.cyst"].map(str::to_owned).into()
    }

    fn selection(select: &[&str], ignore: &[&str]) -> Result<Selection, Failure> {
        let owned = |list: &[&str]| list.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
        Selection::new(&owned(select), &owned(ignore), &known())
    }

    #[test]
    fn the_longer_match_wins() {
        let both = selection(&["F", "LIV-002"], &["F102", "LIV"]).unwrap();
        let reported: Vec<String> = known().into_iter().filter(|code| both.reports(code)).collect();
        assert_eq!(reported, ["F101", "LIV-002"]);
        assert!(selection(&[], &["F1"]).unwrap().reports("G101"));
        assert!(!selection(&["F1"], &["f1"]).unwrap().reports("F101"));
    }

    #[test]
    fn unknown_prefixes_name_the_nearest() {
        let failure = selection(&["LIV-01"], &[]).unwrap_err();
        assert_eq!(failure.message, "--select `LIV-01`: no code or rule ID starts so");
        assert_eq!(failure.help.as_deref(), Some("did you mean `LIV-001`?"));
        assert!(selection(&[], &["Z"]).unwrap_err().help.is_some());
        assert!(selection(&[""], &[]).is_err());
    }
}
