//! The first line, and `meta`.

use super::super::mistakes::Mistake;
use super::super::parse::Rule;
use super::super::tree::{Expr, ExprKind, Extends, Header, Meta, MetaEntry, MetaValue, Name, Text};
use super::{Lower, Node};
use crate::report::Span;

impl Lower<'_> {
    pub(super) fn header(&mut self, docs: Vec<Text>, span: Span, node: Node) {
        let keyword = self.keyword_at(span.start);
        let mut header = Header { docs, name: Name { text: String::new(), span }, version: None, extends: None, span };
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::header_word => header.name = self.name_of(&part),
                Rule::text => {
                    let text = self.text(part);
                    let help = format!("write `protocol {}`", text.text);
                    self.report(Mistake::Header, text.span, "the name of a protocol stands without quotes", help);
                    header.name = Name { text: text.text, span: text.span };
                }
                Rule::version_word => header.version = Some(self.version(&part)),
                Rule::extends => header.extends = Some(self.extends(part)),
                _ => {}
            }
        }
        if header.name.text.is_empty() {
            let help = "write a publisher, a slash and a name: `protocol north/liver-ct 1.0.0`";
            self.report(Mistake::Header, keyword, "the protocol has no name", help);
        } else if header.version.is_none() {
            let help = format!("write `protocol {} 1.0.0`", header.name.text);
            self.report(Mistake::Version, header.name.span, "the protocol has no version", help);
        }
        match &self.file.header {
            Some(first) => {
                let help = format!("keep the `protocol` line on line {}", self.line(first.span.start));
                self.report(Mistake::Duplicate, keyword, "`protocol` stands a second time", help);
            }
            None => self.file.header = Some(header),
        }
    }

    fn version(&mut self, node: &Node) -> Name {
        let name = self.name_of(node);
        let digits = name.text.trim_start_matches(|c: char| !c.is_ascii_digit());
        let parts: Vec<&str> = digits.split('.').collect();
        let plain = parts.len() == 3 && parts.iter().all(|part| is_number(part));
        if !plain || digits.len() != name.text.len() {
            let numbers: Vec<&str> = parts.iter().copied().filter(|part| is_number(part)).take(3).collect();
            let wanted = numbers.iter().copied().chain(["0", "0", "0"]).take(3).collect::<Vec<_>>().join(".");
            let message = format!("`{}` is not a version", name.text);
            self.report(Mistake::Version, name.span, message, format!("write three numbers: `{wanted}`"));
        }
        name
    }

    fn extends(&mut self, node: Node) -> Extends {
        let span = self.span(&node);
        let mut extends =
            Extends { name: Name { text: String::new(), span }, requirement: None, with: Vec::new(), span };
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::header_word => extends.name = self.name_of(&part),
                Rule::version_word => extends.requirement = Some(self.name_of(&part)),
                Rule::parameter => extends.with.extend(self.parameter(part)),
                _ => {}
            }
        }
        extends
    }

    fn parameter(&mut self, node: Node) -> Option<(Name, Expr)> {
        let span = self.span(&node);
        let mut name = None;
        let mut value = Expr { kind: ExprKind::Error, span };
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::assign => self.assign(&part, "with"),
                Rule::expr => value = self.expr(part),
                _ => name = Some(self.name(&part)),
            }
        }
        name.map(|name| (name, value))
    }

    /// A file begins with its `protocol` line.
    pub(super) fn check_header(&mut self) {
        let first_item = self.file.items.iter().map(|item| item.span()).min();
        match (&self.file.header, first_item) {
            (Some(header), Some(item)) if header.span.start > item.start => {
                let place = self.keyword_at(header.span.start);
                self.report(
                    Mistake::Header,
                    place,
                    "the `protocol` line does not stand first",
                    "move it to the top of the file",
                );
            }
            (None, _) if !self.findings.iter().any(names_protocol) => {
                self.report(
                    Mistake::Header,
                    Span::new(0, 0),
                    "the file does not begin with a `protocol` line",
                    "write `protocol north/liver-ct 1.0.0` on the first line",
                );
            }
            _ => {}
        }
    }

    pub(super) fn meta(&mut self, docs: Vec<Text>, span: Span, node: Node) -> Meta {
        let mut entries: Vec<MetaEntry> = Vec::new();
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::meta_entry => entries.push(self.meta_entry(part)),
                Rule::junk_line => self.junk_line(&part, "meta"),
                Rule::stray_doc => self.stray_doc(&part),
                _ => self.brace(&part, "meta", span.start),
            }
        }
        Meta { docs, entries, span }
    }

    fn meta_entry(&mut self, node: Node) -> MetaEntry {
        let span = self.span(&node);
        let none = Name { text: String::new(), span };
        let mut entry = MetaEntry { cite: false, key: none.clone(), value: MetaValue::Word(none), span };
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::kw_cite => entry.cite = true,
                Rule::meta_key => entry.key = self.name_of(&part),
                Rule::assign => self.assign(&part, &entry.key.text),
                Rule::meta_value => entry.value = self.meta_value(part, &entry.key),
                _ => {}
            }
        }
        entry
    }

    fn meta_value(&mut self, node: Node, key: &Name) -> MetaValue {
        let span = self.span(&node);
        let mut text = None;
        let mut word = None;
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::text => text = Some(self.text(part)),
                Rule::meta_word => word = Some(self.name_of(&part)),
                Rule::dates => return self.dates(part),
                Rule::missing_operand => {
                    let gap = self.gap_before(&part);
                    let message = format!("`{}` has no value", key.text);
                    self.report(Mistake::MissingOperand, gap, message, format!("write `{} = \"...\"`", key.text));
                }
                _ => {}
            }
        }
        match (text, word) {
            (Some(text), on) => {
                if let Some(on) = &on {
                    self.check_date(on);
                }
                MetaValue::Text { text, on }
            }
            (None, Some(word)) => {
                if key.text == "effective" {
                    self.check_date(&word);
                }
                MetaValue::Word(word)
            }
            (None, None) => MetaValue::Word(Name { text: String::new(), span }),
        }
    }

    /// `2026-04-01 .. 2028-03-31`
    fn dates(&mut self, node: Node) -> MetaValue {
        let span = self.span(&node);
        let (mut from, mut to) = (None, None);
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::meta_word => from = Some(self.name_of(&part)),
                Rule::date_end => to = Some(self.name_of(&part)),
                _ => {}
            }
        }
        for date in [&from, &to].into_iter().flatten() {
            self.check_date(date);
        }
        MetaValue::Dates { from, to, span }
    }

    fn check_date(&mut self, date: &Name) {
        let parts: Vec<&str> = date.text.split('-').collect();
        let well_formed = parts.iter().map(|part| part.len()).eq([4, 2, 2]) && parts.iter().all(|part| is_number(part));
        if !well_formed {
            let message = format!("`{}` is not a date", date.text);
            self.report(Mistake::MalformedDate, date.span, message, "write year, month and day: `2026-04-01`");
        }
    }
}

/// A misspelt `protocol` has been reported: that the line is missing would be a second finding for one mistake.
fn names_protocol(finding: &crate::report::Finding) -> bool {
    finding.help.as_deref().is_some_and(|help| help.contains("`protocol`"))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
