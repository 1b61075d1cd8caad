//! What is said of names and other texts.

use crate::check::evaluate::Evaluator;
use crate::check::evaluate::scope::Scope;
use crate::model::suggest::{help, listed};
use crate::model::text::{Text, TextClaim, TextKind};

use super::Explanation;

/// Longer lists of words are not repeated in a message.
const SHOWN: usize = 8;

impl Evaluator<'_> {
    pub(super) fn explain_text_claim(&self, claim: &TextClaim, scope: &Scope, expected: bool) -> Explanation {
        let read = |text: &Text| self.text(text, scope).unwrap_or_default();
        let subject = |text: &Text, found: &str| match text.kind {
            TextKind::Literal(_) | TextKind::Template(_) => format!("`{found}`"),
            _ => format!("`{}`, `{found}`,", text.text),
        };
        let why = match claim {
            TextClaim::Same { a, b, negated } => {
                let (found, other) = (read(a), read(b));
                let but = if *negated == expected { "anything but " } else { "" };
                let message = format!("`{}` is `{found}`, allowed is {but}`{other}`", a.text);
                let advice = format!(
                    "change one of the two, so that `{}` and `{}` {} the same",
                    a.text,
                    b.text,
                    if but.is_empty() { "are" } else { "are not" }
                );
                Explanation::new(message, advice).measured(found).allowed(format!("{but}`{other}`"))
            }
            TextClaim::Among { text, words, list, negated } => {
                let found = read(text);
                let known: Vec<&str> = words.iter().map(String::as_str).collect();
                let shown = if known.len() <= SHOWN { listed(&known, "or") } else { format!("a word of `{list}`") };
                let (message, allowed) = match *negated == expected {
                    true => (format!("{} is one of `{list}`", subject(text, &found)), format!("anything but {shown}")),
                    false => (format!("{} is not {shown}", subject(text, &found)), shown),
                };
                let advice = help(&found, known).filter(|_| *negated != expected);
                let advice = advice.unwrap_or_else(|| "use a name of the list".to_owned());
                Explanation::new(message, advice).measured(found).allowed(allowed)
            }
            TextClaim::Matches { text, pattern, negated } => {
                let found = read(text);
                let (word, but) =
                    if *negated == expected { ("matches", "anything but ") } else { ("does not match", "") };
                let message = format!("{} {word} `{}`", subject(text, &found), pattern.text());
                Explanation::new(message, "write the name as the pattern says")
                    .measured(found)
                    .allowed(format!("{but}`{}`", pattern.text()))
            }
            TextClaim::Found(text) => {
                let name = read(text);
                match expected {
                    true => Explanation::new(
                        format!("there is no structure `{name}`"),
                        format!("add `{name}`, or rename what was meant to be it"),
                    )
                    .measured("not found")
                    .allowed("found"),
                    false => Explanation::new(
                        format!("there is a structure `{name}`, and must not be"),
                        format!("remove or rename `{name}`"),
                    )
                    .measured("found")
                    .allowed("not found"),
                }
            }
        };
        match claim.about() {
            Some(of) => why.of(of).at(self.place_of(of, scope)),
            None => why,
        }
    }

    pub(super) fn explain_length(&self, text: &Text, measured: &str, scope: &Scope) -> Explanation {
        let found = self.text(text, scope).unwrap_or_default();
        let why = Explanation::new(
            format!("`{}` is `{found}`, {measured} characters", text.text),
            "write a shorter or longer name",
        );
        match text.about() {
            Some(of) => why.of(of).at(self.place_of(of, scope)),
            None => why,
        }
    }
}
