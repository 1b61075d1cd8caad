//! Label maps as witnesses: laid out for a question, built, and judged by the rules of both protocols.

use crate::check::Outcome;
use crate::logic::anatomy::View;
use crate::logic::fragment::{EncodedRule, Question, Theory};
use crate::phantom::case::MadeCase;
use crate::phantom::example::judged_as;
use crate::phantom::judge::Judgement;
use crate::phantom::witness::{Made, witness};
use crate::report::Severity;

use super::shown::{Show, Shown, Wanted};

/// Makes label maps for two protocols.
#[derive(Debug, Clone, Copy)]
pub struct Phantoms<'v> {
    pub views: [&'v View<'v>; 2],
}

impl Show for Phantoms<'_> {
    fn show(
        &mut self,
        theory: &mut Theory,
        question: &Question<'_>,
        wanted: Wanted,
        rule: &EncodedRule,
    ) -> Option<Shown> {
        let mut measured = None;
        let mut judge = |made: &Made| {
            let by = |at: usize| {
                let view = self.views.get(at)?;
                judged_as(view, made, at)
            };
            let too_large = || "too large to be judged".to_owned();
            let accepting = by(wanted.accepting).ok_or_else(too_large)?;
            accepts(&accepting, wanted.severity)?;
            let rejecting = by(wanted.rejecting).ok_or_else(too_large)?;
            if rejecting.outcome(&rule.id) != Some(&Outcome::Fail) {
                return Err("it breaks nothing".to_owned());
            }
            let finding = rejecting.findings.into_iter().find(|finding| finding.code == rule.id);
            measured = finding.and_then(|finding| finding.evidence.measured);
            Ok(())
        };
        let made = witness(theory, question, &self.views, &mut judge).ok()?;
        let cases = self.views.iter().enumerate().filter_map(|(at, view)| MadeCase::new(view, &made, at).ok());
        Some(Shown { measured, cases: cases.collect() })
    }
}

/// Whether a protocol has nothing of a severity or above to say against a case.
fn accepts(judgement: &Judgement, severity: Severity) -> Result<(), String> {
    let broken = judgement.outcomes.iter().find(|rule| rule.severity >= severity && rule.outcome == Outcome::Fail);
    match broken {
        Some(rule) => Err(format!("it breaks `{}`", rule.id)),
        None if judgement.accepted() => Ok(()),
        None => Err("a built-in check finds an error".to_owned()),
    }
}
