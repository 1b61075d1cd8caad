//! Names and other texts in words.

use crate::model::text::{Text, TextClaim, TextKind};

use super::Words;
use super::phrases::joined;

impl Words<'_> {
    pub(super) fn text(&self, text: &Text) -> String {
        match &text.kind {
            TextKind::Literal(literal) => format!("`{literal}`"),
            TextKind::Fact(field) => self.field(*field),
            TextKind::Capture(id) => self.named(*id),
            TextKind::Name(of) => format!("the name of {}", self.structure(of)),
            TextKind::Code(of) => format!("the code of {}", self.structure(of)),
            TextKind::Template(_) => format!("`{}`", text.text.trim_matches('"')),
            TextKind::Folded(of) => format!("{} in lower case", self.text(of)),
            TextKind::Reversed(of, separator) => {
                format!("{} with the parts between `{separator}` reversed", self.text(of))
            }
        }
    }

    pub(super) fn text_claim(&self, claim: &TextClaim, holds: bool) -> String {
        match claim {
            TextClaim::Same { a, b, negated } => {
                let verb = if *negated == holds { "differs from" } else { "is" };
                format!("{} {verb} {}", self.text(a), self.text(b))
            }
            // A list that stands there itself, not by its name.
            TextClaim::Among { text, list, words, negated } if list.starts_with('{') => {
                let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
                format!(
                    "{} is {}{}",
                    self.text(text),
                    if *negated == holds { "not " } else { "" },
                    joined(&words, "or")
                )
            }
            TextClaim::Among { text, list, negated, .. } => {
                let verb = if *negated == holds { "is none of" } else { "is one of" };
                format!("{} {verb} the names of `{list}`", self.text(text))
            }
            TextClaim::Matches { text, pattern, negated } => {
                let verb = if *negated == holds { "does not have the form" } else { "has the form" };
                format!("{} {verb} `{}`", self.text(text), pattern.text())
            }
            TextClaim::Found(text) => {
                let verb = if holds { "has a structure" } else { "has no structure" };
                format!("the case {verb} called {}", self.text(text))
            }
        }
    }
}
