//! Rules.

use serde_json::{Value, json};

use super::super::rule::Rule;
use super::writer::{Writer, said};

impl Writer<'_> {
    pub(super) fn rule(&self, rule: &Rule) -> Value {
        json!({
            "id": rule.id,
            "severity": rule.severity.word(),
            "title": rule.title,
            "docs": said(&rule.docs),
            "across": rule.across.map(|across| self.across(across)),
            "statements": self.statements(&rule.statements),
            "because": rule.because,
            "cites": rule.cites,
            "manual": rule.manual,
        })
    }
}
