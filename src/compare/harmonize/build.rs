//! Nodes of trees that stand in no text yet.

use crate::report::Span;
use crate::syntax::tree::{BinaryOperator, Expr, ExprKind, Name, Statement, StatementKind, Text};

pub fn name(text: &str) -> Name {
    Name { text: text.to_owned(), span: Span::default() }
}

pub fn text(text: impl Into<String>) -> Text {
    Text { text: text.into(), span: Span::default() }
}

pub fn expr(kind: ExprKind) -> Expr {
    Expr { kind, span: Span::default() }
}

pub fn path(of: &str) -> Expr {
    expr(ExprKind::Path(vec![name(of)]))
}

pub fn set(members: Vec<Expr>) -> Expr {
    expr(ExprKind::Set(members))
}

pub fn statement(kind: StatementKind) -> Statement {
    Statement { kind, span: Span::default() }
}

/// `a + b + c`; nothing of nothing.
pub fn sum(names: &[String]) -> Option<Expr> {
    names.iter().map(|name| path(name)).reduce(|left, right| {
        expr(ExprKind::Binary { operator: BinaryOperator::Add, left: Box::new(left), right: Box::new(right) })
    })
}
