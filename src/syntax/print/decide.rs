//! Decision tables: cells and results in columns.

use super::super::tree::{Decide, DecideRow};
use super::expression::print_expr;
use super::word;

/// `decide f.score for f in findings from f.zone, f.dwi`
pub(super) fn head(table: &Decide) -> String {
    let mut head = format!("decide {}", print_expr(&table.target));
    if let Some(rows) = &table.rows_of {
        let names: Vec<String> = rows.names.iter().map(word::name).collect();
        head.push_str(&format!(" for {} in {}", names.join(", "), print_expr(&rows.domain)));
        if let Some(filter) = &rows.filter {
            head.push_str(&format!(" where {}", print_expr(filter)));
        }
    }
    let inputs: Vec<String> = table.inputs.iter().map(print_expr).collect();
    format!("{head} from {}", inputs.join(", "))
}

/// One line for each row.
pub(super) fn lines(rows: &[DecideRow]) -> Vec<String> {
    let cells: Vec<Vec<String>> = rows.iter().map(|row| row.cells.iter().map(print_expr).collect()).collect();
    let width = |column: usize| {
        let texts = cells.iter().filter_map(|row| Some((row.get(column)?, column + 1 < row.len())));
        texts.map(|(text, comma)| text.chars().count() + usize::from(comma)).max().unwrap_or(0)
    };
    let lefts: Vec<String> = cells
        .iter()
        .map(|row| {
            let padded = row.iter().enumerate().map(|(column, text)| {
                let comma = if column + 1 < row.len() { "," } else { "" };
                format!("{:1$}", format!("{text}{comma}"), width(column))
            });
            padded.collect::<Vec<_>>().join(" ")
        })
        .collect();
    let all = lefts.iter().map(|left| left.chars().count()).max().unwrap_or(0);
    let line = |row: &DecideRow, left: &String| match row.cells.is_empty() {
        true => format!("otherwise {}", print_expr(&row.result)),
        false => format!("{left:all$} -> {}", print_expr(&row.result)),
    };
    rows.iter().zip(&lefts).map(|(row, left)| line(row, left)).collect()
}
