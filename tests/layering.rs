//! The rules of the house: which module may know which, and how long a file may be.

#![expect(clippy::unwrap_used, reason = "a test reports what is missing by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Module, and the modules it may use. `cli` may use everything.
const MAY_USE: &[(&str, &[&str])] = &[
    ("report", &[]),
    ("syntax", &["report"]),
    ("model", &["report", "syntax"]),
    ("logic", &["report", "model"]),
    ("volume", &["report"]),
    ("formats", &["report", "volume"]),
    ("facts", &["report", "volume"]),
    ("picture", &["report", "volume"]),
    ("cache", &[]),
    ("waivers", &["report", "model"]),
    ("words", &["report", "model"]),
    ("check", &["report", "model", "words", "volume", "formats", "facts", "picture", "cache"]),
    ("export", &["report", "model", "picture"]),
    ("compare", &["report", "syntax", "model", "volume", "formats", "facts", "check", "logic", "phantom"]),
    ("starter", &["report", "syntax", "model", "volume", "formats", "facts"]),
    ("phantom", &["report", "model", "logic", "volume", "formats", "facts", "check"]),
    ("handbook", &["report", "model", "words", "logic", "picture", "check", "phantom"]),
];

const LONGEST_FILE: usize = 600;
const MEDIAN_FILE: usize = 200;

#[test]
fn modules_use_only_what_lies_below_them() {
    let allowed: BTreeMap<&str, &[&str]> = MAY_USE.iter().copied().collect();
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for (path, text) in sources() {
        let module = module_of(&path);
        if module == "cli" || module == "lib" || module == "main" {
            continue;
        }
        let Some(allowed) = allowed.get(module.as_str()) else {
            wrong.push(format!("{}: the module `{module}` has no line in this test", path.display()));
            continue;
        };
        seen.insert(module.clone());
        for (number, line) in text.lines().enumerate() {
            for used in modules_named(line, depth(&path)) {
                let known = used.starts_with('{') || used == "cli" || MAY_USE.iter().any(|(name, _)| *name == used);
                // A name that is no module of the crate belongs to a module of tests, which lies one `super` deeper.
                if known && used != module && !allowed.contains(&used.as_str()) {
                    wrong.push(format!("{}:{}: `{module}` may not use `{used}`", path.display(), number + 1));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert_eq!(seen.len(), MAY_USE.len(), "every module of this test exists");
}

#[test]
fn the_scan_sees_uses_in_every_form() {
    assert_eq!(modules_named("use crate::model::Protocol;", 1), ["model"]);
    assert_eq!(modules_named("    let x = crate::facts::Facts::new(&m);", 2), ["facts"]);
    assert_eq!(modules_named("use super::super::model::Rule;", 1), ["model"]);
    assert_eq!(modules_named("use super::super::rule::Rule;", 2), Vec::<String>::new());
    assert_eq!(modules_named("use super::rule::Rule;", 1), Vec::<String>::new());
    assert_eq!(modules_named("use crate::{model::Rule, volume};", 1), ["{model"]);
    assert_eq!(modules_named("// see crate::model", 1), Vec::<String>::new());
}

#[test]
fn files_stay_short() {
    let mut lengths: Vec<(usize, PathBuf)> =
        sources().into_iter().map(|(path, text)| (text.lines().count(), path)).collect();
    lengths.sort();
    let too_long: Vec<_> = lengths.iter().filter(|(length, _)| *length > LONGEST_FILE).collect();
    assert!(too_long.is_empty(), "{too_long:?}");
    let median = lengths[lengths.len() / 2].0;
    assert!(median < MEDIAN_FILE, "the median is {median}");
}

/// Modules of the crate that a line names, from `crate::` or by climbing with `super::` out of its own module. A list in
/// braces after `crate::` gives a name with a brace, which no module has: write one `use` a module.
fn modules_named(line: &str, depth: usize) -> Vec<String> {
    let code = line.split("//").next().unwrap_or_default();
    let climb = "super::".repeat(depth + 1);
    [String::from("crate::"), climb]
        .iter()
        .flat_map(|prefix| code.match_indices(prefix.as_str()).filter_map(|(at, _)| code.get(at + prefix.len()..)))
        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_' || *c == '{').collect::<String>())
        .filter(|name| name != "super")
        .collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path.strip_prefix(root()).unwrap().to_owned(), text));
            }
        }
    }
    found.sort();
    found
}

fn module_of(path: &Path) -> String {
    let first = path.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.strip_suffix(".rs").map(str::to_owned).unwrap_or(first)
}

/// How many times `super` leads from the file to the root of the crate, less one: `volume/mod.rs` 0, `volume/runs.rs` 1.
fn depth(path: &Path) -> usize {
    let folders = path.components().count() - 1;
    if path.ends_with("mod.rs") { folders - 1 } else { folders }
}
