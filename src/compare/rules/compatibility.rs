//! Whether one protocol accepts all that another accepts.

use crate::compare::classes::{Difference, Kind};
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
    /// Rules that refuse an accepted case, which is at hand, and classes whose files mean something else.
    Refuted {
        rules: Vec<String>,
        classes: Vec<String>,
    },
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
    /// Whether a protocol accepts all that the other does, by its rules of severity `error` and with files as they are.
    pub fn compatible(&self, wanted: Compatibility, differences: &[Difference]) -> Compatible {
        let sides = [(wanted.binds_new(), &self.new), (wanted.binds_old(), &self.old)];
        let sides = || sides.iter().filter(|(binds, _)| *binds).map(|(_, side)| *side);
        let rules: Vec<String> = sides().flat_map(Side::refusing).collect();
        let undecided: Vec<String> = sides().flat_map(Side::perhaps_refusing).collect();
        let breaking = differences.iter().filter(|difference| breaks(difference.kind, wanted));
        let mut classes: Vec<String> = breaking
            .map(|difference| if difference.old.is_empty() { &difference.new } else { &difference.old })
            .map(|part| part.text.clone())
            .collect();
        classes.dedup();
        match (rules.is_empty() && classes.is_empty(), undecided.is_empty()) {
            (false, _) => Compatible::Refuted { rules, classes },
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

/// Whether a value in a file is not what it was.
fn breaks(kind: Kind, wanted: Compatibility) -> bool {
    match kind {
        Kind::Renumber | Kind::Meaning | Kind::Split | Kind::Merge | Kind::Scope => true,
        Kind::Removed => wanted.binds_new(),
        Kind::Added => wanted.binds_old(),
        _ => false,
    }
}

impl Side {
    /// Rules and lines of severity `error` that refuse a case which the other protocol accepts.
    pub fn refusing(&self) -> Vec<String> {
        self.named(|verdict| matches!(verdict, Verdict::NotImplied(_)))
    }

    /// Those of which that is not known.
    pub fn perhaps_refusing(&self) -> Vec<String> {
        self.named(|verdict| matches!(verdict, Verdict::Undecided(_)))
    }

    fn named(&self, is_meant: impl Fn(&Verdict) -> bool) -> Vec<String> {
        let rules = self.rules.iter().zip(&self.answers);
        let errors = rules.filter(|(rule, answer)| rule.severity == Severity::Error && is_meant(&answer.verdict));
        errors.map(|(rule, _)| rule.id.clone()).collect()
    }
}

impl std::fmt::Display for Compatible {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let list = |names: &[String]| format!("`{}`", names.join("`, `"));
        match self {
            Compatible::Proven => out.write_str("proven"),
            Compatible::Refuted { rules, classes } => {
                let both: Vec<String> = rules.iter().chain(classes).cloned().collect();
                write!(out, "refuted by {}", list(&both))
            }
            Compatible::Undecided(rules) => write!(out, "undecided for {}", list(rules)),
        }
    }
}
