//! A table with rows for cases.

use std::collections::{BTreeMap, BTreeSet};

use crate::formats::{Cell, Table};
use crate::model::field::folded;
use crate::model::suggest;

/// What the column with the name of the case may be called, in the order in which they are looked for; letter case and
/// separators do not matter.
pub const CASE_COLUMNS: &[&str] = &[
    "case",
    "case_id",
    "case_name",
    "participant_id",
    "subject",
    "subject_id",
    "patient",
    "patient_id",
    "scan",
    "scan_id",
    "image",
    "image_id",
    "image_name",
    "file",
    "filename",
    "file_name",
    "name",
    "id",
];

/// Endings of file names in the column of cases.
const ENDINGS: &[&str] = &[".nii.gz", ".nii", ".nrrd", ".mha", ".dcm", ".tiff", ".tif", ".png", ".jpg", ".jpeg"];

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseTable {
    /// The file, as the user would write it.
    pub shown: String,
    pub table: Table,
    /// The column with the name of the case; none in a table that belongs to no case.
    pub column: Option<usize>,
    rows: BTreeMap<String, Vec<usize>>,
}

impl CaseTable {
    /// # Errors
    ///
    /// There is no column with the name of the case; a sentence.
    pub fn new(shown: &str, table: Table, wanted: Option<&str>) -> Result<CaseTable, String> {
        let find = |name: &str| column_named(&table, name);
        let column = match wanted {
            Some(name) => find(name).ok_or_else(|| {
                let close = suggest::help(name, table.columns.iter().map(String::as_str));
                let close = close.map(|help| format!("; {help}")).unwrap_or_default();
                format!("`{shown}` has no column `{name}`{close}")
            })?,
            None => CASE_COLUMNS.iter().find_map(|name| find(name)).ok_or_else(|| {
                format!(
                    "`{shown}` has no column with the names of the cases: it is called {}",
                    suggest::listed(CASE_COLUMNS, "or")
                )
            })?,
        };
        Ok(CaseTable::by_column(shown, table, column))
    }

    /// Whether a column has one of the names by which cases are known.
    pub fn names_cases(table: &Table) -> bool {
        CASE_COLUMNS.iter().any(|name| column_named(table, name).is_some())
    }

    /// Rows that say nothing of the case they belong to.
    pub fn without_cases(shown: &str, table: Table) -> CaseTable {
        CaseTable { shown: shown.to_owned(), table, column: None, rows: BTreeMap::new() }
    }

    fn by_column(shown: &str, table: Table, column: usize) -> CaseTable {
        let cells = || {
            table.rows.iter().enumerate().filter_map(|(at, row)| match row.cells.get(column) {
                Some(Some(Cell::Text(name))) => Some((at, name.as_str())),
                _ => None,
            })
        };
        // `p1/view1.png` and `p2/view1.png` are two cases, so that folders count there.
        let (mut whole, mut short) = (BTreeSet::new(), BTreeSet::new());
        for (_, name) in cells() {
            whole.insert(without_ending(name));
            short.insert(without_folder(without_ending(name)));
        }
        let clash = whole.len() > short.len();
        let mut rows: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, name) in cells() {
            let name = without_ending(name);
            rows.entry(if clash { name } else { without_folder(name) }.to_owned()).or_default().push(at);
        }
        rows.remove("");
        CaseTable { shown: shown.to_owned(), table, column: Some(column), rows }
    }

    /// The rows of a case: those of the first of its names that has any.
    pub fn rows_of(&self, names: &[String]) -> &[usize] {
        names.iter().find_map(|name| self.rows.get(name)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The names in the column of cases, in alphabetical order.
    pub fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.rows.keys().map(String::as_str)
    }

    /// The same in the order of the rows in which they stand first.
    pub fn names_by_row(&self) -> Vec<&str> {
        let mut names: Vec<(usize, &str)> =
            self.rows.iter().filter_map(|(name, rows)| Some((*rows.first()?, name.as_str()))).collect();
        names.sort_unstable();
        names.into_iter().map(|(_, name)| name).collect()
    }

    pub fn nearest(&self, name: &str) -> Option<&str> {
        suggest::nearest(name, self.names())
    }
}

fn column_named(table: &Table, name: &str) -> Option<usize> {
    let exact = table.columns.iter().position(|column| column == name);
    exact.or_else(|| table.columns.iter().position(|column| folded(column) == folded(name)))
}

fn without_folder(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

fn without_ending(name: &str) -> &str {
    ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::Row;

    fn table(columns: &[&str], names: &[&str]) -> Table {
        let row = |name: &&str| Row {
            place: String::new(),
            cells: vec![Some(Cell::Text("x".to_owned())), Some(Cell::Text((*name).to_owned()))],
            uneven: None,
        };
        Table { columns: columns.iter().map(|c| (*c).to_owned()).collect(), rows: names.iter().map(row).collect() }
    }

    #[test]
    fn the_column_of_cases_is_found_by_its_name() {
        let made = CaseTable::new("t.csv", table(&["age", "Case ID"], &["a", "b.nii.gz", "", "a"]), None).unwrap();
        assert_eq!(made.column, Some(1));
        assert_eq!(made.rows_of(&["b".to_owned()]), [1]);
        assert_eq!(made.rows_of(&["c".to_owned(), "a".to_owned()]), [0, 3]);
        assert!(made.rows_of(&["c".to_owned()]).is_empty());
        assert_eq!(
            CaseTable::new("t.csv", table(&["age", "Key"], &["a"]), Some("key")).map(|made| made.column),
            Ok(Some(1))
        );
        assert!(CaseTable::new("t.csv", table(&["age", "key"], &["a"]), None).is_err());
    }
}
