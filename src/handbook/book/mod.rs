//! What a handbook says, chapter by chapter, before anybody knows how it will look.

mod chapters;
mod classes;
mod facts;
mod rules;

use std::collections::BTreeMap;

use crate::model::Protocol;
use crate::report::Severity;
use crate::words::{Clause, Term};

use super::example::Example;

/// Texts are as the protocol has them, names in backticks; whoever writes them makes them safe.
#[derive(Debug, Clone, PartialEq)]
pub struct Book {
    /// What the protocol calls itself, or its name.
    pub title: String,
    /// Name and version.
    pub name: String,
    pub about: String,
    /// Counts, for a first impression.
    pub figures: Vec<(usize, &'static str)>,
    pub chapters: Vec<Chapter>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Chapter {
    /// Its place in the page.
    pub id: &'static str,
    pub title: &'static str,
    pub blocks: Vec<Block>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    Prose(String),
    Heading(String),
    Facts(Vec<(String, String)>),
    List(Vec<Clause>),
    Table {
        head: Vec<&'static str>,
        rows: Vec<Vec<Cell>>,
    },
    /// A long list of names that few people read.
    Folded {
        title: String,
        text: String,
    },
    Rule(Box<RuleEntry>),
    Checklist(Vec<Ticked>),
    Terms(Vec<Term>),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Text(String),
    Name(String),
    /// A class, by its colour.
    Swatch([u8; 3]),
    Empty,
}

/// A rule with everything that is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleEntry {
    pub id: String,
    pub severity: Severity,
    pub title: String,
    pub docs: String,
    /// How cases are judged together, if they are.
    pub across: Option<String>,
    pub requires: Vec<Clause>,
    /// For a person to check.
    pub manual: Vec<String>,
    pub because: Vec<String>,
    pub cites: Vec<String>,
    pub terms: Vec<Term>,
    /// Where it does not apply; empty: it always does.
    pub limits: String,
    /// The protocol that it was taken from.
    pub base: Option<String>,
    /// As written, and where.
    pub source: String,
    pub place: String,
    pub example: Example,
}

/// A line of the checklist.
#[derive(Debug, Clone, PartialEq)]
pub struct Ticked {
    pub rule: String,
    pub severity: Severity,
    pub text: String,
}

/// How many, with its word.
fn counted((count, [one, many]): (usize, [&'static str; 2])) -> (usize, &'static str) {
    (count, if count == 1 { one } else { many })
}

impl Book {
    /// `examples` by the IDs of their rules.
    pub fn new(protocol: &Protocol, examples: BTreeMap<String, Example>) -> Book {
        let entry =
            |key: &str| protocol.meta.entries.iter().find(|(name, _)| name == key).map(|(_, text)| text.clone());
        let ticked: usize = protocol.rules.iter().map(|rule| rule.manual.len()).sum();
        let checked = protocol.rules.iter().filter(|rule| !rule.statements.is_empty()).count();
        let figures = vec![
            (protocol.labels.classes.len(), ["class", "classes"]),
            (checked, ["rule a program checks", "rules a program checks"]),
            (ticked, ["point a person checks", "points a person checks"]),
        ];
        Book {
            title: entry("title").unwrap_or_else(|| protocol.name.clone()),
            name: protocol.title(),
            about: protocol.docs.clone(),
            figures: figures.into_iter().filter(|(count, _)| *count > 0).map(counted).collect(),
            chapters: chapters::chapters(protocol, examples),
        }
    }
}
