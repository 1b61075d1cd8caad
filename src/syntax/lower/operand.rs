//! Operands: names, calls, sets, parentheses, aggregates.

use super::super::mistakes::Mistake;
use super::super::parse::Rule;
use super::super::tree::{Argument, CompareOperator, Expr, ExprKind, Name};
use super::statement::Binding;
use super::{Lower, Node};
use crate::report::Span;

/// Names of arguments: `min: 0.5 mL`.
pub(super) const ARGUMENTS: &[&str] = &["min", "in", "of", "connectivity", "axis", "max", "at_least"];

impl Lower<'_> {
    pub(super) fn operand(&mut self, node: Node) -> Expr {
        let span = self.span(&node);
        match node.as_rule() {
            Rule::number => self.number(node),
            Rule::text => {
                let text = self.text(node);
                Expr { kind: ExprKind::Text(text.text), span }
            }
            Rule::scaled => self.scaled(node),
            Rule::date => Expr { kind: ExprKind::Date(node.as_str().to_owned()), span },
            Rule::set => self.set(node),
            Rule::parenthesis => self.parenthesis(node),
            Rule::reference | Rule::reference_plain => self.reference(node),
            Rule::most => self.most(node),
            // The hole has been reported by the scan.
            _ => Expr { kind: ExprKind::Error, span },
        }
    }

    fn set(&mut self, node: Node) -> Expr {
        let span = self.span(&node);
        let mut members = Vec::new();
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::expr => members.push(self.expr(part)),
                Rule::comma => {}
                _ => self.closing(&part, "}"),
            }
        }
        Expr { kind: ExprKind::Set(members), span }
    }

    fn parenthesis(&mut self, node: Node) -> Expr {
        let span = self.span(&node);
        let mut inner = Expr { kind: ExprKind::Error, span };
        let mut at = None;
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::expr => inner = self.expr(part),
                Rule::missing_operand => inner = self.missing_operand(&part, ""),
                Rule::at_annotation => at = Some(part),
                _ => self.closing(&part, ")"),
            }
        }
        let Some(at) = at else { return Expr { kind: ExprKind::Group(Box::new(inner)), span } };
        let group = Expr { kind: ExprKind::Group(Box::new(inner)), span: Span::new(span.start, self.span(&at).start) };
        self.at_annotation(group, at)
    }

    /// The bracket that closes an operand, or its absence.
    pub(super) fn closing(&mut self, node: &Node, due: &str) {
        match node.as_rule() {
            // The text that was not closed has swallowed it, or nothing stands where a value is due.
            Rule::missing_close if self.explained(self.gap_before(node)) => {}
            Rule::missing_close => {
                let gap = self.gap_before(node);
                let message = format!("`{due}` is missing");
                self.report(Mistake::MissingParenthesis, gap, message, format!("write `{due}` here"));
            }
            Rule::close | Rule::close_round if node.as_str() != due => {
                let message = format!("`{}` does not close what was opened", node.as_str());
                self.report(Mistake::MissingParenthesis, self.span(node), message, format!("write `{due}`"));
            }
            _ => {}
        }
    }

    /// Whether the finding before this one is the cause of what is missing at `gap`.
    fn explained(&self, gap: Span) -> bool {
        let Some(finding) = self.findings.last() else { return false };
        let Some(place) = finding.labels.first().map(|label| label.span) else { return false };
        let unclosed = finding.code == Mistake::UnclosedString.code() && place.end == gap.end;
        unclosed || (finding.code == Mistake::MissingOperand.code() && place == gap)
    }

    fn reference(&mut self, node: Node) -> Expr {
        let span = self.span(&node);
        let Some(at) = node.clone().into_inner().find(|part| part.as_rule() == Rule::at_annotation) else {
            return self.plain_reference(node, span);
        };
        let of = self.plain_reference(node, Span::new(span.start, self.span(&at).start));
        self.at_annotation(of, at)
    }

    fn plain_reference(&mut self, node: Node, span: Span) -> Expr {
        let mut path = Vec::new();
        let mut call = None;
        let mut statistic = None;
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::path => path = part.into_inner().map(|name| self.name(&name)).collect(),
                Rule::statistic => statistic = part.into_inner().next().map(|name| self.name_of(&name)),
                Rule::labels_word | Rule::midline_word | Rule::image_word => path = vec![self.name_of(&part)],
                Rule::call => call = Some(part),
                _ => {}
            }
        }
        let Some(call) = call else {
            path.extend(statistic);
            return Expr { kind: ExprKind::Path(path), span };
        };
        match statistic {
            None => self.call(path, call, span),
            Some(name) => {
                let inner = self.span(&call);
                let of = Box::new(self.call(path, call, Span::new(span.start, inner.end)));
                Expr { kind: ExprKind::Statistic { of, name }, span }
            }
        }
    }

    fn call(&mut self, path: Vec<Name>, node: Node, span: Span) -> Expr {
        let function = Name {
            text: path.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join("."),
            span: path.first().map_or(span, |first| path.last().map_or(first.span, |last| first.span.to(last.span))),
        };
        let mut arguments: Vec<Argument> = Vec::new();
        let mut binding: Option<Binding> = None;
        let mut filter: Option<Expr> = None;
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::argument => arguments.push(self.argument(part)),
                Rule::missing_comma => self.missing_comma(&part),
                Rule::call_filter => {
                    if function.text != "share" {
                        self.misplaced_where(self.span(&part));
                    }
                    filter = Some(self.call_filter(part));
                }
                Rule::aggregate => {
                    binding = part.into_inner().find(|inner| inner.as_rule() == Rule::binding).map(|b| self.binding(b));
                }
                Rule::comma => {}
                _ => self.closing(&part, ")"),
            }
        }
        let only = |mut arguments: Vec<Argument>| {
            let argument = arguments.pop().map_or(Expr { kind: ExprKind::Error, span }, |argument| argument.value);
            Box::new(argument)
        };
        match (binding, filter) {
            (None, Some(filter)) if function.text == "share" => {
                Expr { kind: ExprKind::Share { of: only(arguments), filter: Box::new(filter) }, span }
            }
            (None, Some(_)) => Expr { kind: ExprKind::Error, span },
            (Some(binding), _) => {
                let value = only(arguments);
                let Binding { names, domain, filter } = binding;
                let (domain, filter) = (Box::new(domain), filter.map(Box::new));
                Expr { kind: ExprKind::Aggregate { function, value, names, domain, filter }, span }
            }
            _ => Expr { kind: ExprKind::Call { function, arguments }, span },
        }
    }

    /// Only `share` has a `where` by itself.
    fn misplaced_where(&mut self, filter: Span) {
        let place = Span::new(filter.start, filter.start + "where".len());
        let help = "write `count(x for x in lesions where ...)`, or `share(liver where image in ...)`";
        self.report(Mistake::WrongWord, place, "`where` has nothing to run through", help);
    }

    /// `where image in 0 HU ..`
    fn call_filter(&mut self, node: Node) -> Expr {
        let mut filter = Expr { kind: ExprKind::Error, span: self.span(&node) };
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::expr => filter = self.expr(part),
                Rule::missing_operand => filter = self.missing_operand(&part, "where"),
                _ => {}
            }
        }
        filter
    }

    fn argument(&mut self, node: Node) -> Argument {
        let span = self.span(&node);
        let mut name = None;
        let mut value = Expr { kind: ExprKind::Error, span };
        let findings = self.findings.len();
        for part in node.into_inner() {
            if part.as_rule() == Rule::argument_name {
                let place = self.span(&part);
                let text = part.as_str().trim_end_matches(':').trim_end().to_owned();
                name = Some(Name { span: Span::new(place.start, place.start + text.len()), text });
            } else if part.as_rule() == Rule::labels_alone {
                value.kind = ExprKind::Path(vec![self.name_of(&part)]);
            } else {
                value = self.expr(part);
            }
        }
        // `min = 0.5 mL`
        if let (None, ExprKind::Compare { operator: CompareOperator::Equal, left, right }) = (&name, &value.kind)
            && let ExprKind::Path(path) = &left.kind
            && let [key] = path.as_slice()
            && ARGUMENTS.contains(&key.text.as_str())
        {
            let between = Span::new(left.span.end, right.span.start);
            if self.slice(between).trim() == "=" {
                self.findings.truncate(findings);
                let message = format!("the argument `{}` is named with `=`", key.text);
                let help = format!("write `{}: {}`", key.text, self.slice(right.span));
                self.report(Mistake::ArgumentForm, key.span, message, help);
                let (key, right) = (key.clone(), (**right).clone());
                return Argument { name: Some(key), value: right, span };
            }
        }
        Argument { name, value, span }
    }

    /// `most posterior 15 mm of wall`
    fn most(&mut self, node: Node) -> Expr {
        let span = self.span(&node);
        let mut direction = Name { text: String::new(), span };
        let mut depth = Expr { kind: ExprKind::Error, span };
        let mut of = Expr { kind: ExprKind::Error, span };
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::kw_most | Rule::kw_of => {}
                Rule::direction => direction = self.name_of(&part),
                Rule::missing_operand => depth = self.missing_operand(&part, "most"),
                Rule::missing_word => {
                    let gap = self.gap_before(&part);
                    self.report(Mistake::MissingWord, gap, "`of` is missing", "write `most posterior 15 mm of wall`");
                }
                Rule::most_of => {
                    for operand in part.into_inner() {
                        of = self.operand(operand);
                    }
                }
                _ => depth = self.operand(part),
            }
        }
        Expr { kind: ExprKind::Most { direction, depth: Box::new(depth), of: Box::new(of) }, span }
    }
}
