//! Decision tables: which row decides, and whether the target is as it says.

use crate::model::decision::{Decided, Decision, DecisionCell, Term};
use crate::model::field::{AllowedNumbers, FieldRef};
use crate::model::rule::{Comparison, MeasureKind, Number};

use super::Evaluator;
use super::amount::{Amount, compare};
use super::claims::within;
use super::scope::Scope;
use super::truth::{Reasons, Truth};

/// What a table says of one binding of its names.
#[derive(Debug)]
pub enum Verdict<'d> {
    /// A row, by its number, or `otherwise`.
    Decided(Option<usize>, &'d Decided),
    /// No row covers what is there.
    Uncovered,
    /// Inputs that are not known leave several rows open, which do not say the same of the target.
    Open(Reasons),
}

impl Evaluator<'_> {
    pub(super) fn decided(&self, decision: &Decision, scope: &Scope) -> Truth {
        match self.decide(decision, scope) {
            Verdict::Decided(_, decided) => self.meets(&decision.target, decided, scope),
            Verdict::Uncovered => {
                Truth::unknown(format!("no row of the table covers {}", self.inputs_shown(decision, scope)))
            }
            Verdict::Open(reasons) => Truth::Unknown(reasons),
        }
    }

    /// The first row that fits decides. Of rows that may fit, because an input is not known, all must say the same of the
    /// target.
    pub fn decide<'d>(&self, decision: &'d Decision, scope: &Scope) -> Verdict<'d> {
        let mut open: Vec<(Option<usize>, &Decided)> = Vec::new();
        let mut unknown = Reasons::new();
        let mut certain = None;
        for (at, row) in decision.rows.iter().enumerate() {
            let cells = decision.inputs.iter().zip(&row.cells).enumerate();
            let fits = cells.map(|(column, ((term, _), cell))| {
                let missing = decision.asks_for_unknown(column) && self.is_missing(term, scope);
                match cell {
                    DecisionCell::Words(_) | DecisionCell::Numbers(_) if missing => Truth::False,
                    _ => self.cell_fits(term, cell, scope),
                }
            });
            match Truth::all(fits) {
                Truth::True => {
                    certain = Some((Some(at), &row.decided));
                    break;
                }
                Truth::Unknown(reasons) => {
                    unknown.extend(reasons);
                    open.push((Some(at), &row.decided));
                }
                Truth::False | Truth::Inapplicable => {}
            }
        }
        let last = certain.or(decision.otherwise.as_ref().map(|otherwise| (None, otherwise)));
        let covered = last.is_some();
        open.extend(last);
        let Some((first, others)) = open.split_first() else { return Verdict::Uncovered };
        let truth = |decided: &Decided| self.meets(&decision.target, decided, scope);
        let alike = others.iter().all(|(_, other)| *other == first.1 || truth(other) == truth(first.1));
        match alike && (covered || unknown.is_empty()) {
            true => Verdict::Decided(first.0, first.1),
            false => Verdict::Open(unknown),
        }
    }

    fn cell_fits(&self, term: &Term, cell: &DecisionCell, scope: &Scope) -> Truth {
        match (cell, term) {
            (DecisionCell::Any, _) => Truth::True,
            (DecisionCell::Unknown, Term::Text(field)) => self.fact_given(*field, scope).negated(),
            (DecisionCell::Unknown, Term::Number(number)) => match (fact_of(number), self.number(number, scope)) {
                (Some(field), _) => self.fact_given(field, scope).negated(),
                (None, Amount::Known(_)) => Truth::False,
                (None, Amount::Inapplicable(_)) => Truth::True,
                (None, Amount::Unknown(reasons)) => Truth::Unknown(reasons),
            },
            (DecisionCell::Words(words), Term::Text(field)) => match self.fact(*field, scope) {
                Ok(value) => Truth::from(words.contains(&value.written())),
                // It may be anything, so that the row stays open.
                Err(reasons) => Truth::Unknown(reasons),
            },
            (DecisionCell::Numbers(numbers), Term::Number(number)) => {
                match self.number(number, scope) {
                    // What does not apply is no number.
                    Amount::Inapplicable(_) => Truth::False,
                    amount => among(&amount, numbers),
                }
            }
            (DecisionCell::Words(_), Term::Number(_)) | (DecisionCell::Numbers(_), Term::Text(_)) => Truth::False,
        }
    }

    /// Where a row asks for what is `unknown`, that is a value like the others.
    fn is_missing(&self, term: &Term, scope: &Scope) -> bool {
        self.cell_fits(term, &DecisionCell::Unknown, scope) == Truth::True
    }

    /// Whether the target is as a row says.
    pub fn meets(&self, target: &Term, decided: &Decided, scope: &Scope) -> Truth {
        match (decided, target) {
            (Decided::Invalid, _) => Truth::False,
            (Decided::Words(words), Term::Text(field)) => self.fact_among(*field, words, false, scope),
            (Decided::Numbers(numbers), Term::Number(number)) => among(&self.number(number, scope), numbers),
            (Decided::Same(Term::Text(other)), Term::Text(field)) => self.same_fact(*field, *other, false, scope),
            (Decided::Same(Term::Number(other)), Term::Number(number)) => {
                compare(&self.number(number, scope), Comparison::Equal, &self.number(other, scope))
            }
            _ => Truth::False,
        }
    }
}

/// The fact that a number is, if it is nothing else.
pub fn fact_of(number: &Number) -> Option<FieldRef> {
    match number {
        Number::Measure(measure) => match measure.kind {
            MeasureKind::Fact(field) => Some(field),
            _ => None,
        },
        _ => None,
    }
}

fn among(value: &Amount, numbers: &AllowedNumbers) -> Truth {
    let exact = |quantity: &crate::model::Quantity| Amount::exact(quantity.to_f64());
    match numbers {
        AllowedNumbers::Any => Truth::True,
        AllowedNumbers::Set(set) => {
            Truth::any(set.iter().map(|member| compare(value, Comparison::Equal, &exact(member))))
        }
        AllowedNumbers::Range { low, high, half_open } => {
            let (low, high) = (low.as_ref().map(exact), high.as_ref().map(exact));
            within(value, low.as_ref(), high.as_ref(), *half_open)
        }
    }
}
