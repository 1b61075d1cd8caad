//! Operands and operators in a row become a tree. Two stacks instead of recursion, so that length costs no call stack.

use super::super::mistakes::Mistake;
use super::super::print::print_expr;
use super::super::tree::{BinaryOperator, CompareOperator, Expr, ExprKind, Modifier, ModifierKind, Name};
use super::Lower;
use super::operator::{Operator, Placed};
use crate::report::Span;

/// Operators may nest this deep in one expression; trees deeper than this would burden everything that walks them.
const DEPTH_LIMIT: usize = 400;

/// Builds one expression from left to right.
pub(super) struct Builder {
    operands: Vec<(Expr, usize)>,
    operators: Vec<Placed>,
    too_deep: Option<Span>,
}

impl Builder {
    pub(super) fn new() -> Self {
        Builder { operands: Vec::new(), operators: Vec::new(), too_deep: None }
    }

    pub(super) fn operand(&mut self, expr: Expr) {
        self.operands.push((expr, 1));
    }

    pub(super) fn prefix(&mut self, operator: Placed) {
        self.operators.push(operator);
    }

    pub(super) fn infix(&mut self, lower: &mut Lower, operator: Placed) {
        self.reduce_while(lower, operator.operator.binding(), operator.operator.is_right_associative());
        self.operators.push(operator);
    }

    /// Puts what `wrap` makes of it in place of the operand that ends here.
    pub(super) fn postfix(&mut self, lower: &mut Lower, binding: u8, wrap: impl FnOnce(Expr) -> ExprKind, end: usize) {
        self.reduce_while(lower, binding, false);
        if let Some((operand, depth)) = self.operands.pop() {
            let span = Span::new(operand.span.start, end.max(operand.span.end));
            self.push(wrap(operand), span, depth + 1);
        }
    }

    pub(super) fn finish(mut self, lower: &mut Lower, span: Span) -> Expr {
        self.reduce_while(lower, 0, false);
        if let Some(place) = self.too_deep {
            let message = format!("the expression nests more than {DEPTH_LIMIT} operators");
            lower.report(Mistake::TooDeep, place, message, "name parts of it with `let`, or make groups of groups");
            return Expr { kind: ExprKind::Error, span };
        }
        self.operands.pop().map_or(Expr { kind: ExprKind::Error, span }, |(expr, _)| expr)
    }

    fn reduce_while(&mut self, lower: &mut Lower, binding: u8, right: bool) {
        while let Some(top) = self.operators.last() {
            let tighter = top.operator.binding() > binding || (top.operator.binding() == binding && !right);
            if !tighter {
                return;
            }
            let Some(top) = self.operators.pop() else { return };
            self.apply(lower, top);
        }
    }

    fn apply(&mut self, lower: &mut Lower, placed: Placed) {
        let Some((right, right_depth)) = self.operands.pop() else { return };
        if placed.operator.is_prefix() {
            let span = placed.span.to(right.span);
            let operand = Box::new(right);
            let kind = match placed.operator {
                Operator::Not => ExprKind::Not(operand),
                Operator::RangeFrom { half_open } => ExprKind::Range { low: None, high: Some(operand), half_open },
                _ => ExprKind::Negate(operand),
            };
            return self.push(kind, span, right_depth + 1);
        }
        let Some((left, left_depth)) = self.operands.pop() else { return };
        let span = left.span.to(right.span);
        let kind = binary(lower, placed, left, right);
        self.push(kind, span, left_depth.max(right_depth) + 1);
    }

    fn push(&mut self, kind: ExprKind, span: Span, depth: usize) {
        if depth > DEPTH_LIMIT {
            // The deep tree is dropped here, before it can grow; the sentence comes once, at the end.
            self.too_deep.get_or_insert(Span::new(span.start, span.start));
            return self.operands.push((Expr { kind: ExprKind::Error, span }, 1));
        }
        self.operands.push((Expr { kind, span }, depth));
    }
}

fn binary(lower: &mut Lower, placed: Placed, left: Expr, right: Expr) -> ExprKind {
    let span = placed.span.to(right.span);
    match placed.operator {
        Operator::UpTo => modified(left, Modifier { kind: ModifierKind::UpTo(right), span }),
        Operator::By => modified(left, Modifier { kind: ModifierKind::By(right), span }),
        Operator::Gap { at_least } => {
            modified(left, Modifier { kind: ModifierKind::Gap { at_least, distance: right }, span })
        }
        Operator::Compare(operator) => compare(lower, placed, operator, left, right),
        Operator::In { negated } => ExprKind::In { negated, value: Box::new(left), set: Box::new(right) },
        Operator::Match { negated, word } => {
            ExprKind::Match { negated, word, value: Box::new(left), pattern: Box::new(right) }
        }
        Operator::Relation { negated, word } => {
            ExprKind::Relation { negated, relation: word, left: Box::new(left), right: Box::new(right) }
        }
        Operator::Range { half_open } => {
            ExprKind::Range { low: Some(Box::new(left)), high: Some(Box::new(right)), half_open }
        }
        Operator::Binary(operator) => ExprKind::Binary { operator, left: Box::new(left), right: Box::new(right) },
        Operator::Not | Operator::Negate | Operator::RangeFrom { .. } => ExprKind::Error,
    }
}

/// A claim with one more of `by`, `, up to`, `, gap`.
pub(super) fn modified(claim: Expr, modifier: Modifier) -> ExprKind {
    match claim.kind {
        ExprKind::Modified { claim, mut modifiers } => {
            modifiers.push(modifier);
            ExprKind::Modified { claim, modifiers }
        }
        kind => ExprKind::Modified { claim: Box::new(Expr { kind, span: claim.span }), modifiers: vec![modifier] },
    }
}

fn compare(lower: &mut Lower, placed: Placed, operator: CompareOperator, left: Expr, right: Expr) -> ExprKind {
    let ExprKind::Compare { operator: first, left: low, right: middle } = left.kind else {
        return ExprKind::Compare { operator, left: Box::new(left), right: Box::new(right) };
    };
    // Two bounds around a value are a range; a longer chain is told once, and its texts are not copied from link to link.
    let ends_are_plain = !matches!(low.kind, ExprKind::Binary { operator: BinaryOperator::And, .. } | ExprKind::Error);
    let rising = |operator| matches!(operator, CompareOperator::Less | CompareOperator::LessEqual);
    let is_range = ends_are_plain && rising(first) && rising(operator);
    let help = if is_range {
        let dots = if operator == CompareOperator::Less { "..<" } else { ".." };
        format!("write `{} in {} {dots} {}`", print_expr(&middle), print_expr(&low), print_expr(&right))
    } else {
        "join two comparisons with `and`".to_owned()
    };
    if !matches!(low.kind, ExprKind::Error) {
        lower.report(Mistake::ChainedComparison, placed.span, "a comparison has two sides, not three", help);
    }
    if !is_range {
        return ExprKind::Error;
    }
    let both = middle.clone();
    let (low_span, right_span) = (low.span.to(middle.span), both.span.to(right.span));
    let first = ExprKind::Compare { operator: first, left: low, right: middle };
    let second = ExprKind::Compare { operator, left: both, right: Box::new(right) };
    ExprKind::Binary {
        operator: BinaryOperator::And,
        left: Box::new(Expr { kind: first, span: low_span }),
        right: Box::new(Expr { kind: second, span: right_span }),
    }
}

/// `ordered cranial to caudal`
pub(super) fn ordered(sequence: Expr, from: Name, to: Name) -> ExprKind {
    ExprKind::Ordered { sequence: Box::new(sequence), from, to }
}
