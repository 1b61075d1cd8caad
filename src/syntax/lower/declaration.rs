//! `group`, `region`, `pair`, `midline`, `sequence`, `param`.

use super::super::mistakes::Mistake;
use super::super::parse::Rule;
use super::super::tree::{Expr, ExprKind, Group, Midline, Name, Pair, Param, Region, Sequence, SequenceMember, Text};
use super::super::words::FUNCTIONS;
use super::operand::ARGUMENTS;
use super::{Lower, Node};
use crate::report::Span;

impl Lower<'_> {
    pub(super) fn group(&mut self, docs: Vec<Text>, span: Span, node: Node) -> Group {
        let (name, members) = self.named_value(node, "group");
        Group { docs, name, members, span }
    }

    pub(super) fn region(&mut self, docs: Vec<Text>, span: Span, node: Node) -> Region {
        let (name, definition) = self.named_value(node, "region");
        Region { docs, name, definition, span }
    }

    pub(super) fn param(&mut self, docs: Vec<Text>, span: Span, node: Node) -> Param {
        let (name, value) = self.named_value(node, "param");
        Param { docs, name, value, span }
    }

    /// `NAME = EXPRESSION`
    pub(super) fn named_value(&mut self, node: Node, keyword: &str) -> (Name, Expr) {
        let span = self.span(&node);
        let mut name = Name { text: String::new(), span };
        let mut value = Expr { kind: ExprKind::Error, span };
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::declared => name = self.declared(part, keyword),
                Rule::assign => self.assign(&part, &name.text),
                Rule::expr => value = self.expr(part),
                Rule::missing_operand => value = self.missing_operand(&part, "="),
                _ => {}
            }
        }
        (name, value)
    }

    /// The name that a declaration introduces.
    pub(super) fn declared(&mut self, node: Node, keyword: &str) -> Name {
        let gap = self.gap_before(&node);
        match node.into_inner().next() {
            Some(part) if part.as_rule() != Rule::missing_word => self.name(&part),
            _ => {
                let message = format!("`{keyword}` declares no name");
                self.report(Mistake::MissingOperand, gap, message, format!("write `{keyword} name = ...`"));
                Name { text: String::new(), span: gap }
            }
        }
    }

    pub(super) fn assign(&mut self, node: &Node, name: &str) {
        let gap = self.gap_before(node);
        let span = self.span(node);
        match node.as_str().trim() {
            "=" => {}
            "" if name.is_empty() => {}
            "" => {
                let message = format!("`=` is missing after `{name}`");
                self.report(Mistake::MissingEquals, gap, message, format!("write `{name} = ...`"));
            }
            other => {
                let message = format!("a declaration has `=`, not `{other}`");
                self.report(Mistake::MissingEquals, span, message, format!("write `{name} = ...`"));
            }
        }
    }

    /// `pair kidney = kidney_right | kidney_left`
    pub(super) fn pair(&mut self, docs: Vec<Text>, span: Span, node: Node) -> Pair {
        let mut name = Name { text: String::new(), span };
        let mut sides: Vec<Name> = Vec::new();
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::declared => name = self.declared(part, "pair"),
                Rule::assign => self.assign(&part, &name.text),
                Rule::pair_bar if part.as_str() != "|" => {
                    let message = format!("the sides of a pair are parted by `|`, not by `{}`", part.as_str());
                    self.report(Mistake::ForeignOperator, self.span(&part), message, "write `right | left`");
                }
                Rule::pair_bar | Rule::missing_operand => {}
                _ => sides.push(self.name(&part)),
            }
        }
        let mut sides = sides.into_iter();
        let empty = Name { text: String::new(), span: Span::new(span.end, span.end) };
        let right = sides.next().unwrap_or_else(|| empty.clone());
        let left = sides.next().unwrap_or_else(|| {
            let help = format!("write `pair {} = right | left`, the right one first", name.text);
            let message = format!("the pair `{}` does not have two sides", name.text);
            self.report(Mistake::MissingOperand, empty.span, message, help);
            empty
        });
        Pair { docs, name, right, left, span }
    }

    /// `midline from vertebrae`
    pub(super) fn midline(&mut self, docs: Vec<Text>, span: Span, node: Node) -> Midline {
        let mut from = Expr { kind: ExprKind::Error, span };
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::missing_word => {
                    let gap = self.gap_before(&part);
                    self.report(Mistake::MissingWord, gap, "`from` is missing after `midline`", "write `midline from`");
                }
                Rule::missing_operand => from = self.missing_operand(&part, "from"),
                Rule::expr => from = self.expr(part),
                _ => {}
            }
        }
        Midline { docs, from, span }
    }

    /// `sequence spine = C1..C7, T1..T12, L1..L5, [L6]`
    pub(super) fn sequence(&mut self, docs: Vec<Text>, span: Span, node: Node) -> Sequence {
        let mut name = Name { text: String::new(), span };
        let mut members = Vec::new();
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::declared => name = self.declared(part, "sequence"),
                Rule::assign => self.assign(&part, &name.text),
                Rule::sequence_member => members.extend(self.sequence_member(part)),
                Rule::missing_comma => self.missing_comma(&part),
                Rule::missing_operand => {
                    self.missing_operand(&part, "=");
                }
                _ => {}
            }
        }
        Sequence { docs, name, members, span }
    }

    fn sequence_member(&mut self, node: Node) -> Option<SequenceMember> {
        let span = self.span(&node);
        let part = node.into_inner().next()?;
        let skippable = part.as_rule() == Rule::skippable;
        let mut names = Vec::new();
        let parts = if skippable { part.into_inner().collect() } else { vec![part] };
        for part in parts {
            match part.as_rule() {
                Rule::member => {
                    for end in part.into_inner() {
                        if end.as_rule() != Rule::range_operator {
                            names.push(self.name(&end));
                        }
                    }
                }
                _ => self.closing(&part, "]"),
            }
        }
        let mut names = names.into_iter();
        Some(SequenceMember { first: names.next()?, last: names.next(), skippable, span })
    }

    pub(super) fn missing_comma(&mut self, node: &Node) {
        let gap = self.gap_before(node);
        match self.word_before(gap.end) {
            argument if ARGUMENTS.contains(&argument) => {
                let message = format!("`:` is missing after `{argument}`");
                self.report(Mistake::ArgumentForm, gap, message, format!("write `{argument}: ...`"));
            }
            function if FUNCTIONS.contains(&function) => {
                let message = format!("`(` is missing after `{function}`");
                self.report(Mistake::MissingParenthesis, gap, message, format!("write `{function}(` here"));
            }
            _ => self.report(Mistake::MissingComma, gap, "a comma is missing", "write `,` here"),
        }
    }
}
