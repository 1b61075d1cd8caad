//! Questions about the rules and lines of one protocol: which follow from others, and which cannot be kept together.

use std::collections::BTreeSet;

use crate::logic::View;
use crate::logic::fragment::statements::Failure;
use crate::logic::fragment::{EncodedRule, Question, Theory, Verdict};
use crate::logic::solver::{Limits, Origin as Cause};
use crate::model::Protocol;
use crate::report::Severity;

/// A protocol as formulas, with what may be asked of it.
#[derive(Debug, Clone)]
pub struct Reasoner {
    theory: Theory,
    rules: Vec<EncodedRule>,
    ignores: bool,
    padded: bool,
}

/// Whether a rule follows from others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Implied {
    /// From these; the certificate has been checked.
    Yes(BTreeSet<usize>),
    No,
    Undecided,
}

/// Whether some case keeps all of some rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Together {
    Yes,
    /// None does, and these are to blame; the certificate has been checked.
    No(BTreeSet<usize>),
    Undecided,
}

impl Reasoner {
    pub fn new(protocol: &Protocol) -> Reasoner {
        let (anatomy, view) = View::alone(protocol);
        let mut theory = Theory::new(anatomy, &[view]);
        let encoded = theory.protocols.pop();
        let (ignores, padded) = encoded.as_ref().map_or((false, false), |of| (of.ignores, of.padded));
        let mut rules = encoded.map(|of| of.rules).unwrap_or_default();
        // What a proof rests on is told by the number of the rule.
        for (at, rule) in rules.iter_mut().enumerate() {
            rule.failures.iter_mut().for_each(|failure| failure.statement = mark(at));
        }
        Reasoner { theory, rules, ignores, padded }
    }

    /// Case lines, label lines, image lines and rules, in this order.
    pub fn rules(&self) -> &[EncodedRule] {
        &self.rules
    }

    /// The rules and lines that must be kept wherever a rule of this severity is asked about: those no less severe.
    pub fn as_severe(&self, severity: Severity) -> BTreeSet<usize> {
        let severe = self.rules.iter().enumerate().filter(|(_, rule)| rule.severity >= severity);
        severe.map(|(at, _)| at).collect()
    }

    /// Whether a rule follows from others.
    pub fn implied(&mut self, rule: usize, by: &BTreeSet<usize>) -> Implied {
        let Some(asked) = self.rules.get(rule) else { return Implied::Undecided };
        let mut used = BTreeSet::new();
        let mut sure = true;
        for failure in asked.failures.clone() {
            match self.ask(by, Some(&failure)) {
                Together::Yes => return Implied::No,
                Together::No(blamed) => used.extend(blamed.into_iter().filter(|at| *at != rule)),
                Together::Undecided => sure = false,
            }
        }
        if sure { Implied::Yes(used) } else { Implied::Undecided }
    }

    /// Whether a case can keep all of these.
    pub fn together(&mut self, rules: &BTreeSet<usize>) -> Together {
        self.ask(rules, None)
    }

    fn ask(&mut self, kept: &BTreeSet<usize>, breaks: Option<&Failure>) -> Together {
        let keeps = kept.iter().filter_map(|at| self.rules.get(*at)).flat_map(|rule| &rule.failures).collect();
        let question = Question { keeps, breaks, ignores: self.ignores, padded: self.padded };
        match self.theory.ask(&question, &Limits::default()) {
            Verdict::Possible(_) => Together::Yes,
            Verdict::Impossible(proof) if proof.check().is_ok() => {
                let origins = proof.certificate.origins(&proof.problem.problem);
                let blamed = origins.into_iter().filter_map(|Cause(at)| {
                    let origin = proof.problem.origins.get(usize::try_from(at).ok()?)?;
                    kept.iter().copied().find(|at| *origin == mark(*at))
                });
                Together::No(blamed.collect())
            }
            Verdict::Impossible(_) | Verdict::Undecided => Together::Undecided,
        }
    }
}

fn mark(at: usize) -> String {
    format!("rule {at}")
}
