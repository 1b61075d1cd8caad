//! `--witness DIR`: the case that all accept, one label file for each protocol in its own values.

use std::path::{Path, PathBuf};

use crate::cli::discover::case_file;
use crate::cli::exit::Failure;
use crate::cli::made_case::{self, NotWritten};
use crate::compare::harmonize::Shown;

/// Writes the files into a folder, which is made if it is not there. The names of what was written.
///
/// # Errors
///
/// A file that exists or cannot be written.
pub fn write(folder: &Path, shown: &Shown) -> Result<Vec<String>, Failure> {
    let mut written: Vec<PathBuf> = Vec::new();
    for case in &shown.cases {
        written.extend(made_case::write(case, folder, &slug(&case.protocol)).map_err(failed)?);
    }
    Ok(written.iter().map(|path| case_file(path).shown).collect())
}

fn failed(fault: NotWritten) -> Failure {
    let failure = Failure::new(format!("`{}` cannot be written: {}", fault.shown, fault.reason));
    failure.help("give a folder without these files that may be written to")
}

/// `north_liver-ct_2.1.0`
fn slug(title: &str) -> String {
    title.chars().map(|c| if c.is_ascii_alphanumeric() || ".-_".contains(c) { c } else { '_' }).collect()
}
