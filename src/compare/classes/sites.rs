//! What rules require of single classes and of their parts.

use std::collections::BTreeMap;

use crate::model::Protocol;
use crate::model::protocol::ClassId;
use crate::model::rule::{Claim, ClaimKind, Domain, Guard, Statement, StatementKind, Structure, Variable, VariableId};

/// A claim that must hold, by itself, of every case.
pub(super) struct Site<'p> {
    pub claim: &'p Claim,
    pub bound: Bindings,
}

/// What bound names stand for.
#[derive(Debug, Clone, Default)]
pub(super) struct Bindings(BTreeMap<VariableId, (String, Bound)>);

#[derive(Debug, Clone)]
enum Bound {
    /// One of these classes.
    Class(Vec<ClassId>),
    /// A part of one of these classes.
    PartOf(Vec<ClassId>),
}

/// Every claim of the rules of a protocol that holds without a condition, or under the one that a structure is complete.
pub(super) fn sites(protocol: &Protocol) -> Vec<Site<'_>> {
    let mut found = Vec::new();
    for rule in protocol.rules.iter().filter(|rule| rule.across.is_none()) {
        walk(protocol, &rule.statements, &Bindings::default(), &mut found);
    }
    found
}

fn walk<'p>(protocol: &Protocol, statements: &'p [Statement], bound: &Bindings, found: &mut Vec<Site<'p>>) {
    for statement in statements {
        match &statement.kind {
            StatementKind::Require { claim, guard } if guard.as_ref().is_none_or(asks_for_all) => {
                flat(claim, &mut |claim| found.push(Site { claim, bound: bound.clone() }));
            }
            StatementKind::When { guard, body } if asks_for_all(guard) => walk(protocol, body, bound, found),
            StatementKind::Each { variables, domain, filter: None, body } => {
                walk(protocol, body, &bound.with(protocol, variables, domain), found);
            }
            _ => {}
        }
    }
}

/// `when complete(..)`: a condition about the scan, not about the class.
fn asks_for_all(guard: &Guard) -> bool {
    !guard.negated && matches!(guard.condition.kind, ClaimKind::Complete(_))
}

/// The claims that a conjunction joins.
pub(super) fn flat<'p>(claim: &'p Claim, take: &mut impl FnMut(&'p Claim)) {
    match &claim.kind {
        ClaimKind::And(parts) => parts.iter().for_each(|part| flat(part, take)),
        _ => take(claim),
    }
}

impl Bindings {
    fn with(&self, protocol: &Protocol, variables: &[Variable], domain: &Domain) -> Self {
        let mut inner = self.clone();
        let bound = match domain {
            Domain::Labels => Some(Bound::Class((0..protocol.labels.classes.len()).map(ClassId).collect())),
            Domain::Classes(classes) => Some(Bound::Class(classes.clone())),
            Domain::Sequence(id) => protocol
                .sequence(*id)
                .map(|sequence| Bound::Class(sequence.members.iter().map(|member| member.class).collect())),
            Domain::Pair(id) => protocol.pair(*id).map(|pair| Bound::Class(vec![pair.right, pair.left])),
            Domain::Components(components) => Some(Bound::PartOf(self.classes(protocol, &components.of))),
            _ => None,
        };
        if let (Some(bound), [variable]) = (bound, variables) {
            inner.0.insert(variable.id, (variable.name.clone(), bound));
        }
        inner
    }

    /// The classes that a structure stands for, one at a time.
    pub fn classes(&self, protocol: &Protocol, structure: &Structure) -> Vec<ClassId> {
        match structure {
            Structure::Class(id) => vec![*id],
            // A group of one class is that class.
            Structure::Group(id) => protocol
                .group(*id)
                .map(|group| group.classes.clone())
                .filter(|classes| classes.len() == 1)
                .unwrap_or_default(),
            Structure::Variable(id) => match self.0.get(id) {
                Some((_, Bound::Class(classes))) => classes.clone(),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// The classes of which a structure is a part, one at a time.
    pub fn part_of(&self, structure: &Structure) -> &[ClassId] {
        match structure {
            Structure::Variable(id) => match self.0.get(id) {
                Some((_, Bound::PartOf(classes))) => classes,
                _ => &[],
            },
            _ => &[],
        }
    }

    /// Whether a word is a bound name.
    pub fn binds(&self, word: &str) -> bool {
        self.0.values().any(|(name, _)| name == word)
    }
}

/// A text with its words replaced; texts in quotes stay as they are.
pub(super) fn replaced(text: &str, with: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    let mut quote: Option<char> = None;
    for c in text.chars().chain(std::iter::once('\0')) {
        match quote {
            Some(end) => {
                if c == end {
                    quote = None;
                    if end == '`' {
                        out.push_str(&with(&word).unwrap_or_else(|| format!("`{word}`")));
                        word.clear();
                        continue;
                    }
                }
                if end == '`' {
                    word.push(c)
                } else {
                    out.push(c)
                }
                continue;
            }
            None if c.is_alphanumeric() || c == '_' => {
                word.push(c);
                continue;
            }
            None => {}
        }
        if !word.is_empty() {
            out.push_str(&with(&word).unwrap_or_else(|| word.clone()));
            word.clear();
        }
        match c {
            '\0' => {}
            '`' => quote = Some('`'),
            '"' => {
                quote = Some('"');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn words_are_replaced_whole_and_outside_texts() {
        let upper = |word: &str| (word == "c" || word == "PTV!").then(|| "X".to_owned());
        assert_eq!(
            replaced("volume(c) >= 5 cm3 and `PTV!` \"c\" `a b`", upper),
            "volume(X) >= 5 cm3 and X \"c\" `a b`"
        );
    }
}
