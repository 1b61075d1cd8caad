//! Names and other texts in words.

use crate::model::text::{Text, TextClaim, TextKind};

use super::Words;

impl Words<'_> {
    pub(super) fn text(&self, text: &Text) -> String {
        match &text.kind {
            TextKind::Literal(literal) => format!("`{literal}`"),
            TextKind::Fact(field) => self.field(*field),
            TextKind::Capture(id) => format!("`{}`", self.variable(*id)),
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
                let verb = if *negated == holds { "is not" } else { "is" };
                format!("{} {verb} {}", self.text(a), self.text(b))
            }
            TextClaim::Among { text, list, negated, .. } => {
                let verb = if *negated == holds { "is none of" } else { "is one of" };
                format!("{} {verb} `{list}`", self.text(text))
            }
            TextClaim::Matches { text, pattern, negated } => {
                let verb = if *negated == holds { "does not read" } else { "reads" };
                format!("{} {verb} `{}`", self.text(text), pattern.text())
            }
            TextClaim::Found(text) => {
                let verb = if holds { "has a structure" } else { "has no structure" };
                format!("the case {verb} called {}", self.text(text))
            }
        }
    }
}
