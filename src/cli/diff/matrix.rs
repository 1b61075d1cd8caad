//! Several protocols beside each other: one line for each joint class, one column for each protocol.

use std::fs::File;
use std::io::{self, Write};

use serde_json::{Value, json};

use crate::cli::arguments::{Diff, OutputFormat};
use crate::cli::discover::case_file;
use crate::cli::exit::{Exit, Failure, Stop, io_reason};
use crate::cli::output;
use crate::cli::select::Selection;
use crate::cli::terminal::Terminal;
use crate::compare::crosswalk::Crosswalk;
use crate::compare::matrix::{Matrix, matrix};
use crate::report::Summary;
use crate::report::escape::visible;
use crate::report::wording;

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
    let reporting = &arguments.reporting;
    let text = match reporting.output_format {
        OutputFormat::Full | OutputFormat::Concise => table(&names, &matrix, &counts),
        OutputFormat::Json | OutputFormat::JsonLines => format!("{}\n", object(&names, &matrix, &counts)),
        _ => {
            let failure = Failure::new("this output format is for the findings of two protocols");
            return Err(failure.help("compare two, or take `full` or `json` for the table of several").into());
        }
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

fn table(names: &[String], matrix: &Matrix, counts: &[Vec<usize>]) -> String {
    let shown = |text: &str| visible(text).into_owned();
    let head = std::iter::once("class".to_owned()).chain(names.iter().map(|name| shown(name)));
    let mut rows: Vec<Vec<String>> = vec![head.collect()];
    for line in &matrix.lines {
        rows.push(std::iter::once(shown(&line.name)).chain(line.cells.iter().map(|cell| shown(cell))).collect());
    }
    rows.push(vec![String::new()]);
    rows.push(vec!["differences from".to_owned()]);
    for (name, row) in names.iter().zip(counts) {
        let cells = row.iter().enumerate().map(|(new, count)| {
            if names.get(new) == Some(name) && *count == 0 { "-".to_owned() } else { count.to_string() }
        });
        rows.push(std::iter::once(shown(name)).chain(cells).collect());
    }
    aligned(&rows)
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

fn object(names: &[String], matrix: &Matrix, counts: &[Vec<usize>]) -> Value {
    let classes: Vec<Value> =
        matrix.lines.iter().map(|line| json!({"name": line.name, "values": line.cells})).collect();
    json!({
        "schema_version": 1,
        "tool": {"name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION")},
        "protocols": names,
        "classes": classes,
        "differences": counts,
    })
}
