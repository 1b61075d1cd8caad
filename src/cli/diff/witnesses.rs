//! Cases that show what rules refuse, as files: `old/` holds them in the values of the old protocol, `new/` in those of
//! the new one, each with a sidecar of facts where the protocol asks for some.

use std::collections::BTreeSet;
use std::path::Path;

use crate::cli::exit::Failure;
use crate::cli::made_case::{self, NotWritten};
use crate::compare::rules::asking::Verdict;
use crate::compare::rules::shown::Shown;
use crate::compare::rules::{Comparison, Side};

/// Writes every case that was made, and says how many.
///
/// # Errors
///
/// A folder or file that cannot be made, or is there already.
pub fn write(folder: &Path, comparison: &Comparison) -> Result<usize, Failure> {
    let cases: Vec<(String, &Shown)> =
        named(&comparison.new, "new_refuses").into_iter().chain(named(&comparison.old, "old_refuses")).collect();
    for (at, side) in ["old", "new"].into_iter().enumerate() {
        let folder = folder.join(side);
        let of_side = cases.iter().filter_map(|(name, shown)| Some((name.as_str(), shown.cases.get(at)?)));
        made_case::make_folder(&folder).map_err(failed)?;
        for (name, case) in of_side {
            made_case::write(case, &folder, name).map_err(failed)?;
        }
    }
    Ok(cases.len())
}

/// The cases of the rules of one protocol, each under a name that a file can have.
fn named<'c>(side: &'c Side, why: &str) -> Vec<(String, &'c Shown)> {
    let mut taken = BTreeSet::new();
    let mut named = Vec::new();
    for (rule, answer) in side.rules.iter().zip(&side.answers) {
        let Verdict::NotImplied(shown) = &answer.verdict else { continue };
        let plain: String =
            rule.id.chars().map(|c| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '_' }).collect();
        let mut name = format!("{plain}_{why}");
        while !taken.insert(name.clone()) {
            name.push('_');
        }
        named.push((name, shown));
    }
    named
}

fn failed(fault: NotWritten) -> Failure {
    let failure = Failure::new(format!("`{}` cannot be written: {}", fault.shown, fault.reason));
    if fault.exists { failure.help("give a new folder: nothing is ever written over") } else { failure }
}
