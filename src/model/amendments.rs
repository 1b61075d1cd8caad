//! `tighten` and `relax`: what a protocol changes in the rules of those it extends.

use crate::syntax::tree::{Amendment, AmendmentKind, Item, Statement, StatementKind};

use super::codes::{AMENDMENT, RELAXED_WITHOUT_REASON};
use super::problem::Problem;
use super::suggest::nearest;

/// Amendments and whether the rule they speak of has been met, those of the protocol itself first.
#[derive(Debug, Default)]
pub(super) struct Amendments {
    all: Vec<(Amendment, bool)>,
}

impl Amendments {
    /// Takes the amendments out of the items of a file: they speak of the bases that come after it.
    pub fn take_from(&mut self, items: &mut Vec<Item>, problems: &mut Vec<Problem>) {
        for item in std::mem::take(items) {
            let Item::Amendment(amendment) = item else {
                items.push(item);
                continue;
            };
            if amendment.kind == AmendmentKind::Relax && !says_why(&amendment.statements) {
                problems.push(without_reason(&amendment));
            }
            self.all.push((amendment, false));
        }
    }

    /// Changes the rules of a base; what stands closest to it comes first.
    pub fn apply(&mut self, items: &mut Vec<Item>) {
        for (amendment, met) in self.all.iter_mut().rev() {
            let at = items.iter().position(|item| rule_id(item) == Some(&amendment.id.text));
            let Some((at, Item::Rule(rule))) = at.and_then(|at| Some((at, items.get_mut(at)?))) else { continue };
            *met = true;
            match amendment.kind {
                AmendmentKind::Tighten => rule.statements.extend(amendment.statements.iter().cloned()),
                AmendmentKind::Relax => rule.statements.clone_from(&amendment.statements),
            }
            // Relaxed to a reason alone, it asks for nothing any more.
            if !rule.statements.iter().any(asks) {
                items.remove(at);
            }
        }
    }

    /// Amendments of rules that no base has; `items` are those there are.
    pub fn unused(&self, items: &[Item]) -> Vec<Problem> {
        let ids = || items.iter().filter_map(rule_id);
        let unused = self.all.iter().filter(|(amendment, met)| !met && !amendment.id.text.is_empty());
        let problem = |(amendment, _): &(Amendment, bool)| {
            let id = &amendment.id;
            let message = format!("no protocol that this one extends has a rule `{}`", id.text);
            let own = ids().any(|known| *known == id.text);
            let help = match nearest(&id.text, ids().map(String::as_str)) {
                _ if own => "change the rule itself: it stands in this file".to_owned(),
                Some(close) => format!("did you mean `{close}`?"),
                None => "name the rule as its protocol does, or write a rule of your own".to_owned(),
            };
            Problem::new(&AMENDMENT, message).at(id.span, "not a rule of a base").help(help)
        };
        unused.map(problem).collect()
    }
}

fn rule_id(item: &Item) -> Option<&String> {
    match item {
        Item::Rule(rule) => Some(&rule.id.text),
        _ => None,
    }
}

fn asks(statement: &Statement) -> bool {
    !matches!(statement.kind, StatementKind::Because(_) | StatementKind::Cite(_))
}

fn says_why(statements: &[Statement]) -> bool {
    statements.iter().any(|statement| matches!(statement.kind, StatementKind::Because(_)))
}

fn without_reason(amendment: &Amendment) -> Problem {
    Problem::new(&RELAXED_WITHOUT_REASON, format!("`{}` is relaxed without a reason", amendment.id.text))
        .at(amendment.id.span, "why?")
        .help("add `because \"..\"`: those who compare the protocols will read it")
}
