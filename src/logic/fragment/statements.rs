//! Statements of rules as the ways in which they can fail.

use std::ops::Not;

use crate::model::across::Across;
use crate::model::json;
use crate::model::protocol::ClassId;
use crate::model::rule::{Claim, Components, Domain, Guard, Statement, StatementKind, Variable};
use crate::report::Span;

use super::Translator;
use super::formula::Formula;
use super::kinds::counts;
use super::structures::{Bound, Meaning, Scope};
use super::support::Support;
use super::term::Part;
use super::truth::Truth;

/// One way in which a rule fails: a statement, for one binding of its names.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    pub when: Formula,
    /// When the statement is judged at all, for good or bad.
    pub applies: Formula,
    /// It is one for every part of a structure; the formula speaks of the part in slot 0.
    pub part: Option<Part>,
    /// The statement as it is written.
    pub statement: String,
    /// Where it stands.
    pub span: Span,
    /// What other rules can have in common with it.
    pub(super) support: Support,
}

/// The ways in which a rule fails, and the conditions that it makes.
#[derive(Debug, Default)]
pub struct Judged {
    pub failures: Vec<Failure>,
    pub conditions: Vec<Failure>,
}

impl Failure {
    /// That the statement is judged at all, in place of that it fails.
    #[must_use]
    pub fn applying(&self) -> Failure {
        Failure { when: self.applies.clone(), ..self.clone() }
    }
}

/// Where a statement stands: what must hold for it to be judged, and the part that is bound.
#[derive(Clone)]
struct Context {
    active: Formula,
    part: Option<Part>,
}

impl Translator<'_> {
    pub fn judged(&mut self, statements: &[Statement]) -> Judged {
        let mut found = Judged::default();
        let context = Context { active: Formula::True, part: None };
        self.of_block(statements, &Scope::default(), &context, &mut found);
        found.failures.retain(|failure| failure.when != Formula::False);
        found
    }

    /// Of cases together nothing is known, but that the same statement is the same.
    pub fn across_cases(&mut self, statements: &[Statement], across: Across) -> Judged {
        let by = across.by.and_then(|id| self.view.protocol.field(id)).map(|field| field.name.clone());
        let mut found = Judged::default();
        for statement in statements {
            let truth = self.opaque_across(json::Part::Statement(statement), by.as_deref());
            found.failures.push(Failure {
                when: truth.no.clone(),
                applies: truth.applies(),
                part: None,
                statement: statement.text.clone(),
                span: statement.span,
                support: Support::default(),
            });
        }
        found
    }

    fn of_block(&mut self, statements: &[Statement], scope: &Scope, context: &Context, found: &mut Judged) {
        for statement in statements {
            self.of_statement(statement, scope, context, found);
        }
    }

    fn of_statement(&mut self, statement: &Statement, scope: &Scope, context: &Context, found: &mut Judged) {
        let fails = |when: Formula, applies: Formula| Failure {
            when: context.active.clone().and(when),
            applies: context.active.clone().and(applies),
            part: context.part.clone(),
            statement: statement.text.clone(),
            span: statement.span,
            support: Support::default(),
        };
        let condition = |when: &Formula, claim: &Claim| Failure {
            when: when.clone(),
            applies: Formula::True,
            part: context.part.clone(),
            statement: claim.text.clone(),
            span: claim.span,
            support: Support::default(),
        };
        match &statement.kind {
            StatementKind::Require { claim, guard } => {
                let guarded = self.guarded(guard.as_ref(), scope).yes;
                if let Some(guard) = guard {
                    let active = context.active.clone().and(guarded.clone());
                    found.conditions.push(condition(&active, &guard.condition));
                }
                let claim = self.claim(claim, scope);
                let applies = guarded.clone().and(claim.yes.or(claim.no.clone()));
                found.failures.push(fails(guarded.and(claim.no), applies));
            }
            StatementKind::When { guard, body } => {
                let active = context.active.clone().and(self.guarded(Some(guard), scope).yes);
                found.conditions.push(condition(&active, &guard.condition));
                self.of_block(body, scope, &Context { active, ..context.clone() }, found);
            }
            StatementKind::Each { variables, domain, filter, body } => {
                if let Some(elements) = self.elements(domain, variables, scope) {
                    for (inner, element) in elements {
                        let chosen = self.chosen(filter.as_ref(), &inner).yes;
                        let active = Formula::all([context.active.clone(), element, chosen]);
                        if let Some(filter) = filter {
                            found.conditions.push(condition(&active, filter));
                        }
                        self.of_block(body, &inner, &Context { active, ..context.clone() }, found);
                    }
                    return;
                }
                match (self.part_of(domain, scope), variables.as_slice()) {
                    (Some(part), [variable]) if context.part.is_none() && !scope.has_part() => {
                        let inner = scope.bind(variable.id, Bound::Part(part.clone()));
                        let active = context.active.clone().and(self.chosen(filter.as_ref(), &inner).yes);
                        if let Some(filter) = filter {
                            let condition = condition(&active, filter);
                            found.conditions.push(Failure { part: Some(part.clone()), ..condition });
                        }
                        self.of_block(body, &inner, &Context { active, part: Some(part) }, found);
                    }
                    _ => {
                        let truth = self.opaque_claim(json::Part::Statement(statement), scope);
                        found.failures.push(fails(truth.no.clone(), truth.applies()));
                    }
                }
            }
            StatementKind::Some { .. } | StatementKind::InEachSlice { .. } => {
                let truth = self.of_whole(statement, scope);
                found.failures.push(fails(truth.no.clone(), truth.yes.or(truth.no)));
            }
        }
    }

    fn guarded(&mut self, guard: Option<&Guard>, scope: &Scope) -> Truth {
        let Some(guard) = guard else { return Truth::of(Formula::True) };
        let truth = self.guard(&guard.condition, scope);
        if guard.negated { truth.negated() } else { truth }
    }

    fn chosen(&mut self, filter: Option<&Claim>, scope: &Scope) -> Truth {
        filter.map_or_else(|| Truth::of(Formula::True), |filter| self.guard(filter, scope))
    }

    /// What comes of a statement, where that is asked for as a whole. Outcomes of several statements combine as truths do.
    fn of_whole(&mut self, statement: &Statement, scope: &Scope) -> Truth {
        match &statement.kind {
            StatementKind::Require { claim, guard } => {
                let guard = self.guarded(guard.as_ref(), scope);
                let claim = self.claim(claim, scope);
                under(guard, claim)
            }
            StatementKind::When { guard, body } => {
                let guard = self.guarded(Some(guard), scope);
                let body = self.of_whole_block(body, scope);
                under(guard, body)
            }
            StatementKind::Each { variables, domain, filter, body } => {
                let Some(elements) = self.elements(domain, variables, scope) else {
                    return self.opaque_claim(json::Part::Statement(statement), scope);
                };
                let mut all = Vec::new();
                for (inner, element) in elements {
                    let chosen = self.chosen(filter.as_ref(), &inner).within(&element);
                    let body = self.of_whole_block(body, &inner);
                    all.push(under(chosen, body));
                }
                Truth::all(all)
            }
            StatementKind::Some { variables, domain, filter, body } => {
                let Some(elements) = self.elements(domain, variables, scope) else {
                    return self.opaque_claim(json::Part::Statement(statement), scope);
                };
                let mut candidates = Vec::new();
                let mut truths = Vec::new();
                for (inner, element) in elements {
                    let chosen = self.chosen(filter.as_ref(), &inner).within(&element);
                    let body = self.of_whole_block(body, &inner);
                    candidates.push(chosen.yes.clone().or(chosen.unknown.clone()));
                    truths.push(Truth {
                        yes: chosen.yes.clone().and(body.yes.clone()),
                        no: chosen.yes.clone().or(chosen.unknown.clone()).and(body.no),
                        unknown: chosen.yes.and(body.unknown).or(chosen.unknown.and(body.yes)),
                    });
                }
                let some = Truth::any(truths);
                Truth { no: some.no.or(Formula::any(candidates).not()), ..some }
            }
            StatementKind::InEachSlice { .. } => self.opaque_claim(json::Part::Statement(statement), scope),
        }
    }

    fn of_whole_block(&mut self, statements: &[Statement], scope: &Scope) -> Truth {
        let judged: Vec<Truth> = statements.iter().map(|statement| self.of_whole(statement, scope)).collect();
        Truth::all(judged)
    }

    /// The elements of a finite domain, each with when it is one. `None`: not finite, or outside the fragment.
    pub fn elements(
        &mut self,
        domain: &Domain,
        variables: &[Variable],
        scope: &Scope,
    ) -> Option<Vec<(Scope, Formula)>> {
        let single = |list: Vec<Bound>| -> Option<Vec<(Scope, Formula)>> {
            let [variable] = variables else { return None };
            Some(list.into_iter().map(|bound| (scope.bind(variable.id, bound), Formula::True)).collect())
        };
        match domain {
            Domain::PairsOf(inner) => {
                let [a, b] = variables else { return None };
                let members = self.members(inner)?;
                let mut pairs = Vec::new();
                for (at, first) in members.iter().enumerate() {
                    for second in members.iter().skip(at + 1) {
                        let bound = scope.bind(a.id, first.clone()).bind(b.id, second.clone());
                        pairs.push((bound, Formula::True));
                    }
                }
                Some(pairs)
            }
            Domain::ConsecutiveOf(id) => {
                let [a, b] = variables else { return None };
                let pairs = self.neighbours(*id)?.into_iter();
                let bound = |first: ClassId, second: ClassId| {
                    scope.bind(a.id, Bound::Class(first)).bind(b.id, Bound::Class(second))
                };
                Some(pairs.map(|(first, second, active)| (bound(first, second), active)).collect())
            }
            other => single(self.members(other)?),
        }
    }

    fn members(&self, domain: &Domain) -> Option<Vec<Bound>> {
        let protocol = self.view.protocol;
        let classes = |ids: Vec<ClassId>| Some(ids.into_iter().map(Bound::Class).collect());
        match domain {
            Domain::Labels => classes((0..protocol.labels.classes.len()).map(ClassId).collect()),
            Domain::Classes(ids) => classes(ids.clone()),
            Domain::Structures(members) => Some(members.iter().cloned().map(Bound::Structure).collect()),
            Domain::Sequence(id) => {
                classes(protocol.sequence(*id)?.members.iter().map(|member| member.class).collect())
            }
            Domain::Pair(id) => protocol.pair(*id).and_then(|pair| classes(vec![pair.right, pair.left])),
            _ => None,
        }
    }

    fn part_of(&self, domain: &Domain, scope: &Scope) -> Option<Part> {
        let Domain::Components(Components { of, floor, connectivity }) = domain else { return None };
        let Meaning::Tissues(tissues) = self.meaning(of, scope)? else { return None };
        Some(Part { slot: 0, of: tissues, connectivity: *connectivity, floor: counts::least(floor.as_ref()) })
    }
}

/// What a guard makes of what it guards.
fn under(guard: Truth, judged: Truth) -> Truth {
    Truth {
        yes: judged.yes.clone().and(guard.yes.clone().or(guard.unknown.clone())),
        no: judged.no.and(guard.yes.clone()),
        unknown: guard.yes.and(judged.unknown).or(guard.unknown.and(judged.yes.not())),
    }
}
