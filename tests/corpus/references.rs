//! What a row of coverage.tsv points to.

use std::collections::BTreeSet;
use std::fmt;

use voxlint::model::{self, Protocol, library};
use voxlint::report::Source;

use super::spec_cases::SpecCases;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference {
    /// `kits/23 KITS23-003`: a rule, a line of the label table or of the `image` block of a shipped protocol.
    Shipped(String, String),
    /// `kits/23 L201`: the label table of a shipped protocol as a whole; other values are undeclared.
    ClassTable(String),
    /// `published_brain.md BRATS21-02`: a rule, or a line of the `image` block, of one section of a file in `tests/spec`.
    Spec(String, String),
    /// `G201`: a built-in check.
    BuiltIn(String),
}

impl Reference {
    pub fn read(text: &str) -> Self {
        match text.split_once(' ') {
            None => Reference::BuiltIn(text.to_owned()),
            Some((name, "L201")) => Reference::ClassTable(name.to_owned()),
            Some((name, id)) if name.ends_with(".md") => Reference::Spec(name.to_owned(), id.to_owned()),
            Some((name, id)) => Reference::Shipped(name.to_owned(), id.to_owned()),
        }
    }

    /// An error says what is not there.
    pub fn exists(&self, specs: &SpecCases, planted: &BTreeSet<String>) -> Result<(), String> {
        let found = match self {
            Reference::Shipped(name, id) => ids(&shipped(name)?).contains(id),
            Reference::ClassTable(name) => !shipped(name)?.labels.open,
            Reference::Spec(file, id) => specs.sections_with(file, id) == 1,
            Reference::BuiltIn(code) => planted.contains(code),
        };
        if found { Ok(()) } else { Err("it does not exist".to_owned()) }
    }

    /// Whether this is a rule that only asks a person.
    pub fn asks_a_person(&self) -> bool {
        let Reference::Shipped(name, id) = self else { return false };
        let Ok(protocol) = shipped(name) else { return false };
        protocol.rules.iter().any(|rule| rule.id == *id && !rule.manual.is_empty())
    }
}

pub fn shipped(name: &str) -> Result<Protocol, String> {
    let text = library::find(name).ok_or_else(|| format!("no shipped protocol `{name}`"))?;
    model::load(&Source::new(name, text)).protocol.ok_or_else(|| format!("`{name}` has errors"))
}

fn ids(protocol: &Protocol) -> BTreeSet<String> {
    let rules = protocol.rules.iter().map(|rule| rule.id.clone());
    let lines = protocol.image.iter().map(|line| line.id.clone());
    let required = protocol.labels.classes.iter().filter(|class| !class.optional);
    rules.chain(lines).chain(required.map(|class| format!("labels.{}", class.name))).collect()
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reference::Shipped(name, id) | Reference::Spec(name, id) => write!(f, "{name} {id}"),
            Reference::ClassTable(name) => write!(f, "{name} L201"),
            Reference::BuiltIn(code) => f.write_str(code),
        }
    }
}
