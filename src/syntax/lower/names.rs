//! Vocabularies, patterns of names and numbers out of names.

use super::super::mistakes::Mistake;
use super::super::parse::Rule;
use super::super::tree::{Expr, ExprKind, MatchWord, Name, Text, Vocabulary};
use super::operator::Operator;
use super::{Lower, Node};
use crate::report::Span;

impl Lower<'_> {
    pub(super) fn vocabulary(&mut self, docs: Vec<Text>, span: Span, node: Node) -> Vocabulary {
        let name = Name { text: String::new(), span };
        let words = Expr { kind: ExprKind::Error, span };
        let mut vocabulary = Vocabulary { docs, name, words, span };
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::declared => vocabulary.name = self.declared(part, "vocabulary"),
                Rule::assign_operator => {
                    let help = format!("write `vocabulary {} {{ .. }}`", vocabulary.name.text);
                    let message = format!("a vocabulary has no `{}`", part.as_str());
                    self.report(Mistake::WrongWord, self.span(&part), message, help);
                }
                Rule::set => vocabulary.words = self.operand(part),
                Rule::missing_operand => vocabulary.words = self.missing_operand(&part, "vocabulary"),
                _ => {}
            }
        }
        vocabulary
    }

    /// `matches`, `not matches`, `named`
    pub(super) fn match_operator(&mut self, node: Node) -> Operator {
        let span = self.span(&node);
        let mut negated = false;
        let mut word = MatchWord::Matches;
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::kw_not => negated = true,
                _ if part.as_str() == "named" => word = MatchWord::Named,
                _ => {}
            }
        }
        if negated && word == MatchWord::Named {
            let help = "write `each s in structures where s.name not matches \"..\"`";
            self.report(Mistake::WrongWord, span, "`named` picks names and cannot leave them out", help);
            negated = false;
        }
        Operator::Match { negated, word }
    }

    /// `m mm`
    pub(super) fn scaled(&mut self, node: Node) -> Expr {
        let span = self.span(&node);
        let mut parts = node.into_inner();
        let name = parts.next().map(|part| self.name(&part));
        let unit = parts.next().map(|part| self.name_of(&part));
        match (name, unit) {
            (Some(name), Some(unit)) => Expr { kind: ExprKind::Scaled { name, unit }, span },
            _ => Expr { kind: ExprKind::Error, span },
        }
    }
}
