//! Which label table of a BIDS derivative speaks of a `_dseg` file: its own, or one of a folder above whose entities are
//! all the file's too (the inheritance principle).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::super::config::parent;
use super::super::discover::names::{file_name, nifti_stem};

/// A dataset ends here, upwards.
const DESCRIPTION: &str = "dataset_description.json";

/// No dataset is nested deeper: `dataset/sub-01/ses-1/anat/`.
const DEEPEST: usize = 6;

/// The path of the table.
pub fn table_of(label: &Path) -> Option<PathBuf> {
    let name = file_name(label);
    let own = parts(nifti_stem(&name)?);
    if !own.contains("dseg") {
        return None;
    }
    let mut folder = label.parent().map(Path::to_owned).unwrap_or_default();
    for _ in 0..DEEPEST {
        let mut fitting: Vec<(usize, PathBuf)> = tables_in(&folder)
            .into_iter()
            .filter(|(parts, _)| parts.is_subset(&own))
            .map(|(parts, path)| (parts.len(), path))
            .collect();
        fitting.sort();
        if let Some((_, closest)) = fitting.pop() {
            return Some(closest);
        }
        if folder.join(DESCRIPTION).is_file() {
            return None;
        }
        folder = parent(&folder)?;
    }
    None
}

/// The label tables of a folder with the parts of their names.
fn tables_in(folder: &Path) -> Vec<(BTreeSet<String>, PathBuf)> {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = std::fs::read_dir(here).into_iter().flatten().flatten();
    let table = |entry: std::fs::DirEntry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        let stem = name.strip_suffix(".tsv")?;
        (stem == "dseg" || stem.ends_with("_dseg")).then(|| (parts(stem), folder.join(&name)))
    };
    entries.filter_map(table).collect()
}

/// `sub-01_desc-aseg_dseg` has three.
fn parts(stem: &str) -> BTreeSet<String> {
    stem.split('_').map(str::to_owned).collect()
}
