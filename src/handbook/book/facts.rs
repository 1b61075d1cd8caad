//! What has to be known of a case, and which files it has.

use crate::model::Protocol;
use crate::model::field::Field;
use crate::words::{need_words, value_words};

use super::{Block, Cell};

/// Inputs, and where the files of a case lie.
pub(super) fn files(protocol: &Protocol) -> Vec<Block> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let pattern = |name: &str| {
        let line = protocol.files.as_ref().and_then(|files| files.line(name));
        let patterns = line.map(|line| line.patterns.iter().map(|pattern| format!("`{}`", pattern.text())));
        patterns.map_or(Cell::Empty, |patterns| Cell::Text(patterns.collect::<Vec<_>>().join(" or ")))
    };
    let mut row = |name: &str, kind: &str, optional: bool| {
        let need = if optional { "optional" } else { "required" };
        rows.push(vec![
            Cell::Name(name.to_owned()),
            Cell::Text(kind.to_owned()),
            Cell::Text(need.to_owned()),
            pattern(name),
        ]);
    };
    for image in protocol.images.iter().filter(|image| image.declared.is_some()) {
        row(&image.name, "image", image.optional);
    }
    // One annotation alone goes without saying.
    if protocol.annotations.len() > 1 {
        for annotation in &protocol.annotations {
            row(
                &annotation.name,
                if annotation.rater { "annotation of a rater" } else { "annotation" },
                annotation.optional,
            );
        }
    }
    let known: Vec<&str> = protocol
        .images
        .iter()
        .map(|of| of.name.as_str())
        .chain(protocol.annotations.iter().map(|of| of.name.as_str()))
        .collect();
    for line in protocol.files.iter().flat_map(|files| &files.lines) {
        if !known.contains(&line.name.as_str()) {
            row(&line.name, "file", line.optional);
        }
    }
    if rows.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Table { head: vec!["Name", "Kind", "In a case", "Where it lies"], rows }];
    if protocol.files.as_ref().is_some_and(|files| files.closed) {
        blocks.push(Block::Prose("A case has no other files than these.".to_owned()));
    }
    blocks
}

/// The `case` block and the tables.
pub(super) fn fields(protocol: &Protocol) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !protocol.fields.is_empty() {
        blocks.push(table(&protocol.fields));
    }
    for rows in &protocol.tables {
        let of = if rows.per_case { "rows of each case" } else { "rows that all cases share" };
        blocks.push(Block::Heading(format!("Table `{}`: {of}", rows.name)));
        if !rows.docs.is_empty() {
            blocks.push(Block::Prose(rows.docs.clone()));
        }
        blocks.push(table(&rows.fields));
    }
    blocks
}

fn table(fields: &[Field]) -> Block {
    let documented = fields.iter().any(|field| !field.docs.is_empty() || field.from.is_some());
    let row = |field: &Field| {
        let key = if field.key { "; tells rows apart" } else { "" };
        let mut row = vec![
            Cell::Name(field.name.clone()),
            Cell::Text(value_words(&field.kind)),
            Cell::Text(format!("{}{key}", need_words(field))),
        ];
        if documented {
            let from = field.from.as_ref().map(|from| format!("read from `{from}`"));
            let docs = Some(field.docs.clone()).filter(|docs| !docs.is_empty());
            row.push(Cell::Text(docs.into_iter().chain(from).collect::<Vec<_>>().join("; ")));
        }
        row
    };
    let mut head = vec!["Fact", "Values", "In a case"];
    if documented {
        head.push("Remarks");
    }
    Block::Table { head, rows: fields.iter().map(row).collect() }
}
