//! Protocols and crosswalks by name.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use voxlint::compare::crosswalk::{Crosswalk, Declaration, declarations};
use voxlint::model::{self, Protocol, library};
use voxlint::report::Source;

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compare")
}

/// The text of a shipped protocol, or of one below `tests/compare/protocols`.
pub fn text(name: &str) -> String {
    match library::find(name) {
        Some(text) => text.to_owned(),
        None => std::fs::read_to_string(folder().join(format!("protocols/{name}.protocol"))).unwrap(),
    }
}

pub fn protocol(name: &str) -> Protocol {
    load(name, &text(name))
}

pub fn load(name: &str, text: &str) -> Protocol {
    let loaded = model::load(&Source::new(name, text));
    loaded.protocol.unwrap_or_else(|| panic!("{name}: {:#?}", loaded.findings))
}

/// `-` is none.
pub fn declared(file: &str, protocols: &[&Protocol]) -> Vec<Declaration> {
    if file == "-" {
        return Vec::new();
    }
    let path = folder().join(format!("crosswalks/{file}.crosswalk"));
    let source: Arc<Source> = Source::new(file, std::fs::read_to_string(path).unwrap());
    declarations(&source, protocols).unwrap_or_else(|findings| panic!("{file}: {findings:#?}"))
}

pub fn crosswalk<'p>(protocols: &[&'p Protocol], declared: &[Declaration]) -> Crosswalk<'p> {
    Crosswalk::new(protocols, declared).unwrap_or_else(|findings| panic!("{findings:#?}"))
}
