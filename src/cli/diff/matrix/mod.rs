//! Several protocols beside each other: one line for each joint class, one column for each protocol; then how many classes
//! differ between any two, and how many rules of one refuse what another accepts.

mod page;
mod tables;
mod text;

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
use crate::report::{Finding, Summary, wording};

use super::{findings, name};
use tables::tables;

/// What the JSON looks like.
pub const SCHEMA: &str = include_str!("../../../../schemas/matrix.schema.json");

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
    let count = names.len();
    let written = form.written(&Beside { names, matrix, counts, refusals })?;
    match &reporting.output_file {
        None => io::stdout().write_all(&written)?,
        Some(path) => {
            let written = File::create(path).and_then(|mut file| file.write_all(&written));
            written.map_err(|error| {
                let shown = case_file(path).shown;
                Failure::new(format!("the output file `{shown}` cannot be written: {}", io_reason(&error)))
            })?;
        }
    }
    terminal.summary(&format!("compared {count} protocols: {}", wording::severities(&summary)));
    Ok(output::exit(reporting, &summary))
}

/// All that is known of several protocols.
struct Beside {
    /// With their versions.
    names: Vec<String>,
    matrix: Matrix,
    /// Differences of classes between any two.
    counts: Vec<Vec<usize>>,
    /// By the protocol that accepts, then by the one that refuses.
    refusals: Vec<Vec<Refusals>>,
}

/// What can be written of several protocols.
enum Form {
    Text,
    Object,
    Markdown,
    Page,
}

impl Form {
    fn written(&self, beside: &Beside) -> io::Result<Vec<u8>> {
        let tables = tables(beside);
        Ok(match self {
            Form::Text => text::text(&tables).into_bytes(),
            Form::Object => format!("{}\n", object(beside)).into_bytes(),
            Form::Markdown => text::markdown(&tables).into_bytes(),
            Form::Page => {
                let mut written = Vec::new();
                page::page(&mut written, &tables)?;
                written
            }
        })
    }
}

fn form(reporting: &Reporting) -> Result<Form, Failure> {
    if !reporting.report.is_empty() {
        let failure = Failure::new("`--report` is for the findings of two protocols");
        return Err(failure.help("compare two, or write the table of several with `--output-file`"));
    }
    match reporting.output_format {
        OutputFormat::Full | OutputFormat::Concise => Ok(Form::Text),
        OutputFormat::Json | OutputFormat::JsonLines => Ok(Form::Object),
        OutputFormat::Markdown => Ok(Form::Markdown),
        OutputFormat::Html => Ok(Form::Page),
        _ => {
            let failure = Failure::new("this output format is for the findings of two protocols");
            Err(failure.help("compare two, or take `full`, `markdown`, `html` or `json` for the table of several"))
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

fn object(Beside { names, matrix, counts, refusals }: &Beside) -> Value {
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
