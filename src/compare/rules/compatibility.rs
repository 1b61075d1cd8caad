//! Whether one protocol accepts all that another accepts.

use crate::report::Severity;

use super::asking::Verdict;
use super::{Comparison, Side};

/// What is asked of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Compatibility {
    /// The new protocol accepts all that the old one accepts: archives stay good.
    Archive,
    /// The old protocol accepts all that the new one accepts: who reads by the old one can go on.
    Consumer,
    /// Both.
    Full,
}

/// The answer, with the rules that it depends on, as they are called in their protocols.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Compatible {
    Proven,
    /// Rules that refuse an accepted case, which is at hand.
    Refuted(Vec<String>),
    /// Rules that may.
    Undecided(Vec<String>),
}

impl Compatibility {
    pub const ALL: [Compatibility; 3] = [Compatibility::Archive, Compatibility::Consumer, Compatibility::Full];

    pub fn word(self) -> &'static str {
        match self {
            Compatibility::Archive => "archive",
            Compatibility::Consumer => "consumer",
            Compatibility::Full => "full",
        }
    }

    /// Whether rules of the new protocol may refuse nothing that the old one accepts.
    pub fn binds_new(self) -> bool {
        self != Compatibility::Consumer
    }

    /// The converse.
    pub fn binds_old(self) -> bool {
        self != Compatibility::Archive
    }
}

impl Comparison {
    /// Whether a protocol accepts all that the other does, by its rules of severity `error`.
    pub fn compatible(&self, wanted: Compatibility) -> Compatible {
        let sides = [(wanted.binds_new(), &self.new), (wanted.binds_old(), &self.old)];
        let sides = || sides.iter().filter(|(binds, _)| *binds).map(|(_, side)| *side);
        let refuted: Vec<String> =
            sides().flat_map(|side| named(side, |verdict| matches!(verdict, Verdict::NotImplied(_)))).collect();
        let undecided: Vec<String> =
            sides().flat_map(|side| named(side, |verdict| matches!(verdict, Verdict::Undecided(_)))).collect();
        match (refuted.is_empty(), undecided.is_empty()) {
            (false, _) => Compatible::Refuted(refuted),
            (true, false) => Compatible::Undecided(undecided),
            (true, true) => Compatible::Proven,
        }
    }

    /// Questions without an answer, of both protocols and all severities.
    pub fn undecided(&self) -> usize {
        let answers = self.old.answers.iter().chain(&self.new.answers);
        answers.filter(|answer| matches!(answer.verdict, Verdict::Undecided(_))).count()
    }
}

fn named(side: &Side, is_meant: impl Fn(&Verdict) -> bool) -> Vec<String> {
    let rules = side.rules.iter().zip(&side.answers);
    let errors = rules.filter(|(rule, answer)| rule.severity == Severity::Error && is_meant(&answer.verdict));
    errors.map(|(rule, _)| rule.id.clone()).collect()
}

impl std::fmt::Display for Compatible {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let list = |rules: &[String]| format!("`{}`", rules.join("`, `"));
        match self {
            Compatible::Proven => out.write_str("proven"),
            Compatible::Refuted(rules) => write!(out, "refuted by {}", list(rules)),
            Compatible::Undecided(rules) => write!(out, "undecided for {}", list(rules)),
        }
    }
}
