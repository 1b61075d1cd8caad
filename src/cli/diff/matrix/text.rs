//! Tables for a terminal, and for a comment on a pull request.

use crate::report::escape::visible;
use crate::report::markdown_text::inline;

use super::tables::{Cell, Table};

/// Columns of equal width, two blanks between them.
pub fn text(tables: &[Table]) -> String {
    let blocks =
        tables.iter().map(|table| aligned(&rows(table, |cell| cell.text.clone(), |text| visible(text).into())));
    blocks.collect::<Vec<_>>().join("\n")
}

/// Tables of Markdown, with the rules that were counted.
pub fn markdown(tables: &[Table]) -> String {
    let block = |table: &Table| {
        let full = |cell: &Cell| match cell.more.as_slice() {
            [] => cell.text.clone(),
            more => format!("{}: {}", cell.text, more.join(", ")),
        };
        let mut rows = rows(table, full, inline).into_iter().map(|row| format!("| {} |\n", row.join(" | ")));
        let head = rows.next().unwrap_or_default();
        let rule = format!("|{}\n", " --- |".repeat(table.columns.len() + 1));
        format!("{head}{rule}{}", rows.collect::<String>())
    };
    tables.iter().map(block).collect::<Vec<_>>().join("\n")
}

/// The heading and the lines, every text made safe.
fn rows(table: &Table, shown: impl Fn(&Cell) -> String, safe: impl Fn(&str) -> String) -> Vec<Vec<String>> {
    let head = std::iter::once(table.title).chain(table.columns.iter().map(String::as_str)).map(&safe).collect();
    let line = |(name, cells): &(String, Vec<Cell>)| {
        std::iter::once(safe(name)).chain(cells.iter().map(|cell| safe(&shown(cell)))).collect()
    };
    std::iter::once(head).chain(table.lines.iter().map(line)).collect()
}

fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or_default()).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    rows.iter().map(line).collect()
}
