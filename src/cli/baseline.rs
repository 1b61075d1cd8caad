//! `--baseline`: findings that are known and need not be reported again.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::check::case::Case;
use crate::report::wording::counted;
use crate::report::{Acceptance, Accepted, Finding};
use crate::waivers::Baseline;

use super::discover::{Found, case_file};
use super::exit::{Failure, io_reason};
use super::settings::Settings;
use super::terminal::Terminal;
use super::text_file;

/// What is known already.
#[derive(Debug, Args)]
#[command(next_help_heading = "Baseline")]
pub struct BaselineArguments {
    /// Report only what is not in this baseline
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,

    /// Write all findings of this run to a new baseline, and report none of them
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    pub write_baseline: Option<PathBuf>,

    /// Take out of the baseline what is not found any more
    #[arg(long, conflicts_with = "write_baseline")]
    pub prune_baseline: bool,

    /// Report what is in the baseline, too
    #[arg(long, conflicts_with_all = ["baseline", "write_baseline", "prune_baseline"])]
    pub no_baseline: bool,
}

/// The baseline of a run, if there is one.
#[derive(Debug, Default)]
pub struct Known {
    baseline: Option<Baseline>,
    path: PathBuf,
    /// `Some(true)`: replaces what is there.
    write: Option<bool>,
}

impl Known {
    /// # Errors
    ///
    /// A baseline that cannot be read, and a new one that exists.
    pub fn new(arguments: &BaselineArguments, found: &Found) -> Result<Self, Failure> {
        let named = match &arguments.baseline {
            Some(path) => Some(path.clone()),
            None if arguments.no_baseline || arguments.write_baseline.is_some() => None,
            None => configured(found)?,
        };
        if arguments.prune_baseline && named.is_none() {
            let failure = Failure::new("there is no baseline to take anything out of");
            return Err(failure.help("name it with `--baseline FILE`, or in voxlint.yaml"));
        }
        let (mut baseline, path, write) = match (&named, &arguments.write_baseline) {
            (Some(path), _) => (read(path)?, path, arguments.prune_baseline.then_some(true)),
            (None, Some(path)) if path.exists() => {
                let shown = case_file(path).shown;
                let help = format!("take out what is mended with `--baseline {shown} --prune-baseline`, or remove it");
                return Err(Failure::new(format!("the baseline `{shown}` exists")).help(help));
            }
            (None, Some(path)) => (Baseline::open(), path, Some(false)),
            (None, None) => return Ok(Known::default()),
        };
        let files = found.cases.iter().flat_map(|planned| planned.case.labels.files());
        baseline.expect(files.map(|file| file.shown.as_str()));
        Ok(Known { baseline: Some(baseline), path: path.clone(), write })
    }

    /// Takes out of the findings of a case what is known.
    pub fn of_case(&mut self, case: &Case, content: Option<&str>, findings: &mut Vec<Finding>) -> Vec<Accepted> {
        let Some(baseline) = &mut self.baseline else { return Vec::new() };
        let files = case.labels.files();
        let names = files.iter().map(|file| file.shown.as_str());
        baseline.meet(names.chain([case.name.as_str(), case.labels.place().shown.as_str()]));
        let known = baseline.take(findings, content);
        self.accepted(known)
    }

    /// Takes out of the findings about several cases what is known.
    pub fn of_cohort(&mut self, findings: &mut Vec<Finding>) -> Vec<Accepted> {
        let known = self.baseline.as_mut().map(|baseline| baseline.take(findings, None));
        self.accepted(known.unwrap_or_default())
    }

    fn accepted(&self, known: Vec<Finding>) -> Vec<Accepted> {
        let file = case_file(&self.path).shown;
        let by = |finding| Accepted { finding, by: Acceptance::Baseline { file: file.clone() } };
        known.into_iter().map(by).collect()
    }

    /// What is to be said of the baseline itself.
    pub fn conclude(&self, settings: &Settings) -> Option<Finding> {
        let baseline = self.baseline.as_ref().filter(|_| self.write.is_none())?;
        baseline.conclude(&case_file(&self.path).shown, &|code| settings.all_report(code))
    }

    /// Findings that were taken out.
    pub fn count(&self) -> usize {
        self.baseline.as_ref().map_or(0, Baseline::known)
    }

    /// Writes the baseline, if that was asked for.
    ///
    /// # Errors
    ///
    /// The file cannot be written; the old one is then as it was.
    pub fn write(&self, settings: &Settings, terminal: &Terminal) -> Result<(), Failure> {
        let (Some(baseline), Some(replace)) = (&self.baseline, self.write) else { return Ok(()) };
        let shown = case_file(&self.path).shown;
        let failed = |reason: String| Failure::new(format!("the baseline `{shown}` cannot be written: {reason}"));
        let text = baseline.written(&|code| settings.all_report(code)).map_err(|error| failed(error.to_string()))?;
        let written = if replace {
            replaced(&self.path, &text)
        } else {
            File::create_new(&self.path).and_then(|mut file| file.write_all(text.as_bytes()))
        };
        written.map_err(|error| failed(io_reason(&error)))?;
        let what = if replace { "pruned" } else { "wrote" };
        terminal.note(&format!("{what} the baseline `{shown}`; {} of this run", counted(baseline.known(), "finding")));
        Ok(())
    }
}

/// The baseline that the configurations of a run name.
fn configured(found: &Found) -> Result<Option<PathBuf>, Failure> {
    let named = found.cases.iter().filter_map(|planned| planned.config.as_ref()?.baseline.as_ref());
    let named: BTreeSet<&PathBuf> = named.collect();
    let mut named = named.into_iter();
    match (named.next(), named.next()) {
        (Some(a), Some(b)) => {
            let both = format!("`{}` and `{}`", case_file(a).shown, case_file(b).shown);
            let failure = Failure::new(format!("one run has one baseline, and the configurations name {both}"));
            Err(failure.help("check the folders one by one, or name one with `--baseline FILE`"))
        }
        (first, _) => Ok(first.cloned()),
    }
}

fn read(path: &Path) -> Result<Baseline, Failure> {
    let shown = case_file(path).shown;
    let failed = |reason: String| {
        let failure = Failure::new(format!("the baseline `{shown}` could not be read: {reason}"));
        failure.help("`--write-baseline FILE` writes one")
    };
    let bytes = text_file::read(path).map_err(|error| failed(io_reason(&error)))?;
    let text = String::from_utf8(bytes).map_err(|_| failed("it is not UTF-8 text".to_owned()))?;
    Baseline::read(&text).map_err(failed)
}

/// Puts a text in the place of a file, whole or not at all.
fn replaced(path: &Path, text: &str) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}
