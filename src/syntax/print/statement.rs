//! Statements: their heads, on one line or broken.

use super::super::tree::{Citation, Guard, Statement, StatementKind};
use super::expression::{expression, names};
use super::layout::{Doc, render};
use super::word;

/// The statement on one line, in normalised form; of a block, its head.
pub fn print_statement(statement: &Statement) -> String {
    render(&head(statement), 0, usize::MAX)
}

pub(super) fn head(statement: &Statement) -> Doc {
    match &statement.kind {
        StatementKind::Require { claim, guard } => {
            let mut parts = vec!["require ".into(), expression(claim)];
            if let Some(guard) = guard {
                parts.push(Doc::Indent(vec![Doc::Line, self::guard(guard)]));
            }
            Doc::Group(parts)
        }
        StatementKind::Each { names, domain, filter, .. } => bound("each", names, domain, filter.as_ref()),
        StatementKind::Some { names, domain, filter, .. } => bound("some", names, domain, filter.as_ref()),
        StatementKind::When { guard, .. } => self::guard(guard),
        StatementKind::InEachSlice { plane, of, .. } => {
            Doc::Join(vec![format!("in each {} slice of ", plane.text).into(), expression(of)])
        }
        StatementKind::Let { name, value } => {
            Doc::Join(vec![format!("let {} = ", word::name(name)).into(), expression(value)])
        }
        StatementKind::Because(text) => format!("because {}", word::text(&text.text)).into(),
        StatementKind::Manual(text) => format!("manual {}", word::text(&text.text)).into(),
        StatementKind::Cite(Citation::Text(text)) => format!("cite {}", word::text(&text.text)).into(),
        StatementKind::Cite(Citation::Name(name)) if name.text == "manual" => "cite manual".into(),
        StatementKind::Cite(Citation::Name(name)) => format!("cite {}", word::name(name)).into(),
    }
}

/// The statements of a block; `None` for a statement that has none.
pub(super) fn body(statement: &Statement) -> Option<&[Statement]> {
    match &statement.kind {
        StatementKind::Each { body, .. }
        | StatementKind::Some { body, .. }
        | StatementKind::When { body, .. }
        | StatementKind::InEachSlice { body, .. } => Some(body),
        _ => None,
    }
}

/// Where the head of a block ends in the source.
pub(super) fn head_end(statement: &Statement) -> usize {
    match &statement.kind {
        StatementKind::Each { domain, filter, .. } | StatementKind::Some { domain, filter, .. } => {
            filter.as_ref().unwrap_or(domain).span.end
        }
        StatementKind::When { guard, .. } => guard.condition.span.end,
        StatementKind::InEachSlice { of, .. } => of.span.end,
        _ => statement.span.end,
    }
}

fn guard(guard: &Guard) -> Doc {
    let word = if guard.negated { "unless " } else { "when " };
    Doc::Join(vec![word.into(), expression(&guard.condition)])
}

fn bound(
    keyword: &str,
    bound: &[super::super::tree::Name],
    domain: &super::super::tree::Expr,
    filter: Option<&super::super::tree::Expr>,
) -> Doc {
    let mut parts = vec![format!("{keyword} {} in ", names(bound)).into(), expression(domain)];
    if let Some(filter) = filter {
        parts.push(Doc::Indent(vec![Doc::Line, "where ".into(), expression(filter)]));
    }
    Doc::Group(parts)
}
