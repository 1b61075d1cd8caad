//! White space and line breaks carry no meaning: `fmt` of a scrambled protocol is `fmt` of the original.
//! A sample by default, 10,000 protocols with `VOXLINT_FULL=1`.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod support;

use support::generator::{commented, text};
use support::random::Random;
use support::scramble::scramble;
use voxlint::report::Source;
use voxlint::syntax::{format, parse, without_spans};

#[test]
fn layout_carries_no_meaning() {
    for seed in 0..support::count(60, 10_000) as u64 {
        let original = Source::new("original.protocol", text(&commented(seed)));
        let parsed = parse(&original);
        assert!(parsed.findings.is_empty(), "seed {seed}: {:?}\n{}", parsed.findings[0], original.text);
        let formatted =
            format(&original, &parsed).unwrap_or_else(|found| panic!("seed {seed}: {found:?}\n{}", original.text));

        let scrambled = Source::new("scrambled.protocol", scramble(&original.text, &mut Random::new(seed)));
        let again = parse(&scrambled);
        assert!(again.findings.is_empty(), "seed {seed}: {:?}\n{}", again.findings[0], scrambled.text);
        assert_eq!(without_spans(&again.file), without_spans(&parsed.file), "seed {seed}\n{}", scrambled.text);
        let reformatted = format(&scrambled, &again).unwrap_or_else(|found| panic!("seed {seed}: {found:?}"));
        assert_eq!(reformatted, formatted, "seed {seed}\n{}\n{}", original.text, scrambled.text);

        for comment in original.text.lines().filter_map(|line| line.split_once("// ").map(|(_, comment)| comment)) {
            assert!(formatted.contains(&format!("// {comment}")), "seed {seed}: `{comment}` is lost");
        }
        let twice = Source::new("formatted.protocol", formatted.as_str());
        assert_eq!(format(&twice, &parse(&twice)).as_deref(), Ok(formatted.as_str()), "seed {seed}: not idempotent");
    }
}
