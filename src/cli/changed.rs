//! `--diff-base`: only the cases whose files changed since a revision of git.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::report::wording::counted;

use super::config;
use super::discover::{Found, Planned, case_file};
use super::exit::Failure;
use super::lock;
use super::terminal::Terminal;
use super::waivers;

/// Keeps the cases of which a file changed since the revision, was added since, or is not under version control. Where
/// what they are checked by has changed, all of them.
///
/// # Errors
///
/// There is no git, no repository, or no such revision.
pub fn keep(revision: &str, found: &mut Found, terminal: &Terminal) -> Result<(), Failure> {
    let changed = Changed::since(revision).map_err(|reason| {
        let failure = Failure::new(format!("git does not say what changed since `{revision}`: {reason}"));
        failure.help("give a commit, a branch or a tag that this clone has, such as `origin/main` or `HEAD~1`")
    })?;
    if let Some(file) = changed.governing() {
        let shown = case_file(&file).shown;
        terminal.note(&format!("`{shown}` changed since `{revision}`, so all cases are checked"));
        return Ok(());
    }
    let all = found.cases.len();
    found.cases.retain(|planned| changed.concerns(planned));
    let names: BTreeSet<&str> = found.cases.iter().map(|planned| planned.case.labels.place().shown.as_str()).collect();
    found.without_image.retain(|path| names.contains(path.as_str()));
    let left = all - found.cases.len();
    if left > 0 {
        terminal.note(&format!("left out {} that did not change since `{revision}`", counted(left, "case")));
    }
    let across = |planned: &Planned| {
        planned.protocol.as_ref().is_some_and(|protocol| protocol.rules.iter().any(|rule| rule.across.is_some()))
    };
    if left > 0 && found.cases.iter().any(across) {
        terminal.note("rules across cases see only the cases that changed");
    }
    Ok(())
}

/// Files that changed, by the names that links lead to.
struct Changed(BTreeSet<PathBuf>);

impl Changed {
    fn since(revision: &str) -> Result<Changed, String> {
        if revision.starts_with('-') {
            return Err("this is an option".to_owned());
        }
        let top = git(&["rev-parse", "--show-toplevel"])?;
        let top = PathBuf::from(String::from_utf8_lossy(&top).trim_end_matches(['\r', '\n']));
        let top = fs::canonicalize(&top).unwrap_or(top);
        // What was renamed counts as new under its new name.
        let options = ["--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv"];
        let changed = git(&[&["diff"], &options[..], &[revision, "--"]].concat())?;
        let untracked = git(&["ls-files", "--others", "--exclude-standard", "--full-name", "-z", ":/"])?;
        let names = [changed, untracked].concat();
        let names = names.split(|&byte| byte == 0).filter(|name| !name.is_empty());
        Ok(Changed(names.map(|name| top.join(String::from_utf8_lossy(name).as_ref())).collect()))
    }

    /// A changed file that decides how cases are checked.
    fn governing(&self) -> Option<PathBuf> {
        let governs = |path: &&PathBuf| {
            let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
            let names = [config::FILE_NAME, lock::FILE_NAME, waivers::FILE_NAME, "dataset.json"];
            name.ends_with(".protocol") || names.contains(&&*name)
        };
        self.0.iter().find(governs).cloned()
    }

    fn concerns(&self, planned: &Planned) -> bool {
        let place = &planned.case.labels.place().path;
        self.holds(place) || planned.files().iter().any(|path| self.holds(path))
    }

    /// Whether a file changed, or, of a folder, a file in it.
    fn holds(&self, path: &Path) -> bool {
        let Some(path) = real(path) else { return true };
        self.0.contains(&path) || self.0.range(path.clone()..).next().is_some_and(|changed| changed.starts_with(&path))
    }
}

/// The name of a file below the real folder that it is in: git knows a link by its own name.
fn real(path: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    let (folder, name) = (path.parent()?, path.file_name()?);
    Some(fs::canonicalize(folder).ok()?.join(name))
}

/// What git prints, or in one clause why it does not.
fn git(arguments: &[&str]) -> Result<Vec<u8>, String> {
    let run = Command::new("git").args(arguments).env("LC_ALL", "C").stdin(Stdio::null()).output();
    let output = run.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => "the program `git` is not installed".to_owned(),
        _ => error.to_string().to_lowercase(),
    })?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let first = said.lines().next().unwrap_or("it failed").trim_start_matches("fatal: ");
    Err(first.trim_end_matches('.').to_owned())
}
