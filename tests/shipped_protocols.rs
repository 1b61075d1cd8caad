//! Every protocol that ships with the program is free of errors and formatted.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

use voxlint::model::{self, library};
use voxlint::report::Source;
use voxlint::syntax;

#[test]
fn shipped_protocols_have_no_error() {
    let mut checked = 0;
    for name in library::names() {
        let source = Source::new(name, library::find(name).unwrap());
        let loaded = model::load(&source);
        assert_eq!(loaded.findings, [], "{name}");
        checked += 1;
    }
    assert!(checked >= 40, "{checked}");
}

#[test]
fn shipped_protocols_are_formatted() {
    for name in library::names() {
        let text = library::find(name).unwrap();
        let source = Source::new(name, text);
        assert_eq!(syntax::format(&source, &syntax::parse(&source)).unwrap(), text, "{name}");
    }
}

/// A label table alone is little; these protocols say more.
#[test]
fn many_shipped_protocols_have_five_rules_or_more() {
    let rich = library::names().filter(|name| {
        let loaded = model::load(&Source::new(*name, library::find(name).unwrap()));
        loaded.protocol.unwrap().rules.iter().filter(|rule| !rule.statements.is_empty()).count() >= 5
    });
    let rich: Vec<&str> = rich.collect();
    assert!(rich.len() >= 13, "{rich:?}");
}
