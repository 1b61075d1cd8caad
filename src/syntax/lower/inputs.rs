//! The `inputs` and `files` blocks, and `S@annotation`.

use super::super::mistakes::Mistake;
use super::super::parse::Rule;
use super::super::tree::{
    Expr, ExprKind, FileLine, FilesBlock, InputKind, InputLine, InputMember, InputsBlock, LabelName, Text,
};
use super::{Lower, Node};
use crate::report::Span;

impl Lower<'_> {
    pub(super) fn inputs_block(&mut self, docs: Vec<Text>, span: Span, node: Node) -> InputsBlock {
        let mut lines = Vec::new();
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::input_line => lines.push(self.input_line(part)),
                Rule::junk_line => self.junk_line(&part, "inputs"),
                Rule::stray_doc => self.stray_doc(&part),
                _ => self.brace(&part, "inputs", span.start),
            }
        }
        InputsBlock { docs, lines, span }
    }

    fn input_line(&mut self, node: Node) -> InputLine {
        let mut line =
            InputLine { docs: Vec::new(), kind: InputKind::Image, members: Vec::new(), span: self.span(&node) };
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::doc => line.docs.push(self.doc(&part)),
                Rule::input_kind => {
                    line.span.start = self.span(&part).start;
                    line.kind = match part.as_str() {
                        "annotation" => InputKind::Annotation,
                        "rater" => InputKind::Rater,
                        _ => InputKind::Image,
                    };
                }
                Rule::input_member => line.members.extend(self.input_member(part)),
                _ => {}
            }
        }
        line
    }

    fn input_member(&mut self, node: Node) -> Option<InputMember> {
        let span = self.span(&node);
        let mut name = None;
        let mut optional = false;
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::input_optional => optional = true,
                _ => name = self.numbered_name(part),
            }
        }
        Some(InputMember { name: name?, optional, span })
    }

    /// `r1`, or `r1..r3`
    fn numbered_name(&mut self, member: Node) -> Option<LabelName> {
        let mut names = Vec::new();
        for part in member.into_inner() {
            if part.as_rule() == Rule::range_operator {
                continue;
            }
            names.push(self.name(&part));
        }
        let mut names = names.into_iter();
        let first = names.next()?;
        Some(match names.next() {
            Some(last) => LabelName::Numbered { first, last },
            None => LabelName::One(first),
        })
    }

    pub(super) fn files_block(&mut self, docs: Vec<Text>, span: Span, node: Node) -> FilesBlock {
        let mut block = FilesBlock { docs, closed: false, lines: Vec::new(), span };
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::files_closed => block.closed = true,
                Rule::file_line => block.lines.extend(self.file_line(part)),
                Rule::junk_line => self.junk_line(&part, "files"),
                Rule::stray_doc => self.stray_doc(&part),
                _ => self.brace(&part, "files", span.start),
            }
        }
        block
    }

    fn file_line(&mut self, node: Node) -> Option<FileLine> {
        let mut span = self.span(&node);
        let (mut docs, mut name, mut patterns, mut optional) = (Vec::new(), None, Vec::new(), false);
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::doc => docs.push(self.doc(&part)),
                Rule::member => {
                    span.start = self.span(&part).start;
                    name = self.numbered_name(part);
                }
                Rule::field_mark => {
                    let message = format!("no `{}` stands between an input and its pattern", part.as_str());
                    self.report(Mistake::Unexpected, self.span(&part), message, format!("remove `{}`", part.as_str()));
                }
                Rule::text => patterns.push(self.text(part)),
                Rule::op_or if part.as_str() != "or" => {
                    let message = format!("patterns are joined by `or`, not `{}`", part.as_str());
                    self.report(Mistake::ForeignOperator, self.span(&part), message, "write `or`");
                }
                Rule::input_optional => optional = true,
                _ => {}
            }
        }
        Some(FileLine { docs, name: name?, patterns, optional, span })
    }

    /// `S@r1`; `S` is what stands before.
    pub(super) fn at_annotation(&mut self, of: Expr, node: Node) -> Expr {
        let span = of.span.to(self.span(&node));
        match node.into_inner().next() {
            Some(name) if name.as_rule() != Rule::missing_word => {
                let annotation = self.name(&name);
                Expr { kind: ExprKind::At { of: Box::new(of), annotation }, span }
            }
            _ => {
                let message = "no annotation stands behind `@`";
                self.report(Mistake::MissingOperand, span, message, "name an annotation: `tumour@r1`");
                Expr { kind: ExprKind::Error, span }
            }
        }
    }
}
