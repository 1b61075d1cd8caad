//! Questions about the rules and lines of one protocol: which follow from others, and which cannot be kept together.

use std::collections::BTreeSet;

use crate::logic::View;
use crate::logic::fragment::statements::Failure;
use crate::logic::fragment::{EncodedRule, Question, Theory, Verdict};
use crate::logic::solver::Limits;
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
        let rules = encoded.map(|of| of.rules).unwrap_or_default();
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
        let kept = kept.iter().filter_map(|at| Some((*at, self.rules.get(*at)?)));
        let kept: Vec<(usize, &Failure)> =
            kept.flat_map(|(at, rule)| rule.failures.iter().map(move |failure| (at, failure))).collect();
        let keeps = kept.iter().map(|(_, failure)| *failure).collect();
        let question = Question { keeps, breaks, ignores: self.ignores, padded: self.padded };
        match self.theory.ask(&question, &Limits::default()) {
            Verdict::Possible(_) => Together::Yes,
            Verdict::Impossible(proof) if proof.check().is_ok() => {
                let places = proof.rests_on().into_iter();
                Together::No(places.filter_map(|place| kept.get(place).map(|(at, _)| *at)).collect())
            }
            Verdict::Impossible(_) | Verdict::Undecided => Together::Undecided,
        }
    }
}
