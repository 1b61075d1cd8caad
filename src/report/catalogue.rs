//! What the codes of a run mean, for reports that are read far from the protocol.

use std::collections::BTreeMap;

use super::finding::Severity;

/// By code: built-in checks, and the rules and lines of the protocols.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Catalogue(BTreeMap<String, Meaning>);

/// What stands behind a code.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meaning {
    /// A short phrase or sentence: `The liver is one solid piece`.
    pub title: String,
    /// That of its findings, unless they say otherwise; not known of mistakes in protocols.
    pub severity: Option<Severity>,
    /// Paragraphs of plain text: what, why and what to do.
    pub text: Vec<String>,
}

impl Catalogue {
    /// Of a code that is there already, the first meaning stays.
    pub fn add(&mut self, code: impl Into<String>, meaning: Meaning) {
        self.0.entry(code.into()).or_insert(meaning);
    }

    pub fn get(&self, code: &str) -> Option<&Meaning> {
        self.0.get(code)
    }

    pub fn title(&self, code: &str) -> Option<&str> {
        self.get(code).map(|meaning| meaning.title.as_str())
    }
}
