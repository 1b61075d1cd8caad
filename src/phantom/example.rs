//! Examples of right and wrong: a case that a protocol accepts, and one that breaks a single rule.

use crate::check::{HeaderFacts, Outcome};
use crate::logic::anatomy::View;
use crate::logic::fragment::question::{Question, Verdict};
use crate::logic::fragment::statements::Failure;
use crate::logic::fragment::{Encoded, Theory};
use crate::logic::solver::Limits;
use crate::model::Protocol;

use super::judge::{Circumstances, Judgement, judge};
use super::witness::{Made, NotShown, witness};

/// Why there is no example.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoExample {
    #[error("no case can be accepted: the rules contradict each other")]
    Contradiction,
    #[error("there is no machine-checked rule `{0}`")]
    NoSuchRule(String),
    #[error("nothing can break it without breaking another rule: the others imply it")]
    Implied,
    #[error("it cannot be broken by a label map: what it asks for lies outside the fragment")]
    Outside,
    #[error("no label map was found that shows it: {0}")]
    NotFound(NotShown),
}

/// A label map that breaks no rule of the protocol.
///
/// # Errors
/// A protocol that contradicts itself, and one for which no label map was found.
pub fn conforming(protocol: &Protocol) -> Result<Made, NoExample> {
    let (anatomy, view) = View::alone(protocol);
    let mut theory = Theory::new(anatomy, std::slice::from_ref(&view));
    let encoded = theory.protocols.first().cloned().unwrap_or_default();
    let keeps: Vec<&Failure> = encoded.rules.iter().flat_map(|rule| &rule.failures).collect();
    let question = question(&encoded, keeps, None);
    let why = match witness(&mut theory, &question, &[&view], &mut |made| only_breaks(&view, made, &[])) {
        Ok(made) => return Ok(made),
        Err(why) => why,
    };
    match theory.whole(&question, &Limits::default()) {
        Verdict::Impossible(_) => Err(NoExample::Contradiction),
        Verdict::Possible(_) | Verdict::Undecided => Err(NoExample::NotFound(why)),
    }
}

/// A label map that breaks one rule or line of the protocol and no other.
///
/// # Errors
/// A rule that does not exist, that the others imply, or that no label map was found for.
pub fn breaking(protocol: &Protocol, id: &str) -> Result<Made, NoExample> {
    let (anatomy, view) = View::alone(protocol);
    let mut theory = Theory::new(anatomy, std::slice::from_ref(&view));
    let encoded = theory.protocols.first().cloned().unwrap_or_default();
    let Some(rule) = encoded.rules.iter().find(|rule| rule.id == id) else {
        return Err(NoExample::NoSuchRule(id.to_owned()));
    };
    let others = encoded.rules.iter().filter(|other| other.id != id);
    let keeps: Vec<&Failure> = others.flat_map(|rule| &rule.failures).collect();
    let mut reason = if rule.failures.is_empty() { NoExample::Outside } else { NoExample::Implied };
    for failure in &rule.failures {
        let question = question(&encoded, keeps.clone(), Some(failure));
        let why = match witness(&mut theory, &question, &[&view], &mut |made| only_breaks(&view, made, &[id])) {
            Ok(made) => return Ok(made),
            Err(why) => why,
        };
        if !matches!(theory.ask(&question, &Limits::default()), Verdict::Impossible(_)) {
            reason = if theory.looks_into(failure) { NoExample::NotFound(why) } else { NoExample::Outside };
        }
    }
    Err(reason)
}

fn question<'q>(encoded: &Encoded, keeps: Vec<&'q Failure>, breaks: Option<&'q Failure>) -> Question<'q> {
    Question { keeps, breaks, ignores: encoded.ignores, padded: encoded.padded }
}

/// What the validator says of a case that was made, as the first of its views sees it.
pub fn judged(view: &View<'_>, made: &Made) -> Option<Judgement> {
    judged_as(view, made, 0)
}

/// The same for one view of several.
pub fn judged_as(view: &View<'_>, made: &Made, at: usize) -> Option<Judgement> {
    let fields = made.sketch.facts.get(at).cloned().unwrap_or_default();
    let header = HeaderFacts { datatype: made.sketch.datatype.clone(), ..HeaderFacts::default() };
    judge(view, &made.phantom, &Circumstances { fields, header }).ok()
}

/// Whether just these rules and lines fail, of any severity.
fn only_breaks(view: &View<'_>, made: &Made, wanted: &[&str]) -> Result<(), String> {
    let Some(judgement) = judged(view, made) else { return Err("too large to be judged".to_owned()) };
    let failing = judgement.outcomes.iter().filter(|rule| rule.outcome == Outcome::Fail);
    let ids: Vec<&str> = failing.map(|rule| rule.id.as_str()).collect();
    if ids == wanted && (judgement.accepted() || !wanted.is_empty()) {
        return Ok(());
    }
    let messages: Vec<&str> = judgement.findings.iter().map(|finding| finding.message.as_str()).collect();
    Err(if messages.is_empty() { "it breaks nothing".to_owned() } else { messages.join("; ") })
}
