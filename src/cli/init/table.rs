//! The table of labels that a folder holds.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::formats::{LabelTable, LabelTableFault, read_dataset, read_label_table};

use super::super::discover::case_file;
use super::super::discover::names::file_name;
use super::super::exit::Failure;
use super::super::recognise::DATASET;
use super::super::terminal::Terminal;

/// Endings of files that may be tables of labels, the most telling first.
const ENDINGS: [&str; 8] = ["label", "lbl", "ctbl", "lut", "txt", "csv", "json", "py"];

/// How deep a BIDS dataset keeps its tables: `sub-01/ses-1/anat/`.
const DEEPEST: usize = 4;

/// A table of labels, and what the data is called.
pub struct FoundTable {
    pub table: LabelTable,
    pub name: Option<String>,
    pub shown: String,
}

/// The table that a user names.
///
/// # Errors
///
/// It does not exist, or is no table of labels.
pub fn read(path: &Path) -> Result<FoundTable, Failure> {
    let shown = case_file(path).shown;
    found(path).map_err(|fault| {
        let failure = Failure::new(format!("the table `{shown}` {fault}"));
        match fault {
            LabelTableFault::Text(fault) => failure.help_if(fault.help()),
            _ => failure.help("`voxlint import --help` names the tables that are read"),
        }
    })
}

/// The first table of a folder: a dataset.json, a BIDS label table, a table of a viewer. Which one is said, and which
/// others there are.
pub fn find(folder: &Path, terminal: &Terminal) -> Option<FoundTable> {
    let mut tables: Vec<FoundTable> = Vec::new();
    for path in candidates(folder) {
        match found(&path) {
            Ok(table) => tables.push(table),
            // Other programs' files end so too; a dataset.json or dseg.tsv means to be one.
            Err(fault) if file_name(&path) == DATASET || file_name(&path).ends_with("dseg.tsv") => {
                terminal.note(&format!("`{}` gives no table of labels: it {fault}", case_file(&path).shown));
            }
            Err(_) => {}
        }
    }
    let others: Vec<String> = tables.iter().skip(1).map(|other| format!("`{}`", other.shown)).collect();
    let first = tables.into_iter().next()?;
    terminal.note(&format!("the labels are those of `{}` ({})", first.shown, first.table.format_name()));
    if !others.is_empty() {
        let shown = others.iter().take(3).cloned().collect::<Vec<_>>().join(", ");
        let more = if others.len() > 3 { format!(" and {} more", others.len() - 3) } else { String::new() };
        terminal.note(&format!("there are other tables, to be named with --table: {shown}{more}"));
    }
    Some(first)
}

fn found(path: &Path) -> Result<FoundTable, LabelTableFault> {
    let shown = case_file(path).shown;
    if file_name(path) == DATASET {
        let dataset = read_dataset(path)?;
        return Ok(FoundTable { table: dataset.labels, name: dataset.name, shown });
    }
    Ok(FoundTable { table: read_label_table(path)?, name: None, shown })
}

fn candidates(folder: &Path) -> Vec<PathBuf> {
    let mut paths = vec![folder.join(DATASET)];
    let walk = WalkDir::new(folder).max_depth(DEEPEST).sort_by_file_name().into_iter().flatten();
    let is_table = |path: &Path| file_name(path).ends_with("dseg.tsv");
    paths.extend(walk.map(|entry| entry.path().to_owned()).filter(|path| is_table(path)));
    let here = WalkDir::new(folder).max_depth(1).sort_by_file_name().into_iter().flatten();
    let here: Vec<PathBuf> = here.map(|entry| entry.path().to_owned()).collect();
    for ending in ENDINGS {
        let own = here.iter().filter(|path| path.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending)));
        paths.extend(own.filter(|path| file_name(path) != DATASET).cloned());
    }
    paths.retain(|path| path.is_file());
    paths
}
