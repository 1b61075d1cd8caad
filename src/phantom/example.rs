//! Examples of right and wrong: a case that a protocol accepts, and one that breaks a single rule.

use std::sync::OnceLock;

use crate::check::Outcome;
use crate::logic::anatomy::View;
use crate::logic::fragment::question::{Question, Verdict};
use crate::logic::fragment::statements::Failure;
use crate::logic::fragment::{Encoded, Theory};
use crate::logic::solver::Limits;
use crate::model::Protocol;
use crate::report::Severity;

use super::judge::judged_as;
use super::mend::{Aim, Effort, Wanted};
use super::portrait::portrait;
use super::search::{Search, listed};
use super::trial::{Ledger, Tried};
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
    #[error(
        "no label map could be judged with the work that there is, most of which was for `{0}`; allow coarser voxels or smaller structures"
    )]
    TooMuchWork(String),
}

/// Examples of right and wrong for one protocol. What conforms is looked for once.
#[derive(Debug)]
pub struct Examples<'p> {
    protocol: &'p Protocol,
    effort: Effort,
    conforming: OnceLock<Result<Made, NoExample>>,
    portrait: OnceLock<Option<Made>>,
}

impl<'p> Examples<'p> {
    pub fn new(protocol: &'p Protocol) -> Self {
        Examples::within(protocol, Effort::THOROUGH)
    }

    /// Examples that are looked for no longer than this, each.
    pub fn within(protocol: &'p Protocol, effort: Effort) -> Self {
        Examples { protocol, effort, conforming: OnceLock::new(), portrait: OnceLock::new() }
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
        accepted_within(&mut theory, &question(&encoded, keeps, None), views, Severity::Info, self.effort)
    }

    /// The same, as fit to be looked at as it can be.
    fn portrait(&self) -> Option<Made> {
        let made = || {
            let (_, view) = View::alone(self.protocol);
            let wanted = wanted(std::slice::from_ref(&view), None, self.effort);
            self.conforming().ok().map(|made| portrait(&wanted, made))
        };
        self.portrait.get_or_init(made).clone()
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
        let wanted = wanted(views, Some((id, Aim::Broken)), self.effort);
        let mut search = Search::new(&wanted);
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
        search.mended().map(|found| found.made).map_err(|nearest| reason(nearest, &search))
    }

    /// A label map that breaks one rule and no other beside one that breaks none, as alike as can be.
    ///
    /// # Errors
    /// Those of [`Examples::breaking`].
    pub fn contrast(&self, id: &str) -> Result<Contrast, NoExample> {
        let (_, view) = View::alone(self.protocol);
        let views = std::slice::from_ref(&view);
        // Edits of one case leave all but the fault as it is.
        let edited = |aim: Aim, starts: Vec<Made>| {
            let wanted = wanted(views, Some((id, aim)), Effort::NEAR);
            wanted.mended(starts, &mut Ledger::new(wanted.effort.work)).ok().map(|found| found.made)
        };
        let kept = |made: &Made| {
            let judged = judged_as(&view, made, 0);
            judged.is_some_and(|judged| judged.outcome(id) == Some(&Outcome::Pass))
        };
        // Where the rule does not speak of what conforms, what it speaks of may be added.
        let conforming = self.portrait();
        let right = conforming.clone().filter(kept).or_else(|| edited(Aim::Kept, conforming.into_iter().collect()));
        if let Some(wrong) = right.clone().and_then(|right| edited(Aim::Broken, vec![right])) {
            return Ok(Contrast { right, wrong });
        }
        let wrong = self.breaking(id)?;
        let right = edited(Aim::Kept, vec![wrong.clone()]).or(right);
        Ok(Contrast { right, wrong })
    }
}

/// Right and wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Contrast {
    /// The rule applies to it, and it breaks none. `None`: none was found.
    pub right: Option<Made>,
    /// It breaks the rule and no other.
    pub wrong: Made,
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
    accepted_within(theory, question, views, least, Effort::THOROUGH)
}

fn accepted_within(
    theory: &mut Theory,
    question: &Question<'_>,
    views: &[View<'_>],
    least: Severity,
    effort: Effort,
) -> Result<Made, NoExample> {
    let wanted = Wanted { least, ..wanted(views, None, effort) };
    let mut search = Search::new(&wanted);
    if let Ok(found) = search.asked(theory, question) {
        return Ok(found.made);
    }
    if let Verdict::Impossible(_) = theory.whole(question, &Limits::default()) {
        return Err(NoExample::Contradiction);
    }
    search.mended().map(|found| found.made).map_err(|nearest| reason(nearest, &search))
}

/// Of a case that all are to accept, but for a rule of the first of them that may be wanted otherwise.
fn wanted<'w>(views: &'w [View<'w>], about: Option<(&'w str, Aim)>, effort: Effort) -> Wanted<'w> {
    let about = about.map(|(id, aim)| (0, id, aim));
    Wanted { views, accepting: (0..views.len()).collect(), about, least: Severity::Info, effort }
}

fn question<'q>(encoded: &Encoded, keeps: Vec<&'q Failure>, breaks: Option<&'q Failure>) -> Question<'q> {
    Question { keeps, breaks, ignores: encoded.ignores, padded: encoded.padded }
}

/// Why nothing was found, by the nearest that was tried.
fn reason(nearest: Option<Tried>, search: &Search<'_>) -> NoExample {
    match nearest {
        None => search.used_up_by().map_or(NoExample::TooLarge, NoExample::TooMuchWork),
        Some(Tried { outcome: Some(Outcome::CouldNotMeasure { reasons }), .. }) => {
            NoExample::NotMeasured(reasons.into_iter().collect::<Vec<_>>().join("; "))
        }
        Some(Tried { outcome: None, also, .. }) => NoExample::NearestBreaks(listed(&also)),
        Some(Tried { outcome: Some(Outcome::Fail), also, .. }) => NoExample::BreaksOthers(listed(&also)),
        Some(Tried { outcome: Some(Outcome::NotApplicable), .. }) => NoExample::NeverApplies,
        Some(Tried { outcome: Some(Outcome::Pass), .. }) => NoExample::NeverBroken,
    }
}
