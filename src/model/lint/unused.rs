//! P207: declared and never used.

use super::super::codes::UNUSED_NAME;
use super::super::problem::Problem;
use super::Context;

pub(super) fn check(context: &Context) -> Vec<Problem> {
    let names = &context.loaded.unused.names;
    names
        .iter()
        .map(|(kind, name, span)| {
            let help = match *kind {
                "a source" => format!("write `cite {name}` in the rules it supports, or remove it"),
                "a bound name" => format!("mention `{name}`, or remove the binding"),
                _ => format!("write a rule about `{name}`, or remove it"),
            };
            Problem::new(&UNUSED_NAME, format!("`{name}` is {kind} that nothing uses"))
                .at(*span, "never used")
                .help(help)
        })
        .collect()
}
