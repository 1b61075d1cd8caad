//! JSON and YAML: a list of objects, or an object of objects.

use serde_json::Value;

use super::super::node::{Node, Plain};
use super::{Cell, Row, Table, TableFault};

pub fn json_table(text: &str) -> Result<Table, TableFault> {
    table(json(text)?)
}

pub fn yaml_table(text: &str) -> Result<Table, TableFault> {
    let node = serde_yaml::from_str(text).map_err(|error: serde_yaml::Error| {
        let reason = error.without_snippet().to_string();
        TableFault::Syntax { format: "YAML", reason: reason.lines().next().unwrap_or_default().to_owned() }
    })?;
    table(node)
}

pub fn json_object(text: &str) -> Result<Table, TableFault> {
    match json(text)? {
        Plain(Node::Map(entries)) => {
            let table = Table::of_one_row("", entries.into_iter().map(|(key, node)| (key, cell(node))));
            table.check_columns()?;
            Ok(table)
        }
        _ => Err(TableFault::Shape("holds no JSON object".to_owned())),
    }
}

/// The rows under a key of an object: a list of objects or values, or an object with a row for each of its entries.
pub fn json_rows(text: &str, key: &str) -> Result<Option<Table>, TableFault> {
    let Plain(Node::Map(entries)) = json(text)? else {
        return Err(TableFault::Shape("holds no JSON object".to_owned()));
    };
    let found = entries.into_iter().find(|(name, _)| name == key);
    match found {
        None | Some((_, Plain(Node::Scalar(Value::Null)))) => Ok(None),
        Some((_, node)) => {
            let shape = |_| TableFault::Shape(format!("has lists within lists or values under `{key}`"));
            table(Plain(Node::List(rows(node)))).map(Some).map_err(shape)
        }
    }
}

/// Entries as objects: the name of an entry is its `name`, a value that is no object is its `value`.
fn rows(Plain(node): Plain) -> Vec<Plain> {
    let named = |name: Option<String>, Plain(node): Plain| {
        let name = name.map(|name| (NAME.to_owned(), Plain(Node::Scalar(name.into()))));
        let fields = match node {
            Node::Map(fields) => fields,
            value => vec![(VALUE.to_owned(), Plain(value))],
        };
        // An entry may say its name again.
        let fields = fields.into_iter().filter(|(key, _)| name.is_none() || key != NAME).collect::<Vec<_>>();
        Plain(Node::Map(name.into_iter().chain(fields).collect()))
    };
    match node {
        Node::List(items) => items.into_iter().map(|item| named(None, item)).collect(),
        Node::Map(entries) => entries.into_iter().map(|(name, item)| named(Some(name), item)).collect(),
        value => vec![named(None, Plain(value))],
    }
}

/// The columns of entries that are no objects.
const NAME: &str = "name";
const VALUE: &str = "value";

fn json(text: &str) -> Result<Plain, TableFault> {
    serde_json::from_str(text).map_err(|error| TableFault::Syntax { format: "JSON", reason: error.to_string() })
}

/// Keys and cells of an object, in order.
type Fields = Vec<(String, Option<Cell>)>;

fn cell(Plain(node): Plain) -> Option<Cell> {
    match node {
        Node::Scalar(Value::Null) => None,
        Node::Scalar(value) => Some(Cell::Text(written(&value))),
        Node::List(_) => Some(Cell::Nested("a list")),
        Node::Map(_) => Some(Cell::Nested("an object")),
    }
}

/// A scalar as text; a fraction that is whole has no decimals.
fn written(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) if number.is_f64() => number.as_f64().unwrap_or_default().to_string(),
        other => other.to_string(),
    }
}

fn table(Plain(node): Plain) -> Result<Table, TableFault> {
    let shape = || TableFault::Shape("is neither a list of objects nor an object of objects".to_owned());
    let mut entries: Vec<(String, Fields)> = Vec::new();
    let cells = |fields: Vec<(String, Plain)>| fields.into_iter().map(|(key, node)| (key, cell(node)));
    match node {
        Node::List(items) => {
            for (index, item) in items.into_iter().enumerate() {
                let Plain(Node::Map(fields)) = item else { return Err(shape()) };
                entries.push((format!("entry {}", index + 1), cells(fields).collect()));
            }
        }
        Node::Map(items) => {
            for (name, item) in items {
                let Plain(Node::Map(fields)) = item else { return Err(shape()) };
                let own = (CASE_COLUMN.to_owned(), Some(Cell::Text(name.clone())));
                let others = cells(fields).filter(|(key, _)| key != CASE_COLUMN);
                entries.push((format!("entry `{name}`"), std::iter::once(own).chain(others).collect()));
            }
        }
        Node::Scalar(_) => return Err(shape()),
    }
    let mut table = Table::default();
    let mut places = std::collections::BTreeMap::new();
    for (place, fields) in entries {
        let mut cells: Vec<Option<Cell>> = vec![None; table.columns.len()];
        let mut own = std::collections::BTreeSet::new();
        for (key, cell) in fields {
            let at = *places.entry(key.clone()).or_insert_with(|| {
                table.columns.push(key.clone());
                table.columns.len() - 1
            });
            if !own.insert(at) {
                return Err(TableFault::Shape(format!("has the key `{key}` twice in {place}")));
            }
            if cells.len() <= at {
                cells.resize(at + 1, None);
            }
            if let Some(slot) = cells.get_mut(at) {
                *slot = cell;
            }
        }
        table.rows.push(Row { place, cells, uneven: None });
    }
    let columns = table.columns.len();
    table.rows.iter_mut().for_each(|row| row.cells.resize(columns, None));
    Ok(table)
}

/// What the name of a case is called where it is the key of its entry.
const CASE_COLUMN: &str = "case";

#[cfg(test)]
mod tests {
    use super::*;

    fn text<'t>(table: &'t Table, row: usize, column: &str) -> Option<&'t str> {
        let at = table.columns.iter().position(|known| known == column)?;
        match table.rows[row].cells[at].as_ref()? {
            Cell::Text(text) => Some(text),
            Cell::Nested(what) => Some(what),
        }
    }

    #[test]
    fn lists_and_objects_of_objects_are_tables() {
        let list =
            json_table(r#"[{"case_id": "a", "age": 45, "side": null}, {"case_id": "b", "ill": true, "x": [1]}]"#);
        let list = list.unwrap();
        assert_eq!(list.columns, ["case_id", "age", "side", "ill", "x"]);
        assert_eq!((text(&list, 0, "age"), text(&list, 0, "side")), (Some("45"), None));
        assert_eq!((text(&list, 1, "ill"), text(&list, 1, "x")), (Some("true"), Some("a list")));
        let named = yaml_table("a: {age: 4.5}\nb: {age: 7}\n").unwrap();
        assert_eq!((text(&named, 0, "case"), text(&named, 0, "age")), (Some("a"), Some("4.5")));
        assert_eq!(named.rows[1].place, "entry `b`");
    }

    #[test]
    fn a_name_that_stands_twice_gives_two_rows() {
        let table = json_table(r#"{"a": {"age": 1}, "a": {"age": 2}}"#).unwrap();
        assert_eq!((text(&table, 0, "age"), text(&table, 1, "age")), (Some("1"), Some("2")));
        assert!(json_object(r#"{"age": 1, "age": 2}"#).is_err());
    }

    #[test]
    fn values_and_objects_under_a_key_are_rows() {
        let rows = |text: &str| json_rows(text, "k").unwrap().unwrap();
        let named = rows(r#"{"k": {"hi": "1 mm", "lo": {"mm": 2, "name": "other"}}}"#);
        assert_eq!((text(&named, 0, "name"), text(&named, 0, "value")), (Some("hi"), Some("1 mm")));
        assert_eq!((text(&named, 1, "name"), text(&named, 1, "mm")), (Some("lo"), Some("2")));
        let listed = rows(r#"{"k": ["GM", "WM"]}"#);
        assert_eq!((listed.rows.len(), text(&listed, 1, "value")), (2, Some("WM")));
        assert_eq!(text(&rows(r#"{"k": "1 mm"}"#), 0, "value"), Some("1 mm"));
        assert!(json_rows(r#"{"k": null}"#, "k").unwrap().is_none() && json_rows("{}", "k").unwrap().is_none());
    }

    #[test]
    fn what_is_no_table_is_refused() {
        for wrong in ["", "3", "[1]", r#"{"a": 1}"#, "[{", &"[".repeat(100_000)] {
            assert!(json_table(wrong).is_err(), "{wrong:.20}");
        }
        assert!(yaml_table("- a\n- b\n").is_err());
        assert!(json_object("[]").is_err());
    }
}
