//! The rules of rules.jsonl.

use std::fmt;

use serde_json::Value;

pub struct Published {
    pub id: String,
    pub checkable: Checkable,
}

/// Whether a program can decide a published rule, as the corpus says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checkable {
    Yes,
    Partly,
    No,
}

impl Checkable {
    pub const ALL: [Checkable; 3] = [Checkable::Yes, Checkable::Partly, Checkable::No];

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|checkable| checkable.to_string() == name)
    }
}

impl fmt::Display for Checkable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Checkable::Yes => "yes",
            Checkable::Partly => "partly",
            Checkable::No => "no",
        })
    }
}

pub fn read(lines: &str) -> Vec<Published> {
    lines.lines().map(rule).collect()
}

fn rule(line: &str) -> Published {
    let value: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"));
    let text = |key: &str| value[key].as_str().unwrap_or_else(|| panic!("no `{key}`: {line}"));
    let checkable = Checkable::named(text("machine_checkable")).unwrap_or_else(|| panic!("yes, partly or no: {line}"));
    Published { id: text("id").to_owned(), checkable }
}
