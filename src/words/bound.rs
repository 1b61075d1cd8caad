//! Names that `each`, `some` and sums bind, and sentences that do without them: `` each part of `mass` touches `kidney` ``.
//!
//! A sentence is first made with a mark where a bound name stands. Where there is just one, what is meant takes its place;
//! otherwise the name does.

use crate::model::rule::{Variable, VariableId};

use super::{Clause, Words};

/// A bound name, and what is said for it.
#[derive(Debug, Clone)]
pub(super) struct Bound {
    pub id: VariableId,
    pub name: String,
    /// A mark stands for it.
    marked: bool,
}

impl Words<'_> {
    /// Where these names are bound and said.
    pub(super) fn within(&self, variables: &[Variable]) -> Self {
        self.binding(variables, false)
    }

    /// Where marks stand for these names.
    pub(super) fn marked(&self, variables: &[Variable]) -> Self {
        self.binding(variables, true)
    }

    fn binding(&self, variables: &[Variable], marked: bool) -> Self {
        let mut inner = self.clone();
        let bound = |of: &Variable| Bound { id: of.id, name: of.name.clone(), marked };
        inner.bound.extend(variables.iter().map(bound));
        inner
    }

    /// What is said of a name after it was said once.
    pub(super) fn again(&self) -> Self {
        Words { again: true, ..self.clone() }
    }

    /// What stands for a bound name: the name, in backticks, or something else.
    pub(super) fn named(&self, id: VariableId) -> String {
        match self.bound.iter().rev().find(|bound| bound.id == id) {
            None => "`?`".to_owned(),
            Some(Bound { name, marked: false, .. }) => format!("`{name}`"),
            Some(_) if self.again => mark_again(id),
            Some(_) => mark(id),
        }
    }
}

/// A character that no text needs: it is private to whoever uses it.
fn mark(id: VariableId) -> String {
    private(0xF_0000, id)
}

/// In what is said beside a sentence, such as its condition.
fn mark_again(id: VariableId) -> String {
    private(0x10_0000, id)
}

fn private(plane: u32, VariableId(id): VariableId) -> String {
    let at = u32::try_from(id).unwrap_or(u32::MAX) % 0xFFFE;
    char::from_u32(plane + at).map_or_else(String::new, String::from)
}

pub(super) fn mentions(text: &str, of: &Variable) -> bool {
    text.contains(&mark(of.id)) || text.contains(&mark_again(of.id))
}

/// The names themselves in place of their marks.
pub(super) fn by_name(text: &str, variables: &[Variable]) -> String {
    variables.iter().fold(text.to_owned(), |text, of| {
        let name = format!("`{}`", of.name);
        text.replace(&mark(of.id), &name).replace(&mark_again(of.id), &name)
    })
}

/// The same of a sentence and all that is said below it.
pub(super) fn clause_by_name(clause: Clause, variables: &[Variable]) -> Clause {
    let parts = clause.parts.into_iter().map(|part| clause_by_name(part, variables)).collect();
    Clause { text: by_name(&clause.text, variables), parts }
}

/// With `what` in place of the first name, if it stands there once and no other name does. Said again, it is `that`.
pub(super) fn in_place(text: &str, variables: &[Variable], what: &str, that: &str) -> Option<String> {
    let (first, others) = variables.split_first()?;
    let (before, after) = text.split_once(&mark(first.id))?;
    let once = !after.contains(&mark(first.id)) && !others.iter().any(|other| mentions(text, other));
    (once && apart(before, after)).then(|| text.replace(&mark(first.id), what).replace(&mark_again(first.id), that))
}

/// What is long would be read together with what follows it, and does not belong into brackets.
fn apart(before: &str, after: &str) -> bool {
    let binds = [" and ", " or ", " without ", " grown ", " shrunk "];
    before.matches('(').count() == before.matches(')').count() && !binds.iter().any(|word| after.starts_with(word))
}

/// A condition as what is said behind a noun: `` whose volume is at least 5 mL ``, `` that touches `liver` ``.
pub(super) fn relative(condition: &str, of: &Variable) -> Option<String> {
    let mark = mark(of.id);
    let (before, after) = condition.split_once(&mark).filter(|(_, after)| !after.contains(&mark))?;
    if mentions(after, of) || !apart(before, after) {
        return None;
    }
    match before {
        "" => Some(format!(" that{after}")),
        _ => {
            let what = before.strip_prefix("the ")?.strip_suffix(" of ").filter(|what| !what.contains('`'))?;
            Some(format!(" whose {what}{after}"))
        }
    }
}
