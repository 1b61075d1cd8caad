//! Cases by the patterns of voxlint.yaml.

use std::path::{Path, PathBuf};

use crate::check::case::{Case, CaseFile, LabelFiles};

use super::super::config::{Config, ImagePattern};
use super::images::{self, Folders};
use super::layout::{self, Expected, case_name};
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

/// The files of one folder that the label patterns name. Image patterns replace what the layout would say; a label map whose
/// image is not there goes to `without_image`.
pub fn cases(
    config: &Config,
    (folder, files): (&Path, &[Listed]),
    expected: Expected<'_>,
    folders: &mut Folders,
    skipped: &mut Skipped,
    without_image: &mut Vec<String>,
) -> Vec<Case> {
    let mut named: Vec<(&Listed, Option<String>)> = Vec::new();
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
        named.push((listed, captured));
    }
    let classes = one_case(&named).and_then(|name| {
        let files: Vec<&Listed> = named.iter().map(|(listed, _)| *listed).collect();
        let case = layout::of_classes(folder, &files, expected, folders, skipped)?;
        Some(Case { name: name.to_owned(), ..case })
    });
    let mut image_of = |labels: &Path, shown: &str, name: &str| {
        let image = match config.images.as_slice() {
            [] => images::beside(labels, folders),
            patterns => {
                patterns.iter().map(|pattern| config.folder.join(pattern.path_of(name))).find(|path| path.exists())
            }
        };
        if image.is_none() && !config.images.is_empty() {
            without_image.push(shown.to_owned());
        }
        image.map(|path| case_file(&path))
    };
    if let Some(mut case) = classes {
        // Without a pattern the layout has said it.
        if !config.images.is_empty() {
            let place = case.labels.place();
            case.image = image_of(&place.path, &place.shown, &case.name);
        }
        return vec![case];
    }
    named
        .into_iter()
        .map(|(listed, captured)| {
            let name = captured.unwrap_or_else(|| case_name(&listed.file.path));
            let image = image_of(&listed.file.path, &listed.file.shown, &name);
            Case::new(name, LabelFiles::Map(listed.file.clone()), image)
        })
        .collect()
}

/// The case that all files of a folder are of by their patterns, which name it by something else than the files: each may be
/// a class.
fn one_case<'n>(named: &'n [(&Listed, Option<String>)]) -> Option<&'n str> {
    let is_stem = |listed: &Listed, name: &str| nifti_stem(&file_name(&listed.file.path)) == Some(name);
    let name = named.first()?.1.as_deref()?;
    let same = |(listed, own): &(&Listed, Option<String>)| own.as_deref() == Some(name) && !is_stem(listed, name);
    named.iter().all(same).then_some(name)
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
