//! Cases by the patterns of voxlint.yaml.

use std::path::{Path, PathBuf};

use crate::check::case::{Case, CaseFile, LabelFiles};

use super::super::config::{Config, ImagePattern};
use super::images::{self, Folders};
use super::layout::case_name;
use super::listing::{Listed, case_file};
use super::names::{extension, file_name, nifti_stem};
use super::skipped::{Reason, Skipped};

/// Whether the label patterns name a file.
pub fn names(config: &Config, listed: &Listed) -> bool {
    let relative = relative(&listed.file.path, &config.folder);
    config.labels.iter().any(|pattern| pattern.case_of(&relative).is_some())
}

/// The files that patterns have for a case and that are there.
pub fn paired(config: &Config, patterns: &[ImagePattern], case: &str) -> Vec<CaseFile> {
    let paths = patterns.iter().map(|pattern| config.folder.join(pattern.path_of(case)));
    paths.filter(|path| path.is_file()).map(|path| case_file(&path)).collect()
}

/// The files that the label patterns name. Image patterns replace what the layout would say; a label map whose image is
/// not there goes to `without_image`.
pub fn cases(
    config: &Config,
    files: &[Listed],
    folders: &mut Folders,
    skipped: &mut Skipped,
    without_image: &mut Vec<String>,
) -> Vec<Case> {
    let mut cases = Vec::new();
    for listed in files {
        let path = &listed.file.path;
        let relative = relative(path, &config.folder);
        let Some(captured) = config.labels.iter().find_map(|pattern| pattern.case_of(&relative)) else {
            let name = file_name(path);
            let reason =
                if nifti_stem(&name).is_some() { Reason::NotInPatterns } else { Reason::NotNifti(extension(&name)) };
            skipped.add(reason, &listed.file.shown);
            continue;
        };
        let name = captured.unwrap_or_else(|| case_name(path));
        let image = if config.images.is_empty() {
            images::beside(path, folders)
        } else {
            let candidates = config.images.iter().map(|pattern| config.folder.join(pattern.path_of(&name)));
            candidates.into_iter().find(|candidate| candidate.exists())
        };
        if image.is_none() && !config.images.is_empty() {
            without_image.push(listed.file.shown.clone());
        }
        cases.push(Case::new(name, LabelFiles::Map(listed.file.clone()), image.map(|path| case_file(&path))));
    }
    cases
}

/// The path as seen from the configuration's folder, which may lie above the working directory.
fn relative(path: &Path, folder: &Path) -> PathBuf {
    if let Ok(relative) = path.strip_prefix(folder) {
        return relative.to_owned();
    }
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let (path, folder) = (absolute(path), absolute(folder));
    path.strip_prefix(&folder).map(Path::to_owned).unwrap_or(path)
}
