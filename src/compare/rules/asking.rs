//! Asks whether a case that one protocol accepts can break a rule of another, failure by failure.

use std::collections::BTreeSet;

use crate::logic::fragment::statements::Failure;
use crate::logic::fragment::{Encoded, EncodedRule, Question, Theory, Verdict as Solved};
use crate::logic::solver::Limits;
use crate::report::Severity;

use super::shown::{Show, Shown, Unshown, Wanted};

/// How many ways to break a rule are tried, until a label file shows one.
const TRIES: usize = 4;

/// What became of a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    pub verdict: Verdict,
    /// One for each way in which the rule can fail.
    pub asked: Vec<Found>,
    /// The rules of the other protocol that the proofs rest on, by their places.
    pub rests_on: BTreeSet<usize>,
    /// No case that the other protocol accepts, and that the rule judges, passes it.
    pub opposed: bool,
}

/// Whether the cases that a protocol accepts keep a rule of the other.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// Each of them does; every proof has been checked.
    Implied,
    /// Here is one that does not.
    NotImplied(Shown),
    Undecided(Reason),
}

/// Why a question has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// What bears on it is not looked into.
    Opaque,
    /// A limit of steps was reached.
    Limit,
    /// The checker did not accept the proof.
    Rejected,
    /// There is a case as far as rules and axioms go, but no label file could be made of it.
    NoFile,
    /// The same, and all the work that one question is given was done before.
    Work,
    /// One of the protocols accepts nothing, so that everything would follow.
    Contradiction,
}

/// What was found of one way to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    Impossible,
    Possible,
    GaveUp,
    /// Said to be impossible, with a proof that the checker does not accept.
    Rejected,
}

/// A failure that accepted cases do not have, and the place of its rule.
pub type Kept<'e> = (usize, &'e Failure);

/// Asks questions of one theory.
pub struct Asking<'a> {
    pub theory: &'a mut Theory,
    pub ignores: bool,
    pub padded: bool,
}

impl<'a> Asking<'a> {
    pub fn new(theory: &'a mut Theory) -> Self {
        let ignores = theory.protocols.iter().any(|protocol| protocol.ignores);
        let padded = theory.protocols.iter().any(|protocol| protocol.padded);
        Asking { theory, ignores, padded }
    }

    fn question<'e>(&self, kept: &[Kept<'e>], breaks: Option<&'e Failure>) -> Question<'e> {
        let keeps = kept.iter().map(|(_, failure)| *failure).collect();
        Question { keeps, breaks, ignores: self.ignores, padded: self.padded }
    }

    /// Whether a case can have none of some failures, and another one; if it cannot, the rules that this rests on.
    pub fn ask(&mut self, kept: &[Kept<'_>], breaks: Option<&Failure>) -> (Found, BTreeSet<usize>) {
        let question = self.question(kept, breaks);
        match self.theory.ask(&question, &Limits::default()) {
            Solved::Impossible(proof) if proof.check().is_ok() => {
                let rules = proof.rests_on().into_iter().filter_map(|at| kept.get(at).map(|(rule, _)| *rule));
                (Found::Impossible, rules.collect())
            }
            Solved::Impossible(_) => (Found::Rejected, BTreeSet::new()),
            Solved::Possible(_) => (Found::Possible, BTreeSet::new()),
            Solved::Undecided => (Found::GaveUp, BTreeSet::new()),
        }
    }

    /// What cases without some failures make of a rule.
    pub fn judge(&mut self, kept: &[Kept<'_>], rule: &EncodedRule, wanted: Wanted, show: &mut dyn Show) -> Answer {
        let mut asked = Vec::new();
        let mut rests_on = BTreeSet::new();
        let mut shown = None;
        let mut tries = 0;
        let mut reason = None;
        for failure in &rule.failures {
            let (found, rules) = self.ask(kept, Some(failure));
            asked.push(found);
            rests_on.extend(rules);
            let why = match found {
                Found::Impossible => continue,
                Found::Possible if shown.is_some() => continue,
                Found::Possible => {
                    let mut why = if self.theory.looks_into(failure) { Reason::NoFile } else { Reason::Opaque };
                    if tries < TRIES {
                        tries += 1;
                        let question = self.question(kept, Some(failure));
                        match show.show(self.theory, &question, wanted, rule) {
                            Ok(found) => shown = Some(found),
                            Err(Unshown::TooMuchWork) => why = Reason::Work,
                            Err(Unshown::NotFound) => {}
                        }
                    }
                    why
                }
                Found::GaveUp => Reason::Limit,
                Found::Rejected => Reason::Rejected,
            };
            reason = reason.or(Some(why));
        }
        let verdict = match (shown, reason) {
            (Some(shown), _) => Verdict::NotImplied(shown),
            (None, Some(reason)) => Verdict::Undecided(reason),
            (None, None) => Verdict::Implied,
        };
        let opposed = matches!(verdict, Verdict::NotImplied(_)) && self.is_opposed(kept, rule);
        Answer { verdict, asked, rests_on, opposed }
    }

    /// Whether no case without some failures, that a rule judges, passes the rule.
    fn is_opposed(&mut self, kept: &[Kept<'_>], rule: &EncodedRule) -> bool {
        let own = rule.failures.iter().map(|failure| (usize::MAX, failure));
        let passing: Vec<Kept<'_>> = kept.iter().copied().chain(own).collect();
        rule.failures.iter().all(|failure| self.ask(&passing, Some(&failure.applying())).0 == Found::Impossible)
    }
}

/// What cases that a protocol accepts do not have: no failure of a rule or line of at least this severity.
pub fn accepted(protocol: &Encoded, severity: Severity) -> Vec<Kept<'_>> {
    let rules = protocol.rules.iter().enumerate().filter(|(_, rule)| rule.severity >= severity);
    rules.flat_map(|(at, rule)| rule.failures.iter().map(move |failure| (at, failure))).collect()
}
