//! `voxlint convert`: label files of one protocol as those of another, always as new files.

mod arguments;
mod targets;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use crate::check::case::LabelFiles;
use crate::compare::convert::{Accepted, Conversion, Put, Refusal};
use crate::formats::relabel::{RelabelError, Surveyed, relabel, survey};
use crate::report::escape::visible;
use crate::report::wording::counted;

use arguments::Accept;
pub use arguments::{Convert, EXAMPLES};

use super::declared;
use super::diff::protocol;
use super::discover::{self, Governing, case_file};
use super::exit::{Exit, Failure, Stop, io_reason};
use super::terminal::Terminal;
use targets::Targets;

/// How many reasons are told before the rest is counted.
const TOLD: usize = 20;

/// # Errors
///
/// A protocol or label file that cannot be used, a conversion that costs more than was accepted, and an output that exists or
/// cannot be written. Nothing is written then, except where writing itself failed.
pub fn run(arguments: &Convert, terminal: &Terminal) -> Result<Exit, Stop> {
    let (from, to) = (Arc::new(protocol(&arguments.from, terminal)?), protocol(&arguments.to, terminal)?);
    let protocols = [&*from, &to];
    let crosswalk = declared::crosswalk(&arguments.declared, &protocols, terminal)?;
    let mut put = Vec::new();
    for text in &arguments.put {
        let read = Put::read(text, &from, &to);
        put.push(read.map_err(|error| Failure::new(format!("--put: {}", error.message)).help(error.help))?);
    }
    let accepts = |what: Accept| arguments.accept.contains(&what);
    let accepted = Accepted { lossy: accepts(Accept::Lossy), incomplete: accepts(Accept::Incomplete), put };
    let Some(conversion) = Conversion::new(&crosswalk, 0, 1, accepted) else { return Ok(Exit::Clean) };

    let found = discover::find(&arguments.labels, None, |_: &Path| {
        Ok(Governing { protocol: Some(Arc::clone(&from)), ..Governing::default() })
    })?;
    if let Some((path, why)) = found.skipped.unreadable.first() {
        return Err(Failure::new(format!("`{path}` could not be read: {why}")).into());
    }
    if let Some(note) = found.skipped.note() {
        terminal.note(&note);
    }
    let mut targets = Targets::new(&arguments.labels, &arguments.output);
    let mut jobs = Vec::new();
    let mut refused = Refused::default();
    for planned in &found.cases {
        match &planned.case.labels {
            LabelFiles::Map(file) => match survey(&file.path) {
                Err(faults) => {
                    let reasons = faults.iter().map(ToString::to_string).collect::<Vec<_>>();
                    refused.add(&file.shown, &reasons.join("; "), "check the file: voxlint check");
                }
                Ok(map) => match conversion.values(&map.values.keys().copied().collect::<BTreeSet<_>>()) {
                    Err(reasons) => refused.extend(&file.shown, &reasons),
                    Ok(values) => {
                        let folder = targets.folder(&file.path);
                        targets.claim(&folder, [&map.header_file, &map.data_file])?;
                        jobs.push(Job::Map { shown: file.shown.clone(), map: Box::new(map), values, folder });
                    }
                },
            },
            LabelFiles::PerClass { folder, files } => {
                let names: Vec<String> = files.iter().map(|file| file.class.clone()).collect();
                match conversion.classes(&names) {
                    Err(reasons) => refused.extend(&folder.shown, &reasons),
                    Ok(fates) => {
                        for (file, class) in files.iter().zip(fates) {
                            let Some(class) = class.and_then(|class| conversion.new_class(class)) else { continue };
                            let target = targets.file(&file.file.path, &class.name);
                            targets.claim_file(&target)?;
                            jobs.push(Job::Copy {
                                shown: file.file.shown.clone(),
                                from: file.file.path.clone(),
                                to: target,
                            });
                        }
                    }
                }
            }
            LabelFiles::Absent(_) => {}
        }
    }
    refused.conclude(terminal)?;
    if jobs.is_empty() {
        terminal.note("no label maps found");
        return Ok(Exit::Clean);
    }
    write(&jobs, terminal)
}

/// One file, or the two of a pair.
enum Job {
    Map {
        shown: String,
        map: Box<Surveyed>,
        values: BTreeMap<i64, i64>,
        folder: std::path::PathBuf,
    },
    /// A mask of a class keeps its values under the new name.
    Copy {
        shown: String,
        from: std::path::PathBuf,
        to: std::path::PathBuf,
    },
}

fn write(jobs: &[Job], terminal: &Terminal) -> Result<Exit, Stop> {
    let mut out = io::stdout().lock();
    for job in jobs {
        match job {
            Job::Map { shown, map, values, folder } => {
                let written = relabel(map, values, folder).map_err(|error| failed(shown, &error))?;
                if let Some((old, new)) = written.widened {
                    terminal.note(&format!(
                        "`{shown}` becomes {} for its new values, and was {}",
                        new.name(),
                        old.name()
                    ));
                }
                if !map.header.label_names().is_empty() && values.iter().any(|(old, new)| old != new) {
                    terminal
                        .note(&format!("a header extension of `{shown}` names the old values, and is kept as it is"));
                }
                for file in &written.files {
                    writeln!(out, "{}", visible(&case_file(file).shown))?;
                }
            }
            Job::Copy { shown, from, to } => {
                copy(from, to).map_err(|error| {
                    Failure::new(format!(
                        "`{shown}` could not be copied to `{}`: {}",
                        case_file(to).shown,
                        io_reason(&error)
                    ))
                })?;
                writeln!(out, "{}", visible(&case_file(to).shown))?;
            }
        }
    }
    terminal.summary(&format!("converted {}", counted(jobs.len(), "label file")));
    Ok(Exit::Clean)
}

/// Byte for byte, to a file that does not exist yet.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut input = fs::File::open(from)?;
    let mut output = fs::OpenOptions::new().write(true).create_new(true).open(to)?;
    io::copy(&mut input, &mut output).map(drop)
}

fn failed(shown: &str, error: &RelabelError) -> Failure {
    let failure = Failure::new(format!("`{shown}` could not be converted: {error}"));
    match error {
        RelabelError::Exists { .. } => {
            failure.help("nothing that exists is overwritten: give another folder for --output")
        }
        _ => failure,
    }
}

/// What is not converted, and why.
#[derive(Default)]
struct Refused {
    told: Vec<Failure>,
    files: usize,
}

impl Refused {
    fn extend(&mut self, shown: &str, reasons: &[Refusal]) {
        self.files += 1;
        let failure = |reason: &Refusal| {
            Failure::new(format!("`{shown}` is not converted: {}", reason.reason())).help(reason.help())
        };
        self.told.extend(reasons.iter().map(failure));
    }

    fn add(&mut self, shown: &str, reason: &str, help: &str) {
        self.files += 1;
        self.told.push(Failure::new(format!("`{shown}` is not converted: {reason}")).help(help));
    }

    fn conclude(&self, terminal: &Terminal) -> Result<(), Stop> {
        if self.told.is_empty() {
            return Ok(());
        }
        self.told.iter().take(TOLD).for_each(|failure| terminal.failure(failure));
        let rest = self.told.len().saturating_sub(TOLD);
        if rest > 0 {
            terminal.note(&format!("and {rest} more reasons"));
        }
        Err(Failure::new(format!("{} cannot be converted, so nothing was written", counted(self.files, "case"))).into())
    }
}
