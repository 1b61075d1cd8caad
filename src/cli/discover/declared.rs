//! Cases by the `files` block of their protocol: any file of a case makes it one, so that what is missing is seen.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::WalkDir;

use crate::check::case::{Case, CaseFile, ClassFile, InputFile, LabelFiles};
use crate::check::file_layout::{CaseLayout, layout};
use crate::model::Protocol;
use crate::model::files::Files;

use super::listing::{Listed, case_file};
use super::names::{file_name, nifti_stem};
use super::skipped::{Reason, Skipped};

/// Files that one protocol with a `files` block governs, each with its place in the list.
pub struct Declared {
    pub protocol: Arc<Protocol>,
    pub files: Vec<(usize, Listed)>,
}

/// What becomes of them.
#[derive(Default)]
pub struct Sorted {
    /// Each with the place of its first file in the list.
    pub cases: Vec<(usize, Case)>,
    /// Files that match no pattern and were named by the user.
    pub unmatched: Vec<(usize, Listed)>,
}

/// The cases of these files.
pub fn cases(declared: &Declared, skipped: &mut Skipped) -> Sorted {
    let Some(files) = &declared.protocol.files else { return Sorted::default() };
    let mut places: BTreeMap<PathBuf, usize> = BTreeMap::new();
    let mut roots: BTreeSet<PathBuf> = BTreeSet::new();
    let mut unmatched = Vec::new();
    for (index, listed) in &declared.files {
        match root_of(files, &listed.file.path) {
            Some(root) => {
                roots.insert(root);
                places.insert(listed.file.path.clone(), *index);
            }
            None => unmatched.push((*index, listed.clone())),
        }
    }
    let mut found = Vec::new();
    let mut taken: BTreeSet<PathBuf> = BTreeSet::new();
    for root in &roots {
        let below = names_below(root, files.depth());
        for case in layout(files, &below).cases {
            let all = case.files.values().flatten().map(|(path, _)| path);
            let first = all.filter_map(|path| places.get(&clean(&root.join(path)))).min();
            // A case none of whose files was asked for.
            let Some(first) = first else { continue };
            if files.closed {
                taken.extend(case.strays.iter().map(|path| clean(&root.join(path))));
            }
            found.push((*first, case_of(&declared.protocol, root, case)));
        }
    }
    let (explicit, others): (Vec<_>, Vec<_>) = unmatched
        .into_iter()
        .partition(|(_, listed)| listed.explicit && nifti_stem(&file_name(&listed.file.path)).is_some());
    for (_, listed) in others.iter().filter(|(_, listed)| !taken.contains(&listed.file.path)) {
        skipped.add(Reason::NoPattern, &listed.file.shown);
    }
    Sorted { cases: found, unmatched: explicit }
}

/// The folder that the patterns start from, by the one that the end of the path matches.
fn root_of(files: &Files, path: &Path) -> Option<PathBuf> {
    let text = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    let parts: Vec<&str> = text.split('/').collect();
    let (_, depth, _) = files.read(&parts)?;
    path.ancestors().nth(depth).map(Path::to_owned)
}

/// Paths relative to a folder, as deep as a pattern can match; hidden entries are left out.
fn names_below(root: &Path, depth: usize) -> Vec<String> {
    let start = if root.as_os_str().is_empty() { Path::new(".") } else { root };
    let visible =
        |entry: &walkdir::DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
    let walk = WalkDir::new(start).follow_links(true).max_depth(depth).into_iter().filter_entry(visible);
    let files = walk.flatten().filter(|entry| !entry.file_type().is_dir());
    let relative = files.filter_map(|entry| entry.path().strip_prefix(start).ok().map(Path::to_owned));
    relative.map(|path| path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")).collect()
}

fn case_of(protocol: &Protocol, root: &Path, layout: CaseLayout) -> Case {
    let file = |path: &str| case_file(&root.join(path));
    let mut inputs: BTreeMap<String, Vec<InputFile>> = BTreeMap::new();
    for (name, found) in layout.files {
        let found = found.into_iter().map(|(path, captures)| InputFile { file: file(&path), captures });
        inputs.insert(name, found.collect());
    }
    let own = protocol.annotations.first().and_then(|own| inputs.get(&own.name)).map(Vec::as_slice).unwrap_or_default();
    let labels = labels_of(own).unwrap_or_else(|| {
        let all = inputs.values().flatten().map(|input| &input.file);
        LabelFiles::Absent(all.min().cloned().unwrap_or_else(|| case_file(root)))
    });
    let image = protocol.images.first().and_then(|image| inputs.get(&image.name)?.first());
    let mut case = Case::new(layout.name, labels, image.map(|input| input.file.clone()));
    case.inputs = inputs;
    case.strays = layout.strays.iter().map(|path| file(path)).collect();
    case
}

/// One label map; one file for each class where `{class}` stands in its pattern.
fn labels_of(own: &[InputFile]) -> Option<LabelFiles> {
    let first = own.first()?;
    if !first.captures.contains_key("class") {
        return Some(LabelFiles::Map(first.file.clone()));
    }
    let folder: &Path = first.file.path.parent().unwrap_or(Path::new(""));
    let class =
        |input: &InputFile| Some(ClassFile { class: input.captures.get("class")?.clone(), file: input.file.clone() });
    Some(LabelFiles::PerClass { folder: case_file(folder), files: own.iter().filter_map(class).collect() })
}

fn clean(path: &Path) -> PathBuf {
    let CaseFile { path, .. } = case_file(path);
    path
}
