//! How a rule relates to its counterpart.

use crate::logic::anatomy::View;
use crate::logic::fragment::Theory;

use super::Side;
use super::asking::{Answer, Verdict};
use super::counterparts::counterparts;
use super::range::refused;

/// A rule of each protocol, or of one alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    pub relation: Relation,
    /// The places of the rules in their protocols.
    pub old: Option<usize>,
    pub new: Option<usize>,
    /// What the new rule refuses and the old one does not, where both bound one measure: "a `volume(liver)` below 600 mL".
    pub refuses: Option<String>,
    /// What the old rule refused and the new one does not.
    pub accepts: Option<String>,
}

/// What the new rule is beside the old one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// Neither refuses what the other protocol accepts.
    Same,
    /// It refuses what was accepted.
    Tightened,
    /// What the old one refused is accepted.
    Loosened,
    /// Both.
    Shifted,
    /// It has no counterpart.
    Added,
    /// The old one has none.
    Removed,
    /// Cases that the one protocol accepts never pass the rule of the other.
    Opposed,
    /// A question that it depends on is undecided.
    Undecided,
}

impl Relation {
    pub fn word(self) -> &'static str {
        match self {
            Relation::Same => "same",
            Relation::Tightened => "tightened",
            Relation::Loosened => "loosened",
            Relation::Shifted => "shifted",
            Relation::Added => "added",
            Relation::Removed => "removed",
            Relation::Opposed => "opposed",
            Relation::Undecided => "undecided",
        }
    }
}

/// Every rule of both protocols once: those of the new one in their order, then what was removed.
pub(super) fn relations(
    theory: &Theory,
    old: &Side,
    new: &Side,
    views: (&View<'_>, &View<'_>),
    by_id: bool,
) -> Vec<Related> {
    let pairs = counterparts(theory, old, new, views, by_id);
    let mut related = Vec::new();
    for (b, answer) in new.answers.iter().enumerate() {
        let a = pairs.iter().find(|(_, right)| *right == b).map(|(left, _)| *left);
        let relation = match a.and_then(|a| old.answers.get(a)) {
            Some(old) => of_pair(old, answer),
            None if answer.opposed => Relation::Opposed,
            None => Relation::Added,
        };
        related.push(Related { relation, old: a, new: Some(b), refuses: None, accepts: None });
    }
    for a in (0..old.answers.len()).filter(|a| pairs.iter().all(|(left, _)| left != a)) {
        related.push(Related { relation: Relation::Removed, old: Some(a), new: None, refuses: None, accepts: None });
    }
    for pair in &mut related {
        let left = pair.old.and_then(|at| Some((old.rules.get(at)?, views.0.protocol)));
        let right = pair.new.and_then(|at| Some((new.rules.get(at)?, views.1.protocol)));
        pair.refuses = right.and_then(|rule| refused(&theory.vocabulary, rule, left));
        pair.accepts = left.and_then(|rule| refused(&theory.vocabulary, rule, right));
    }
    related
}

fn of_pair(old: &Answer, new: &Answer) -> Relation {
    if old.opposed || new.opposed {
        return Relation::Opposed;
    }
    match (&old.verdict, &new.verdict) {
        (Verdict::Undecided(_), _) | (_, Verdict::Undecided(_)) => Relation::Undecided,
        (Verdict::Implied, Verdict::Implied) => Relation::Same,
        (Verdict::Implied, Verdict::NotImplied(_)) => Relation::Tightened,
        (Verdict::NotImplied(_), Verdict::Implied) => Relation::Loosened,
        (Verdict::NotImplied(_), Verdict::NotImplied(_)) => Relation::Shifted,
    }
}
