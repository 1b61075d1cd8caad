//! The one way from text to tree.

use std::borrow::Cow;
use std::sync::Arc;

use pest::Parser as _;
use pest_derive::Parser;

use super::lower::Lower;
use super::mistakes::Mistake;
use super::scan::{NESTING_LIMIT, Scan, scan};
use super::tree;
use crate::report::{Finding, Source, Span};

#[derive(Parser)]
#[grammar = "grammar/lexemes.pest"]
#[grammar = "grammar/protocol.pest"]
#[grammar = "grammar/case.pest"]
#[grammar = "grammar/table.pest"]
#[grammar = "grammar/decide.pest"]
#[grammar = "grammar/landmarks.pest"]
#[grammar = "grammar/inputs.pest"]
#[grammar = "grammar/names.pest"]
#[grammar = "grammar/crosswalk.pest"]
#[grammar = "grammar/recovery.pest"]
pub(super) struct ProtocolParser;

/// A protocol text larger than this is not read.
const SIZE_LIMIT: usize = 8 << 20;

/// What could be read of a text, and every mistake in it, in order of place.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    pub file: tree::File,
    pub findings: Vec<Finding>,
}

/// Reads a protocol. Never fails: what cannot be read is reported and left out of the tree.
pub fn parse(source: &Arc<Source>) -> Parsed {
    if source.text.len() > SIZE_LIMIT {
        let finding = Finding::error(Mistake::TooDeep.code(), "the protocol is larger than 8 MiB")
            .help("split it; a protocol is written by people")
            .label(source, Span::new(0, 0), "here");
        return Parsed { file: tree::File::default(), findings: vec![finding] };
    }
    let scan = scan(&source.text);
    let masked = mask(&source.text, &scan);
    let mut lower = Lower::new(source, &scan, &masked);
    for span in &scan.foreign {
        lower.foreign_comment(*span);
    }
    for span in &scan.too_deep {
        let open = Span::new(span.start, span.start + 1);
        let message = format!("brackets are nested more than {NESTING_LIMIT} deep");
        lower.report(Mistake::TooDeep, open, message, "name parts of the expression with `let` and use the names");
    }
    match ProtocolParser::parse(Rule::file, &masked) {
        Ok(pairs) => lower.file(pairs),
        Err(error) => lower.unreadable(&error),
    }
    let comments = scan.comments.iter().map(|span| comment(&source.text, *span)).collect();
    let (mut file, mut findings) = lower.finish();
    file.comments = comments;
    findings.sort_by_key(|finding| finding.labels.first().map(|label| label.span));
    Parsed { file, findings }
}

fn comment(text: &str, span: Span) -> tree::Comment {
    tree::Comment { text: text.get(span.start..span.end).unwrap_or_default().to_owned(), span }
}

/// The text with comments of other languages blanked out, and one mark for every part that is nested too deeply. Byte
/// for byte as long as before, with its line breaks.
fn mask<'a>(text: &'a str, scan: &Scan) -> Cow<'a, str> {
    if scan.too_deep.is_empty() && scan.foreign.is_empty() {
        return text.into();
    }
    let mut parts: Vec<(Span, bool)> = scan.foreign.iter().map(|span| (*span, false)).collect();
    parts.extend(scan.too_deep.iter().map(|span| (*span, true)));
    parts.sort_unstable();
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    for (part, mark) in parts.into_iter().filter(|(part, _)| part.start < part.end) {
        // A foreign comment may stand inside what is too deep.
        let Some(before) = text.get(at..part.start) else { continue };
        masked.push_str(before);
        let hidden = text.get(part.start..part.end).unwrap_or_default();
        let mut bytes = hidden.bytes();
        if mark {
            masked.push('\u{1A}');
            bytes.next();
        }
        masked.extend(bytes.map(|byte| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' }));
        at = part.end;
    }
    masked.push_str(text.get(at..).unwrap_or_default());
    masked.into()
}
