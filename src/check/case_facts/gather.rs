//! Which rows and sidecars belong to a case.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::formats::{Cell, Row, Table, read_nested_rows, read_sidecar, read_table};
use crate::model::Protocol;
use crate::model::table::RowTable;

use super::super::case::Case;
use super::modality;
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

    /// What the parts of a path say.
    pub fn of_captures(file: &str, captures: &BTreeMap<String, String>) -> Record {
        let cells = captures.iter().map(|(name, text)| (name.clone(), Some(Cell::Text(text.clone()))));
        Record::of_one_row(file, Table::of_one_row("its name", cells.collect::<Vec<_>>()))
    }

    /// Every row of a table of its own.
    pub fn of_rows(file: &str, table: Table) -> Vec<Record> {
        let rows = 0..table.rows.len();
        let shared = Arc::new(CaseTable::without_cases(file, table));
        let record = |row| Record { file: file.to_owned(), table: RecordTable::Shared(Arc::clone(&shared)), row };
        rows.map(record).collect()
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
    /// Of the image, as a sidecar says it: `CT`.
    pub modality: Option<String>,
    /// What a missing field is missing from: ``no row of `cases.csv` belongs to it``.
    pub gaps: Vec<String>,
    /// By the name of the table.
    pub tables: BTreeMap<String, GatheredTable>,
}

/// The rows of a table that belong to a case.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GatheredTable {
    /// The files that supply them; a table without any is missing.
    pub files: Vec<String>,
    pub records: Vec<Record>,
    /// Why a file cannot be used.
    pub unusable: Option<String>,
}

pub fn gather(case: &Case, protocol: &Protocol) -> Gathered {
    let sources = &case.facts;
    let mut gathered = Gathered::default();
    for table in &protocol.tables {
        let rows = gathered.rows_of(table, case);
        gathered.tables.insert(table.name.clone(), rows);
    }
    if protocol.fields.is_empty() && !protocol.asks_for_modality {
        return gathered;
    }
    let sidecars: Vec<_> = sources.sidecars.iter().map(|file| (file, read_sidecar(&file.path))).collect();
    gathered.modality = modality::of_image(sidecars.iter().filter_map(|(_, read)| read.as_ref().ok()));
    if protocol.fields.is_empty() {
        return gathered;
    }
    gathered.records.extend(of_path(case, protocol));
    for table in &sources.tables {
        gathered.add_rows(table, &sources.names);
    }
    for (sidecar, read) in sidecars {
        match read {
            Ok(table) => gathered.records.push(Record::of_one_row(&sidecar.shown, table)),
            Err(fault) => {
                gathered.blocked = Some(format!("`{}` {fault}", sidecar.shown));
                gathered.faults.push(FactFault::Sidecar { path: sidecar.shown.clone(), reason: fault.to_string() });
            }
        }
    }
    gathered
}

/// What the path of a case says, by the captures of its pattern: of the label map, or of the first file without one.
fn of_path(case: &Case, protocol: &Protocol) -> Option<Record> {
    let own = protocol.annotations.first().and_then(|own| case.inputs.get(&own.name)?.first());
    let file = own.or_else(|| case.inputs.values().flatten().next())?;
    (!file.captures.is_empty()).then(|| Record::of_captures(&file.file.shown, &file.captures))
}

impl Gathered {
    /// Those of the tables of the run, of the case's own files, and of its sidecars.
    fn rows_of(&mut self, table: &RowTable, case: &Case) -> GatheredTable {
        let sources = &case.facts;
        let mut gathered = GatheredTable::default();
        for file in sources.rows.get(&table.name).into_iter().flatten() {
            gathered.files.push(file.shown.clone());
            let all: Vec<usize> = (0..file.table.rows.len()).collect();
            let rows = match (table.per_case, file.column) {
                (false, _) => all.as_slice(),
                (true, Some(_)) => file.rows_of(&sources.names),
                (true, None) => {
                    gathered.unusable = Some(format!("`{}` has no column with the names of the cases", file.shown));
                    continue;
                }
            };
            gathered.records.extend(rows.iter().map(|row| Record {
                file: file.shown.clone(),
                table: RecordTable::Shared(Arc::clone(file)),
                row: *row,
            }));
        }
        for input in case.inputs.get(&table.name).into_iter().flatten() {
            match read_table(&input.file.path) {
                Ok(rows) => {
                    gathered.files.push(input.file.shown.clone());
                    gathered.records.extend(Record::of_rows(&input.file.shown, rows));
                }
                Err(fault) => gathered.unusable = Some(format!("`{}` {fault}", input.file.shown)),
            }
        }
        let key = table.from.as_deref().unwrap_or(&table.name);
        for sidecar in &sources.sidecars {
            match read_nested_rows(&sidecar.path, key) {
                Ok(None) => {}
                Ok(Some(rows)) => {
                    gathered.files.push(sidecar.shown.clone());
                    gathered.records.extend(Record::of_rows(&sidecar.shown, rows));
                }
                Err(fault) => gathered.unusable = Some(format!("`{}` {fault}", sidecar.shown)),
            }
        }
        for record in &gathered.records {
            let Some(row) = record.row() else { continue };
            if let Some(found) = row.uneven {
                let (table, place, due) = (record.file.clone(), row.place.clone(), record.table().columns.len());
                self.faults.push(FactFault::UnevenRow { table, place, found, due });
            }
        }
        gathered
    }

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
