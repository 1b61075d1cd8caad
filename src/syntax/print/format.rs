//! `fmt`: the whole file, checked by reading it again.

use std::sync::Arc;

use super::super::mistakes::Mistake;
use super::super::parse::{Parsed, parse};
use super::super::same::without_spans;
use super::super::tree::File;
use super::item::file;
use super::writer::Writer;
use crate::report::{Finding, Source, Span};

/// Formats what [`parse`] made of `source`. Layout follows from the tree and the comments alone, so that the white
/// space of the source does not matter, but for whether a comment stands on a line of its own.
///
/// # Errors
/// The findings of `parsed`, if there are any: a text with mistakes is left as it is. One finding `P190`, if the
/// formatted text would read differently or lose a comment, which is a fault of the formatter.
pub fn format(source: &Arc<Source>, parsed: &Parsed) -> Result<String, Vec<Finding>> {
    if !parsed.findings.is_empty() {
        return Err(parsed.findings.clone());
    }
    let mut writer = Writer::new(&source.text, &parsed.file.comments);
    file(&parsed.file, &mut writer);
    let formatted = writer.finish();
    let again = parse(&Source::new(source.name.as_str(), formatted.as_str()));
    let same_comments = again.file.comments.iter().map(|c| &c.text).eq(parsed.file.comments.iter().map(|c| &c.text));
    if again.findings.is_empty() && same_comments && without_spans(&again.file) == without_spans(&parsed.file) {
        return Ok(formatted);
    }
    let place = first_difference(&source.text, &formatted);
    let message = "formatting would change what this file says, so it was left as it is";
    let help = "this is a fault of voxlint: please report it with the file";
    Err(vec![Mistake::FormatterChangedMeaning.finding(source, place, message, help)])
}

/// A tree that stands in no text, laid out as [`format`] does. Comments, which belong to a text, are left out.
pub fn print_file(tree: &File) -> String {
    let mut writer = Writer::new("", &[]);
    file(tree, &mut writer);
    writer.finish()
}

/// Where the texts begin to differ, white space aside.
fn first_difference(source: &str, formatted: &str) -> Span {
    let mut other = formatted.chars().filter(|c| !c.is_whitespace());
    let differs = source.char_indices().filter(|(_, c)| !c.is_whitespace()).find(|(_, c)| other.next() != Some(*c));
    let at = differs.map_or(0, |(at, _)| at);
    Span::new(at, at)
}
