//! Which column of a row belongs to a field.

use crate::formats::Cell;
use crate::model::field::{Field, folded};

use super::gather::Record;

/// What a row says of a field.
pub enum Found<'r> {
    Nothing,
    /// The column's name and its cell; no cell where the row leaves it out.
    Column(&'r str, Option<&'r Cell>),
    /// Several columns might be meant.
    Ambiguous(Vec<&'r str>),
}

/// The column with the very name, or else the one whose name differs in letter case and separators only. Of the keys of
/// a JSON table only those count that the row has.
pub fn of<'r>(field: &Field, record: &'r Record) -> Found<'r> {
    let wanted = field.from.as_deref().unwrap_or(&field.name);
    let cell = |at: usize| record.row().and_then(|row| row.cells.get(at)).and_then(Option::as_ref);
    let columns = record.table().columns.iter().enumerate().filter(|(_, column)| folded(column) == folded(wanted));
    let columns: Vec<(&str, Option<&Cell>)> = columns.map(|(at, column)| (column.as_str(), cell(at))).collect();
    let given: Vec<(&str, Option<&Cell>)> = columns.iter().copied().filter(|(_, cell)| cell.is_some()).collect();
    let candidates = if given.is_empty() { columns } else { given };
    let exact = candidates.iter().find(|(column, _)| *column == wanted);
    match (exact, candidates.as_slice()) {
        (Some((column, cell)), _) | (None, [(column, cell)]) => Found::Column(column, *cell),
        (None, []) => Found::Nothing,
        (None, several) => Found::Ambiguous(several.iter().map(|(column, _)| *column).collect()),
    }
}
