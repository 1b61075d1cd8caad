//! Between items: misspelt items, items of the later language, statements outside a rule.

use pest::Parser as _;

use super::super::lower::{Lower, Node, list};
use super::super::mistakes::Mistake;
use super::super::parse::{ProtocolParser, Rule};
use super::super::tree::Item;
use super::super::words::{ITEMS, item_for, statement_for};
use crate::report::Span;

impl Lower<'_> {
    pub(in super::super) fn not_supported(&mut self, what: &str, span: Span, help: &str) {
        let message = format!("`{what}` is not supported by this version");
        self.report(Mistake::NotSupported, span, message, help);
    }

    pub(in super::super) fn unsupported_item(&mut self, node: Node) {
        if let Some(word) = node.into_inner().next() {
            let span = self.span(&word);
            self.not_supported(word.as_str(), span, "remove the whole block, or make it a comment with `//`");
        }
    }

    /// Statements between items: a rule was closed too early.
    pub(in super::super) fn stray_statements(&mut self, node: Node) {
        let span = self.span(&node);
        let word = first_word(self.slice(span)).to_owned();
        let place = Span::new(span.start, span.start + word.len());
        let closed = match self.file.items.last() {
            Some(Item::Rule(rule)) => Some((rule.id.text.clone(), rule.span.end)),
            _ => None,
        };
        let finding = match closed {
            Some((id, end)) if self.scan.trim_end(self.text, 0, span.start) == end => {
                let message = format!("the rule `{id}` is closed before its last statement");
                let brace = Span::new(end.saturating_sub(1), end);
                let finding = Mistake::OutsideRule.finding(self.source, brace, message, "remove this `}`");
                finding.label(self.source, place, "stands outside the rule")
            }
            _ => {
                let message = format!("`{word}` stands outside a rule");
                Mistake::OutsideRule.finding(self.source, place, message, "put it between the braces of a rule")
            }
        };
        self.findings.push(finding);
        self.outside = true;
        self.statements(node.into_inner(), "rule", span.start);
    }

    pub(in super::super) fn junk_item(&mut self, node: Node) {
        let span = self.span(&node);
        let gap = self.gap_before(&node);
        if self.block_of_unread_head(span) {
            return;
        }
        let mut rest = span;
        let mut first = true;
        while rest.start < rest.end {
            let segment = Span::new(rest.start, self.segment_end(rest, |word| item_for(word).is_some()));
            if first && gap.end > 0 && self.same_line(gap.end, segment.start) && !self.ends_block(gap.end) {
                if self.file.items.is_empty() && self.file.header.is_some() {
                    self.blame_header(segment, gap.end);
                } else {
                    self.blame(segment, gap.end);
                }
            } else {
                self.junk_item_segment(segment);
            }
            first = false;
            rest = self.skip_blank(Span::new(segment.end, rest.end));
        }
    }

    /// What follows the `protocol` line on the same line is a version, or nothing.
    fn blame_header(&mut self, junk: Span, end: usize) {
        self.forget_missing_at(end);
        let name = self.file.header.as_ref().map_or(String::new(), |header| header.name.text.clone());
        let text = self.slice(junk).lines().next().unwrap_or_default();
        let place = Span::new(junk.start, junk.start + text.trim_end().len());
        let message = format!("`{}` is not a version", text.trim_end());
        self.report(Mistake::Version, place, message, format!("write three numbers: `protocol {name} 1.0.0`"));
    }

    fn junk_item_segment(&mut self, segment: Span) {
        let text = self.slice(segment);
        let word = first_word(text).to_owned();
        let place = Span::new(segment.start, segment.start + word.len().max(1).min(text.len()));
        if word.is_empty() {
            let mark: String = text.chars().take(1).collect();
            let place = Span::new(segment.start, segment.start + mark.len());
            let message = format!("`{mark}` does not begin an item");
            self.report(Mistake::Unexpected, place, message, format!("items begin with {}", list(ITEMS)));
        } else if word == "table" || word == "decide" {
            let message = format!("the head of this `{word}` cannot be read");
            let help = match word.as_str() {
                "table" => "write its name and its fields between braces: `table targets per case { long mm }`",
                _ => {
                    "write a fact, its inputs and the rows between braces: `decide case.isup from case.gleason { .. }`"
                }
            };
            self.report(Mistake::Unexpected, place, message, help);
        } else if let Some(item) = item_for(&word) {
            let help = format!("did you mean `{item}`?");
            self.report(Mistake::UnknownItem, place, format!("`{word}` does not begin an item"), help);
            self.reread_item(item, segment, place.end);
        } else if statement_for(&word).is_some() {
            let message = format!("`{word}` stands outside a rule");
            self.report(Mistake::OutsideRule, place, message, "put it between the braces of a rule");
        } else {
            let message = format!("`{word}` does not begin an item");
            self.report(Mistake::UnknownItem, place, message, format!("items begin with {}", list(ITEMS)));
        }
    }

    /// Reads an item again whose keyword was misspelt, so that its names are known and its own mistakes are found.
    fn reread_item(&mut self, item: &str, segment: Span, start: usize) {
        let grammar = match item {
            "protocol" => Rule::header,
            "meta" => Rule::meta,
            "image" => Rule::image,
            "case" => Rule::case_block,
            "table" => Rule::table,
            "decide" => Rule::decide,
            "landmarks" => Rule::landmarks,
            "inputs" => Rule::inputs_block,
            "files" => Rule::files_block,
            "vocabulary" => Rule::vocabulary,
            "labels" => Rule::labels,
            "group" => Rule::group,
            "region" => Rule::region,
            "pair" => Rule::pair,
            "midline" => Rule::midline,
            "sequence" => Rule::sequence,
            "param" => Rule::param,
            _ => Rule::rule,
        };
        let start = self.skip_blank(Span::new(start, segment.end)).start;
        let Ok(nodes) = ProtocolParser::parse(grammar, self.slice(Span::new(start, segment.end))) else { return };
        let base = std::mem::replace(&mut self.base, start);
        for node in nodes {
            self.item(Vec::new(), segment.start, node);
        }
        self.base = base;
    }

    /// The braces behind a rule whose head could not be read to its end.
    fn block_of_unread_head(&mut self, span: Span) -> bool {
        let unread = self.findings.last().is_some_and(|finding| finding.code == Mistake::MissingBody.code());
        let Some(brace) = self.slice(span).find('{').filter(|_| unread) else { return false };
        let brace = span.start + brace;
        let Ok(nodes) = ProtocolParser::parse(Rule::block, self.slice(Span::new(brace, span.end))) else {
            return false;
        };
        self.findings.pop();
        let junk = Span::new(span.start, self.scan.trim_end(self.text, span.start, brace));
        if junk.start < junk.end {
            let message = format!("`{}` has no place in the head of a rule", self.slice(junk));
            self.report(Mistake::RuleHead, junk, message, "write `rule LIV-001 error \"...\" { }`");
        }
        let base = std::mem::replace(&mut self.base, brace);
        let mut statements = Vec::new();
        for node in nodes {
            statements.extend(self.block(node, "rule", span.start));
        }
        self.base = base;
        if let Some(Item::Rule(rule)) = self.file.items.last_mut() {
            rule.statements = statements;
            rule.span.end = span.end;
        }
        true
    }

    /// Whether a block ends just before `at`: what follows is no continuation.
    pub(super) fn ends_block(&self, at: usize) -> bool {
        self.text.get(..at).is_some_and(|before| before.ends_with(['}', '{', ';']))
    }

    pub(super) fn skip_blank(&self, span: Span) -> Span {
        let text = self.slice(span);
        let blank = text.len() - text.trim_start_matches(super::super::scan::is_blank).len();
        Span::new(span.start + blank, span.end)
    }

    /// Where the first line of `span` begins whose first word `begins` something new; not the first line itself.
    pub(super) fn segment_end(&self, span: Span, begins: impl Fn(&str) -> bool) -> usize {
        let text = self.slice(span);
        let mut depth = 0_i32;
        for (at, c) in text.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                '\n' if depth <= 0 => {
                    let line = text.get(at + 1..).unwrap_or_default();
                    if begins(first_word(line.trim_start())) {
                        return span.start + at + 1;
                    }
                }
                _ => {}
            }
        }
        span.end
    }
}

/// The letters, digits and underscores that `text` begins with.
pub(in super::super) fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    let word = text.get(..end).unwrap_or_default();
    if word.starts_with(|c: char| c.is_ascii_digit()) { "" } else { word }
}
