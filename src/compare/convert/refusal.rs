//! Why label files are not converted.

use std::collections::BTreeSet;

use crate::compare::classes::{Cost, Difference, Kind};
use crate::compare::findings::sentence;
use crate::model::protocol::ClassId;

use super::Conversion;

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A value that the old protocol does not declare.
    Undeclared(i64),
    /// The file of a class that the old protocol does not declare.
    UndeclaredClass(String),
    Costs(Difference),
    /// The new class is a file of its own and has no value.
    NoValue {
        old: String,
        new: String,
    },
    /// Several files would become one.
    Joined(String),
    /// Several values of one class become one.
    Collapsed {
        class: String,
        values: (i64, i64),
        new: i64,
    },
}

impl Conversion<'_> {
    /// Differences that cost more than was accepted, of the classes that a case holds.
    pub(super) fn refused(&self, held: &BTreeSet<ClassId>, ignores: bool) -> Vec<Refusal> {
        let put: BTreeSet<ClassId> = self.accepted.put.iter().filter_map(|put| put.class).collect();
        let mut found = Vec::new();
        for difference in &self.differences {
            let concerned: Vec<&ClassId> = difference.old.classes.iter().filter(|class| held.contains(class)).collect();
            let applies = match difference.kind {
                // They follow from other differences, or do not concern voxels.
                Kind::Meaning | Kind::Presence | Kind::Geometry | Kind::Renumber | Kind::Name | Kind::Permuted => false,
                // An undeclared value is refused by itself.
                Kind::Completeness if difference.old.classes.is_empty() => false,
                Kind::Encoding => ignores && !self.put_ignored && difference.forward == Cost::ReAnnotation,
                Kind::Added => !self.accepted.incomplete,
                _ => concerned.iter().any(|class| !put.contains(class)),
            };
            let accepted =
                difference.forward == Cost::Lossless || difference.forward == Cost::Lossy && self.accepted.lossy;
            if applies && !accepted {
                found.push(Refusal::Costs(difference.clone()));
            }
        }
        found
    }
}

impl Refusal {
    /// In one clause.
    pub fn reason(&self) -> String {
        match self {
            Refusal::Undeclared(value) => {
                format!("it holds the value {value}, which the old protocol does not declare")
            }
            Refusal::UndeclaredClass(name) => format!("`{name}` is no class of the old protocol"),
            Refusal::Costs(difference) => {
                let cost = match difference.forward {
                    // They could be found, but values say nothing of sizes.
                    Cost::Lossy if difference.kind == Kind::Threshold => "parts that are too small for it would stay",
                    Cost::ReAnnotation => "somebody must draw it anew",
                    _ => "something is lost",
                };
                format!("{}, so that {cost}", sentence(difference))
            }
            Refusal::NoValue { old, new } => {
                format!("`{old}` becomes `{new}`, which is a file of its own and has no value")
            }
            Refusal::Joined(new) => format!("several files would become the one of `{new}`"),
            Refusal::Collapsed { class, values: (a, b), new } => {
                format!("the values {a} and {b} of `{class}` would both become {new}")
            }
        }
    }

    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Refusal::Undeclared(_) | Refusal::UndeclaredClass(_) => {
                "check the file against the old protocol first: voxlint check --protocol OLD"
            }
            Refusal::Costs(difference) => match (difference.kind, difference.forward) {
                (Kind::Added, _) => {
                    "`--accept incomplete` leaves new classes empty; declare with --equate if it was there under another name"
                }
                (Kind::Encoding, _) => "`--put ignore=background` or another class says what becomes of ignored voxels",
                (_, Cost::Lossy) => "`--accept lossy` goes on; the old files stay as they are",
                _ => "`--put OLD=NEW` says what becomes of a class; --equate declares what is the same",
            },
            Refusal::NoValue { .. } => "give the class a value in the new protocol",
            Refusal::Joined(_) => "join the masks first",
            Refusal::Collapsed { .. } => "`--accept lossy` goes on; the old files stay as they are",
        }
    }
}
