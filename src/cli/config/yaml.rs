//! A YAML text as a JSON value that remembers where each part stands.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use serde_yaml::{Location, Spanned};

use crate::report::Span;

/// The value, and the span of every part by its JSON pointer. The pointer of a key ends in `#`.
#[derive(Debug, Clone, PartialEq)]
pub struct Located {
    pub value: Value,
    pub spans: BTreeMap<String, Span>,
}

/// # Errors
///
/// The reason and the place where the text stops being YAML, or repeats a key.
pub fn read(text: &str) -> Result<Located, (String, Span)> {
    if text.trim().is_empty() {
        return Ok(Located { value: Value::Object(serde_json::Map::new()), spans: BTreeMap::new() });
    }
    let node: Spanned<Node> = serde_yaml::from_str(text).map_err(|error| {
        let span = error.location().map(|location| span(text, location)).unwrap_or_default();
        let reason = error.without_snippet().to_string();
        (reason.lines().next().unwrap_or_default().to_owned(), span)
    })?;
    let mut spans = BTreeMap::new();
    let value = flatten(text, node, String::new(), &mut spans);
    Ok(Located { value, spans })
}

enum Node {
    Scalar(Value),
    List(Vec<Spanned<Node>>),
    Map(Vec<(Spanned<String>, Spanned<Node>)>),
}

fn flatten(text: &str, node: Spanned<Node>, pointer: String, spans: &mut BTreeMap<String, Span>) -> Value {
    spans.insert(pointer.clone(), span(text, node.referenced));
    match node.value {
        Node::Scalar(value) => value,
        Node::List(items) => items
            .into_iter()
            .enumerate()
            .map(|(index, item)| flatten(text, item, format!("{pointer}/{index}"), spans))
            .collect(),
        Node::Map(entries) => {
            let mut object = serde_json::Map::new();
            for (key, item) in entries {
                let below = format!("{pointer}/{}", key.value.replace('~', "~0").replace('/', "~1"));
                spans.insert(format!("{below}#"), span(text, key.referenced));
                object.insert(key.value, flatten(text, item, below, spans));
            }
            Value::Object(object)
        }
    }
}

/// Byte span of a location; where only line and column are known, to the end of the line.
fn span(text: &str, location: Location) -> Span {
    let line = usize::try_from(location.line()).unwrap_or(1).max(1);
    let column = usize::try_from(location.column()).unwrap_or(1).max(1);
    let line_start = text.split_inclusive('\n').take(line - 1).map(str::len).sum::<usize>();
    let rest = text.get(line_start..).unwrap_or_default().lines().next().unwrap_or_default();
    let before: usize = rest.chars().take(column - 1).map(char::len_utf8).sum();
    let start = line_start + before;
    let known = location.span().byte_len().and_then(|length| usize::try_from(length).ok()).filter(|length| *length > 0);
    let to_line_end = rest.trim_end().len().saturating_sub(before);
    Span::new(start, start + known.unwrap_or(to_line_end).min(to_line_end))
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, a number, a list or keys with values")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Node, E> {
        Ok(Node::Scalar(Value::Null))
    }

    fn visit_none<E: de::Error>(self) -> Result<Node, E> {
        Ok(Node::Scalar(Value::Null))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = sequence.next_element()? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Node::Map(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_know_their_place() {
        let text = "# site\nprotocol: kits/23\nlabels:\n  - \"a/*.nii\"\n  - b\n";
        let located = read(text).unwrap();
        assert_eq!(located.value, serde_json::json!({"protocol": "kits/23", "labels": ["a/*.nii", "b"]}));
        let at = |pointer: &str| {
            let span = located.spans[pointer];
            text.get(span.start..span.end).unwrap()
        };
        assert_eq!(at("/protocol"), "kits/23");
        assert_eq!(at("/protocol#"), "protocol");
        assert_eq!(at("/labels/1"), "b");
    }

    #[test]
    fn broken_yaml_has_a_line() {
        let text = "protocol: kits/23\nlabels: [a, b\n";
        let (reason, span) = read(text).unwrap_err();
        assert!(!reason.is_empty());
        assert!(span.start > 0, "{span:?}");
        assert!(read("a: 1\na: 2\n").is_err(), "a repeated key");
        assert_eq!(read("# nothing\n").map(|located| located.value), Ok(Value::Null));
    }
}
