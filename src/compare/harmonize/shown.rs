//! A label map that every site accepts, and the agreed protocol with them: the agreement forbids nothing altogether.

use crate::compare::crosswalk::Crosswalk;
use crate::logic::View;
use crate::logic::fragment::statements::Failure;
use crate::logic::fragment::{Question, Theory};
use crate::model::Protocol;
use crate::phantom::case::MadeCase;
use crate::phantom::example::{NoExample, accepted};
use crate::report::Severity;

use super::Agreement;

/// The case as each protocol sees it: those of the crosswalk in their order, and the agreed one last.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    pub cases: Vec<MadeCase>,
}

/// Makes the case, and has it judged by all of them.
///
/// # Errors
///
/// None was found that all of them accept.
pub fn shown(crosswalk: &Crosswalk<'_>, agreement: &Agreement, agreed: &Protocol) -> Result<Shown, NoExample> {
    let classes = (0..agreed.labels.classes.len()).map(|at| agreement.tissues.get(at).cloned().unwrap_or_default());
    let together = View { protocol: agreed, classes: classes.collect() };
    let views: Vec<View<'_>> = crosswalk.views.iter().cloned().chain([together]).collect();
    let mut theory = Theory::new(crosswalk.anatomy.clone(), &views);
    let encoded = theory.protocols.clone();
    let errors = encoded.iter().flat_map(|of| &of.rules).filter(|rule| rule.severity == Severity::Error);
    let keeps: Vec<&Failure> = errors.flat_map(|rule| &rule.failures).collect();
    let question = Question {
        keeps,
        breaks: None,
        ignores: encoded.iter().all(|of| of.ignores),
        padded: encoded.iter().all(|of| of.padded),
    };
    let made = accepted(&mut theory, &question, &views, Severity::Error)?;
    let cases = views.iter().enumerate().filter_map(|(at, view)| MadeCase::new(view, &made, at).ok());
    Ok(Shown { cases: cases.collect() })
}
