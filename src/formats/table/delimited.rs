//! CSV (RFC 4180) and TSV.

use super::{Cell, Row, Table, TableFault};

/// European spreadsheets part cells by semicolons, because their decimals have commas.
pub fn comma_or_semicolon(text: &str) -> Result<Table, TableFault> {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let semicolons = header.contains(';') && !header.contains(',');
    read(text, if semicolons { b';' } else { b',' }, "CSV")
}

pub fn tabs(text: &str) -> Result<Table, TableFault> {
    read(text, b'\t', "TSV")
}

fn read(text: &str, delimiter: u8, format: &'static str) -> Result<Table, TableFault> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let syntax = |error: csv::Error| TableFault::Syntax { format, reason: error.to_string() };
    let columns: Vec<String> = reader.headers().map_err(syntax)?.iter().map(str::to_owned).collect();
    if columns.iter().all(String::is_empty) {
        return Err(TableFault::NoHeader);
    }
    let mut table = Table { columns, rows: Vec::new() };
    table.check_columns()?;
    let mut lines = Lines { text, at: 0, line: 1 };
    for record in reader.records() {
        let record = record.map_err(syntax)?;
        if record.iter().all(str::is_empty) {
            continue;
        }
        let start = record.position().and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or_default();
        let place = format!("line {}", lines.of_record(start));
        let cells = (0..table.columns.len()).map(|at| record.get(at).map(|text| Cell::Text(text.to_owned()))).collect();
        let uneven = (record.len() != table.columns.len()).then_some(record.len());
        table.rows.push(Row { place, cells, uneven });
    }
    Ok(table)
}

/// The lines of records, which follow each other.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    /// The one-based line of the record at a byte, or behind the empty lines there.
    fn of_record(&mut self, start: usize) -> usize {
        let passed = self.text.get(self.at..start).unwrap_or_default();
        let empty = self.text.get(start..).unwrap_or_default();
        let empty = empty.len() - empty.trim_start_matches(['\r', '\n']).len();
        let empty = self.text.get(start..start + empty).unwrap_or_default();
        let breaks = |text: &str| text.matches('\n').count();
        self.line += breaks(passed) + breaks(empty);
        self.at = start + empty.len();
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(table: &Table, row: usize, column: usize) -> Option<&str> {
        match table.rows[row].cells[column].as_ref()? {
            Cell::Text(text) => Some(text),
            Cell::Nested(_) => None,
        }
    }

    #[test]
    fn quotes_line_breaks_and_lines_are_kept_apart() {
        let table = comma_or_semicolon("case,note\na,\"one, two\n\"\"three\"\"\"\n\nb , x\n").unwrap();
        assert_eq!(cell(&table, 0, 1), Some("one, two\n\"three\""));
        assert_eq!((cell(&table, 1, 0), cell(&table, 1, 1)), (Some("b"), Some("x")));
        assert_eq!(table.rows[1].place, "line 5");
    }

    #[test]
    fn semicolons_are_seen_and_uneven_rows_kept() {
        let table = comma_or_semicolon("case;age\na;1,5\nb\nc;1;2\n").unwrap();
        assert_eq!(cell(&table, 0, 1), Some("1,5"));
        assert_eq!(table.rows.iter().map(|row| row.uneven).collect::<Vec<_>>(), [None, Some(1), Some(3)]);
    }

    #[test]
    fn a_table_without_names_or_with_one_twice_is_refused() {
        assert_eq!(tabs(""), Err(TableFault::NoHeader));
        assert_eq!(tabs("case\tage\tage\n"), Err(TableFault::RepeatedColumn("age".to_owned())));
    }
}
