//! For every shipped protocol a case that it accepts, and for every rule of the fragment one that breaks it alone.

#![expect(clippy::unwrap_used, reason = "a test reports what is missing by panicking")]

use voxlint::model::{self, library};
use voxlint::phantom::example::{NoExample, breaking, conforming};
use voxlint::report::Source;

#[test]
fn tally() {
    let mut lines = Vec::new();
    for name in library::names() {
        if std::env::var("ONLY").is_ok_and(|only| !name.contains(&only)) {
            continue;
        }
        let start = std::time::Instant::now();
        let text = library::find(name).unwrap();
        let loaded = model::load_with(&Source::new(name, text), &|name, _| {
            library::find(name).map(|text| Source::new(name, text))
        });
        let protocol = loaded.protocol.unwrap();
        let outcome = match conforming(&protocol) {
            Ok(_) => "ok".to_owned(),
            Err(why) => format!("{why}"),
        };
        println!("{name}: {outcome} {:?}", start.elapsed());
        lines.push(format!("{name}: {outcome}"));
        for rule in protocol.rules.iter().filter(|rule| rule.across.is_none() && !rule.statements.is_empty()) {
            let outcome = match breaking(&protocol, &rule.id) {
                Ok(_) => "ok".to_owned(),
                Err(NoExample::Outside) => "outside".to_owned(),
                Err(why) => format!("{why}"),
            };
            println!("  {} {outcome} {:?}", rule.id, start.elapsed());
        }
    }
}
