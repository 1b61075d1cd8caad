//! Protocols of earlier days: `HEAD~1:liver.protocol`, read through git.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use crate::cli::exit::{Failure, Stop};
use crate::cli::output;
use crate::cli::protocols;
use crate::cli::terminal::Terminal;
use crate::cli::text_file;
use crate::model::{self, Loaded, Protocol, library};
use crate::report::Source;

/// The protocol of a file, of a shipped name, or of a file as git had it.
///
/// # Errors
///
/// It does not exist or has mistakes; these are reported here.
pub fn protocol(wanted: &str, terminal: &Terminal) -> Result<Protocol, Stop> {
    loaded(wanted, terminal).map(|(_, protocol)| protocol)
}

/// The same with the text it was read from.
///
/// # Errors
///
/// As [`protocol`].
pub fn loaded(wanted: &str, terminal: &Terminal) -> Result<(Loaded, Protocol), Stop> {
    let mut loaded = match Revision::of(wanted) {
        Some(revision) => revision.load()?,
        None => protocols::load(&protocols::source(wanted)?),
    };
    let Some(protocol) = loaded.protocol.take() else {
        output::report_on_stderr(&loaded.findings, terminal);
        let failure = Failure::new(format!("the protocol `{wanted}` has mistakes, so nothing was compared"));
        return Err(failure.help(format!("mend it first: voxlint lint {wanted}")).into());
    };
    Ok((loaded, protocol))
}

/// A file at a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Revision<'r> {
    revision: &'r str,
    path: &'r str,
}

impl<'r> Revision<'r> {
    /// `None`: a file or a shipped protocol has this name, or it has another form. A single letter is a drive of Windows.
    fn of(wanted: &'r str) -> Option<Self> {
        let (revision, path) = wanted.split_once(':')?;
        let plain = Path::new(wanted).exists() || library::find(wanted).is_some();
        let drive = revision.len() == 1 && path.starts_with(['/', '\\']);
        (!plain && !drive && !revision.is_empty() && !path.is_empty()).then_some(Revision { revision, path })
    }

    fn load(&self) -> Result<Loaded, Failure> {
        let source = self.source(self.path)?;
        Ok(model::load_with(&source, &|name, _| {
            let file = format!("{name}.protocol");
            let folders = Path::new(self.path).parent().into_iter().flat_map(Path::ancestors);
            let candidates = folders.flat_map(|folder| [folder.join(&file), folder.join("protocols").join(&file)]);
            let found = candidates
                .map(|path| path.to_string_lossy().replace('\\', "/"))
                .find_map(|path| self.source(&path).ok());
            found.or_else(|| library::find(name).map(|text| Source::new(name, text)))
        }))
    }

    /// The text of a file at this revision: from this folder, or else from the top of the repository.
    fn source(&self, path: &str) -> Result<Arc<Source>, Failure> {
        let wanted = format!("{}:{path}", self.revision);
        if self.revision.starts_with('-') {
            return Err(Failure::new(format!("`{}` is no revision", self.revision)));
        }
        let here = format!("{}:./{path}", self.revision);
        let bytes = git(&here).or_else(|first| git(&wanted).map_err(|_| first));
        let bytes = bytes.map_err(|reason| {
            let failure = Failure::new(format!("git does not give `{wanted}`: {reason}"));
            failure.help("`git log -- FILE` shows the revisions of a file; a revision is a commit, a tag or `HEAD~1`")
        })?;
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Source::new(wanted, text)),
            Err(_) => Err(Failure::new(format!("the protocol `{wanted}` is not UTF-8 text"))),
        }
    }
}

/// The content of a blob, or in one clause why there is none.
fn git(blob: &str) -> Result<Vec<u8>, String> {
    let spawned = Command::new("git")
        .args(["cat-file", "blob", blob])
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = spawned.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => "the program `git` is not installed".to_owned(),
        _ => error.to_string().to_lowercase(),
    })?;
    let bytes = child.stdout.take().map(text_file::read_from);
    let Some(Ok(bytes)) = bytes else {
        // It may go on writing, and nobody reads any more.
        let _ = child.kill();
        let _ = child.wait();
        return Err("it has more than 16 MiB, the limit for a text".to_owned());
    };
    let output = child.wait_with_output().map_err(|error| error.to_string().to_lowercase())?;
    if output.status.success() {
        return Ok(bytes);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let first = said.lines().next().unwrap_or("it failed").trim_start_matches("fatal: ");
    Err(first.trim_end_matches('.').to_owned())
}

#[cfg(test)]
mod tests {
    use super::Revision;

    #[test]
    fn a_revision_and_a_path_stand_at_a_colon() {
        assert_eq!(Revision::of("HEAD~1:a/b.protocol"), Some(Revision { revision: "HEAD~1", path: "a/b.protocol" }));
        for other in ["kits/23", "b.protocol", "C:\\b.protocol", ":b", "b:", "Cargo.toml"] {
            assert_eq!(Revision::of(other), None, "{other}");
        }
    }
}
