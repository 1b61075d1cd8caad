//! Which rows and sidecars belong to a case.

use std::sync::Arc;

use crate::formats::{Row, Table, read_sidecar};

use super::super::case::FactSources;
use super::table::CaseTable;

/// One row of a table, or a sidecar.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The file, as the user would write it.
    pub file: String,
    table: RecordTable,
    row: usize,
}

#[derive(Debug, Clone, PartialEq)]
enum RecordTable {
    Shared(Arc<CaseTable>),
    Own(Table),
}

impl Record {
    /// A table of one row.
    pub fn of_one_row(file: impl Into<String>, table: Table) -> Record {
        Record { file: file.into(), table: RecordTable::Own(table), row: 0 }
    }

    pub fn table(&self) -> &Table {
        match &self.table {
            RecordTable::Shared(shared) => &shared.table,
            RecordTable::Own(table) => table,
        }
    }

    pub fn row(&self) -> Option<&Row> {
        self.table().rows.get(self.row)
    }

    /// ``line 4, column `age` of `cases.csv` ``
    pub fn place(&self, column: &str) -> String {
        let file = &self.file;
        match self.row().map(|row| row.place.as_str()).unwrap_or_default() {
            "" => format!("key `{column}` of `{file}`"),
            place if place.starts_with("line") => format!("{place}, column `{column}` of `{file}`"),
            place => format!("{place}, key `{column}` of `{file}`"),
        }
    }
}

/// What is wrong with the rows and sidecars of a case as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactFault {
    NoRow { table: String, nearest: Option<String> },
    SeveralRows { table: String, places: Vec<String> },
    UnevenRow { table: String, place: String, found: usize, due: usize },
    Sidecar { path: String, reason: String },
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Gathered {
    pub records: Vec<Record>,
    pub faults: Vec<FactFault>,
    /// Why a field may not be known although nothing is wrong with it: a row that cannot be used.
    pub blocked: Option<String>,
    /// What a missing field is missing from: ``no row of `cases.csv` belongs to it``.
    pub gaps: Vec<String>,
}

pub fn gather(sources: &FactSources) -> Gathered {
    let mut gathered = Gathered::default();
    for table in &sources.tables {
        gathered.add_rows(table, &sources.names);
    }
    for sidecar in &sources.sidecars {
        match read_sidecar(&sidecar.path) {
            Ok(table) => gathered.records.push(Record::of_one_row(&sidecar.shown, table)),
            Err(fault) => {
                gathered.blocked = Some(format!("`{}` {fault}", sidecar.shown));
                gathered.faults.push(FactFault::Sidecar { path: sidecar.shown.clone(), reason: fault.to_string() });
            }
        }
    }
    gathered
}

impl Gathered {
    fn add_rows(&mut self, table: &Arc<CaseTable>, names: &[String]) {
        let rows = table.rows_of(names);
        let row = |at: usize| table.table.rows.get(at);
        let shown = table.shown.clone();
        match rows {
            [] => {
                let nearest = names.first().and_then(|name| table.nearest(name)).map(str::to_owned);
                self.gaps.push(format!("no row of `{shown}` belongs to it"));
                self.faults.push(FactFault::NoRow { table: shown, nearest });
            }
            [only] => match row(*only) {
                Some(uneven) if uneven.uneven.is_some() => {
                    let (place, found) = (uneven.place.clone(), uneven.uneven.unwrap_or_default());
                    let due = table.table.columns.len();
                    self.blocked = Some(format!("{place} of `{shown}` has {found} cells, not {due}"));
                    self.faults.push(FactFault::UnevenRow { table: shown, place, found, due });
                }
                _ => {
                    self.records.push(Record { file: shown, table: RecordTable::Shared(Arc::clone(table)), row: *only })
                }
            },
            several => {
                let places: Vec<String> =
                    several.iter().filter_map(|at| row(*at)).map(|row| row.place.clone()).collect();
                self.blocked = Some(format!("several rows of `{shown}` belong to it"));
                self.faults.push(FactFault::SeveralRows { table: shown, places });
            }
        }
    }
}
