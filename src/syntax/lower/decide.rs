//! `decide case.isup from case.gleason { "3+3" -> 1 }`

use super::super::mistakes::Mistake;
use super::super::parse::Rule;
use super::super::tree::{Decide, DecideRow, DecideRows, Expr, ExprKind, Text};
use super::{Lower, Node};
use crate::report::Span;

impl Lower<'_> {
    pub(super) fn decide(&mut self, docs: Vec<Text>, span: Span, node: Node) -> Decide {
        let nothing = Expr { kind: ExprKind::Error, span };
        let mut table =
            Decide { docs, target: nothing, rows_of: None, inputs: Vec::new(), rows: Vec::new(), head: span, span };
        for part in node.into_inner() {
            let place = self.span(&part);
            match part.as_rule() {
                Rule::decide_target => table.target = self.path_within(part),
                Rule::missing_operand if table.target.kind == ExprKind::Error && table.inputs.is_empty() => {
                    let after =
                        if self.slice(Span::new(span.start, place.start)).contains("from") { "from" } else { "decide" };
                    self.missing_operand(&part, after);
                }
                Rule::missing_operand => {
                    self.missing_operand(&part, "from");
                }
                Rule::binding => {
                    let binding = self.binding(part);
                    let (names, domain, filter) = (binding.names, binding.domain, binding.filter);
                    table.rows_of = Some(DecideRows { names, domain, filter });
                }
                Rule::missing_word => {
                    let gap = self.gap_before(&part);
                    self.report(
                        Mistake::MissingWord,
                        gap,
                        "`from` is missing before the inputs".to_owned(),
                        "write `from` here",
                    );
                }
                Rule::decide_input => {
                    table.head = Span::new(span.start, place.end);
                    table.inputs.extend(part.into_inner().map(|input| self.expr(input)).collect::<Vec<_>>());
                }
                Rule::decide_row => {
                    let row = self.decide_row(part);
                    table.rows.push(row);
                }
                Rule::kw_for | Rule::kw_from => {}
                Rule::junk_line => self.junk_line(&part, "decide"),
                Rule::stray_doc => self.stray_doc(&part),
                _ => self.brace(&part, "decide", span.start),
            }
        }
        table
    }

    fn decide_row(&mut self, node: Node) -> DecideRow {
        let span = self.span(&node);
        let mut row = DecideRow { cells: Vec::new(), result: Expr { kind: ExprKind::Error, span }, span };
        for part in node.into_inner() {
            let place = self.span(&part);
            match part.as_rule() {
                Rule::decide_cell => row.cells.extend(part.into_inner().next().map(|cell| self.decide_value(cell))),
                Rule::decide_result => {
                    if let Some(result) = part.into_inner().find(|part| part.as_rule() != Rule::kw_otherwise) {
                        row.result = self.decide_value(result);
                    }
                }
                Rule::decide_arrow if part.as_str() != "->" => {
                    let message = format!("`{}` stands for nothing in a decision table", part.as_str());
                    self.report(Mistake::ForeignOperator, place, message, "write `->`");
                }
                Rule::kw_otherwise if part.as_str() != "otherwise" => {
                    let message = format!("what is left is `otherwise`, not `{}`", part.as_str());
                    self.report(Mistake::WrongWord, place, message, "write `otherwise`");
                }
                Rule::missing_operand => {
                    self.missing_operand(&part, "->");
                }
                _ => {}
            }
        }
        row
    }

    fn decide_value(&mut self, node: Node) -> Expr {
        let span = self.span(&node);
        match node.as_rule() {
            Rule::path => self.path_expr(node),
            Rule::field_range => {
                let mut parts = node.clone().into_inner();
                match (parts.next(), parts.next()) {
                    (Some(value), None) if value.as_rule() == Rule::field_value => self.decide_value(value),
                    _ => self.field_range(node),
                }
            }
            Rule::field_value => self.field_value(node).unwrap_or(Expr { kind: ExprKind::Error, span }),
            _ => self.operand(node),
        }
    }

    fn path_within(&mut self, node: Node) -> Expr {
        let span = self.span(&node);
        let path = node.into_inner().find(|part| part.as_rule() == Rule::path);
        path.map(|path| self.path_expr(path)).unwrap_or(Expr { kind: ExprKind::Error, span })
    }

    fn path_expr(&mut self, node: Node) -> Expr {
        let span = self.span(&node);
        let names = node.into_inner().map(|name| self.name(&name)).collect();
        Expr { kind: ExprKind::Path(names), span }
    }
}
