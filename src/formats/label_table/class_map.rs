//! Values and names and nothing else: `{"1": "spleen"}` or `{"spleen": 1}` in JSON, and the dictionaries of
//! TotalSegmentator's Python source, `class_map = {"total": {1: "spleen", ..}, ..}`, of which the first is read.

use serde_json::Value;

use super::super::node::{Node, Plain};
use super::{LabelEntry, LabelTable, LabelTableFault, TableFormat};

pub fn json(entries: Vec<(String, Plain)>) -> Result<LabelTable, LabelTableFault> {
    let entries = entries.into_iter().map(|(key, Plain(node))| match node {
        Node::Scalar(Value::String(name)) => Some(LabelEntry::new(key.trim().parse().ok()?, name.trim())),
        Node::Scalar(value) => Some(LabelEntry::new(value.as_i64()?, key.trim())),
        Node::List(_) | Node::Map(_) => None,
    });
    let entries: Option<Vec<LabelEntry>> = entries.collect();
    Ok(LabelTable::new(TableFormat::ClassMap, entries.ok_or(LabelTableFault::UnknownFormat)?))
}

/// Lines of a number, a colon and a quoted name, up to the first brace that closes them.
pub fn python(text: &str) -> Result<LabelTable, LabelTableFault> {
    let mut entries = Vec::new();
    for (number, line) in (1..).zip(text.lines().map(str::trim)) {
        match numbered(line) {
            Some((value, name)) => entries.push(LabelEntry { line: Some(number), ..LabelEntry::new(value, name) }),
            None if line.starts_with('}') && !entries.is_empty() => break,
            None => {}
        }
    }
    if entries.is_empty() {
        return Err(LabelTableFault::UnknownFormat);
    }
    Ok(LabelTable::new(TableFormat::ClassMap, entries))
}

/// `1: "spleen",`
fn numbered(line: &str) -> Option<(i64, &str)> {
    let (value, rest) = line.split_once(':')?;
    let rest = rest.trim();
    let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let (name, _) = rest.strip_prefix(quote)?.split_once(quote)?;
    Some((value.trim().parse().ok()?, name))
}
