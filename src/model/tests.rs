//! Protocols with mistakes, and what is said about them.

use std::sync::Arc;

use super::{Loaded, load};
use crate::report::Source;

pub(crate) fn loaded(text: &str) -> Loaded {
    load(&Source::new("test.protocol", text))
}

/// `P201 3:17 message | help` for each finding.
pub(crate) fn told(loaded: &Loaded) -> Vec<String> {
    loaded.findings.iter().map(|finding| line(&loaded.source, finding)).collect()
}

pub(crate) fn line(source: &Arc<Source>, finding: &crate::report::Finding) -> String {
    let place = match finding.labels.first() {
        Some(label) => {
            let (line, column) = source.line_column(label.span.start);
            format!("{line}:{column}")
        }
        None => "-".to_owned(),
    };
    format!("{} {place} {} | {}", finding.code, finding.message, finding.help.as_deref().unwrap_or("-"))
}

#[test]
fn scratch() {
    let Ok(path) = std::env::var("SCRATCH") else { return };
    for path in path.split(',') {
        let text = std::fs::read_to_string(path).expect("readable");
        let loaded = loaded(&text);
        println!("== {path} {}", loaded.protocol.is_some());
        for line in told(&loaded) {
            println!("{line}");
        }
        for unused in &loaded.unused.names {
            println!("unused {unused:?}");
        }
    }
}
