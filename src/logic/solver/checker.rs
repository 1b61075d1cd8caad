//! Verifies certificates. Shares no code with what makes them: it knows problems, certificates and exact arithmetic.
//!
//! Whatever it is given, it answers: a certificate that is wrong, cut short or made for another problem is rejected with the
//! step that does not hold.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

use super::atom::Atom;
use super::certificate::{Certificate, Reason, Step};
use super::linear::Number;
use super::literal::Literal;
use super::problem::Problem;

/// The first step of a certificate that does not hold, counted from 0; splits that do not hold are at step 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("step {step} of the proof does not hold: {why}")]
pub struct Rejected {
    pub step: usize,
    pub why: Why,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    #[error("a split is not one of integers")]
    BadSplit,
    #[error("a literal has no variable")]
    UnknownLiteral,
    #[error("a clause is named that is not there yet")]
    UnknownClause,
    #[error("a named clause neither propagates nor fails")]
    NotUnit,
    #[error("the named clauses do not lead to a conflict")]
    NoConflict,
    #[error("clauses are named after the conflict")]
    AfterConflict,
    #[error("there is not one positive multiplier for each literal")]
    BadMultipliers,
    #[error("a literal is no linear constraint")]
    NoConstraint,
    #[error("the constraints do not add up to a contradiction")]
    NoContradiction,
    #[error("the last clause is not empty")]
    NotEmpty,
}

/// Whether the certificate proves that the problem has no solution.
pub fn check(problem: &Problem, certificate: &Certificate) -> Result<(), Rejected> {
    let at = |step| move |why| Rejected { step, why };
    let split_bounds = split_bounds(problem, certificate).map_err(at(0))?;
    let mut proof = Proof { problem, certificate, split_bounds, proved: &[] };
    for (index, step) in certificate.steps.iter().enumerate() {
        proof.proved = certificate.steps.get(..index).unwrap_or_default();
        proof.check(step).map_err(at(index))?;
    }
    match certificate.steps.last() {
        Some(step) if step.clause.is_empty() => Ok(()),
        _ => Err(Rejected { step: certificate.steps.len().saturating_sub(1), why: Why::NotEmpty }),
    }
}

/// Bounds of the splits as rationals. A split must be a whole sum of integers, so that nothing lies between `bound` and
/// `bound + 1`.
fn split_bounds(problem: &Problem, certificate: &Certificate) -> Result<Vec<BigRational>, Why> {
    let of_integers = |(number, _): &(Number, BigInt)| problem.is_integer(*number);
    let is_sound =
        certificate.splits.iter().all(|split| split.form.is_integer && split.form.terms.iter().all(of_integers));
    let bounds = certificate.splits.iter().map(|split| BigRational::from_integer(split.bound.clone()));
    if is_sound { Ok(bounds.collect()) } else { Err(Why::BadSplit) }
}

/// A problem and what has been proved of it so far.
struct Proof<'a> {
    problem: &'a Problem,
    certificate: &'a Certificate,
    split_bounds: Vec<BigRational>,
    proved: &'a [Step],
}

impl Proof<'_> {
    fn check(&self, step: &Step) -> Result<(), Why> {
        let variables = self.problem.variable_count() + self.certificate.splits.len();
        if step.clause.iter().any(|literal| literal.variable() >= variables) {
            return Err(Why::UnknownLiteral);
        }
        match &step.reason {
            Reason::Propagation(hints) => self.propagates(&step.clause, hints),
            Reason::Farkas(multipliers) => self.contradicts(&step.clause, multipliers),
        }
    }

    fn clause(&self, index: usize) -> Option<&[Literal]> {
        match index.checked_sub(self.problem.clause_count()) {
            None => self.problem.clause(index).map(|(clause, _)| clause),
            Some(step) => self.proved.get(step).map(|step| step.clause.as_slice()),
        }
    }

    /// Takes all literals of the clause to be false, and goes through the hints to a conflict.
    fn propagates(&self, clause: &[Literal], hints: &[usize]) -> Result<(), Why> {
        let mut is_false: BTreeSet<Literal> = clause.iter().copied().collect();
        let mut hints = hints.iter();
        while let Some(hint) = hints.next() {
            let named = self.clause(*hint).ok_or(Why::UnknownClause)?;
            let mut left = named.iter().filter(|literal| !is_false.contains(literal));
            match (left.next(), left.next()) {
                (None, _) if hints.next().is_none() => return Ok(()),
                (None, _) => return Err(Why::AfterConflict),
                // Its one literal left must not be true already: then the clause says nothing new.
                (Some(unit), None) if !is_false.contains(&!*unit) => is_false.insert(!*unit),
                _ => return Err(Why::NotUnit),
            };
        }
        Err(Why::NoConflict)
    }

    /// Adds up the contraries of the literals, each times its multiplier: the sum must be `0 <= c` or `0 < c` and fail.
    fn contradicts(&self, clause: &[Literal], multipliers: &[BigInt]) -> Result<(), Why> {
        if clause.len() != multipliers.len() || multipliers.iter().any(|multiplier| !multiplier.is_positive()) {
            return Err(Why::BadMultipliers);
        }
        let mut sum: BTreeMap<Number, BigInt> = BTreeMap::new();
        let mut bound = BigRational::zero();
        let mut is_strict = false;
        for (literal, multiplier) in clause.iter().zip(multipliers) {
            let atom = self.atom(literal.variable()).ok_or(Why::NoConstraint)?;
            // The contrary of the literal is `form <= b` (or `<`) if the literal is negated, else `form >= b` (or `>`).
            let factor = if literal.is_negated() { multiplier.clone() } else { -multiplier };
            for (number, coefficient) in &atom.form.terms {
                *sum.entry(*number).or_default() += coefficient * &factor;
            }
            let (limit, strict) = if literal.is_negated() { (atom.bound.clone(), atom.is_strict) } else { above(atom) };
            bound += limit * &factor;
            is_strict |= strict;
        }
        let fails = if is_strict { !bound.is_positive() } else { bound.is_negative() };
        if fails && sum.values().all(Zero::is_zero) { Ok(()) } else { Err(Why::NoContradiction) }
    }

    fn atom(&self, variable: usize) -> Option<Atom<'_>> {
        let Some(index) = variable.checked_sub(self.problem.variable_count()) else {
            return self.problem.atom(variable);
        };
        let split = self.certificate.splits.get(index)?;
        Some(Atom { form: &split.form, bound: self.split_bounds.get(index)?, is_strict: false })
    }
}

/// The least value, and whether it is itself excluded, where the atom does not hold. Integers go up by one.
fn above(atom: Atom) -> (BigRational, bool) {
    if atom.form.is_integer { (atom.bound + BigRational::one(), false) } else { (atom.bound.clone(), !atom.is_strict) }
}
