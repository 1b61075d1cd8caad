//! Several protocols beside each other: one line for each joint class, one column for each protocol; then how many classes
//! differ between any two, and how many rules of one refuse what another accepts.

use std::fmt;
use std::fs::File;
use std::io::{self, Write};

use rayon::prelude::*;
use serde_json::{Value, json};

use crate::cli::arguments::Diff;
use crate::cli::discover::case_file;
use crate::cli::exit::{Exit, Failure, Stop, io_reason};
use crate::cli::output;
use crate::cli::reporting::{OutputFormat, Reporting};
use crate::cli::select::Selection;
use crate::cli::terminal::Terminal;
use crate::compare::classes::differences;
use crate::compare::crosswalk::Crosswalk;
use crate::compare::matrix::{Matrix, matrix};
use crate::compare::rules::showing::Phantoms;
use crate::compare::rules::{self, Comparison, Side};
use crate::report::escape::visible;
use crate::report::{Finding, Summary, wording};

use super::{findings, name};

/// # Errors
///
/// Output that cannot be written.
pub fn run(
    arguments: &Diff,
    crosswalk: &Crosswalk<'_>,
    selection: &Selection,
    terminal: &Terminal,
) -> Result<Exit, Stop> {
    let form = form(&arguments.reporting)?;
    let names: Vec<String> = crosswalk.views.iter().map(|view| name(view.protocol)).collect();
    let matrix = matrix(crosswalk);
    let mut summary = Summary::default();
    let mut counts: Vec<Vec<usize>> = vec![vec![0; names.len()]; names.len()];
    for (old, row) in counts.iter_mut().enumerate() {
        for (new, count) in row.iter_mut().enumerate().filter(|(new, _)| *new != old) {
            let found = findings(crosswalk, old, new, selection);
            *count = found.len();
            if old < new {
                summary.add(&found);
            }
        }
    }
    let refusals = refusals(crosswalk, selection, &mut summary);
    let reporting = &arguments.reporting;
    let text = match form {
        Form::Table => table(&names, &matrix, &counts, &refusals),
        Form::Object => format!("{}\n", object(&names, &matrix, &counts, &refusals)),
    };
    match &reporting.output_file {
        None => io::stdout().write_all(text.as_bytes())?,
        Some(path) => {
            let written = File::create(path).and_then(|mut file| file.write_all(text.as_bytes()));
            written.map_err(|error| {
                let shown = case_file(path).shown;
                Failure::new(format!("the output file `{shown}` cannot be written: {}", io_reason(&error)))
            })?;
        }
    }
    terminal.summary(&format!("compared {} protocols: {}", names.len(), wording::severities(&summary)));
    Ok(output::exit(reporting, &summary))
}

/// What can be written of several protocols.
enum Form {
    Table,
    Object,
}

fn form(reporting: &Reporting) -> Result<Form, Failure> {
    if !reporting.report.is_empty() {
        let failure = Failure::new("`--report` is for the findings of two protocols");
        return Err(failure.help("compare two, or write the table of several with `--output-file`"));
    }
    match reporting.output_format {
        OutputFormat::Full | OutputFormat::Concise => Ok(Form::Table),
        OutputFormat::Json | OutputFormat::JsonLines => Ok(Form::Object),
        _ => {
            let failure = Failure::new("this output format is for the findings of two protocols");
            Err(failure.help("compare two, or take `full` or `json` for the table of several"))
        }
    }
}

/// Rules and lines of one protocol that refuse, or may refuse, cases that another accepts.
#[derive(Debug, Clone, Default)]
struct Refusals {
    shown: Vec<String>,
    undecided: Vec<String>,
}

impl From<&Side> for Refusals {
    fn from(side: &Side) -> Refusals {
        Refusals { shown: side.refusing(), undecided: side.perhaps_refusing() }
    }
}

impl fmt::Display for Refusals {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.shown.len(), self.undecided.len()) {
            (shown, 0) => write!(out, "{shown}"),
            (0, undecided) => write!(out, "{undecided} undecided"),
            (shown, undecided) => write!(out, "{shown} and {undecided} undecided"),
        }
    }
}

/// By the protocol that accepts, then by the one that refuses. Pairs are compared in parallel.
fn refusals(crosswalk: &Crosswalk<'_>, selection: &Selection, summary: &mut Summary) -> Vec<Vec<Refusals>> {
    let views = &crosswalk.views;
    let pairs: Vec<(usize, usize)> =
        (0..views.len()).flat_map(|old| (old + 1..views.len()).map(move |new| (old, new))).collect();
    let compared: Vec<(Comparison, Vec<Finding>)> = pairs
        .par_iter()
        .filter_map(|&(old, new)| {
            let (before, after) = (views.get(old)?, views.get(new)?);
            let mut show = Phantoms::new(before, after);
            let comparison = rules::compare(&crosswalk.anatomy, before, after, &mut show);
            let classes = differences(crosswalk, old, new);
            let mut found = rules::findings(&comparison, (before.protocol, after.protocol), None, &classes);
            selection.retain(&mut found);
            Some((comparison, found))
        })
        .collect();
    let mut refusals = vec![vec![Refusals::default(); views.len()]; views.len()];
    for (&(old, new), (comparison, found)) in pairs.iter().zip(&compared) {
        summary.add(found);
        for (accepting, refusing, side) in [(old, new, &comparison.new), (new, old, &comparison.old)] {
            if let Some(cell) = refusals.get_mut(accepting).and_then(|row| row.get_mut(refusing)) {
                *cell = Refusals::from(side);
            }
        }
    }
    refusals
}

fn table(names: &[String], matrix: &Matrix, counts: &[Vec<usize>], refusals: &[Vec<Refusals>]) -> String {
    let shown = |text: &str| visible(text).into_owned();
    let head = std::iter::once("class".to_owned()).chain(names.iter().map(|name| shown(name)));
    let mut rows: Vec<Vec<String>> = vec![head.collect()];
    for line in &matrix.lines {
        rows.push(std::iter::once(shown(&line.name)).chain(line.cells.iter().map(|cell| shown(cell))).collect());
    }
    let counts = counts.iter().map(|row| row.iter().map(usize::to_string).collect());
    let refusals = refusals.iter().map(|row| row.iter().map(Refusals::to_string).collect());
    let blocks =
        [rows, block("classes differ from", names, counts), block("rules refuse what is accepted by", names, refusals)];
    blocks.map(|rows| aligned(&rows)).join("\n")
}

/// A line for each protocol, with a cell for each other one.
fn block(title: &str, names: &[String], lines: impl Iterator<Item = Vec<String>>) -> Vec<Vec<String>> {
    let mut rows =
        vec![std::iter::once(title.to_owned()).chain(names.iter().map(|name| visible(name).into_owned())).collect()];
    for (at, (name, line)) in names.iter().zip(lines).enumerate() {
        let cells = line.into_iter().enumerate().map(|(other, cell)| if other == at { "-".to_owned() } else { cell });
        rows.push(std::iter::once(visible(name).into_owned()).chain(cells).collect());
    }
    rows
}

/// Columns of equal width, two blanks between them.
fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or_default()).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    rows.iter().map(line).collect()
}

fn object(names: &[String], matrix: &Matrix, counts: &[Vec<usize>], refusals: &[Vec<Refusals>]) -> Value {
    let refusal = |of: &Refusals| json!({"rules": of.shown, "undecided": of.undecided});
    let refusals: Vec<Vec<Value>> = refusals.iter().map(|row| row.iter().map(refusal).collect()).collect();
    let classes: Vec<Value> =
        matrix.lines.iter().map(|line| json!({"name": line.name, "values": line.cells})).collect();
    json!({
        "schema_version": 1,
        "tool": {"name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION")},
        "protocols": names,
        "classes": classes,
        "differences": counts,
        "refusals": refusals,
    })
}
