//! Expressions: what stands in a row, and what is missing in it.

use super::super::mistakes::Mistake;
use super::super::parse::Rule;
use super::super::tree::{Expr, ExprKind, Modifier, ModifierKind, Name};
use super::operator::{Operator, Placed};
use super::precedence::{Builder, modified, ordered};
use super::{Lower, Node};
use crate::report::Span;

/// Postfix operators bind like the infix operators of their kind.
const RANGE: u8 = 8;
const RELATION: u8 = 7;
const MODIFIER: u8 = 6;

impl Lower<'_> {
    pub(in super::super) fn expr(&mut self, node: Node) -> Expr {
        let span = self.span(&node);
        let mut builder = Builder::new();
        let mut nodes = node.into_inner().peekable();
        let mut last: Option<Placed> = None;
        while let Some(node) = nodes.next() {
            match node.as_rule() {
                Rule::ordered => {
                    let end = self.span(&node).end;
                    let (from, to) = self.ordered(node);
                    builder.postfix(self, RELATION, |sequence| ordered(sequence, from, to), end);
                }
                Rule::by_overlap => {
                    let place = self.span(&node);
                    let modifier = Modifier { kind: ModifierKind::ByOverlap, span: place };
                    builder.postfix(self, MODIFIER, |claim| modified(claim, modifier), place.end);
                }
                Rule::open_range => {
                    let end = self.span(&node).end;
                    if let Some(Placed { operator: Operator::Range { half_open }, .. }) = self.operator(node) {
                        let wrap = |low| ExprKind::Range { low: Some(Box::new(low)), high: None, half_open };
                        builder.postfix(self, RANGE, wrap, end);
                    }
                }
                Rule::prefix_not | Rule::prefix_minus | Rule::prefix_range => {
                    let placed = self.operator(node);
                    last = placed.or(last);
                    if let Some(placed) = placed {
                        builder.prefix(placed);
                    }
                }
                Rule::missing_operand => {
                    // Two operators in a row: the first one counts, the second is left out.
                    let doubled = nodes.next_if(|next| is_infix(next.as_rule()));
                    match (doubled, last) {
                        (Some(second), Some(first)) => {
                            self.doubled_operator(first, &second);
                        }
                        (_, first) => {
                            let written = first.map_or("", |first| self.slice(first.span));
                            builder.operand(self.missing_operand(&node, written));
                        }
                    }
                }
                other if is_infix(other) => {
                    if let Some(placed) = self.operator(node) {
                        last = Some(placed);
                        builder.infix(self, placed);
                    }
                }
                _ => {
                    let operand = self.operand(node);
                    builder.operand(operand);
                }
            }
        }
        builder.finish(self, span)
    }

    pub(super) fn missing_operand(&mut self, node: &Node, after: &str) -> Expr {
        let span = self.gap_before(node);
        let (message, help) = match after {
            "" => ("nothing stands between the parentheses".to_owned(), "write a name or a value".to_owned()),
            "require" => {
                let help = "write what must hold, such as `require volume(liver) >= 600 mL`";
                ("`require` demands nothing".to_owned(), help.to_owned())
            }
            after => (format!("nothing stands after `{after}`"), format!("write a name or a value after `{after}`")),
        };
        self.report(Mistake::MissingOperand, span, message, help);
        Expr { kind: ExprKind::Error, span }
    }

    fn doubled_operator(&mut self, first: Placed, second: &Node) {
        let place = self.span(second);
        let (one, two) = (self.slice(first.span), self.slice(place));
        let joined = format!("{one}{two}");
        let help = if one == two {
            format!("remove one `{one}`")
        } else if ["<=", ">=", "==", "!="].contains(&joined.as_str()) {
            format!("write `{joined}` without a blank")
        } else {
            format!("remove `{one}` or `{two}`")
        };
        self.report(Mistake::DoubledOperator, place, format!("two operators in a row: `{one}` and `{two}`"), help);
    }

    /// `cranial to caudal`
    fn ordered(&mut self, node: Node) -> (Name, Name) {
        let span = self.span(&node);
        let mut directions = Vec::new();
        let mut to = false;
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::kw_from => {
                    let help = "write `ordered cranial to caudal`";
                    self.report(Mistake::WrongWord, self.span(&part), "`ordered` has no `from`", help);
                }
                Rule::kw_to => to = true,
                Rule::any_direction => directions.push(self.name_of(&part)),
                _ => {}
            }
        }
        let mut directions = directions.into_iter();
        let empty = Name { text: String::new(), span: Span::new(span.end, span.end) };
        let (first, second) = (directions.next(), directions.next());
        if first.is_none() || second.is_none() || !to {
            let message = "`ordered` names two directions, joined by `to`";
            self.report(Mistake::MissingWord, span, message, "write `ordered cranial to caudal`");
        }
        (first.unwrap_or_else(|| empty.clone()), second.unwrap_or(empty))
    }

    /// Every line of `image` claims something.
    pub(super) fn check_image_lines(&mut self, lines: &mut Vec<Expr>) {
        let reported = self.lines_with_findings();
        let mut kept = Vec::new();
        for line in lines.drain(..) {
            let claims = !matches!(
                line.kind,
                ExprKind::Path(_)
                    | ExprKind::Number { .. }
                    | ExprKind::Text(_)
                    | ExprKind::Call { .. }
                    | ExprKind::Set(_)
            );
            if claims {
                kept.push(line);
            } else if !reported.contains(&self.line(line.span.start))
                && !self.has_finding_on(self.line(line.span.start))
            {
                let written = self.slice(line.span);
                let unit = self.text.get(..line.span.start).unwrap_or_default().trim_end_matches([' ', '\t']);
                if unit.ends_with(|c: char| c.is_ascii_digit()) && matches!(line.kind, ExprKind::Path(_)) {
                    self.unknown_unit(written, line.span);
                } else {
                    let message = format!("`{written}` claims nothing about the image");
                    let help = "write a comparison, such as `modality in {CT}` or `spacing <= 1 mm`";
                    self.report(Mistake::NoClaim, line.span, message, help);
                }
            }
        }
        *lines = kept;
    }
}

fn is_infix(kind: Rule) -> bool {
    matches!(
        kind,
        Rule::op_iff
            | Rule::op_implies
            | Rule::op_or
            | Rule::op_and
            | Rule::op_modifier
            | Rule::op_compare
            | Rule::op_in
            | Rule::op_match
            | Rule::op_relation
            | Rule::op_range
            | Rule::op_add
            | Rule::op_multiply
    )
}
