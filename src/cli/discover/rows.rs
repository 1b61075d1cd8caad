//! Cases without a label map: those that tables name.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use crate::check::case::{Case, CaseFile, LabelFiles};
use crate::check::case_facts::CaseTable;
use crate::model::Protocol;

use super::super::case_tables::FactTables;
use super::super::exit::Failure;
use super::case_file;
use super::names::file_name;

/// The cases of a protocol without labels, in the order of the rows that name them first; one case, named after its file,
/// where every table is for all cases.
///
/// # Errors
///
/// There is no table that could name a case.
pub fn cases(protocol: &Protocol, tables: &FactTables) -> Result<Vec<Case>, Failure> {
    let per_case = protocol.tables.iter().filter(|table| table.per_case);
    let rows = per_case.flat_map(|table| tables.rows.get(&table.name).into_iter().flatten());
    let naming: Vec<&Arc<CaseTable>> = tables.cases.iter().chain(rows).collect();
    let place = |table: &CaseTable| case_file(Path::new(&table.shown));
    let case = |name: String, file: CaseFile| Case::new(name, LabelFiles::Absent(file), None);
    if let Some(table) = naming.iter().find(|table| table.column.is_none()) {
        let message = format!("`{}` has no column with the names of the cases", table.shown);
        return Err(Failure::new(message).help("name the column in voxlint.yaml: `tables: {NAME: {file: .., by: ..}}`"));
    }
    if !naming.is_empty() {
        let mut seen = BTreeSet::new();
        let named = naming.iter().flat_map(|table| table.names_by_row().into_iter().map(|name| (name, place(table))));
        let first = named.filter(|(name, _)| seen.insert((*name).to_owned()));
        return Ok(first.map(|(name, file)| case(name.to_owned(), file)).collect());
    }
    match tables.rows.values().flatten().next() {
        Some(shared) if protocol.fields.is_empty() && protocol.tables.iter().all(|table| !table.per_case) => {
            let file = place(shared);
            let name = file_name(&file.path);
            let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
            Ok(vec![case(stem.to_owned(), file)])
        }
        _ => {
            let message = format!("the protocol `{}` has no labels, and no table names its cases", protocol.name);
            let table = protocol.tables.iter().find(|table| table.per_case || protocol.fields.is_empty());
            Err(Failure::new(message).help(match table.filter(|_| protocol.fields.is_empty()) {
                Some(table) => format!("give one: --table {}=FILE", table.name),
                None => "give one: --cases FILE".to_owned(),
            }))
        }
    }
}
