//! Tables with facts about cases: `--cases` or `cases:` of voxlint.yaml, each read once.

use std::collections::BTreeMap;
use std::path::PathBuf;
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

/// The tables of a run.
#[derive(Debug)]
pub struct CaseTables {
    /// `--cases`, which wins over every configuration.
    flag: Vec<TablePath>,
    loaded: BTreeMap<TablePath, Arc<CaseTable>>,
}

impl CaseTables {
    pub fn new(flag: &[PathBuf]) -> Self {
        let flag = flag.iter().map(|path| TablePath { path: path.clone(), by: None }).collect();
        CaseTables { flag, loaded: BTreeMap::new() }
    }

    /// The tables that hold for label maps under a configuration.
    ///
    /// # Errors
    ///
    /// A table that cannot be read, or that does not name the cases.
    pub fn for_config(&mut self, config: Option<&Config>) -> Result<Vec<Arc<CaseTable>>, Failure> {
        let wanted = match config {
            Some(config) if self.flag.is_empty() => config
                .cases
                .iter()
                .map(|table| TablePath { path: config.folder.join(&table.path), ..table.clone() })
                .collect(),
            _ => self.flag.clone(),
        };
        wanted.into_iter().map(|table| self.load(table)).collect()
    }

    fn load(&mut self, wanted: TablePath) -> Result<Arc<CaseTable>, Failure> {
        if let Some(table) = self.loaded.get(&wanted) {
            return Ok(Arc::clone(table));
        }
        let shown = case_file(&wanted.path).shown;
        let table = read_table(&wanted.path).map_err(|fault| unusable(&shown, &fault))?;
        let table = CaseTable::new(&shown, table, wanted.by.as_deref()).map_err(|reason| {
            Failure::new(reason).help("name the column in voxlint.yaml: `cases: {file: .., by: ..}`")
        })?;
        let table = Arc::new(table);
        self.loaded.insert(wanted, Arc::clone(&table));
        Ok(table)
    }
}

fn unusable(shown: &str, fault: &TableFault) -> Failure {
    let failure = Failure::new(format!("the table `{shown}` {fault}"));
    match fault {
        TableFault::Unreadable(_) | TableFault::TooLarge => failure,
        TableFault::NotDownloaded => failure.help("fetch it: git lfs pull"),
        TableFault::NotText(_) => failure.help("save it as UTF-8"),
        TableFault::Syntax { .. } | TableFault::NoHeader => {
            failure.help("mend the file; the first line names the columns")
        }
        TableFault::Shape(_) => failure.help("write a list of objects, one for each case"),
        TableFault::RepeatedColumn(_) => failure.help("rename one of the two columns"),
        TableFault::UnknownFormat => failure.help("save the table as .csv, .tsv, .json or .yaml"),
    }
}
