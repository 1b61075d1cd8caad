//! `voxlint.waivers`: which findings are accepted, from the closest such file upwards of each case, or from the files that
//! voxlint.yaml names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::check::case::Case;
use crate::report::{Accepted, Finding, Source};
use crate::waivers::{Ledger, UNREADABLE, read};

use super::config::parent;
use super::discover::{Found, Planned, case_file};
use super::exit::{Stop, io_reason};
use super::output::report_on_stderr;
use super::terminal::Terminal;

/// Name of the file that is looked for.
pub const FILE_NAME: &str = "voxlint.waivers";

/// The waiver files of a run, and which one speaks of which case.
#[derive(Debug, Default)]
pub struct Waivers {
    ledgers: BTreeMap<PathBuf, Ledger>,
    /// For each case, in their order.
    files: Vec<Vec<PathBuf>>,
}

impl Waivers {
    /// # Errors
    ///
    /// A waiver file that cannot be read: everything that is wrong with it is reported first.
    pub fn find(found: &Found, terminal: &Terminal) -> Result<Self, Stop> {
        let mut closest = BTreeMap::new();
        let folder = |case: &Case| case.labels.place().path.parent().unwrap_or(Path::new("")).to_owned();
        let of_case = |planned: &Planned| match &planned.config {
            Some(config) if !config.waivers.is_empty() => config.waivers.clone(),
            _ => file_for(&folder(&planned.case), &mut closest).into_iter().collect(),
        };
        let files: Vec<Vec<PathBuf>> = found.cases.iter().map(of_case).collect();
        let today = jiff::Zoned::now().date();
        let mut ledgers = BTreeMap::new();
        let mut mistakes = Vec::new();
        for file in files.iter().flatten().collect::<BTreeSet<_>>() {
            match source(file).and_then(|source| read(&source)) {
                Ok(waivers) => drop(ledgers.insert(file.clone(), Ledger::new(waivers, today))),
                Err(findings) => mistakes.extend(findings),
            }
        }
        if !mistakes.is_empty() {
            report_on_stderr(&mistakes, terminal);
            return Err(Stop::Reported);
        }
        Ok(Waivers { ledgers, files })
    }

    /// Takes out of the findings of a case, by its position, what is waived.
    pub fn of_case(&mut self, index: usize, case: &Case, findings: &mut Vec<Finding>) -> Vec<Accepted> {
        let files = case.labels.files();
        let mut accepted = Vec::new();
        for file in self.files.get(index).into_iter().flatten() {
            let Some(ledger) = self.ledgers.get_mut(file) else { continue };
            let names = files.iter().map(|file| file.shown.as_str());
            ledger.meet(names.chain([case.name.as_str(), case.labels.place().shown.as_str()]));
            accepted.extend(ledger.take(findings));
        }
        accepted
    }

    /// Takes out of the findings across cases what any file waives.
    pub fn of_cohort(&mut self, findings: &mut Vec<Finding>) -> Vec<Accepted> {
        self.ledgers.values_mut().flat_map(|ledger| ledger.take(findings)).collect()
    }

    /// What is to be said of the waivers themselves; `known` are the codes that findings can have.
    pub fn conclude(&self, known: &BTreeSet<String>) -> Vec<Finding> {
        self.ledgers.values().flat_map(|ledger| ledger.conclude(known)).collect()
    }

    pub fn waived(&self) -> usize {
        self.ledgers.values().map(Ledger::waived).sum()
    }
}

fn file_for(folder: &Path, closest: &mut BTreeMap<PathBuf, Option<PathBuf>>) -> Option<PathBuf> {
    if let Some(known) = closest.get(folder) {
        return known.clone();
    }
    let here = folder.join(FILE_NAME);
    let found = if here.is_file() { Some(here) } else { parent(folder).and_then(|above| file_for(&above, closest)) };
    closest.insert(folder.to_owned(), found.clone());
    found
}

fn source(file: &Path) -> Result<std::sync::Arc<Source>, Vec<Finding>> {
    let shown = case_file(file).shown;
    let unreadable = |reason: String| {
        let message = format!("the waivers `{shown}` could not be read: {reason}");
        vec![Finding::error(UNREADABLE.code, message).help("give a readable text file in UTF-8, or `--no-waivers`")]
    };
    let bytes = super::text_file::read(file).map_err(|error| unreadable(io_reason(&error)))?;
    let text = String::from_utf8(bytes).map_err(|_| unreadable("it is not UTF-8 text".to_owned()))?;
    Ok(Source::new(shown.clone(), text))
}
