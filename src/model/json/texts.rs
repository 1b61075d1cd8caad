//! Texts, patterns of names, and claims about them.

use serde_json::{Value, json};

use super::super::name_pattern::NamePattern;
use super::super::text::{NamedDomain, Text, TextClaim, TextKind};
use super::writer::{Writer, flag};

impl Writer<'_> {
    pub(super) fn text(&self, text: &Text) -> Value {
        let mut value = self.text_kind(&text.kind);
        if let Value::Object(object) = &mut value {
            object.insert("written".to_owned(), json!(text.text));
        }
        value
    }

    fn text_kind(&self, kind: &TextKind) -> Value {
        match kind {
            TextKind::Literal(text) => json!({"kind": "literal", "value": text}),
            TextKind::Fact(field) => json!({"kind": "fact", "of": self.field_ref(*field)}),
            TextKind::Capture(id) => json!({"kind": "capture", "variable": self.variable(*id)}),
            TextKind::Name(of) => {
                json!({"kind": "name", "of": self.structure(of), "labels": self.naming()})
            }
            TextKind::Code(of) => {
                json!({"kind": "code", "of": self.structure(of), "labels": self.naming()})
            }
            TextKind::Template(parts) => {
                json!({"kind": "template", "parts": parts.iter().map(|part| self.text(part)).collect::<Vec<_>>()})
            }
            TextKind::Folded(of) => json!({"kind": "folded", "of": self.text(of)}),
            TextKind::Reversed(of, separator) => {
                json!({"kind": "reversed", "of": self.text(of), "separator": separator})
            }
        }
    }

    pub(super) fn text_claim(&self, claim: &TextClaim) -> Value {
        match claim {
            TextClaim::Same { a, b, negated } => {
                json!({"kind": "same_text", "a": self.text(a), "b": self.text(b), "negated": flag(*negated)})
            }
            TextClaim::Among { text, words, list: _, negated } => json!({
                "kind": "text_among",
                "of": self.text(text),
                "allowed": words,
                "negated": flag(*negated),
            }),
            TextClaim::Matches { text, pattern: expected, negated } => json!({
                "kind": "text_matches", "of": self.text(text), "pattern": pattern(expected), "negated": flag(*negated),
            }),
            TextClaim::Found(text) => {
                json!({"kind": "found", "name": self.text(text), "labels": self.naming()})
            }
        }
    }

    /// The names of the captures are among the variables, in the order of the groups of the regular expression.
    pub(super) fn named_domain(&self, named: &NamedDomain) -> Value {
        json!({
            "kind": "named",
            "of": self.domain(&named.of),
            "labels": self.naming(),
            "name_field": named.name_field.map(|field| self.field_ref(field)),
            "pattern": pattern(&named.pattern),
        })
    }
}

fn pattern(pattern: &NamePattern) -> Value {
    json!({"regex": pattern.regex(), "written": pattern.text()})
}
