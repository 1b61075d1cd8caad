//! `vocabulary primary { "Kidney", "Lung" }`: lists of words.

use crate::syntax::tree::{ExprKind, Vocabulary};

use super::super::codes::BAD_VOCABULARY;
use super::super::problem::Problem;
use super::super::typing::Typer;

impl Typer<'_> {
    pub(super) fn resolve_vocabularies(&mut self, items: &[&Vocabulary]) {
        for (at, item) in items.iter().enumerate() {
            let words = self.words(item);
            if let Some(vocabulary) = self.vocabularies.get_mut(at) {
                vocabulary.words = words;
            }
        }
    }

    /// `None`: reported.
    fn words(&mut self, item: &Vocabulary) -> Option<Vec<String>> {
        let ExprKind::Set(members) = &item.words.kind else { return None };
        let mut words: Vec<String> = Vec::new();
        let mut known = std::collections::BTreeSet::new();
        let mut sound = true;
        for member in members {
            let problem = match &member.kind {
                ExprKind::Text(word) if word.is_empty() => Problem::new(&BAD_VOCABULARY, "a word is empty")
                    .at(member.span, "no letter in it")
                    .help("write a word, or remove it"),
                ExprKind::Text(word) if known.insert(word.clone()) => {
                    words.push(word.clone());
                    continue;
                }
                ExprKind::Text(word) => Problem::new(&BAD_VOCABULARY, format!("`{word}` is in this vocabulary twice"))
                    .at(member.span, "again here")
                    .help("remove one of the two"),
                ExprKind::Error => {
                    sound = false;
                    continue;
                }
                _ => {
                    let written = self.text(member);
                    Problem::new(&BAD_VOCABULARY, format!("`{written}` is no text"))
                        .at(member.span, "not in quotes")
                        .help(format!("write `\"{written}\"`"))
                }
            };
            self.report(problem);
            sound = false;
        }
        if members.is_empty() {
            self.report(
                Problem::new(&BAD_VOCABULARY, "this vocabulary is empty")
                    .at(item.words.span, "nothing in it")
                    .help("write its words: `{ \"Kidney\", \"Lung\" }`"),
            );
        }
        (sound && !words.is_empty()).then_some(words)
    }
}
