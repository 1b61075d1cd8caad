//! `sequence spine = C1..C7, T1..T12, L1..L5, [L6]` and `pair kidney = kidney_right | kidney_left`.

use crate::report::Span;
use crate::syntax::tree::{Name, Pair as PairTree, Sequence as Tree};

use super::super::codes::{DUPLICATE_MEMBER, EMPTY_SET, UNKNOWN_NAME, WRONG_KIND};
use super::super::problem::Problem;
use super::super::protocol::{ClassId, Pair, Sequence, SequenceMember};
use super::super::suggest;
use super::super::symbols::Symbol;
use super::super::typing::Typer;

impl Typer<'_> {
    pub(super) fn resolve_sequences(&mut self, sequences: &[&Tree]) -> Vec<Sequence> {
        for (at, sequence) in sequences.iter().enumerate() {
            let resolved = self.members(sequence).map(|members| Sequence {
                name: sequence.name.text.clone(),
                members,
                span: sequence.span,
            });
            if let Some(slot) = self.sequences.get_mut(at) {
                *slot = resolved;
            }
        }
        self.sequences.iter().flatten().cloned().collect()
    }

    fn members(&mut self, sequence: &Tree) -> Option<Vec<SequenceMember>> {
        let mut members: Vec<SequenceMember> = Vec::new();
        let mut places: Vec<Span> = Vec::new();
        let mut sound = true;
        for member in &sequence.members {
            let classes = match &member.last {
                Some(last) => self.class_range(&member.first, last),
                None => self.class_named(&member.first, "a sequence").map(|class| vec![class]),
            };
            let Some(classes) = classes else {
                sound = false;
                continue;
            };
            for class in classes {
                let earlier =
                    members.iter().zip(&places).find(|(known, _)| known.class == class).map(|(_, span)| *span);
                if let Some(first) = earlier {
                    let name = self.classes.get(class.0).map(|class| class.name.clone()).unwrap_or_default();
                    self.report(
                        Problem::new(&DUPLICATE_MEMBER, format!("`{name}` is in this sequence twice"))
                            .at(member.span, "again here")
                            .at(first, "first here")
                            .help("remove one of the two"),
                    );
                    sound = false;
                    break;
                }
                members.push(SequenceMember { class, skippable: member.skippable });
                places.push(member.span);
            }
        }
        if sound && members.is_empty() {
            self.report(
                Problem::new(&EMPTY_SET, "this sequence has no members")
                    .at(sequence.span, "empty")
                    .help("name its classes in order, such as `C1..C7, T1..T12`"),
            );
            return None;
        }
        sound.then_some(members)
    }

    pub(super) fn resolve_pairs(&mut self, pairs: &[&PairTree]) -> Vec<Pair> {
        for (at, pair) in pairs.iter().enumerate() {
            let right = self.class_named(&pair.right, "a pair");
            let left = self.class_named(&pair.left, "a pair");
            let (Some(right), Some(left)) = (right, left) else { continue };
            if right == left {
                self.report(
                    Problem::new(&DUPLICATE_MEMBER, format!("both sides of this pair are `{}`", pair.right.text))
                        .at(pair.left.span, "the same as the right one")
                        .at(pair.right.span, "the right one")
                        .help("write the right structure first and then the left one: `kidney_right | kidney_left`"),
                );
                continue;
            }
            let resolved = Pair { name: pair.name.text.clone(), right, left, span: pair.span };
            if let Some(slot) = self.pairs.get_mut(at) {
                *slot = Some(resolved);
            }
        }
        self.pairs.iter().flatten().cloned().collect()
    }

    /// A name that must be a class. `None`: reported.
    fn class_named(&mut self, name: &Name, place: &str) -> Option<ClassId> {
        if name.text.is_empty() {
            return None; // Missing; the syntax has said so.
        }
        match self.symbols.find(&name.text) {
            Some((Symbol::Class(id), _)) => {
                self.used.insert(Symbol::Class(id));
                Some(id)
            }
            Some((Symbol::Broken, _)) => None,
            Some((symbol, declared)) => {
                self.used.insert(symbol);
                self.report(
                    Problem::new(
                        &WRONG_KIND,
                        format!("`{}` is {}, and {place} holds classes", name.text, symbol.kind()),
                    )
                    .at(name.span, "no class")
                    .at(declared, "declared here")
                    .help("name a class of the label table"),
                );
                None
            }
            None if self.doubtful.contains(&name.text) => None,
            None => {
                let classes: Vec<String> = self.classes.iter().map(|class| class.name.clone()).collect();
                let help = suggest::help(&name.text, classes.iter().map(String::as_str))
                    .unwrap_or_else(|| format!("declare `{}` in `labels`", name.text));
                self.report(
                    Problem::new(&UNKNOWN_NAME, format!("`{}` is not declared", name.text))
                        .at(name.span, "not declared")
                        .help(help),
                );
                None
            }
        }
    }
}
