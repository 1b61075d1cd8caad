//! `unique(..)`: members that have all keys in common.

use std::cmp::Ordering;

use crate::model::decision::Term;
use crate::model::rule::UniqueIn;

use super::Evaluator;
use super::amount::{Amount, Known, equal};
use super::scope::Scope;
use super::truth::{Reasons, Truth};

/// Members of the domain that have the same keys: the keys in words, and the scope of each.
#[derive(Debug)]
pub struct Repeated {
    pub key: Vec<String>,
    pub scopes: Vec<Scope>,
}

#[derive(Debug, Clone)]
enum Key {
    Text(String),
    Number(Known),
}

impl Evaluator<'_> {
    pub(super) fn unique_in(&self, unique: &UniqueIn, scope: &Scope) -> Truth {
        match self.repeated(unique, scope) {
            (repeated, _) if !repeated.is_empty() => Truth::False,
            (_, unknown) if !unknown.is_empty() => Truth::Unknown(unknown),
            _ => Truth::True,
        }
    }

    /// Keys that stand more than once, in the order of the first member with each; and what is not known. A member with a
    /// key that does not apply is like no other.
    pub fn repeated(&self, unique: &UniqueIn, scope: &Scope) -> (Vec<Repeated>, Reasons) {
        let elements = match self.elements(&unique.domain, scope) {
            Ok(elements) => elements,
            Err(reasons) => return (Vec::new(), reasons),
        };
        let mut unknown = Reasons::new();
        unknown.extend(elements.cut_short());
        let mut members: Vec<(Vec<Key>, usize, Scope)> = Vec::new();
        for (at, element) in elements.list.iter().enumerate() {
            let inner = scope.bind(&unique.variables, element);
            match unique.filter.as_ref().map_or(Truth::True, |filter| self.guard(filter, &inner)) {
                Truth::True => {}
                Truth::Unknown(reasons) => {
                    unknown.extend(reasons);
                    continue;
                }
                Truth::False | Truth::Inapplicable => continue,
            }
            match self.keys(&unique.keys, &inner) {
                Ok(Some(keys)) => members.push((keys, at, inner)),
                Ok(None) => {}
                Err(reasons) => unknown.extend(reasons),
            }
        }
        members.sort_by(|(a, at, _), (b, other, _)| order(a, b).then(at.cmp(other)));
        let mut groups: Vec<Vec<(Vec<Key>, usize, Scope)>> = Vec::new();
        for member in members {
            match groups.last_mut() {
                Some(group) if group.last().is_some_and(|(keys, ..)| same(keys, &member.0)) => group.push(member),
                _ => groups.push(vec![member]),
            }
        }
        groups.retain(|group| group.len() > 1);
        groups.sort_by_key(|group| group.iter().map(|(_, at, _)| *at).min());
        let repeated = groups.into_iter().map(|group| Repeated {
            key: group.first().map(|(keys, ..)| keys.iter().map(written).collect()).unwrap_or_default(),
            scopes: group.into_iter().map(|(_, _, scope)| scope).collect(),
        });
        (repeated.collect(), unknown)
    }

    /// `None`: one of them does not apply.
    fn keys(&self, keys: &[Term], scope: &Scope) -> Result<Option<Vec<Key>>, Reasons> {
        let mut found = Vec::new();
        for key in keys {
            found.push(match key {
                Term::Text(field) => Key::Text(self.fact(*field, scope)?.written()),
                Term::Number(number) => match self.number(number, scope) {
                    Amount::Known(known) => Key::Number(known),
                    Amount::Inapplicable(_) => return Ok(None),
                    Amount::Unknown(reasons) => return Err(reasons),
                },
            });
        }
        Ok(Some(found))
    }
}

fn order(a: &[Key], b: &[Key]) -> Ordering {
    let each = a.iter().zip(b).map(|(a, b)| match (a, b) {
        (Key::Text(a), Key::Text(b)) => a.cmp(b),
        (Key::Number(a), Key::Number(b)) => a.value.total_cmp(&b.value),
        (Key::Text(_), Key::Number(_)) => Ordering::Less,
        (Key::Number(_), Key::Text(_)) => Ordering::Greater,
    });
    each.fold(Ordering::Equal, Ordering::then)
}

fn same(a: &[Key], b: &[Key]) -> bool {
    a.iter().zip(b).all(|(a, b)| match (a, b) {
        (Key::Text(a), Key::Text(b)) => a == b,
        (Key::Number(a), Key::Number(b)) => equal(a, b),
        _ => false,
    })
}

fn written(key: &Key) -> String {
    match key {
        Key::Text(text) => text.clone(),
        Key::Number(known) => format!("{}", known.value),
    }
}
