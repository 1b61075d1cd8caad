//! Files of landmarks beside a label map: under its own name, or under the name of its case.

use std::path::Path;

use crate::check::case::{Case, CaseFile};

use super::listing::case_file;

/// `sub-01_dseg.mrk.json`, `case_7.fcsv`, `sub-verse004_seg-subreg_ctd.json`. In a table of facts points are not looked for.
const ENDINGS: &[&str] = &[".mrk.json", ".fcsv", "_ctd.json", "_seg-subreg_ctd.json"];

/// Every such file in the folder of the label map, in the order of names and endings.
pub fn beside(case: &Case, names: &[String]) -> Vec<CaseFile> {
    let folder = case.labels.place().path.parent().unwrap_or(Path::new(""));
    let mut found: Vec<CaseFile> = Vec::new();
    for name in names {
        for ending in ENDINGS {
            let path = folder.join(format!("{name}{ending}"));
            let known = found.iter().any(|file| file.path == path);
            if !known && path.is_file() {
                found.push(case_file(&path));
            }
        }
    }
    found
}
