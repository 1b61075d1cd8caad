//! `voxlint facts`: what can be measured of a label map, as JSON.

mod json;

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

use crate::check::builtin::look_at_file;
use crate::check::builtin::subject::{FileSubject, Role};
use crate::check::case::{Case, CaseFile, LabelFiles};
use crate::check::run::measures;
use crate::facts::SurveyFacts;
use crate::formats::{Fault, Opened, ReadOptions, read_label_map};
use crate::volume::{Survey, SurveyPlan, survey};

use super::arguments::Facts;
use super::case_tables::CaseTables;
use super::discover::{case_file, case_name, fact_sources, image_beside};
use super::exit::{Exit, Failure, Stop};
use super::output::report_on_stderr;
use super::protocols::Protocols;
use super::terminal::Terminal;

/// # Errors
///
/// A file that cannot be read as a label map: its faults are reported first. A protocol that cannot be used.
pub fn run(arguments: &Facts, terminal: &Terminal) -> Result<Exit, Stop> {
    let protocol = Protocols::new(arguments.protocol.clone(), terminal).for_config(None)?;
    let file = case_file(&arguments.file);
    let opened = read_label_map(&file.path, &ReadOptions { ahead: true, ..ReadOptions::default() });
    report(&file, &opened, terminal);
    let (Some(header), Some(geometry)) = (&opened.header, &opened.geometry) else {
        return Err(unreadable(&file, &opened));
    };
    let labels = match (&opened.runs, &opened.counts) {
        (Some(runs), _) => Labels::Surveyed(survey(runs, geometry, &SurveyPlan::EVERYTHING)),
        (None, Some(counts)) => Labels::Counted(counts),
        (None, None) => return Err(unreadable(&file, &opened)),
    };
    let mut out = BufWriter::new(io::stdout());
    json::open(&mut out, &file.shown, header, geometry)?;
    match &labels {
        Labels::Surveyed(survey) => json::survey(&mut out, &SurveyFacts::new(survey, geometry))?,
        Labels::Counted(counts) => json::counts(&mut out, counts, geometry)?,
    }
    if let Some(protocol) = &protocol {
        let image = image_beside(&file.path);
        let name = case_name(&file.path);
        let mut case = Case::new(name, LabelFiles::Map(file), image);
        case.facts = fact_sources(&case, &CaseTables::new(&arguments.cases, &arguments.table).for_config(None)?, None);
        json::measures(&mut out, &measures(&case, protocol).measured)?;
    }
    writeln!(out, "\n}}")?;
    out.flush()?;
    Ok(Exit::Clean)
}

/// What could be learnt of the labels.
enum Labels<'o> {
    Surveyed(Survey),
    /// The map needs too much memory for more.
    Counted(&'o BTreeMap<i64, u64>),
}

fn report(file: &CaseFile, opened: &Opened, terminal: &Terminal) {
    let subject = FileSubject {
        path: &file.shown,
        role: Role::Labels,
        header: opened.header.as_ref(),
        geometry: opened.geometry.as_ref(),
        faults: &opened.faults,
    };
    report_on_stderr(&look_at_file(&subject), terminal);
}

fn unreadable(file: &CaseFile, opened: &Opened) -> Stop {
    let fault = opened.faults.iter().find(|fault| fault.prevents_map());
    let why = fault.map_or_else(String::new, |fault: &Fault| format!(": {fault}"));
    Failure::new(format!("`{}` has no facts{why}", file.shown)).into()
}
