//! Statements to outcomes, keeping what failed so that it can be explained.

use crate::model::rule::{Claim, Domain, Guard, Statement, StatementKind, Structure, Variable};
use crate::report::Plane;

use super::Evaluator;
use super::domains::Elements;
use super::scope::Scope;
use super::structures::Subject;
use super::truth::{Reasons, Truth};
use crate::check::outcome::Outcome;

/// Failures kept per rule; the others are counted.
pub const KEPT: usize = 100;

/// What came of a statement, or of several.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged<'p> {
    pub outcome: Outcome,
    pub failures: Vec<Failure<'p>>,
    /// Failing bindings that are not among the failures.
    pub more: usize,
}

/// One statement that one binding of its names does not meet.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure<'p> {
    pub statement: &'p Statement,
    pub scope: Scope,
    pub what: Failed<'p>,
    /// In a slice scope: all the slices that fail, the first of which is the scope's.
    pub slices: Vec<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Failed<'p> {
    Claim(&'p Claim),
    /// `some` over nothing.
    NothingThere,
    /// `some` over this many, none of which meets the body.
    None(usize),
}

impl Judged<'_> {
    fn of(outcome: Outcome) -> Self {
        Judged { outcome, failures: Vec::new(), more: 0 }
    }
}

impl<'p> Judged<'p> {
    fn and(mut self, other: Judged<'p>) -> Judged<'p> {
        self.outcome = self.outcome.and(other.outcome);
        let room = KEPT.saturating_sub(self.failures.len());
        self.more += other.more + other.failures.len().saturating_sub(room);
        self.failures.extend(other.failures.into_iter().take(room));
        self
    }

    /// A failure under a guard that does not hold, or may not, is none. What a guard keeps out is not even judged: it may
    /// be dear to measure.
    fn under(guard: Truth, judge: impl FnOnce() -> Judged<'p>) -> Judged<'p> {
        if matches!(guard, Truth::False | Truth::Inapplicable) {
            return Judged::of(Outcome::NotApplicable);
        }
        let judged = judge();
        let outcome = judged.outcome.guarded(guard);
        if outcome == Outcome::Fail { Judged { outcome, ..judged } } else { Judged::of(outcome) }
    }

    fn unknown(reasons: Reasons) -> Judged<'p> {
        Judged::of(Outcome::CouldNotMeasure { reasons })
    }
}

impl<'p> Evaluator<'p> {
    pub fn block(&self, statements: &'p [Statement], scope: &Scope) -> Judged<'p> {
        let judged = statements.iter().map(|statement| self.statement(statement, scope));
        judged.fold(Judged::of(Outcome::NotApplicable), Judged::and)
    }

    fn statement(&self, statement: &'p Statement, scope: &Scope) -> Judged<'p> {
        match &statement.kind {
            StatementKind::Require { claim, guard } => {
                let judge = || {
                    let guard = guard.as_ref().map_or(Truth::True, |guard| self.guard_holds(guard, scope));
                    Judged::under(guard, || {
                        let mut judged = Judged::of(Outcome::from(self.claim(claim, scope)));
                        if judged.outcome == Outcome::Fail {
                            judged.failures.push(self.failure(statement, scope, Failed::Claim(claim)));
                        }
                        judged
                    })
                };
                self.listing(&statement.text, claim, judge, |judged| &judged.outcome)
            }
            StatementKind::Each { variables, domain, filter, body } => {
                self.each(variables, domain, filter.as_ref(), body, scope)
            }
            StatementKind::Some { variables, domain, filter, body } => {
                self.some(statement, (variables, domain, filter.as_ref()), body, scope)
            }
            StatementKind::When { guard, body } => {
                Judged::under(self.guard_holds(guard, scope), || self.block(body, scope))
            }
            StatementKind::InEachSlice { plane, of, body } => self.in_each_slice(*plane, of, body, scope),
        }
    }

    fn guard_holds(&self, guard: &Guard, scope: &Scope) -> Truth {
        let truth = self.guard(&guard.condition, scope);
        if guard.negated { truth.negated() } else { truth }
    }

    fn each(
        &self,
        variables: &'p [Variable],
        domain: &'p Domain,
        filter: Option<&'p Claim>,
        body: &'p [Statement],
        scope: &Scope,
    ) -> Judged<'p> {
        let elements = match self.elements(domain, scope) {
            Ok(elements) => elements,
            Err(reasons) => return Judged::unknown(reasons),
        };
        let judged = elements.list.iter().map(|element| {
            let inner = scope.bind(variables, element);
            let chosen = filter.map_or(Truth::True, |filter| self.guard(filter, &inner));
            Judged::under(chosen, || self.block(body, &inner))
        });
        let whole = judged.fold(Judged::of(Outcome::NotApplicable), Judged::and);
        match elements.cut_short() {
            Some(reason) => whole.and(Judged::unknown(Reasons::from([reason]))),
            None => whole,
        }
    }

    fn some(
        &self,
        statement: &'p Statement,
        (variables, domain, filter): (&'p [Variable], &'p Domain, Option<&'p Claim>),
        body: &'p [Statement],
        scope: &Scope,
    ) -> Judged<'p> {
        let elements = match self.elements(domain, scope) {
            Ok(elements) => elements,
            Err(reasons) => return Judged::unknown(reasons),
        };
        let Elements { list, .. } = &elements;
        let mut candidates = 0;
        let mut truths = Vec::new();
        for element in list {
            let inner = scope.bind(variables, element);
            let chosen = filter.map_or(Truth::True, |filter| self.guard(filter, &inner));
            if matches!(chosen, Truth::False | Truth::Inapplicable) {
                continue;
            }
            candidates += 1;
            truths.push(match self.block(body, &inner).outcome {
                Outcome::Pass => chosen,
                Outcome::Fail => Truth::False,
                Outcome::NotApplicable => Truth::Inapplicable,
                Outcome::CouldNotMeasure { reasons } => Truth::Unknown(reasons),
            });
        }
        if let Some(reason) = elements.cut_short() {
            truths.push(Truth::unknown(reason));
        }
        let outcome = if truths.is_empty() { Outcome::Fail } else { Outcome::from(Truth::any(truths)) };
        let mut judged = Judged::of(outcome);
        if judged.outcome == Outcome::Fail {
            let what = if candidates == 0 { Failed::NothingThere } else { Failed::None(candidates) };
            judged.failures.push(self.failure(statement, scope, what));
        }
        judged
    }

    /// Over the slices that hold the structure. Failures of one statement in several slices are one failure: a fault
    /// through forty slices is one fault.
    fn in_each_slice(&self, plane: Plane, of: &Structure, body: &'p [Statement], scope: &Scope) -> Judged<'p> {
        let shape = match self.subject(of, scope) {
            Subject::Present(shape) => shape,
            Subject::Empty(_) | Subject::AbsentOptional | Subject::AbsentRequired => {
                return Judged::of(Outcome::NotApplicable);
            }
            Subject::Unknown(reasons) => return Judged::unknown(reasons),
        };
        let slices = match self.facts.slices(&shape, plane) {
            Ok(slices) => slices,
            Err(error) => return Judged::unknown(self.reasons(&error, &[of], scope)),
        };
        let mut whole = Judged::of(Outcome::NotApplicable);
        for slice in slices {
            let judged = self.block(body, &scope.in_slice(plane, slice));
            whole.outcome = whole.outcome.and(judged.outcome);
            whole.more += judged.more;
            for failure in judged.failures {
                let same = |known: &&mut Failure<'p>| {
                    std::ptr::eq(known.statement, failure.statement)
                        && known.scope.bindings().eq(failure.scope.bindings())
                };
                let room = whole.failures.len() < KEPT;
                match whole.failures.iter_mut().find(same) {
                    Some(known) => known.slices.extend(failure.slices),
                    None if room => whole.failures.push(failure),
                    None => whole.more += 1,
                }
            }
        }
        whole
    }

    fn failure(&self, statement: &'p Statement, scope: &Scope, what: Failed<'p>) -> Failure<'p> {
        let slices = scope.slice.iter().map(|&(_, index)| index).collect();
        Failure { statement, scope: scope.clone(), what, slices }
    }
}
