//! Paths to cases, by the patterns of a protocol. Looks at names alone and reads nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::files::{Captures, Files};

/// The files of one case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CaseLayout {
    /// What stands for the captures that all patterns have, joined by `_`.
    pub name: String,
    /// By the name of their line, in the order of their paths.
    pub files: BTreeMap<String, Vec<(String, Captures)>>,
    /// Files of the case that match no pattern.
    pub strays: Vec<String>,
}

/// What becomes of the files of one folder.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layout {
    /// In the order of what tells them apart.
    pub cases: Vec<CaseLayout>,
    /// Files that match no pattern and belong to no case.
    pub strays: Vec<String>,
}

/// Sorts paths into cases. They are relative to the folder that the patterns start from, with `/` between their parts. Files
/// whose pattern has no capture belong to every case.
pub fn layout(files: &Files, paths: &[String]) -> Layout {
    let keys = files.keys();
    let mut cases: BTreeMap<Vec<String>, CaseLayout> = BTreeMap::new();
    let (mut strays, mut shared) = (Vec::new(), Vec::new());
    let sorted: BTreeSet<&String> = paths.iter().collect();
    for path in sorted {
        let parts: Vec<&str> = path.split('/').collect();
        let read = files.read(&parts).filter(|(_, depth, _)| *depth == parts.len());
        let found = read.and_then(|(line, _, captures)| Some((files.lines.get(line)?, captures)));
        match found {
            None => strays.push(path),
            Some((line, captures)) if captures.is_empty() => shared.push((line.name.clone(), path.clone())),
            Some((line, captures)) => {
                let key: Vec<String> = keys.iter().map(|key| captures.get(*key).cloned().unwrap_or_default()).collect();
                let named: Vec<&str> = key.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
                let name = named.join("_");
                let case = cases.entry(key).or_insert_with(|| CaseLayout { name, ..CaseLayout::default() });
                case.files.entry(line.name.clone()).or_default().push((path.clone(), captures));
            }
        }
    }
    let (keys, cases): (Vec<Vec<String>>, Vec<CaseLayout>) = cases.into_iter().unzip();
    let mut layout = Layout { cases, strays: Vec::new() };
    for (line, path) in shared {
        for case in &mut layout.cases {
            case.files.entry(line.clone()).or_default().push((path.clone(), Captures::new()));
        }
    }
    for path in strays {
        match owner(&layout.cases, &keys, path) {
            Some(index) => layout.cases.iter_mut().skip(index).take(1).for_each(|case| case.strays.push(path.clone())),
            None => layout.strays.push(path.clone()),
        }
    }
    layout
}

/// The case whose files alone are in the folder of a stray file or, in a folder of several cases, whose name it holds as a
/// word.
fn owner(cases: &[CaseLayout], keys: &[Vec<String>], stray: &str) -> Option<usize> {
    let (folder, name) = stray.rsplit_once('/').unwrap_or(("", stray));
    let inside = |path: &str| !folder.is_empty() && path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    let has = |case: &CaseLayout| case.files.values().flatten().any(|(path, _)| inside(path));
    let owners: Vec<usize> = (0..).zip(cases).filter(|(_, case)| has(case)).map(|(index, _)| index).collect();
    if let [only] = owners.as_slice() {
        return Some(*only);
    }
    let named = (0..).zip(keys).filter(|(_, key)| {
        key.iter().any(|part| !part.is_empty()) && key.iter().all(|part| part.is_empty() || holds_word(name, part))
    });
    named.max_by_key(|(_, key)| key.iter().map(String::len).sum::<usize>()).map(|(index, _)| index)
}

/// Whether a name holds a text with no letter or digit before and behind it.
fn holds_word(name: &str, word: &str) -> bool {
    let ends = |text: &str, last: bool| {
        let c = if last { text.chars().next_back() } else { text.chars().next() };
        c.is_none_or(|c| !c.is_alphanumeric())
    };
    name.match_indices(word).any(|(at, found)| {
        let (before, behind) = (name.get(..at).unwrap_or_default(), name.get(at + found.len()..).unwrap_or_default());
        ends(before, true) && ends(behind, false)
    })
}
