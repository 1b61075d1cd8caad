//! Facts of the case: yes and no, words, numbers and dates. Fields are one fact if they are read from one column and hold one
//! kind of value.

use std::ops::Not;

use crate::logic::fragment::Translator;
use crate::logic::fragment::amount::Amount;
use crate::logic::fragment::axioms::World;
use crate::logic::fragment::formula::{Formula, Linear};
use crate::logic::fragment::term::{Argument, Sort, Term};
use crate::logic::fragment::truth::Truth;
use crate::model::field::{
    AllowedNumbers, Field, FieldKind, FieldOwner, FieldRef, FieldValue, Need, date_quantity, folded,
};

pub const GIVEN: &str = "given";
pub const WORD: &str = "fact";
pub const NUMBER: &str = "number";

impl<'t> Translator<'t> {
    /// Whether the line of a field is broken: a required fact is missing, or a value is not allowed.
    pub fn field_fails(&mut self, field: &Field) -> Formula {
        let given = self.given(field);
        let missing = if field.need == Need::Required { given.clone().not() } else { Formula::False };
        let allowed = match &field.kind {
            FieldKind::YesNo => self.among(field, &["yes".to_owned(), "no".to_owned()]),
            FieldKind::OneOf(words) => self.among(field, words),
            FieldKind::Number(number) => {
                let value = Linear::term(self.raw_number(field));
                allowed_numbers(&value, &number.allowed)
            }
            FieldKind::Date(date) => {
                let value = Linear::term(self.raw_number(field));
                let day = |day| Linear::constant(date_quantity(day).value);
                let after = date.first.map_or(Formula::True, |first| value.clone().at_least(&day(first)));
                let before = date.last.map_or(Formula::True, |last| {
                    if date.half_open { value.clone().below(&day(last)) } else { value.clone().at_most(&day(last)) }
                });
                after.and(before)
            }
            FieldKind::Text { .. } | FieldKind::Shape(_) => Formula::True,
        };
        missing.or(given.and(allowed.not()))
    }

    /// `case.phase in {arterial, venous}`
    pub fn fact_among(&mut self, reference: FieldRef, allowed: &[String], negated: bool) -> Option<Truth> {
        let field = self.case_field(reference)?;
        let given = self.given(field);
        let among = self.among(field, allowed);
        let (known, holds) = match &field.need {
            Need::Default(value) => {
                let default = Formula::from(allowed.contains(&value.written()));
                (Formula::True, given.clone().and(among).or(given.not().and(default)))
            }
            _ => (given, among),
        };
        Some(Truth::of(if negated { holds.not() } else { holds }).known_if(known))
    }

    pub fn fact_given(&mut self, reference: FieldRef, negated: bool) -> Option<Truth> {
        let field = self.case_field(reference)?;
        let holds = if matches!(field.need, Need::Default(_)) { Formula::True } else { self.given(field) };
        Some(Truth::of(if negated { holds.not() } else { holds }))
    }

    /// Of a number, or of a date as the time since 1970.
    pub fn fact_number(&mut self, reference: FieldRef) -> Option<Amount> {
        let field = self.case_field(reference)?;
        let given = self.given(field);
        let raw = self.raw_number(field);
        let default = match &field.need {
            Need::Default(FieldValue::Number(quantity)) => Some(quantity.value.clone()),
            Need::Default(FieldValue::Date(date)) => Some(date_quantity(*date).value),
            Need::Default(_) => return None,
            _ => None,
        };
        Some(match default {
            None => Amount { known: given, ..Amount::exact(Linear::term(raw)) },
            Some(default) => {
                let term = self.vocabulary.term(raw)?.clone().with(Argument::Number(default));
                Amount::exact(Linear::term(self.vocabulary.id(term)))
            }
        })
    }

    fn case_field(&self, reference: FieldRef) -> Option<&'t Field> {
        match reference.of {
            FieldOwner::Case => self.view.protocol.field(reference.field),
            FieldOwner::Row { .. } => None,
        }
    }

    fn given(&mut self, field: &Field) -> Formula {
        Formula::Is(self.vocabulary.id(Term::new(GIVEN, Sort::Truth, Vec::new()).word(key(field))))
    }

    fn among(&mut self, field: &Field, words: &[String]) -> Formula {
        let value = |word: &String| Term::new(WORD, Sort::Truth, Vec::new()).word(key(field)).word(word.as_str());
        let values: Vec<Formula> = words.iter().map(|word| Formula::Is(self.vocabulary.id(value(word)))).collect();
        Formula::any(values)
    }

    fn raw_number(&mut self, field: &Field) -> crate::logic::fragment::term::TermId {
        let whole = matches!(&field.kind, FieldKind::Number(number) if number.whole);
        let sort = if whole { Sort::Integer } else { Sort::Real };
        self.vocabulary.id(Term::new(NUMBER, sort, Vec::new()).word(key(field)))
    }
}

/// Fields of one column and one kind of value are one fact.
pub fn key(field: &Field) -> String {
    let kind = match &field.kind {
        FieldKind::YesNo => "yes/no".to_owned(),
        FieldKind::OneOf(_) | FieldKind::Text { .. } => "text".to_owned(),
        FieldKind::Number(number) => number.dimension.base_unit(),
        FieldKind::Date(_) => "date".to_owned(),
        FieldKind::Shape(_) => "place".to_owned(),
    };
    format!("{}: {kind}", folded(field.from.as_ref().unwrap_or(&field.name)))
}

fn allowed_numbers(value: &Linear, allowed: &AllowedNumbers) -> Formula {
    match allowed {
        AllowedNumbers::Any => Formula::True,
        AllowedNumbers::Set(set) => {
            Formula::any(set.iter().map(|member| value.clone().equals(&Linear::constant(member.value.clone()))))
        }
        AllowedNumbers::Range { low, high, half_open } => {
            let bound = |quantity: &crate::model::quantity::Quantity| Linear::constant(quantity.value.clone());
            let above = low.as_ref().map_or(Formula::True, |low| value.clone().at_least(&bound(low)));
            let below = high.as_ref().map_or(Formula::True, |high| {
                if *half_open { value.clone().below(&bound(high)) } else { value.clone().at_most(&bound(high)) }
            });
            above.and(below)
        }
    }
}

pub fn axioms(world: &mut World<'_>) {
    let words = world.of_kind(WORD);
    for (at, (id, term)) in words.iter().enumerate() {
        for (other, _) in words.iter().skip(at + 1).filter(|(_, other)| other.with.first() == term.with.first()) {
            world.state("a fact has one value", Formula::Is(*id).and(Formula::Is(*other)).not());
        }
        if let Some(Argument::Word(key)) = term.with.first() {
            let given = Formula::Is(world.id(Term::new(GIVEN, Sort::Truth, Vec::new()).word(key.as_str())));
            world.state("a fact with a value is given", Formula::Is(*id).implies(given));
        }
    }
    for (id, term) in world.of_kind(NUMBER) {
        let [Argument::Word(key), Argument::Number(default)] = term.with.as_slice() else { continue };
        let given = Formula::Is(world.id(Term::new(GIVEN, Sort::Truth, Vec::new()).word(key.as_str())));
        let raw = Term { with: vec![Argument::Word(key.clone())], ..Term::clone(&term) };
        let raw = Linear::term(world.id(raw));
        let value = Linear::term(id);
        let default = Linear::constant(default.clone());
        let chosen = given.clone().implies(value.clone().equals(&raw)).and(given.or(value.equals(&default)));
        world.state("a fact that is not given has its default", chosen);
    }
}
