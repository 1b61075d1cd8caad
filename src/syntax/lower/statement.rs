//! Statements and the blocks they stand in.

use super::super::mistakes::Mistake;
use super::super::parse::Rule;
use super::super::tree::{Citation, Expr, ExprKind, Guard, Name, Statement, StatementKind, Text};
use super::{Lower, Node, Nodes};
use crate::report::Span;

/// Names, domain and filter of `each`, `some` and aggregates.
pub(in super::super) struct Binding {
    pub names: Vec<Name>,
    pub domain: Expr,
    pub filter: Option<Expr>,
}

impl Lower<'_> {
    /// The statements of a block; `what` and `start` say which block it is, if a brace is missing.
    pub(in super::super) fn block(&mut self, node: Node, what: &str, start: usize) -> Vec<Statement> {
        self.statements(node.into_inner(), what, start)
    }

    pub(in super::super) fn statements(&mut self, nodes: Nodes, what: &str, block: usize) -> Vec<Statement> {
        let mut statements = Vec::new();
        let mut keyword: Option<(Rule, usize)> = None;
        for node in nodes {
            match node.as_rule() {
                Rule::kw_require
                | Rule::kw_each
                | Rule::kw_some
                | Rule::kw_in
                | Rule::kw_when
                | Rule::kw_unless
                | Rule::kw_if
                | Rule::kw_let
                | Rule::kw_because
                | Rule::kw_cite
                | Rule::kw_manual => {
                    keyword = keyword.or_else(|| Some((node.as_rule(), self.span(&node).start)));
                }
                Rule::stray_doc => self.stray_doc(&node),
                Rule::junk_statement => statements.extend(self.junk_statement(node)),
                Rule::open | Rule::close_block | Rule::missing_open | Rule::missing_brace | Rule::missing_block => {
                    self.brace(&node, what, block);
                }
                _ => {
                    let (word, start) = keyword.take().unwrap_or((Rule::kw_require, self.span(&node).start));
                    statements.extend(self.statement(word, start, node));
                }
            }
        }
        statements
    }

    /// One statement, whose keyword stands at `start`.
    pub(in super::super) fn statement(&mut self, keyword: Rule, start: usize, node: Node) -> Option<Statement> {
        let span = Span::new(start, self.span(&node).end.max(start));
        let kind = match node.as_rule() {
            Rule::require => self.require(node),
            Rule::each => {
                let (binding, body) = self.bound_block(node, "each", start);
                let Binding { names, domain, filter } = binding;
                StatementKind::Each { names, domain, filter, body }
            }
            Rule::some_of => {
                let (binding, body) = self.bound_block(node, "some", start);
                let Binding { names, domain, filter } = binding;
                StatementKind::Some { names, domain, filter, body }
            }
            Rule::when => self.when(keyword, start, node),
            Rule::in_each_slice => self.in_each_slice(start, node),
            Rule::let_value => {
                let (name, value) = self.named_value(node, "let");
                StatementKind::Let { name, value }
            }
            Rule::because => StatementKind::Because(self.quoted(node, "because")),
            Rule::manual => StatementKind::Manual(self.quoted(node, "manual")),
            Rule::cite => self.cite(node)?,
            _ => return None,
        };
        Some(Statement { kind, span })
    }

    fn require(&mut self, node: Node) -> StatementKind {
        let findings = self.findings.len();
        let mut claim = Expr { kind: ExprKind::Error, span: self.span(&node) };
        let mut guard = None;
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::expr => claim = self.expr(part),
                Rule::missing_operand => claim = self.missing_operand(&part, "require"),
                Rule::guard => guard = Some(self.guard(part)),
                _ => {}
            }
        }
        // With a parenthesis missing, what belongs to what is a guess: types are not to be judged by it.
        let guessed = Mistake::MissingParenthesis.code();
        if self.findings.iter().skip(findings).any(|finding| finding.code == guessed) {
            claim.kind = ExprKind::Error;
        }
        StatementKind::Require { claim, guard }
    }

    fn guard(&mut self, node: Node) -> Guard {
        let span = self.span(&node);
        let mut guard = Guard { negated: false, condition: Expr { kind: ExprKind::Error, span }, span };
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::expr => guard.condition = self.expr(part),
                Rule::missing_operand => guard.condition = self.missing_operand(&part, "when"),
                Rule::kw_unless => guard.negated = true,
                Rule::kw_if => self.if_for_when(self.span(&part)),
                _ => {}
            }
        }
        guard
    }

    fn if_for_when(&mut self, start: Span) {
        let place = Span::new(start.start, start.start + "if".len());
        self.report(Mistake::WrongWord, place, "a guard begins with `when`, not `if`", "write `when`");
    }

    /// `when GUARD { ... }`
    fn when(&mut self, keyword: Rule, start: usize, node: Node) -> StatementKind {
        if keyword == Rule::kw_if {
            self.if_for_when(Span::new(start, start));
        }
        let span = self.span(&node);
        let mut condition = Expr { kind: ExprKind::Error, span };
        let mut body = Vec::new();
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::when_head => {
                    for expr in part.into_inner() {
                        condition = self.expr(expr);
                    }
                }
                Rule::bad_head => self.bad_head(&part, "when"),
                Rule::block => body = self.block(part, "when", start),
                _ => {}
            }
        }
        let guard = Guard { negated: keyword == Rule::kw_unless, span: condition.span, condition };
        StatementKind::When { guard, body }
    }

    fn bound_block(&mut self, node: Node, what: &str, start: usize) -> (Binding, Vec<Statement>) {
        let span = self.span(&node);
        let mut binding = Binding { names: Vec::new(), domain: Expr { kind: ExprKind::Error, span }, filter: None };
        let mut body = Vec::new();
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::binding => binding = self.binding(part),
                Rule::bad_head => {
                    self.bad_head(&part, what);
                    binding.names = self.names_in(&part);
                }
                Rule::block => body = self.block(part, what, start),
                _ => {}
            }
        }
        (binding, body)
    }

    /// `a, b in pairs(X) where P`
    pub(super) fn binding(&mut self, node: Node) -> Binding {
        let span = self.span(&node);
        let mut binding = Binding { names: Vec::new(), domain: Expr { kind: ExprKind::Error, span }, filter: None };
        for part in node.into_inner() {
            let place = self.span(&part);
            match part.as_rule() {
                Rule::names => binding.names = part.into_inner().map(|name| self.name(&name)).collect(),
                Rule::wrong_in => {
                    let message = format!("`in` stands before what is run through, not `{}`", part.as_str());
                    self.report(Mistake::WrongWord, place, message, "write `in`");
                }
                Rule::missing_word => {
                    let gap = self.gap_before(&part);
                    let names: Vec<&str> = binding.names.iter().map(|name| name.text.as_str()).collect();
                    let message = format!("`in` is missing after `{}`", names.join(", "));
                    self.report(Mistake::MissingWord, gap, message, "write `in` here");
                }
                Rule::domain => binding.domain = self.domain(part),
                Rule::filter => binding.filter = Some(self.filter(part)),
                _ => {}
            }
        }
        binding
    }

    fn domain(&mut self, node: Node) -> Expr {
        let span = self.span(&node);
        match node.into_inner().next() {
            Some(part) if part.as_rule() == Rule::expr => self.expr(part),
            Some(part) => Expr { kind: ExprKind::Path(vec![self.name_of(&part)]), span },
            None => Expr { kind: ExprKind::Error, span },
        }
    }

    fn filter(&mut self, node: Node) -> Expr {
        let mut filter = Expr { kind: ExprKind::Error, span: self.span(&node) };
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::wrong_where => {
                    let message = format!("a filter begins with `where`, not `{}`", part.as_str());
                    self.report(Mistake::WrongWord, self.span(&part), message, "write `where`");
                }
                Rule::expr => filter = self.expr(part),
                Rule::missing_operand => filter = self.missing_operand(&part, "where"),
                _ => {}
            }
        }
        filter
    }

    /// `in each axial slice of wall { ... }`
    fn in_each_slice(&mut self, start: usize, node: Node) -> StatementKind {
        let span = self.span(&node);
        let mut plane = Name { text: String::new(), span };
        let mut of = Expr { kind: ExprKind::Error, span };
        let mut body = Vec::new();
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::slice_head => (plane, of) = self.slice_head(part),
                Rule::bad_head => self.bad_head(&part, "in each"),
                Rule::block => body = self.block(part, "in each", start),
                _ => {}
            }
        }
        StatementKind::InEachSlice { plane, of, body }
    }

    fn slice_head(&mut self, node: Node) -> (Name, Expr) {
        let span = self.span(&node);
        let mut plane = Name { text: String::new(), span };
        let mut of = Expr { kind: ExprKind::Error, span };
        let mut due = "slice";
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::plane => plane = self.name_of(&part),
                Rule::kw_slice | Rule::kw_of => due = "of",
                Rule::missing_word => {
                    let gap = self.gap_before(&part);
                    let message = format!("`{due}` is missing");
                    self.report(Mistake::MissingWord, gap, message, "write `in each axial slice of liver { }`");
                    due = "of";
                }
                Rule::expr => of = self.expr(part),
                Rule::missing_operand => of = self.missing_operand(&part, "of"),
                _ => {}
            }
        }
        (plane, of)
    }

    /// The text of `because` or `manual`.
    fn quoted(&mut self, node: Node, keyword: &str) -> Text {
        let span = self.span(&node);
        match node.into_inner().next() {
            Some(part) if part.as_rule() == Rule::text => self.text(part),
            Some(part) if part.as_rule() == Rule::unquoted_text => {
                let span = self.span(&part);
                let text = part.as_str().trim().trim_end_matches('"').to_owned();
                let message = format!("the text after `{keyword}` does not stand in quotes");
                self.report(Mistake::MissingQuotes, span, message, format!("write `{keyword} \"{text}\"`"));
                Text { text, span }
            }
            other => {
                let gap = other.map_or(span, |part| self.gap_before(&part));
                let message = format!("`{keyword}` says nothing");
                self.report(Mistake::MissingOperand, gap, message, format!("write `{keyword} \"...\"`"));
                Text { text: String::new(), span: gap }
            }
        }
    }

    fn cite(&mut self, node: Node) -> Option<StatementKind> {
        let part = node.into_inner().next()?;
        match part.as_rule() {
            Rule::text => Some(StatementKind::Cite(Citation::Text(self.text(part)))),
            Rule::cite_name => {
                let mut name = self.name_of(&part);
                name.text = name.text.trim_matches('`').to_owned();
                Some(StatementKind::Cite(Citation::Name(name)))
            }
            _ => {
                let gap = self.gap_before(&part);
                let help = "name a source from `meta`, or write `cite \"Reading manual, p. 4\"`";
                self.report(Mistake::MissingOperand, gap, "`cite` names no source", help);
                None
            }
        }
    }
}
