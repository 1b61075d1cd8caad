//! Tables with facts about cases: `--cases` and `--table`, or `cases:` and `tables:` of voxlint.yaml, each read once.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use crate::check::case_facts::CaseTable;
use crate::formats::{TableFault, read_table};

use super::config::Config;
use super::discover::case_file;
use super::exit::Failure;

/// A table, and the column that names the case, where that has to be said.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TablePath {
    pub path: PathBuf,
    pub by: Option<String>,
}

/// `targets=targets.csv`, as `--table` takes it: which table of the protocol a file supplies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedTable {
    pub name: String,
    pub path: PathBuf,
}

impl FromStr for NamedTable {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once('=') {
            Some((name, path)) if !name.trim().is_empty() && !path.is_empty() => {
                Ok(NamedTable { name: name.trim().to_owned(), path: path.into() })
            }
            _ => Err("write the name of a table of the protocol and a file, such as `targets=targets.csv`".to_owned()),
        }
    }
}

/// The tables that hold for label maps.
#[derive(Debug, Clone, Default)]
pub struct FactTables {
    /// One row a case.
    pub cases: Vec<Arc<CaseTable>>,
    /// For the tables of the protocol, by name.
    pub rows: BTreeMap<String, Vec<Arc<CaseTable>>>,
}

/// The tables of a run.
#[derive(Debug, Default)]
pub struct CaseTables {
    /// `--cases`, which wins over every configuration.
    cases: Vec<TablePath>,
    /// `--table`, which wins over every configuration for the tables that it names.
    rows: BTreeMap<String, Vec<TablePath>>,
    loaded: BTreeMap<(TablePath, bool), Arc<CaseTable>>,
}

impl CaseTables {
    pub fn new(cases: &[PathBuf], rows: &[NamedTable]) -> Self {
        let plain = |path: &PathBuf| TablePath { path: path.clone(), by: None };
        let mut named: BTreeMap<String, Vec<TablePath>> = BTreeMap::new();
        for table in rows {
            named.entry(table.name.clone()).or_default().push(plain(&table.path));
        }
        CaseTables { cases: cases.iter().map(plain).collect(), rows: named, loaded: BTreeMap::new() }
    }

    /// The tables that hold for label maps under a configuration.
    ///
    /// # Errors
    ///
    /// A table that cannot be read, or that does not name the cases.
    pub fn for_config(&mut self, config: Option<&Config>) -> Result<FactTables, Failure> {
        let cases = match config {
            Some(config) if self.cases.is_empty() => config.cases.clone(),
            _ => self.cases.clone(),
        };
        let mut rows = self.rows.clone();
        for (name, tables) in config.iter().flat_map(|config| &config.tables) {
            rows.entry(name.clone()).or_insert_with(|| tables.clone());
        }
        let mut tables = FactTables::default();
        for table in cases {
            tables.cases.push(self.load(table, true)?);
        }
        for (name, files) in rows {
            let files: Result<Vec<_>, Failure> = files.into_iter().map(|table| self.load(table, false)).collect();
            tables.rows.insert(name, files?);
        }
        Ok(tables)
    }

    /// Without `need` a table may lack a column with the cases: its rows may be meant for all of them.
    fn load(&mut self, wanted: TablePath, need: bool) -> Result<Arc<CaseTable>, Failure> {
        let key = (wanted, need);
        if let Some(table) = self.loaded.get(&key) {
            return Ok(Arc::clone(table));
        }
        let (wanted, need) = key;
        let shown = case_file(&wanted.path).shown;
        let table = read_table(&wanted.path).map_err(|fault| unusable(&shown, &fault))?;
        let table = match wanted.by.as_deref() {
            None if !need && !CaseTable::names_cases(&table) => CaseTable::without_cases(&shown, table),
            by => CaseTable::new(&shown, table, by).map_err(|reason| {
                Failure::new(reason).help("name the column in voxlint.yaml: `cases: {file: .., by: ..}`")
            })?,
        };
        let table = Arc::new(table);
        self.loaded.insert((wanted, need), Arc::clone(&table));
        Ok(table)
    }
}

fn unusable(shown: &str, fault: &TableFault) -> Failure {
    let failure = Failure::new(format!("the table `{shown}` {fault}"));
    match fault {
        TableFault::Text(fault) => failure.help_if(fault.help()),
        TableFault::Syntax { .. } | TableFault::NoHeader => {
            failure.help("mend the file; the first line names the columns")
        }
        TableFault::Shape(_) => failure.help("write a list of objects, one for each case"),
        TableFault::RepeatedColumn(_) => failure.help("rename one of the two columns"),
        TableFault::UnknownFormat => failure.help("save the table as .csv, .tsv, .json or .yaml"),
    }
}
