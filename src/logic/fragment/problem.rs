//! Formulas over terms as a problem for the solver.

use std::collections::BTreeMap;

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::axioms::Axiom;
use super::formula::{Formula, Linear, Strictness};
use super::kinds::order::{CENTROID, EXTENT, HIGHEST, LOWEST};
use super::kinds::sizes::VOLUME;
use super::term::{Sort, Term, TermId, Vocabulary};
use crate::logic::solver::{self, Assignment, Literal, Number, Origin, Problem};

/// How far a case keeps away from every bound, so that rounding does not carry it over.
#[derive(Debug, Clone, PartialEq)]
pub struct Margin {
    /// Of a bound that is written: this share of it.
    pub share: BigRational,
    /// Where two structures are compared: in mm for positions, in mm³ for sizes.
    pub length: BigRational,
    pub size: BigRational,
    /// Whether also from bounds that may be met exactly.
    pub closed: bool,
}

/// A problem whose variables are terms.
#[derive(Debug, Clone)]
pub struct Encoding<'v> {
    vocabulary: &'v Vocabulary,
    pub problem: Problem,
    truths: BTreeMap<TermId, Literal>,
    numbers: BTreeMap<TermId, Number>,
    /// What clauses were made for, by [`Origin`].
    pub origins: Vec<String>,
    /// By origin: which kept failure it is, if it is one.
    pub keeps: Vec<Option<usize>>,
}

impl<'v> Encoding<'v> {
    pub fn new(vocabulary: &'v Vocabulary) -> Self {
        Encoding {
            vocabulary,
            problem: Problem::new(),
            truths: BTreeMap::new(),
            numbers: BTreeMap::new(),
            origins: Vec::new(),
            keeps: Vec::new(),
        }
    }

    pub fn axioms(&mut self, axioms: &[Axiom]) {
        for axiom in axioms {
            self.require(&axiom.formula, axiom.reason, None);
        }
    }

    /// Demands that a formula holds; with a margin, that every constraint it rests on holds by that.
    pub fn require(&mut self, formula: &Formula, origin: &str, margin: Option<&Margin>) {
        let number = u32::try_from(self.origins.len()).unwrap_or(u32::MAX);
        self.origins.push(origin.to_owned());
        self.keeps.push(None);
        let formula = self.formula(formula, false, margin);
        self.problem.require(formula, Origin(number));
    }

    /// Says which kept failure the last demand comes from.
    pub fn note_kept(&mut self, keep: Option<usize>) {
        if let Some(last) = self.keeps.last_mut() {
            *last = keep;
        }
    }

    /// Negations are pushed down to constraints, so that a margin makes each of them stricter.
    fn formula(&mut self, formula: &Formula, negated: bool, margin: Option<&Margin>) -> solver::Formula {
        match formula {
            Formula::True | Formula::False => solver::Formula::from((*formula == Formula::True) != negated),
            Formula::Is(id) => {
                let literal = self.truth(*id);
                solver::Formula::from(if negated { !literal } else { literal })
            }
            Formula::Bound(form, strictness) => match (strictness, negated) {
                (strictness, false) => self.bound(form.clone(), *strictness, margin),
                (Strictness::AtMost, true) => self.bound(turned(form), Strictness::Below, margin),
                (Strictness::Below, true) => self.bound(turned(form), Strictness::AtMost, margin),
            },
            Formula::Not(inner) => self.formula(inner, !negated, margin),
            Formula::And(operands) | Formula::Or(operands) => {
                let exact = |operand: &Formula| equals(operand, operands, matches!(formula, Formula::Or(_)));
                let operands: Vec<_> = operands
                    .iter()
                    .map(|operand| self.formula(operand, negated, margin.filter(|_| !exact(operand))))
                    .collect();
                if matches!(formula, Formula::And(_)) != negated {
                    solver::Formula::And(operands)
                } else {
                    solver::Formula::Or(operands)
                }
            }
        }
    }

    fn bound(&mut self, form: Linear, strictness: Strictness, margin: Option<&Margin>) -> solver::Formula {
        let whole = form.coefficients.keys().all(|&id| self.sort(id) == Sort::Integer);
        let form = match margin {
            Some(margin) if !whole && (margin.closed || strictness == Strictness::Below) => {
                let away = if form.constant.is_zero() {
                    self.between(&form, margin)
                } else {
                    &margin.share * form.constant.abs()
                };
                form.plus(&Linear::constant(away))
            }
            _ => form,
        };
        let expression = self.expression(&form);
        match strictness {
            Strictness::AtMost => self.problem.at_most(expression, solver::Linear::default()),
            Strictness::Below => self.problem.below(expression, solver::Linear::default()),
        }
    }

    /// What keeps two structures apart that are compared.
    fn between(&self, form: &Linear, margin: &Margin) -> BigRational {
        let first = form.coefficients.keys().next().and_then(|&id| self.vocabulary.term(id));
        match first.map(|term| term.kind) {
            Some(CENTROID | LOWEST | HIGHEST | EXTENT) => margin.length.clone(),
            Some(VOLUME) => margin.size.clone(),
            _ => margin.share.clone(),
        }
    }

    fn expression(&mut self, form: &Linear) -> solver::Linear {
        let mut sum = solver::Linear::from(form.constant.clone());
        for (&id, coefficient) in &form.coefficients {
            sum = sum + solver::Linear::from(self.number(id)) * coefficient.clone();
        }
        sum
    }

    fn sort(&self, id: TermId) -> Sort {
        self.vocabulary.term(id).map_or(Sort::Real, |term| term.sort)
    }

    fn truth(&mut self, id: TermId) -> Literal {
        let problem = &mut self.problem;
        *self.truths.entry(id).or_insert_with(|| problem.boolean())
    }

    fn number(&mut self, id: TermId) -> Number {
        let integer = self.sort(id) == Sort::Integer;
        let problem = &mut self.problem;
        *self.numbers.entry(id).or_insert_with(|| if integer { problem.integer() } else { problem.real() })
    }

    pub fn vocabulary(&self) -> &'v Vocabulary {
        self.vocabulary
    }

    /// A number that the problem speaks of.
    pub fn speaks_of(&self, term: &Term) -> Option<TermId> {
        self.vocabulary.known(term).filter(|id| self.numbers.contains_key(id))
    }

    /// The numbers of a kind that the problem speaks of.
    pub fn numbers_of(&self, kind: &str) -> impl Iterator<Item = (TermId, &'v Term)> {
        let vocabulary = self.vocabulary;
        let numbers = self.numbers.keys().filter_map(move |&id| Some((id, vocabulary.term(id)?)));
        numbers.filter(move |(_, term)| term.kind == kind)
    }

    /// The values of the terms that the problem speaks of.
    pub fn model(&self, assignment: &Assignment) -> Model {
        Model {
            truths: self.truths.iter().map(|(&id, &literal)| (id, assignment.holds(literal))).collect(),
            numbers: self.numbers.iter().map(|(&id, &number)| (id, assignment.value(number))).collect(),
        }
    }
}

/// Whether a bound is one side of an equality that a junction states: from an equality no case can keep away.
fn equals(operand: &Formula, junction: &[Formula], is_or: bool) -> bool {
    let Formula::Bound(form, strictness) = operand else { return false };
    let wanted = if is_or { Strictness::Below } else { Strictness::AtMost };
    *strictness == wanted && junction.contains(&Formula::Bound(turned(form), wanted))
}

fn turned(form: &Linear) -> Linear {
    form.clone().negated()
}

/// A case as far as a question asks: a value for each term.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Model {
    pub truths: BTreeMap<TermId, bool>,
    pub numbers: BTreeMap<TermId, BigRational>,
}

impl Model {
    pub fn holds(&self, id: TermId) -> bool {
        self.truths.get(&id).copied().unwrap_or_default()
    }

    pub fn value(&self, id: TermId) -> Option<&BigRational> {
        self.numbers.get(&id)
    }

    /// Numbers that no question spoke of are 0.
    pub fn amount(&self, form: &Linear) -> BigRational {
        form.coefficients.iter().fold(form.constant.clone(), |sum, (&id, coefficient)| match self.value(id) {
            Some(value) => sum + coefficient * value,
            None => sum,
        })
    }

    pub fn satisfies(&self, formula: &Formula) -> bool {
        match formula {
            Formula::True => true,
            Formula::False => false,
            Formula::Is(id) => self.holds(*id),
            Formula::Bound(form, Strictness::AtMost) => !self.amount(form).is_positive(),
            Formula::Bound(form, Strictness::Below) => self.amount(form).is_negative(),
            Formula::Not(inner) => !self.satisfies(inner),
            Formula::And(operands) => operands.iter().all(|operand| self.satisfies(operand)),
            Formula::Or(operands) => operands.iter().any(|operand| self.satisfies(operand)),
        }
    }
}
