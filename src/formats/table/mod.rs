//! Tables of facts about cases: CSV, TSV, JSON and YAML, one row a case; and sidecars, JSON files of one row.
//!
//! Cells are kept as they are written. What they mean, and whether they may, is decided by the checks.

mod annotations_xml;
mod delimited;
mod geojson;
mod nested;

use std::path::Path;

pub(super) use delimited::{comma_or_semicolon as parse_commas, tabs as parse_tabs};

use super::text_file::{self, TextFault};

/// No table of cases is longer. A device or a pipe without an end stops here.
const LIMIT: u64 = 64 << 20;

/// A table as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// In order of appearance.
    pub columns: Vec<String>,
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Where it stands, for people: `line 4`, `entry 3`, ``entry `case_1` ``.
    pub place: String,
    /// One for each column of the table, in their order; none where the row has none.
    pub cells: Vec<Option<Cell>>,
    /// How many cells the row has, where that is not the number of columns.
    pub uneven: Option<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Text(String),
    /// A list or an object of a JSON or YAML file: `a list`.
    Nested(&'static str),
}

/// Why a table cannot be used. Sentences for a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableFault {
    #[error(transparent)]
    Text(#[from] TextFault),
    #[error("is not valid {format}: {reason}")]
    Syntax { format: &'static str, reason: String },
    #[error("{0}")]
    Shape(String),
    #[error("has two columns called `{0}`")]
    RepeatedColumn(String),
    #[error("has no line with the names of its columns")]
    NoHeader,
    #[error("is no table: its name ends neither in .csv, .tsv, .json, .yaml, .yml, .geojson nor .xml")]
    UnknownFormat,
}

/// Reads a table by the ending of its name: `.csv` (commas, or semicolons where the first line has no comma), `.tsv`,
/// `.json`, `.yaml`. JSON and YAML hold a list of objects, or an object of objects by the name of the case, which
/// becomes the column `case`. `.geojson` and `.xml` hold annotations with their outlines.
///
/// # Errors
///
/// A file that is no such table.
pub fn read_table(path: &Path) -> Result<Table, TableFault> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    if !["csv", "tsv", "tab", "json", "yaml", "yml", "geojson", "xml"].contains(&ending.as_str()) {
        return Err(TableFault::UnknownFormat);
    }
    table_of_text(&ending, &text_file::read(path, LIMIT)?)
}

/// Reads a sidecar: a JSON object, whose keys are the columns of a table of one row.
///
/// # Errors
///
/// A file that is no JSON object.
pub fn read_sidecar(path: &Path) -> Result<Table, TableFault> {
    nested::json_object(&text_file::read(path, LIMIT)?)
}

/// The rows that a sidecar holds under a key, as a list, an object or a value; none if it has no such key.
///
/// # Errors
///
/// A file that is no JSON object, or whose list holds something else.
pub fn read_nested_rows(path: &Path, key: &str) -> Result<Option<Table>, TableFault> {
    nested::json_rows(&text_file::read(path, LIMIT)?, key)
}

/// Reads a table from its text; `ending` says how it is written: `csv`, `tsv`, `json`, `yaml`.
///
/// # Errors
///
/// A text that is no such table.
pub fn table_of_text(ending: &str, text: &str) -> Result<Table, TableFault> {
    match ending {
        "csv" => delimited::comma_or_semicolon(text),
        "tsv" | "tab" => delimited::tabs(text),
        "json" => nested::json_table(text),
        "yaml" | "yml" => nested::yaml_table(text),
        "geojson" => geojson::read(text),
        "xml" => annotations_xml::read(text),
        _ => Err(TableFault::UnknownFormat),
    }
}

impl Table {
    /// A table of one row, from keys and values.
    pub fn of_one_row(place: impl Into<String>, cells: impl IntoIterator<Item = (String, Option<Cell>)>) -> Table {
        let (columns, cells) = cells.into_iter().unzip();
        Table { columns, rows: vec![Row { place: place.into(), cells, uneven: None }] }
    }

    fn check_columns(&self) -> Result<(), TableFault> {
        let mut seen = std::collections::BTreeSet::new();
        match self.columns.iter().find(|column| !column.is_empty() && !seen.insert(column.as_str())) {
            Some(column) => Err(TableFault::RepeatedColumn(column.clone())),
            None => Ok(()),
        }
    }
}
