//! Texts, names, numbers and their units.

use super::super::mistakes::Mistake;
use super::super::parse::Rule;
use super::super::tree::{Expr, ExprKind, Name, Text};
use super::{Lower, Node};
use crate::report::Span;

impl Lower<'_> {
    pub(in super::super) fn text(&mut self, node: Node) -> Text {
        let span = self.span(&node);
        let mut text = String::new();
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::text_inner => text = self.unescape(&part),
                Rule::unclosed_text => {
                    text = part.as_str().trim_start_matches('"').trim_end().to_owned();
                    let before = self.text.get(..span.start).unwrap_or_default();
                    let (message, help) = if before.ends_with(char::is_alphanumeric) {
                        ("the text has no quote before it", "write `\"` before the text, too")
                    } else {
                        ("the text is not closed", "close the text with `\"` on the same line")
                    };
                    self.report(Mistake::UnclosedString, span, message, help);
                }
                Rule::foreign_text => {
                    text = part.as_str().trim_matches(['\'', '“', '”', '„', '"']).to_owned();
                    let message = "texts stand in double quotes";
                    self.report(Mistake::ForeignQuotes, span, message, format!("write `\"{text}\"`"));
                }
                _ => {}
            }
        }
        Text { text, span }
    }

    fn unescape(&mut self, node: &Node) -> String {
        let mut text = String::new();
        let mut at = self.base + node.as_span().start();
        let mut characters = node.as_str().chars();
        while let Some(c) = characters.next() {
            let start = at;
            at += c.len_utf8();
            if c != '\\' {
                text.push(c);
                continue;
            }
            let Some(escaped) = characters.next() else { break };
            at += escaped.len_utf8();
            match escaped {
                'n' => text.push('\n'),
                't' => text.push('\t'),
                '"' | '\\' => text.push(escaped),
                other => {
                    let message = format!("`\\{other}` is not an escape");
                    let help =
                        format!("write `\\\\{other}` for a backslash; known are `\\\"`, `\\\\`, `\\n` and `\\t`");
                    self.report(Mistake::UnknownEscape, Span::new(start, at), message, help);
                    text.push(other);
                }
            }
        }
        text
    }

    /// A plain, quoted or unclosed name.
    pub(in super::super) fn name(&mut self, node: &Node) -> Name {
        let span = self.span(node);
        let written = node.as_str();
        let text = written.trim_matches('`').trim().to_owned();
        match node.as_rule() {
            Rule::unclosed_name => {
                let help = format!("close it: `` `{text}` ``");
                self.report(Mistake::UnclosedBacktick, span, "the name is not closed", help);
            }
            Rule::quoted_name if text.is_empty() => {
                self.report(Mistake::NameForm, span, "the name between the backticks is empty", "write a name");
            }
            Rule::quoted_name => {}
            _ if !written.is_ascii() => {
                let message = format!("the name `{text}` has letters beyond a to z");
                self.report(Mistake::NameForm, span, message, format!("put it in backticks: `` `{text}` ``"));
            }
            _ => {}
        }
        Name { text, span }
    }

    /// `5 x 5 x 8 mm`, or one quantity.
    pub(super) fn number(&mut self, node: Node) -> Expr {
        let span = self.span(&node);
        let mut quantities = Vec::new();
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::quantity => quantities.push(self.quantity(part)),
                Rule::times if part.as_str() != "x" => {
                    let place = self.span(&part);
                    self.report(Mistake::ForeignOperator, place, "sizes are joined by `x`", "write `5 x 5 x 8 mm`");
                }
                _ => {}
            }
        }
        match (quantities.pop(), quantities.is_empty()) {
            (Some(only), true) => only,
            (Some(last), false) => {
                quantities.push(last);
                Expr { kind: ExprKind::Product(quantities), span }
            }
            (None, _) => Expr { kind: ExprKind::Error, span },
        }
    }

    fn quantity(&mut self, node: Node) -> Expr {
        let span = self.span(&node);
        let mut digits = String::new();
        let mut unit = None;
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::decimal => digits = self.decimal(&part),
                Rule::unit => {
                    let span = self.span(&part);
                    let text = part.into_inner().map(|word| word.as_str()).collect();
                    unit = Some(Name { text, span });
                }
                _ => {}
            }
        }
        Expr { kind: ExprKind::Number { digits, unit }, span }
    }

    pub(super) fn decimal(&mut self, node: &Node) -> String {
        let written = node.as_str();
        if written.contains(',') {
            let wanted = written.replace(',', ".");
            let message = format!("`{written}` has a comma for its decimal point");
            self.report(Mistake::NumberForm, self.span(node), message, format!("write `{wanted}`"));
            return wanted;
        }
        written.to_owned()
    }
}
