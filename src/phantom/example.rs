//! Examples of right and wrong: a case that a protocol accepts, and one that breaks a single rule.

use std::cell::OnceCell;

use crate::check::Outcome;
use crate::logic::anatomy::View;
use crate::logic::fragment::question::{Question, Verdict};
use crate::logic::fragment::statements::Failure;
use crate::logic::fragment::{Encoded, Theory};
use crate::logic::solver::Limits;
use crate::model::Protocol;
use crate::report::Severity;

use super::mend::{Effort, Tried, Wanted};
use super::search::{Search, listed};
use super::witness::Made;

/// Why there is no example.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoExample {
    #[error("no case can be accepted: the rules contradict each other")]
    Contradiction,
    #[error("there is no machine-checked rule `{0}`")]
    NoSuchRule(String),
    #[error("nothing can break it without breaking another rule: the others imply it")]
    Implied,
    #[error("it cannot be judged by a label map alone: {0}")]
    NotMeasured(String),
    #[error("whatever was tried that breaks it breaks {0} as well")]
    BreaksOthers(String),
    #[error("whatever was tried breaks a rule, the best of it {0}")]
    NearestBreaks(String),
    #[error("nothing that was tried breaks it")]
    NeverBroken,
    #[error("no label map that was tried holds what it speaks of")]
    NeverApplies,
    #[error("no label map was small enough to be judged")]
    TooLarge,
}

/// Examples of right and wrong for one protocol. What conforms is looked for once.
#[derive(Debug)]
pub struct Examples<'p> {
    protocol: &'p Protocol,
    conforming: OnceCell<Result<Made, NoExample>>,
}

impl<'p> Examples<'p> {
    pub fn new(protocol: &'p Protocol) -> Self {
        Examples { protocol, conforming: OnceCell::new() }
    }

    /// A label map that breaks no rule of the protocol.
    ///
    /// # Errors
    /// A protocol that contradicts itself, and one for which no label map was found.
    pub fn conforming(&self) -> Result<Made, NoExample> {
        self.conforming.get_or_init(|| self.accepted()).clone()
    }

    fn accepted(&self) -> Result<Made, NoExample> {
        let (anatomy, view) = View::alone(self.protocol);
        let views = std::slice::from_ref(&view);
        let mut theory = Theory::new(anatomy, views);
        let encoded = theory.protocols.first().cloned().unwrap_or_default();
        let keeps: Vec<&Failure> = encoded.rules.iter().flat_map(|rule| &rule.failures).collect();
        accepted(&mut theory, &question(&encoded, keeps, None), views, Severity::Info)
    }

    /// A label map that breaks one rule or line of the protocol and no other.
    ///
    /// # Errors
    /// A rule that does not exist, that the others imply, or that no label map was found for.
    pub fn breaking(&self, id: &str) -> Result<Made, NoExample> {
        let (anatomy, view) = View::alone(self.protocol);
        let views = std::slice::from_ref(&view);
        let mut theory = Theory::new(anatomy, views);
        let encoded = theory.protocols.first().cloned().unwrap_or_default();
        let Some(rule) = encoded.rules.iter().find(|rule| rule.id == id) else {
            return Err(NoExample::NoSuchRule(id.to_owned()));
        };
        let others = encoded.rules.iter().filter(|other| other.id != id);
        let keeps: Vec<&Failure> = others.flat_map(|rule| &rule.failures).collect();
        let mut search = Search::new(wanted(views, Some((0, id)), Severity::Info));
        let mut implied = !rule.failures.is_empty();
        for failure in &rule.failures {
            let question = question(&encoded, keeps.clone(), Some(failure));
            if let Ok(found) = search.asked(&mut theory, &question) {
                return Ok(found.made);
            }
            implied &= matches!(theory.ask(&question, &Limits::default()), Verdict::Impossible(_));
        }
        if implied {
            return Err(NoExample::Implied);
        }
        search.starts.extend(self.conforming());
        search.mended().map(|found| found.made).map_err(reason)
    }
}

/// A case for a question that all its protocols accept, as far as rules of a severity or above go.
///
/// # Errors
/// Rules that contradict each other, and ones for which no label map was found.
pub fn accepted(
    theory: &mut Theory,
    question: &Question<'_>,
    views: &[View<'_>],
    least: Severity,
) -> Result<Made, NoExample> {
    let mut search = Search::new(wanted(views, None, least));
    if let Ok(found) = search.asked(theory, question) {
        return Ok(found.made);
    }
    if let Verdict::Impossible(_) = theory.whole(question, &Limits::default()) {
        return Err(NoExample::Contradiction);
    }
    search.mended().map(|found| found.made).map_err(reason)
}

/// Of a case that all are to accept, but for one rule.
fn wanted<'w>(views: &'w [View<'w>], breaks: Option<(usize, &'w str)>, least: Severity) -> Wanted<'w> {
    Wanted { views, accepting: (0..views.len()).collect(), breaks, least, effort: Effort::THOROUGH }
}

fn question<'q>(encoded: &Encoded, keeps: Vec<&'q Failure>, breaks: Option<&'q Failure>) -> Question<'q> {
    Question { keeps, breaks, ignores: encoded.ignores, padded: encoded.padded }
}

/// Why nothing was found, by the nearest that was tried.
fn reason(nearest: Option<Tried>) -> NoExample {
    match nearest {
        None => NoExample::TooLarge,
        Some(Tried { outcome: Some(Outcome::CouldNotMeasure { reasons }), .. }) => {
            NoExample::NotMeasured(reasons.into_iter().collect::<Vec<_>>().join("; "))
        }
        Some(Tried { outcome: None, also, .. }) => NoExample::NearestBreaks(listed(&also)),
        Some(Tried { outcome: Some(Outcome::Fail), also, .. }) => NoExample::BreaksOthers(listed(&also)),
        Some(Tried { outcome: Some(Outcome::NotApplicable), .. }) => NoExample::NeverApplies,
        Some(Tried { outcome: Some(Outcome::Pass), .. }) => NoExample::NeverBroken,
    }
}
