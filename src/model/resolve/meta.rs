//! Owner, approval, period in force and sources.

use jiff::civil::Date;

use crate::report::Span;
use crate::syntax::tree::{Meta as Tree, MetaEntry, MetaValue, Name};

use super::super::codes::META;
use super::super::problem::Problem;
use super::super::protocol::Meta;
use super::super::typing::Typer;

impl Typer<'_> {
    pub(super) fn meta(&mut self, blocks: &[&Tree]) -> Meta {
        let mut meta = Meta::default();
        let mut seen: Vec<(bool, String, Span)> = Vec::new();
        for entry in blocks.iter().flat_map(|block| &block.entries) {
            let key = &entry.key;
            if let Some((.., first)) = seen.iter().find(|(cite, text, _)| *cite == entry.cite && *text == key.text) {
                self.report(
                    Problem::new(&META, format!("`{}` is said twice", key.text))
                        .at(key.span, "again here")
                        .at(*first, "first here")
                        .help("keep one of the two, or give the second another name"),
                );
                continue;
            }
            seen.push((entry.cite, key.text.clone(), key.span));
            if entry.cite {
                self.citation(entry, &mut meta);
            } else if key.text == "effective" {
                meta.effective = self.effective(entry);
            } else {
                meta.entries.push((key.text.clone(), as_text(&entry.value)));
                if let MetaValue::Text { on: Some(on), .. } = &entry.value {
                    self.date(on);
                }
            }
        }
        meta
    }

    fn citation(&mut self, entry: &MetaEntry, meta: &mut Meta) {
        match &entry.value {
            MetaValue::Text { text, .. } => meta.citations.push((entry.key.text.clone(), text.text.clone())),
            other => {
                let found = as_text(other);
                self.report(
                    Problem::new(&META, format!("the source `{}` is no text", entry.key.text))
                        .at(entry.span, "not in quotes")
                        .help(format!("write `cite {} = \"{found}\"`", entry.key.text)),
                );
            }
        }
    }

    fn effective(&mut self, entry: &MetaEntry) -> (Option<Date>, Option<Date>) {
        match &entry.value {
            MetaValue::Word(word) => (self.date(word), None),
            MetaValue::Dates { from, to, span } => {
                let first = from.as_ref().and_then(|word| self.date(word));
                let last = to.as_ref().and_then(|word| self.date(word));
                if let (Some(first), Some(last)) = (first, last)
                    && first > last
                {
                    self.report(
                        Problem::new(&META, "this period ends before it begins")
                            .at(*span, "reversed")
                            .help(format!("write `{last} .. {first}`")),
                    );
                }
                (first, last)
            }
            MetaValue::Text { text, .. } => {
                self.report(
                    Problem::new(&META, "`effective` takes dates, and this is a text")
                        .at(text.span, "not a date")
                        .help("write `effective = 2026-04-01 .. 2028-03-31`, without quotes"),
                );
                (None, None)
            }
        }
    }

    fn date(&mut self, word: &Name) -> Option<Date> {
        let found: Option<Date> = word.text.parse().ok();
        if found.is_none() {
            self.report(
                Problem::new(&META, format!("`{}` is no date", word.text))
                    .at(word.span, "not a date")
                    .help("write year, month and day, such as `2026-04-01`"),
            );
        }
        found
    }
}

fn as_text(value: &MetaValue) -> String {
    match value {
        MetaValue::Text { text, on: None } => text.text.clone(),
        MetaValue::Text { text, on: Some(on) } => format!("{}, {}", text.text, on.text),
        MetaValue::Word(word) => word.text.clone(),
        MetaValue::Dates { from, to, .. } => {
            let end = |end: &Option<Name>| end.as_ref().map(|end| end.text.clone()).unwrap_or_default();
            format!("{} .. {}", end(from), end(to)).trim().to_owned()
        }
    }
}
