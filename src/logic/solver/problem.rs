//! Problems: variables, numbers, linear constraints and clauses.

use std::collections::BTreeMap;

use num_rational::BigRational;

use super::atom::{Atom, Form, Normal, normal};
use super::formula::Formula;
use super::linear::{Linear, Number};
use super::literal::Literal;

/// What a clause was made for; the solver hands it back and gives it no meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin(pub u32);

/// Clauses over Boolean variables and linear constraints.
///
/// A constraint is an *atom*: a Boolean variable that is true exactly if the constraint holds. Constraints are normalised, so
/// that the same one always gives the same literal and its contrary the opposite literal.
///
/// Many questions about one theory: build the theory once, then for each question take a [`mark`](Self::mark), add what the
/// question says, solve, and go [`back_to`](Self::back_to) the mark.
#[derive(Debug, Clone, Default)]
pub struct Problem {
    numbers: Vec<bool>,
    forms: Vec<Form>,
    form_ids: BTreeMap<Form, usize>,
    /// For each variable its constraint, if it has one.
    variables: Vec<Option<Constraint>>,
    /// Literals of constraints.
    atoms: BTreeMap<Constraint, usize>,
    literals: Vec<Literal>,
    /// For each clause where its literals end.
    clauses: Vec<(usize, Origin)>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Constraint {
    form: usize,
    bound: BigRational,
    is_strict: bool,
}

/// How far a problem had been built, to go back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    numbers: usize,
    forms: usize,
    variables: usize,
    clauses: usize,
}

impl Problem {
    pub fn new() -> Problem {
        Problem::default()
    }

    /// A new Boolean variable, as its positive literal.
    pub fn boolean(&mut self) -> Literal {
        self.variables.push(None);
        Literal::positive(self.variables.len() - 1)
    }

    /// A new real number.
    pub fn real(&mut self) -> Number {
        self.number(false)
    }

    /// A new integer.
    pub fn integer(&mut self) -> Number {
        self.number(true)
    }

    fn number(&mut self, is_integer: bool) -> Number {
        self.numbers.push(is_integer);
        Number((self.numbers.len() - 1) as u32)
    }

    /// `left <= right`: a literal, or a constant if no number is left in it.
    pub fn at_most(&mut self, left: impl Into<Linear>, right: impl Into<Linear>) -> Formula {
        self.under(&(left.into() - right.into()), false)
    }

    /// `left < right`.
    pub fn below(&mut self, left: impl Into<Linear>, right: impl Into<Linear>) -> Formula {
        self.under(&(left.into() - right.into()), true)
    }

    /// `left >= right`.
    pub fn at_least(&mut self, left: impl Into<Linear>, right: impl Into<Linear>) -> Formula {
        self.at_most(right, left)
    }

    /// `left > right`.
    pub fn above(&mut self, left: impl Into<Linear>, right: impl Into<Linear>) -> Formula {
        self.below(right, left)
    }

    /// `left == right`, which is two constraints.
    pub fn equal(&mut self, left: impl Into<Linear>, right: impl Into<Linear>) -> Formula {
        let difference = left.into() - right.into();
        let at_most = self.under(&difference, false);
        let at_least = self.under(&-difference, false);
        Formula::And(vec![at_most, at_least])
    }

    /// `expression <= 0`, or `< 0` if strict.
    fn under(&mut self, expression: &Linear, is_strict: bool) -> Formula {
        match normal(expression, is_strict, |number| self.is_integer(number)) {
            Normal::Always => Formula::True,
            Normal::Never => Formula::False,
            Normal::Under(form, bound, is_strict) => self.atom_for(form, bound, is_strict).into(),
            Normal::NotUnder(form, bound, is_strict) => (!self.atom_for(form, bound, is_strict)).into(),
        }
    }

    fn atom_for(&mut self, form: Form, bound: BigRational, is_strict: bool) -> Literal {
        let next = self.forms.len();
        let form = *self.form_ids.entry(form).or_insert_with_key(|form| {
            self.forms.push(form.clone());
            next
        });
        let constraint = Constraint { form, bound, is_strict };
        let next = self.variables.len();
        let variable = *self.atoms.entry(constraint).or_insert_with_key(|constraint| {
            self.variables.push(Some(constraint.clone()));
            next
        });
        Literal::positive(variable)
    }

    /// Demands that one of the literals is true. Repeated literals count once; a clause that cannot fail is left out.
    pub fn add_clause(&mut self, mut literals: Vec<Literal>, origin: Origin) {
        literals.sort_unstable();
        literals.dedup();
        if literals.iter().zip(literals.iter().skip(1)).all(|(one, next)| one.variable() != next.variable()) {
            self.literals.append(&mut literals);
            self.clauses.push((self.literals.len(), origin));
        }
    }

    /// Where the problem stands now.
    pub fn mark(&self) -> Mark {
        Mark {
            numbers: self.numbers.len(),
            forms: self.forms.len(),
            variables: self.variables.len(),
            clauses: self.clauses.len(),
        }
    }

    /// Forgets all numbers, variables and clauses made since the mark. Certificates and literals made since then are void.
    pub fn back_to(&mut self, mark: Mark) {
        self.numbers.truncate(mark.numbers);
        for constraint in self.variables.drain(mark.variables.min(self.variables.len())..).flatten() {
            self.atoms.remove(&constraint);
        }
        for form in self.forms.drain(mark.forms.min(self.forms.len())..) {
            self.form_ids.remove(&form);
        }
        self.clauses.truncate(mark.clauses);
        self.literals.truncate(self.clauses.last().map_or(0, |(end, _)| *end));
    }

    pub fn variable_count(&self) -> usize {
        self.variables.len()
    }

    pub fn number_count(&self) -> usize {
        self.numbers.len()
    }

    pub fn is_integer(&self, number: Number) -> bool {
        self.numbers.get(number.index()).is_some_and(|is_integer| *is_integer)
    }

    pub fn clause_count(&self) -> usize {
        self.clauses.len()
    }

    /// The clauses, in the order in which they were added.
    pub fn clauses(&self) -> impl ExactSizeIterator<Item = (&[Literal], Origin)> {
        (0..self.clauses.len()).map(|index| self.clause(index).unwrap_or((&[], Origin(0))))
    }

    /// Clause number `index`, counted from 0; its literals ascend.
    pub fn clause(&self, index: usize) -> Option<(&[Literal], Origin)> {
        let (end, origin) = *self.clauses.get(index)?;
        let start = index.checked_sub(1).and_then(|before| self.clauses.get(before)).map_or(0, |(end, _)| *end);
        Some((self.literals.get(start..end)?, origin))
    }

    /// The constraint of a variable, if it is an atom.
    pub fn atom(&self, variable: usize) -> Option<Atom<'_>> {
        let constraint = self.variables.get(variable)?.as_ref()?;
        let form = self.forms.get(constraint.form)?;
        Some(Atom { form, bound: &constraint.bound, is_strict: constraint.is_strict })
    }

    /// All forms that constraints have been made of; [`form_of`](Self::form_of) points here.
    pub(super) fn forms(&self) -> &[Form] {
        &self.forms
    }

    /// Which of the [`forms`](Self::forms) a variable is a constraint of.
    pub(super) fn form_of(&self, variable: usize) -> Option<usize> {
        Some(self.variables.get(variable)?.as_ref()?.form)
    }
}
