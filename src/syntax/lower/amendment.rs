//! `tighten LIV-001 { }` and `relax LIV-002 { }`

use super::super::mistakes::Mistake;
use super::super::parse::Rule;
use super::super::tree::{Amendment, AmendmentKind, Name, Text};
use super::{Lower, Node};
use crate::report::Span;

impl Lower<'_> {
    pub(super) fn amendment(&mut self, kind: AmendmentKind, docs: Vec<Text>, span: Span, node: Node) -> Amendment {
        let keyword = self.keyword_at(span.start);
        let mut id = None;
        let mut statements = Vec::new();
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::rule_word => id = Some(self.name_of(&part)),
                Rule::block => statements = self.block(part, kind.word(), span.start),
                _ => {}
            }
        }
        let id = id.unwrap_or_else(|| {
            let word = kind.word();
            let help = format!("write the ID of a rule of the base: `{word} LIV-001 {{ }}`");
            self.report(Mistake::RuleHead, keyword, format!("`{word}` names no rule"), help);
            Name { text: String::new(), span: keyword }
        });
        Amendment { docs, kind, id, statements, span }
    }
}
