//! Label tables of BIDS derivatives: `index`, `name`, and where they are given `abbreviation` and `color` (`#rrggbb`).

use crate::formats::table::{Cell, Row, Table, parse_tabs};

use super::{LabelEntry, LabelTable, LabelTableFault, TableFormat};

pub fn read(text: &str) -> Result<LabelTable, LabelTableFault> {
    let table = parse_tabs(text).map_err(|fault| LabelTableFault::shape(fault.to_string()))?;
    let column = |name: &str| table.columns.iter().position(|column| column == name);
    let (Some(index), Some(name)) = (column("index"), column("name")) else {
        return Err(LabelTableFault::shape("has no columns `index` and `name`, as a BIDS label table must"));
    };
    let entries = table.rows.iter().map(|row| {
        let line = line_of(row);
        let wrong = |reason: String| LabelTableFault::line(line, reason);
        let text = |at: usize| cell(row, at).unwrap_or_default();
        let value = text(index).parse().map_err(|_| wrong(format!("the index `{}` is no integer", text(index))))?;
        let color = match column("color").and_then(|at| cell(row, at)) {
            Some(text) => {
                Some(hex(text).ok_or_else(|| wrong(format!("the colour `{text}` is none, such as `#dd8265`")))?)
            }
            None => None,
        };
        let abbreviation = column("abbreviation").and_then(|at| cell(row, at)).map(str::to_owned);
        Ok(LabelEntry { color, abbreviation, line: Some(line), ..LabelEntry::new(value, text(name)) })
    });
    Ok(LabelTable::new(TableFormat::BidsTsv, entries.collect::<Result<_, LabelTableFault>>()?))
}

/// The text of a cell; `n/a` is none.
pub(super) fn cell(row: &Row, at: usize) -> Option<&str> {
    match row.cells.get(at)?.as_ref()? {
        Cell::Text(text) if !text.is_empty() && text != "n/a" => Some(text),
        Cell::Text(_) | Cell::Nested(_) => None,
    }
}

/// The text of a row in a column.
pub(super) fn named<'r>(table: &Table, row: &'r Row, column: &str) -> Option<&'r str> {
    cell(row, table.columns.iter().position(|known| known == column)?)
}

pub(super) fn line_of(row: &Row) -> usize {
    row.place.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or_default()
}

/// `#dd8265`
fn hex(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some([red, green, blue])
}
