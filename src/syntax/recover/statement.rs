//! Inside rules and blocks: misspelt statements, claims without `require`, heads that cannot be read.

use pest::Parser as _;

use super::super::lower::{Lower, Node, list};
use super::super::mistakes::Mistake;
use super::super::parse::{ProtocolParser, Rule};
use super::super::tree::{Expr, ExprKind, Name, Statement, StatementKind};
use super::super::words::{RESERVED, STATEMENTS, statement_for};
use super::item::first_word;
use crate::report::Span;

impl Lower<'_> {
    /// What is left of junk between statements: the statements that could be read after all.
    pub(in super::super) fn junk_statement(&mut self, node: Node) -> Vec<Statement> {
        let whole = self.span(&node);
        let gap = self.gap_before(&node);
        let mut statements = Vec::new();
        let mut last_word = None;
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::junk_words => {
                    let mut rest = self.span(&part);
                    let mut first = true;
                    while rest.start < rest.end {
                        let end = self.segment_end(rest, |word| statement_for(word).is_some());
                        let segment = Span::new(rest.start, self.scan.trim_end(self.text, rest.start, end));
                        if first && self.continues(gap.end, segment) {
                            self.blame(segment, gap.end);
                        } else {
                            last_word = Some(self.junk_segment(segment, whole, &mut statements));
                        }
                        first = false;
                        rest = self.skip_blank(Span::new(end, rest.end));
                    }
                }
                Rule::block_of_junk => {
                    if last_word.is_none() && whole.start == self.span(&part).start {
                        let place = Span::new(whole.start, whole.start + 1);
                        let help = "write what the block is for: `each x in labels {` or `when ... {`";
                        self.report(Mistake::UnknownStatement, place, "a block has no head", help);
                    }
                    let body = self.statements(part.into_inner(), "each", whole.start);
                    let names = self.names_of(last_word.unwrap_or(whole));
                    let domain = Expr { kind: ExprKind::Error, span: whole };
                    let kind = StatementKind::Each { names, domain, filter: None, body };
                    statements.push(Statement { kind, span: whole });
                }
                _ => {}
            }
        }
        statements
    }

    /// Whether junk goes on where the statement before it, which ends at `end`, left off.
    fn continues(&self, end: usize, segment: Span) -> bool {
        if end == 0 || self.ends_block(end) {
            return false;
        }
        let word = first_word(self.slice(segment));
        self.same_line(end, segment.start) || word.is_empty()
    }

    /// One line, or more, of junk that begins a statement. Returns where its words stand.
    fn junk_segment(&mut self, segment: Span, whole: Span, statements: &mut Vec<Statement>) -> Span {
        let text = self.slice(segment);
        let word = first_word(text).to_owned();
        let place = Span::new(segment.start, segment.start + word.len());
        let rest = self.skip_blank(Span::new(place.end, segment.end));
        if word == "else" || word == "elif" {
            let message = format!("there is no `{word}`");
            self.report(Mistake::WrongWord, place, message, "write a second block: `unless ... { }`");
        } else if let Some(keyword) = statement_for(&word) {
            let message = format!("`{word}` does not begin a statement");
            self.report(Mistake::UnknownStatement, place, message, format!("did you mean `{keyword}`?"));
            if segment.end >= whole.end || !matches!(keyword, "each" | "some" | "when" | "unless") {
                statements.extend(self.reread_statement(keyword, segment.start, rest));
            }
            return rest;
        } else if word.is_empty() {
            let mark: String = text.chars().take(1).collect();
            if matches!(mark.as_str(), ")" | "]") {
                self.blame(segment, segment.start);
            } else {
                let place = Span::new(segment.start, segment.start + mark.len());
                let message = format!("`{mark}` does not begin a statement");
                self.report(Mistake::Unexpected, place, message, format!("statements begin with {}", list(STATEMENTS)));
            }
        } else if let Some(claim) = self.claim_without_require(segment) {
            let message = "a claim stands without `require`";
            self.report(Mistake::UnknownStatement, place, message, format!("write `require {word}...`"));
            statements.push(claim);
        } else {
            let message = format!("`{word}` does not begin a statement");
            let help = format!("statements begin with {}", list(STATEMENTS));
            self.report(Mistake::UnknownStatement, place, message, help);
        }
        segment
    }

    /// Reads a statement again whose keyword was misspelt.
    fn reread_statement(&mut self, keyword: &str, start: usize, rest: Span) -> Option<Statement> {
        let (word, grammar) = match keyword {
            "each" => (Rule::kw_each, Rule::each),
            "some" => (Rule::kw_some, Rule::some_of),
            "when" => (Rule::kw_when, Rule::when),
            "unless" => (Rule::kw_unless, Rule::when),
            "let" => (Rule::kw_let, Rule::let_value),
            "because" => (Rule::kw_because, Rule::because),
            "cite" => (Rule::kw_cite, Rule::cite),
            "manual" => (Rule::kw_manual, Rule::manual),
            _ => (Rule::kw_require, Rule::require),
        };
        let nodes = ProtocolParser::parse(grammar, self.slice(rest)).ok()?;
        let base = std::mem::replace(&mut self.base, rest.start);
        let statement = nodes.into_iter().next().and_then(|node| self.statement(word, start, node));
        self.base = base;
        statement
    }

    /// `volume(liver) > 5 mL` alone on its line.
    fn claim_without_require(&mut self, segment: Span) -> Option<Statement> {
        let mut nodes = ProtocolParser::parse(Rule::require, self.slice(segment)).ok()?;
        let node = nodes.next()?;
        let findings = self.findings.len();
        let base = std::mem::replace(&mut self.base, segment.start);
        let end = self.span(&node).end;
        let statement = self.statement(Rule::kw_require, segment.start, node);
        self.base = base;
        let claims = statement.as_ref().is_some_and(|statement| match &statement.kind {
            StatementKind::Require { claim, .. } => {
                !matches!(claim.kind, ExprKind::Error | ExprKind::Path(_) | ExprKind::Number { .. })
            }
            _ => false,
        });
        if end != segment.end || !claims || self.findings.len() > findings {
            self.findings.truncate(findings);
            return None;
        }
        statement
    }

    /// The head of a block that cannot be read; the block behind it has been.
    pub(in super::super) fn bad_head(&mut self, node: &Node, keyword: &str) {
        let span = self.span(node);
        let text = self.slice(span);
        let help = match keyword {
            "when" => "write `when complete(liver) { ... }`",
            "in each" => "write `in each axial slice of liver { ... }`",
            "some" => "write `some x in lesions where volume(x) > 1 mL { ... }`",
            _ => "write `each x in lesions { ... }` or `each a, b in pairs(labels) { ... }`",
        };
        if text.is_empty() {
            let gap = self.gap_before(node);
            self.report(Mistake::MissingOperand, gap, format!("nothing stands after `{keyword}`"), help);
        } else if text.split_whitespace().nth(1) == Some("named") {
            self.not_supported("named", span, "name the classes one by one, or make a group of them");
        } else {
            let message = format!("the head of `{keyword}` cannot be read");
            self.report(Mistake::Unexpected, span, message, help);
        }
    }

    /// The names that a head which cannot be read was going to bind, so that they are known in its block.
    pub(in super::super) fn names_in(&mut self, node: &Node) -> Vec<Name> {
        self.names_of(self.span(node))
    }

    fn names_of(&self, span: Span) -> Vec<Name> {
        let text = self.slice(span);
        let mut names = Vec::new();
        let mut at = span.start;
        for part in text.split(|c: char| !(c.is_alphanumeric() || c == '_')) {
            let place = Span::new(at, at + part.len());
            at = place.end + 1;
            if RESERVED.contains(&part) {
                break;
            }
            if part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
                names.push(Name { text: part.to_owned(), span: place });
            }
            if !self.text.get(place.end..).is_some_and(|rest| rest.trim_start().starts_with(',')) && !names.is_empty() {
                break;
            }
        }
        names
    }
}
