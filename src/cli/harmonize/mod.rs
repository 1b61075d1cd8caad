//! `voxlint harmonize`: one protocol for several sites, or the rules that cannot be kept together.

mod json;
mod text;
mod witness;

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use crate::compare::crosswalk::Crosswalk;
use crate::compare::harmonize::{Agreement, Harmonized, Outcome, harmonize, shown};
use crate::model::{self, Loaded, Protocol};
use crate::report::Source;
use crate::report::wording::counted;

use super::arguments::{Harmonize, Report};
use super::declared;
use super::diff;
use super::discover::case_file;
use super::exit::{Exit, Failure, Stop, io_reason};
use super::output;
use super::terminal::Terminal;
pub use json::SCHEMA;

/// # Errors
///
/// A protocol that does not exist or has mistakes, declarations that make no sense, protocols that cannot be written as one,
/// and output that cannot be written.
pub fn run(arguments: &Harmonize, terminal: &Terminal) -> Result<Exit, Stop> {
    let mut loaded: Vec<(Loaded, Protocol)> = Vec::new();
    for wanted in &arguments.protocols {
        loaded.push(diff::loaded(wanted, terminal)?);
    }
    let protocols: Vec<&Protocol> = loaded.iter().map(|(_, protocol)| protocol).collect();
    let trees: Vec<_> = loaded.iter().map(|(loaded, _)| &loaded.tree).collect();
    let preferred = preferred(arguments, &protocols)?;
    let crosswalk = declared::crosswalk(&arguments.declared, &protocols, terminal)?;
    let harmonized = harmonize(&crosswalk, &trees, preferred, arguments.name.as_deref()).map_err(|findings| {
        output::report_on_stderr(&findings, terminal);
        Failure::new("the protocols could not be written as one")
    })?;
    let written = write(arguments, &harmonized)?;
    let witness = match (&arguments.witness, &harmonized.outcome) {
        (Some(folder), Outcome::Agreed(agreement)) => Some(witnessed(folder, &crosswalk, agreement)),
        _ => None,
    };
    let files = witness.as_ref().and_then(|witness| witness.as_deref().ok());
    let report = match arguments.output_format {
        Report::Full => text::report(&harmonized, files, written),
        Report::Json => format!("{}\n", json::report(&harmonized, files)),
    };
    io::stdout().write_all(report.as_bytes())?;
    // The agreement stands without the case, so that it is told first.
    witness.transpose()?;
    match &harmonized.outcome {
        Outcome::Agreed(agreement) => {
            let count = agreement.kept.iter().filter(|kept| !kept.is_declaration()).count();
            let rules = counted(count, "rule");
            terminal.summary(&format!("harmonized {} protocols: {rules}", protocols.len()));
            Ok(Exit::Clean)
        }
        Outcome::Conflict(_) => {
            terminal.summary(&format!("harmonized {} protocols: they contradict each other", protocols.len()));
            Ok(Exit::Findings)
        }
    }
}

/// The files that show a case which all accept.
fn witnessed(folder: &Path, crosswalk: &Crosswalk<'_>, agreement: &Agreement) -> Result<Vec<String>, Failure> {
    let agreed = model::load(&Source::new("agreed.protocol", agreement.text.as_str())).protocol;
    let agreed = agreed.ok_or_else(|| Failure::new("the agreed protocol cannot be read"))?;
    let shown = shown(crosswalk, agreement, &agreed).map_err(|why| {
        let failure = Failure::new(format!("no label map was made that all of them accept: {why}"));
        failure.help("leave `--witness` out: the agreed protocol does not depend on it")
    })?;
    witness::write(folder, &shown)
}

/// The protocol whose names and values win: by the word it was given with, or by its name.
fn preferred(arguments: &Harmonize, protocols: &[&Protocol]) -> Result<usize, Failure> {
    let Some(wanted) = &arguments.prefer else { return Ok(0) };
    let by_word = arguments.protocols.iter().position(|given| given == wanted);
    let by_name = || protocols.iter().position(|protocol| protocol.name == *wanted || protocol.title() == *wanted);
    by_word.or_else(by_name).ok_or_else(|| {
        let failure = Failure::new(format!("`{wanted}` is none of the protocols that are harmonized"));
        failure.help(format!("prefer one of `{}`", arguments.protocols.join("`, `")))
    })
}

/// Whether the agreed protocol stands in a file.
fn write(arguments: &Harmonize, harmonized: &Harmonized) -> Result<bool, Failure> {
    let (Some(path), Outcome::Agreed(agreement)) = (&arguments.output, &harmonized.outcome) else { return Ok(false) };
    put(path, &agreement.text)?;
    Ok(true)
}

fn put(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(|error| {
        let shown = case_file(path).shown;
        let failure = Failure::new(format!("the output file `{shown}` cannot be written: {}", io_reason(&error)));
        failure.help("give a file in a folder that exists and may be written to")
    })
}
