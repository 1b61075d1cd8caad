//! Expressions. Parentheses are part of the tree, so that none need be invented.

use super::super::tree::{BinaryOperator, Expr, ExprKind, Modifier, ModifierKind, Name};
use super::layout::{Doc, render};
use super::word;

/// The expression on one line, in normalised form.
pub fn print_expr(expr: &Expr) -> String {
    render(&expression(expr), 0, usize::MAX)
}

pub(super) fn expression(expr: &Expr) -> Doc {
    match &expr.kind {
        // `--` would begin what other languages take for a comment.
        ExprKind::Negate(inner) if matches!(inner.kind, ExprKind::Negate(_)) => {
            Doc::Join(vec!["- ".into(), expression(inner)])
        }
        ExprKind::Negate(inner) => Doc::Join(vec!["-".into(), expression(inner)]),
        ExprKind::Not(inner) => Doc::Join(vec!["not ".into(), expression(inner)]),
        ExprKind::Binary { operator, .. } => chain(expr, *operator),
        ExprKind::Compare { operator, left, right } => infix(left, word::compare(*operator), right),
        ExprKind::In { negated, value, set } => infix(value, if *negated { "not in" } else { "in" }, set),
        ExprKind::Match { negated, word, value, pattern } => {
            let not = if *negated { "not " } else { "" };
            infix(value, &format!("{not}{}", word.text()), pattern)
        }
        ExprKind::Relation { negated, relation, left, right } => {
            let relation = word::relation(*relation);
            if *negated { infix(left, &format!("not {relation}"), right) } else { infix(left, relation, right) }
        }
        ExprKind::Group(inner) => enclosed("(", vec![expression(inner)], ")"),
        _ => operand(expr),
    }
}

/// What takes no operator, or few of them. Apart from [`expression`], whose frames lie on the stack once for each level of a
/// deep expression.
fn operand(expr: &Expr) -> Doc {
    match &expr.kind {
        ExprKind::Number { digits, unit: None } => digits.clone().into(),
        ExprKind::Number { digits, unit: Some(unit) } => format!("{digits} {}", unit.text).into(),
        ExprKind::Text(text) => word::text(text).into(),
        ExprKind::Date(date) => date.clone().into(),
        ExprKind::Path(path) => self::path(path).into(),
        ExprKind::Call { function, arguments } => {
            let parts = arguments.iter().map(|argument| match &argument.name {
                Some(name) => Doc::Join(vec![format!("{}: ", name.text).into(), expression(&argument.value)]),
                None => expression(&argument.value),
            });
            enclosed(&format!("{}(", function_name(&function.text)), parts.collect(), ")")
        }
        ExprKind::Set(members) => enclosed("{", members.iter().map(expression).collect(), "}"),
        ExprKind::Range { low, high, half_open } => range(low.as_deref(), high.as_deref(), *half_open),
        ExprKind::Product(factors) => {
            let factors: Vec<String> = factors.iter().map(print_expr).collect();
            factors.join(" x ").into()
        }
        ExprKind::Scaled { name, unit } => format!("{} {}", word::name(name), unit.text).into(),
        ExprKind::Ordered { sequence, from, to } => {
            Doc::Join(vec![expression(sequence), format!(" ordered {} to {}", from.text, to.text).into()])
        }
        ExprKind::Modified { claim, modifiers } => {
            Doc::Join(std::iter::once(expression(claim)).chain(modifiers.iter().map(modifier)).collect())
        }
        ExprKind::Aggregate { function, value, names, domain, filter } => {
            let mut parts = vec![format!("{}(", function_name(&function.text)).into()];
            let mut inner = vec![Doc::Crack, expression(value), Doc::Line];
            inner.extend([format!("for {} in ", self::names(names)).into(), expression(domain)]);
            if let Some(filter) = filter {
                inner.extend([Doc::Line, "where ".into(), expression(filter)]);
            }
            parts.extend([Doc::Indent(inner), Doc::Crack, ")".into()]);
            Doc::Group(parts)
        }
        ExprKind::Share { of, filter } => Doc::Group(vec![
            "share(".into(),
            Doc::Indent(vec![Doc::Crack, expression(of), Doc::Line, "where ".into(), expression(filter)]),
            Doc::Crack,
            ")".into(),
        ]),
        ExprKind::Statistic { of, name } => Doc::Join(vec![expression(of), format!(".{}", name.text).into()]),
        ExprKind::At { of, annotation } => {
            Doc::Join(vec![expression(of), format!("@{}", word::name(annotation)).into()])
        }
        ExprKind::Most { direction, depth, of } => Doc::Join(vec![
            format!("most {} ", direction.text).into(),
            expression(depth),
            " of ".into(),
            expression(of),
        ]),
        ExprKind::Negate(_)
        | ExprKind::Not(_)
        | ExprKind::Binary { .. }
        | ExprKind::Compare { .. }
        | ExprKind::In { .. }
        | ExprKind::Match { .. }
        | ExprKind::Relation { .. }
        | ExprKind::Group(_)
        | ExprKind::Error => "...".into(),
    }
}

pub(super) fn names(names: &[Name]) -> String {
    names.iter().map(word::name).collect::<Vec<_>>().join(", ")
}

fn path(path: &[Name]) -> String {
    // `labels` is a word of its own where a domain is due, and `image` where intensities are.
    let mut parts = path.iter();
    let is_word = |name: &Name| matches!(name.text.as_str(), "labels" | "image");
    let first = parts.next().map(|name| if is_word(name) { name.text.clone() } else { word::name(name) });
    first.into_iter().chain(parts.map(word::path_part)).collect::<Vec<_>>().join(".")
}

/// The name of a function may be a path that was joined.
fn function_name(text: &str) -> String {
    if text.split('.').all(word::is_plain) { text.to_owned() } else { format!("`{text}`") }
}

fn enclosed(open: &str, parts: Vec<Doc>, close: &str) -> Doc {
    if parts.is_empty() {
        return format!("{open}{close}").into();
    }
    let mut inner = vec![Doc::Crack];
    for (index, part) in parts.into_iter().enumerate() {
        if index > 0 {
            inner.extend([",".into(), Doc::Line]);
        }
        inner.push(part);
    }
    Doc::Group(vec![open.into(), Doc::Indent(inner), Doc::Crack, close.into()])
}

fn infix(left: &Expr, operator: &str, right: &Expr) -> Doc {
    Doc::Group(vec![expression(left), Doc::Indent(vec![Doc::Line, format!("{operator} ").into(), expression(right)])])
}

fn range(low: Option<&Expr>, high: Option<&Expr>, half_open: bool) -> Doc {
    let dots = if half_open { "..<" } else { ".." };
    let mut parts = Vec::new();
    if let Some(low) = low {
        parts.extend([expression(low), " ".into()]);
    }
    parts.push(dots.into());
    if let Some(high) = high {
        parts.extend([" ".into(), expression(high)]);
    }
    Doc::Join(parts)
}

/// `a + b - c` breaks at every operator or at none. Walks down the left side without recursion.
fn chain(expr: &Expr, first: BinaryOperator) -> Doc {
    let mut links = Vec::new();
    let mut head = expr;
    while let ExprKind::Binary { operator, left, right } = &head.kind {
        if !same_level(*operator, first) || (*operator == BinaryOperator::Implies && !links.is_empty()) {
            break;
        }
        links.push((*operator, right));
        head = left;
    }
    let mut rest = Vec::new();
    for (operator, right) in links.into_iter().rev() {
        rest.extend([Doc::Line, format!("{} ", word::binary(operator)).into(), expression(right)]);
    }
    Doc::Group(vec![expression(head), Doc::Indent(rest)])
}

fn same_level(a: BinaryOperator, b: BinaryOperator) -> bool {
    let level = |operator| match operator {
        BinaryOperator::Iff => 0,
        BinaryOperator::Implies => 1,
        BinaryOperator::Or => 2,
        BinaryOperator::And => 3,
        BinaryOperator::Add | BinaryOperator::Subtract => 4,
        BinaryOperator::Multiply | BinaryOperator::Divide | BinaryOperator::Intersect => 5,
    };
    level(a) == level(b)
}

fn modifier(modifier: &Modifier) -> Doc {
    match &modifier.kind {
        ModifierKind::By(distance) => Doc::Join(vec![" by ".into(), expression(distance)]),
        ModifierKind::ByOverlap => " by overlap".into(),
        ModifierKind::UpTo(tolerance) => Doc::Join(vec![", up to ".into(), expression(tolerance)]),
        ModifierKind::Gap { at_least, distance } => {
            let words = if *at_least { ", gap at least " } else { ", gap at most " };
            Doc::Join(vec![words.into(), expression(distance)])
        }
    }
}
