//! Facts of the case, as each protocol's fields hold them.

use std::collections::BTreeMap;

use num_rational::BigRational;
use num_traits::ToPrimitive;

use crate::logic::anatomy::View;
use crate::logic::fragment::kinds::case_facts::{GIVEN, NUMBER, WORD, key};
use crate::logic::fragment::problem::Model;
use crate::logic::fragment::term::{Argument, Sort, Term, Vocabulary};
use crate::model::field::{Field, FieldId, FieldKind, FieldValue, Need, date_of_seconds};
use crate::model::quantity::Quantity;

/// Values by field.
pub type Facts = BTreeMap<FieldId, FieldValue>;

/// What the model says of the fields of a protocol.
pub fn facts(vocabulary: &Vocabulary, view: &View<'_>, model: &Model) -> Facts {
    let fields = view.protocol.fields.iter().enumerate();
    fields.filter_map(|(at, field)| Some((FieldId(at), value(vocabulary, model, field)?))).collect()
}

fn value(vocabulary: &Vocabulary, model: &Model, field: &Field) -> Option<FieldValue> {
    let key = key(field);
    let given = vocabulary.known(&Term::new(GIVEN, Sort::Truth, Vec::new()).word(key.as_str()));
    let is_given = given.and_then(|id| model.truths.get(&id).copied()).unwrap_or(field.need == Need::Required);
    if !is_given {
        return None;
    }
    match &field.kind {
        FieldKind::YesNo => Some(FieldValue::YesNo(word(vocabulary, model, field, &key) == "yes")),
        FieldKind::OneOf(_) | FieldKind::Text { .. } => Some(FieldValue::Text(word(vocabulary, model, field, &key))),
        FieldKind::Number(number) => {
            let value = number_of(vocabulary, model, &key).unwrap_or_else(|| BigRational::from_integer(1.into()));
            let unit = number.dimension.base_unit();
            let written = format!("{} {unit}", crate::model::unit::show(&value)).trim_end().to_owned();
            Some(FieldValue::Number(Quantity { value, dimension: number.dimension, written }))
        }
        FieldKind::Date(_) => {
            let seconds = number_of(vocabulary, model, &key).and_then(|value| value.to_f64()).unwrap_or_default();
            date_of_seconds(seconds).map(FieldValue::Date)
        }
        FieldKind::Shape(_) => None,
    }
}

fn number_of(vocabulary: &Vocabulary, model: &Model, key: &str) -> Option<BigRational> {
    [Sort::Real, Sort::Integer]
        .into_iter()
        .filter_map(|sort| vocabulary.known(&Term::new(NUMBER, sort, Vec::new()).word(key)))
        .find_map(|id| model.value(id).cloned())
}

/// The word that holds; else one that no rule speaks of, else the first that is allowed.
fn word(vocabulary: &Vocabulary, model: &Model, field: &Field, key: &str) -> String {
    let mut denied = Vec::new();
    for (&id, &holds) in &model.truths {
        let Some(term) = vocabulary.term(id).filter(|term| term.kind == WORD) else { continue };
        let [Argument::Word(of), Argument::Word(word)] = term.with.as_slice() else { continue };
        if of != key {
            continue;
        }
        if holds {
            return word.clone();
        }
        denied.push(word.clone());
    }
    let words: Vec<String> = match &field.kind {
        FieldKind::YesNo => vec!["no".to_owned(), "yes".to_owned()],
        FieldKind::OneOf(words) => words.clone(),
        _ => Vec::new(),
    };
    words.into_iter().find(|word| !denied.contains(word)).unwrap_or_else(|| "other".to_owned())
}
