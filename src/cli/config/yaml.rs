//! A YAML text as a JSON value that remembers where each part stands.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use serde_yaml::{Location, Spanned};

use crate::formats::node::Node;
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
    let node: Placed = serde_yaml::from_str(text).map_err(|error| {
        let span = error.location().map(|location| span(text, location)).unwrap_or_default();
        let reason = error.without_snippet().to_string();
        (reason.lines().next().unwrap_or_default().to_owned(), span)
    })?;
    let mut spans = BTreeMap::new();
    let value = flatten(text, node, String::new(), &mut spans);
    Ok(Located { value, spans })
}

/// A value that knows where it stands.
#[derive(Deserialize)]
#[serde(transparent)]
struct Placed(Spanned<Node<Spanned<String>, Placed>>);

fn flatten(text: &str, Placed(node): Placed, pointer: String, spans: &mut BTreeMap<String, Span>) -> Value {
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
