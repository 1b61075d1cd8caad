//! Where facts about a case are looked for: what tables may call it, and the JSON files beside it.

use std::path::Path;

use crate::check::case::{Case, CaseFile, FactSources, LabelFiles};

use super::super::case_tables::FactTables;
use super::super::config::Config;
use super::bids;
use super::listing::case_file;
use super::names::{file_name, is_label_word, nifti_stem};
use super::patterns;

pub fn sources(case: &Case, tables: &FactTables, config: Option<&Config>) -> FactSources {
    let mut names = vec![case.name.clone()];
    let mut sidecars = Vec::new();
    if let LabelFiles::Map(file) = &case.labels {
        sidecars.extend(sidecar(&file.path));
        let name = file_name(&file.path);
        let stem = nifti_stem(&name).unwrap_or(&name);
        let bids = bids::Name::parse(stem).and_then(|name| name.entity("sub").map(str::to_owned));
        let subject = bids.map(|label| [format!("sub-{label}"), label]);
        names.push(stem.to_owned());
        names.extend(before_label_word(stem).map(str::to_owned));
        names.extend(subject.into_iter().flatten());
    }
    if let LabelFiles::PerClass { folder, .. } = &case.labels {
        sidecars.extend(beside(&folder.path, &file_name(&folder.path)));
    }
    if let Some(image) = &case.image {
        sidecars.extend(sidecar(&image.path));
    }
    sidecars.dedup();
    let mut points = super::points::beside(case, &names);
    if let Some(config) = config {
        if !config.sidecars.is_empty() {
            sidecars = patterns::paired(config, &config.sidecars, &case.name);
        }
        if !config.landmarks.is_empty() {
            points = patterns::paired(config, &config.landmarks, &case.name);
        }
    }
    FactSources { names, tables: tables.cases.clone(), rows: tables.rows.clone(), sidecars, points }
}

/// `sub-01_dseg.json` beside `sub-01_dseg.nii.gz`, if it is there.
fn sidecar(path: &Path) -> Option<CaseFile> {
    beside(path, nifti_stem(&file_name(path))?)
}

fn beside(path: &Path, stem: &str) -> Option<CaseFile> {
    let beside = path.with_file_name(format!("{stem}.json"));
    beside.is_file().then(|| case_file(&beside))
}

/// `p01` of `p01_seg`, in its own spelling.
fn before_label_word(stem: &str) -> Option<&str> {
    let separator = |c: char| matches!(c, '_' | '-' | '.' | ' ');
    let mut from = 0;
    for word in stem.split(separator) {
        if is_label_word(&word.to_lowercase()) {
            let before = stem.get(..from)?.trim_end_matches(separator);
            return (!before.is_empty()).then_some(before);
        }
        from += word.len() + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_may_call_a_case_by_several_names() {
        let case = |path: &str| Case::new("given", LabelFiles::Map(case_file(Path::new(path))), None);
        let none = FactTables::default();
        assert_eq!(sources(&case("x/P 01-Seg.nii.gz"), &none, None).names, ["given", "P 01-Seg", "P 01"]);
        let bids = sources(&case("sub-01_ses-2_dseg.nii"), &none, None).names;
        assert_eq!(bids, ["given", "sub-01_ses-2_dseg", "sub-01_ses-2", "sub-01", "01"]);
        assert_eq!(sources(&case("seg.nii"), &none, None).names, ["given", "seg"]);
    }
}
