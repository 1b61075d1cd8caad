//! `--infer`: what the label maps of a folder have in common.

use std::path::Path;

use crate::check::case::{Case, LabelFiles};
use crate::check::ordered;
use crate::facts::Shape;
use crate::formats::{Fault, Opened, ReadOptions, read_label_map};
use crate::model::protocol::ValueSet;
use crate::report::wording::counted;
use crate::starter::infer::{Budget, CaseMeasures, measure, propose as propose_rules};
use crate::starter::{Draft, DraftClass, class_name};
use crate::volume::grid_match::same_grid;
use crate::volume::{LabelMap, Runs};

use super::super::discover::{self, Governing, case_file};
use super::super::exit::{Failure, Stop};
use super::super::progress::Progress;
use super::super::terminal::Terminal;
use super::Init;
use super::table::FoundTable;

/// Fewer cases are no cohort.
const FEWEST: usize = 20;

/// The label maps of a folder, without any configuration.
///
/// # Errors
///
/// The folder cannot be read; there is no label map, and no table either.
pub fn cases(folder: &Path, table: Option<&FoundTable>, terminal: &Terminal) -> Result<Vec<Case>, Stop> {
    let shown = case_file(folder).shown;
    let found = discover::find(std::slice::from_ref(&shown), None, |_| Ok(Governing::default()))?;
    for (path, why) in &found.skipped.unreadable {
        terminal.failure(&Failure::new(format!("`{path}` could not be read: {why}")));
    }
    if found.cases.is_empty() {
        let failure = match table {
            Some(_) => Failure::new(format!("`{shown}` holds no label maps to infer rules from")),
            None => Failure::new(format!("`{shown}` holds neither a table of labels nor a label map")),
        };
        return Err(failure.help("give the folder of the label maps, or a table with --table").into());
    }
    Ok(found.cases.into_iter().map(|planned| planned.case).collect())
}

/// Measures every case and adds to the draft what they suggest.
///
/// # Errors
///
/// Fewer than twenty cases can be read.
pub fn propose(draft: &mut Draft, cases: &[Case], arguments: &Init, terminal: &Terminal) -> Result<(), Stop> {
    let pool = ordered::pool(arguments.jobs.map(|jobs| usize::from(jobs.get())))
        .map_err(|error| Failure::new(format!("the threads of --jobs cannot be started: {error}")))?;
    let ignored = draft.ignore.clone();
    let classes = draft.classes.clone();
    let mut measured: Vec<CaseMeasures> = Vec::new();
    let mut unreadable: Vec<String> = Vec::new();
    let mut progress = Progress::new(cases.len(), "measuring", "cases", terminal);
    ordered::for_each(
        &pool,
        cases,
        |case| of_case(case, &classes, &ignored),
        |result| -> Result<(), Stop> {
            match result {
                Ok(measures) => measured.push(measures),
                Err(reason) => unreadable.push(reason),
            }
            progress.step();
            Ok(())
        },
    )?;
    drop(progress);
    for reason in &unreadable {
        terminal.note(&format!("left out: {reason}"));
    }
    if measured.len() < FEWEST {
        let failure = Failure::new(format!(
            "{} can be read, and rules are proposed from {FEWEST} on",
            counted(measured.len(), "case")
        ));
        return Err(failure.help("leave --infer out, and write the rules from your guideline").into());
    }
    let budget = Budget { false_alarms: arguments.false_alarms, ..Budget::default() };
    let proposal = propose_rules(draft, &measured, budget);
    draft.docs.push(format!(
        "Rules were proposed by `voxlint init --infer` from {} label maps and accepted by nobody yet: they are warnings. Read \
         each one, write `error` where you accept it and why in `because`, and delete it where you do not.",
        measured.len()
    ));
    draft.docs.extend(proposal.no_ranges);
    terminal.note(&format!(
        "{} were measured: {} are in nearly all of them, and {} hold",
        counted(measured.len(), "case"),
        match proposal.required {
            1 => "1 class".to_owned(),
            count => format!("{count} classes"),
        },
        counted(proposal.rules, "proposed rule")
    ));
    if !proposal.exceptions.is_empty() {
        terminal.note(&format!("they do not hold in {}: look at it first", proposal.exceptions.join(", ")));
    }
    Ok(())
}

fn of_case(case: &Case, classes: &[DraftClass], ignored: &ValueSet) -> Result<CaseMeasures, String> {
    let shape_of = |values: &ValueSet| Shape::Values { layer: 0, ranges: values.ranges.clone() };
    let opened = |path: &Path, shown: &str| {
        let opened = read_label_map(path, &ReadOptions::default());
        read(opened).map_err(|why| format!("`{shown}`: {why}"))
    };
    let nothing = || Shape::union([]);
    match &case.labels {
        LabelFiles::Map(file) => {
            let map = opened(&file.path, &file.shown)?;
            let shapes: Vec<Shape> = classes.iter().map(|class| shape_of(&class.values)).collect();
            let ignore = (!ignored.is_empty()).then(|| shape_of(ignored));
            Ok(measure(&case.name, &map, &shapes, ignore))
        }
        LabelFiles::PerClass { files, folder } => {
            let mut shapes: Vec<Shape> = classes.iter().map(|_| nothing()).collect();
            let mut whole: Option<LabelMap> = None;
            for file in files {
                let name = class_name(&file.class, None);
                let Some(at) = classes.iter().position(|class| class.name == name) else { continue };
                let map = opened(&file.file.path, &file.file.shown)?;
                let whole = match &mut whole {
                    None => whole.insert(LabelMap { geometry: map.geometry.clone(), layers: Vec::new() }),
                    Some(known) => known,
                };
                if same_grid(&whole.geometry, &map.geometry).is_err() {
                    return Err(format!("`{}` lies on another grid than the files beside it", file.file.shown));
                }
                if let Some(shape) = shapes.get_mut(at) {
                    *shape = Shape::Values { layer: whole.layers.len(), ranges: vec![(1, i64::MAX)] };
                }
                whole.layers.extend(map.layers);
            }
            let whole = whole.ok_or_else(|| format!("`{}` has no file of a class", folder.shown))?;
            Ok(measure(&case.name, &whole, &shapes, None))
        }
        LabelFiles::Absent(file) => Err(format!("`{}`: it has no label map", file.shown)),
    }
}

fn read(opened: Opened) -> Result<LabelMap, String> {
    let fault = opened.faults.iter().find(|fault| fault.prevents_map()).map(Fault::to_string);
    let runs: Option<Runs> = opened.runs;
    match (opened.geometry, runs) {
        (Some(geometry), Some(runs)) => Ok(LabelMap { geometry, layers: vec![runs] }),
        _ => Err(fault.unwrap_or_else(|| "it could not be read".to_owned())),
    }
}
