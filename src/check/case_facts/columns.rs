//! Which column of a row belongs to a field.

use crate::formats::Cell;
use crate::model::field::{Field, FieldKind, folded};

use super::gather::Record;

/// What a row says of a field.
pub enum Found<'r> {
    Nothing,
    /// The column's name and its cell; no cell where the row leaves it out.
    Column(&'r str, Option<&'r Cell>),
    /// Coordinates that stand in several columns: the first of them, and all their texts; none if one is empty.
    Joined(&'r str, Option<String>),
    /// Several columns might be meant.
    Ambiguous(Vec<&'r str>),
}

/// The column with the very name, or else the one whose name differs in letter case and separators only. Of the keys of
/// a JSON table only those count that the row has.
pub fn of<'r>(field: &Field, record: &'r Record) -> Found<'r> {
    let wanted = field.from.as_deref().unwrap_or(&field.name);
    match named(wanted, record) {
        Found::Nothing if matches!(field.kind, FieldKind::Shape(_)) && wanted.contains(',') => joined(wanted, record),
        found => found,
    }
}

/// `from "x, y, width, height"`: each in a column of its own.
fn joined<'r>(wanted: &str, record: &'r Record) -> Found<'r> {
    let mut first = None;
    let mut texts = Some(String::new());
    for part in wanted.split(',') {
        match named(part.trim(), record) {
            Found::Column(name, Some(Cell::Text(text))) if !text.trim().is_empty() => {
                first = first.or(Some(name));
                texts = texts.map(|texts| format!("{texts} {}", text.trim()));
            }
            Found::Column(name, _) => {
                first = first.or(Some(name));
                texts = None;
            }
            other => return other,
        }
    }
    first.map_or(Found::Nothing, |first| Found::Joined(first, texts))
}

fn named<'r>(wanted: &str, record: &'r Record) -> Found<'r> {
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
