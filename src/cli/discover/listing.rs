//! Arguments to files: paths, folders and globs.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use globset::GlobBuilder;
use walkdir::{DirEntry, WalkDir};

use crate::check::case::CaseFile;
use crate::model::suggest::nearest;

use super::super::exit::Failure;
use super::names::file_name;
use super::skipped::{Reason, Skipped};

/// A file below one of the arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub file: CaseFile,
    /// Named by the user, not found in a folder: checked whatever its name looks like.
    pub explicit: bool,
}

/// All files below the arguments, in their order; within a folder by name. Hidden entries and AppleDouble files are
/// skipped and counted, links are followed, loops of links are named. A glob gives the files that `wanted` takes by
/// their path, and folders.
///
/// # Errors
///
/// A path that does not exist, or a glob that cannot be read.
pub fn list(paths: &[String], wanted: fn(&Path) -> bool, skipped: &mut Skipped) -> Result<Vec<Listed>, Failure> {
    let mut listed = Vec::new();
    let mut seen = BTreeSet::new();
    let mut add = |file: Listed, skipped: &mut Skipped| {
        if seen.insert(file.file.path.clone()) {
            listed.push(file);
        } else {
            skipped.add(Reason::Repeated, &file.file.shown);
        }
    };
    for argument in paths {
        for (path, explicit) in expand(argument, wanted, skipped)? {
            if path.is_dir() {
                walk(&path, skipped, |file, skipped| add(Listed { file, explicit: false }, skipped));
            } else {
                add(Listed { file: case_file(&path), explicit }, skipped);
            }
        }
    }
    Ok(listed)
}

/// A path as the user wrote it, without a leading `./`.
pub fn case_file(path: &Path) -> CaseFile {
    let clean: PathBuf = path.components().filter(|part| !matches!(part, Component::CurDir)).collect();
    let clean = if clean.as_os_str().is_empty() { PathBuf::from(".") } else { clean };
    let shown = clean.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    CaseFile { path: clean, shown }
}

/// The path itself, or what a glob matches.
fn expand(argument: &str, wanted: fn(&Path) -> bool, skipped: &mut Skipped) -> Result<Vec<(PathBuf, bool)>, Failure> {
    let path = Path::new(argument);
    // A dangling link is there, and reading it will say what is wrong.
    if path.symlink_metadata().is_ok() {
        return Ok(vec![(case_file(path).path, true)]);
    }
    if !argument.contains(['*', '?', '[', '{']) {
        return Err(missing(path));
    }
    let glob = GlobBuilder::new(argument.trim_start_matches("./"))
        .literal_separator(true)
        .build()
        .map_err(|error| Failure::new(format!("the pattern `{argument}` cannot be read: {}", error.kind())))?
        .compile_matcher();
    let literal: PathBuf = path
        .components()
        .take_while(|part| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']))
        .filter(|part| !matches!(part, Component::CurDir))
        .collect();
    let root = if literal.as_os_str().is_empty() { Path::new(".") } else { literal.as_path() };
    let deep = argument.contains("**");
    let depth = if deep { usize::MAX } else { path.components().count().saturating_sub(literal.components().count()) };
    let mut matches = Vec::new();
    for entry in WalkDir::new(root).follow_links(true).sort_by_file_name().max_depth(depth.max(1)) {
        match entry {
            Ok(entry) => {
                let file = case_file(entry.path());
                if glob.is_match(&file.path) && (wanted(&file.path) || file.path.is_dir()) {
                    matches.push((file.path, true));
                }
            }
            Err(error) => unreadable(&error, skipped),
        }
    }
    Ok(matches)
}

fn walk(folder: &Path, skipped: &mut Skipped, mut add: impl FnMut(CaseFile, &mut Skipped)) {
    let mut entries = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        match entry {
            Ok(entry) => {
                if let Some(reason) = hidden(&entry) {
                    skipped.add(reason, &case_file(entry.path()).shown);
                    if entry.file_type().is_dir() {
                        entries.skip_current_dir();
                    }
                } else if !entry.file_type().is_dir() {
                    add(case_file(entry.path()), skipped);
                }
            }
            Err(error) => match dangling(&error) {
                Some(path) => add(case_file(path), skipped),
                None => unreadable(&error, skipped),
            },
        }
    }
}

fn hidden(entry: &DirEntry) -> Option<Reason> {
    let name = entry.file_name().to_string_lossy();
    match () {
        () if entry.depth() == 0 => None,
        () if name.starts_with("._") => Some(Reason::AppleDouble),
        () if name.starts_with('.') => Some(Reason::Hidden),
        () => None,
    }
}

/// A link to nothing, as git-annex leaves for content that was not fetched.
fn dangling(error: &walkdir::Error) -> Option<&Path> {
    let path = error.path()?;
    let missing = error.io_error().is_some_and(|io| io.kind() == std::io::ErrorKind::NotFound);
    (missing && path.symlink_metadata().is_ok_and(|data| data.is_symlink())).then_some(path)
}

fn unreadable(error: &walkdir::Error, skipped: &mut Skipped) {
    let shown = error.path().map(|path| case_file(path).shown).unwrap_or_default();
    let why = match (error.loop_ancestor(), error.io_error()) {
        (Some(ancestor), _) => {
            skipped.add(Reason::Loop, &format!("{shown} leads back to {}", case_file(ancestor).shown));
            return;
        }
        (None, Some(io)) => super::super::exit::io_reason(io),
        (None, None) => "it could not be read".to_owned(),
    };
    skipped.unreadable(shown, why);
}

/// Names the closest existing neighbour.
fn missing(path: &Path) -> Failure {
    let shown = case_file(path).shown;
    let parent = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let wanted = file_name(path);
    let mut names: Vec<String> = std::fs::read_dir(parent)
        .map(|entries| entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect())
        .unwrap_or_default();
    names.sort();
    let failure = Failure::new(format!("`{shown}` does not exist"));
    match nearest(&wanted, names.iter().map(String::as_str)) {
        Some(name) => failure.help(format!("did you mean `{}`?", case_file(&parent.join(name)).shown)),
        None if !parent.exists() => failure.help(format!("the folder `{}` does not exist either", parent.display())),
        None => failure.help("give a file, a folder or a quoted glob such as `'labels/*.nii.gz'`"),
    }
}
