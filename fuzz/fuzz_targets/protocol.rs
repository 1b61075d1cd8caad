//! Any text: the parser and the model end without a panic, every finding points into the text, and what formats
//! formats the same again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use voxlint::model;
use voxlint::report::Source;
use voxlint::syntax::{format, parse};

fuzz_target!(|text: &str| {
    let source = Source::new("fuzz.protocol", text);
    let parsed = parse(&source);
    for finding in &parsed.findings {
        assert!(finding.help.is_some(), "{finding:?}");
        for label in &finding.labels {
            assert!(text.get(label.span.start..label.span.end).is_some(), "{finding:?}");
        }
    }
    if parsed.findings.is_empty() {
        let formatted = match format(&source, &parsed) {
            Ok(formatted) => formatted,
            Err(findings) => panic!("the formatter refused: {findings:?}"),
        };
        let again = Source::new("formatted.protocol", formatted.as_str());
        assert_eq!(format(&again, &parse(&again)), Ok(formatted));
    }
    model::load(&source);
});
