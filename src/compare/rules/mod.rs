//! What the rules of one protocol mean against another.
//!
//! For every rule and line the question is whether a case that the other protocol accepts can break it. From the answers
//! follow how counterparts relate ([`relations`]), whether one protocol accepts all that the other does
//! ([`compatibility`]), and which step of the version a change asks for ([`versions`]).

pub mod asking;
pub mod codes;
pub mod compatibility;
pub mod contradiction;
mod counterparts;
mod findings;
pub mod overview;
mod questions;
mod range;
pub mod relations;
pub mod showing;
pub mod shown;
pub mod versions;

use std::collections::BTreeSet;

use crate::logic::anatomy::{Anatomy, View};
use crate::logic::fragment::{Encoded, EncodedRule, Theory};
use crate::report::Severity;

use asking::{Answer, Asking, Reason, Verdict, accepted};
use relations::{Related, relations};
use shown::{Show, Wanted};

pub use findings::findings;
pub(crate) use findings::{in_conflict, place_of};
pub use questions::questions;

/// The rules of an old and a new protocol, against each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    pub old: Side,
    pub new: Side,
    /// Every rule of both, with its counterpart.
    pub related: Vec<Related>,
}

/// One protocol of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// Its lines and rules.
    pub rules: Vec<EncodedRule>,
    /// Rules in conflict: it accepts nothing.
    pub contradiction: Option<BTreeSet<usize>>,
    /// By rule: whether what the other protocol accepts keeps it.
    pub answers: Vec<Answer>,
}

/// Compares the rules of two protocols of one anatomy.
pub fn compare(anatomy: &Anatomy, old: &View<'_>, new: &View<'_>, show: &mut dyn Show) -> Comparison {
    let mut theory = Theory::new(anatomy.clone(), &[old.clone(), new.clone()]);
    let encoded = theory.protocols.clone();
    let mut asking = Asking::new(&mut theory);
    let mut contradictions =
        encoded.iter().map(|protocol| contradiction::contradiction(&mut asking, &accepted(protocol, Severity::Error)));
    let (old_conflict, new_conflict) = (contradictions.next().flatten(), contradictions.next().flatten());
    drop(contradictions);
    let comparable = old_conflict.is_none() && new_conflict.is_none();
    let mut side = |own: usize, other: usize, contradiction: Option<BTreeSet<usize>>| {
        let (Some(of), Some(by)) = (encoded.get(own), encoded.get(other)) else {
            return Side { rules: Vec::new(), contradiction, answers: Vec::new() };
        };
        let answers = if comparable {
            answers(&mut asking, of, by, (own, other), show)
        } else {
            of.rules.iter().map(|_| contradictory()).collect()
        };
        Side { rules: of.rules.clone(), contradiction, answers }
    };
    let (old_side, new_side) = (side(0, 1, old_conflict), side(1, 0, new_conflict));
    let same_protocol = old.protocol.name == new.protocol.name;
    let related =
        if comparable { relations(&theory, &old_side, &new_side, (old, new), same_protocol) } else { Vec::new() };
    Comparison { old: old_side, new: new_side, related }
}

fn contradictory() -> Answer {
    let verdict = Verdict::Undecided(Reason::Contradiction);
    Answer { verdict, asked: Vec::new(), rests_on: BTreeSet::new(), opposed: false }
}

fn answers(
    asking: &mut Asking<'_>,
    of: &Encoded,
    by: &Encoded,
    (own, other): (usize, usize),
    show: &mut dyn Show,
) -> Vec<Answer> {
    let kept = [Severity::Info, Severity::Warning, Severity::Error].map(|severity| accepted(by, severity));
    let [infos, warnings, errors] = &kept;
    let judge = |rule: &EncodedRule| {
        let kept = match rule.severity {
            Severity::Error => errors,
            Severity::Warning => warnings,
            Severity::Info => infos,
        };
        asking.judge(kept, rule, Wanted { accepting: other, rejecting: own, severity: rule.severity }, show)
    };
    of.rules.iter().map(judge).collect()
}

#[cfg(test)]
mod tests;
