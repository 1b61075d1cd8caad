//! The rows of coverage.tsv.

use super::references::Reference;

pub struct Row {
    pub id: String,
    pub how: How,
    pub references: Vec<Reference>,
    pub note: String,
}

/// What becomes of a published rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Rules of protocols decide it.
    Rule,
    /// A protocol asks a person.
    Manual,
    /// It cannot be said yet, or nobody has.
    Gap,
}

pub fn read(table: &str) -> Vec<Row> {
    let mut lines = table.lines();
    assert_eq!(lines.next(), Some("id\thow\twhere\tnote"), "the heading of coverage.tsv");
    lines.map(row).collect()
}

fn row(line: &str) -> Row {
    let cells: Vec<&str> = line.split('\t').collect();
    let [id, how, references, note] = cells[..] else { panic!("four columns: {line}") };
    let how = match how {
        "rule" => How::Rule,
        "manual" => How::Manual,
        "gap" => How::Gap,
        _ => panic!("rule, manual or gap: {line}"),
    };
    let references = references.split("; ").filter(|text| !text.is_empty()).map(Reference::read).collect();
    Row { id: id.to_owned(), how, references, note: note.to_owned() }
}
