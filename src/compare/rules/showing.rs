//! Label maps as witnesses: laid out for a question or edited until they answer it, and judged by the rules of both protocols.

use crate::logic::anatomy::View;
use crate::logic::fragment::{EncodedRule, Question, Theory};
use crate::phantom::case::MadeCase;
use crate::phantom::mend::{self, Aim, Effort, Tried};
use crate::phantom::search::Search;

use super::shown::{Show, Shown, Wanted};

/// Makes label maps for two protocols.
#[derive(Debug, Clone)]
pub struct Phantoms<'v> {
    views: [View<'v>; 2],
}

impl<'v> Phantoms<'v> {
    pub fn new(old: &View<'v>, new: &View<'v>) -> Self {
        Phantoms { views: [old.clone(), new.clone()] }
    }

    /// A case that one protocol accepts and a rule of the other refuses.
    ///
    /// # Errors
    /// Why none was laid out, if edits lead to none either.
    pub fn refused(
        &self,
        theory: &mut Theory,
        question: &Question<'_>,
        wanted: Wanted,
        rule: &str,
    ) -> Result<Tried, String> {
        let mut search = Search::new(mend::Wanted {
            views: &self.views,
            accepting: vec![wanted.accepting],
            about: Some((wanted.rejecting, rule, Aim::Broken)),
            least: wanted.severity,
            effort: Effort::BRISK,
        });
        let why = match search.asked(theory, question) {
            Ok(found) => return Ok(found),
            Err(why) => why,
        };
        search.mended().map_err(|_| why.to_string())
    }
}

impl Show for Phantoms<'_> {
    fn show(
        &mut self,
        theory: &mut Theory,
        question: &Question<'_>,
        wanted: Wanted,
        rule: &EncodedRule,
    ) -> Option<Shown> {
        let Tried { made, finding, .. } = self.refused(theory, question, wanted, &rule.id).ok()?;
        let cases = self.views.iter().enumerate().filter_map(|(at, view)| MadeCase::new(view, &made, at).ok());
        Some(Shown { measured: finding.and_then(|finding| finding.evidence.measured), cases: cases.collect() })
    }
}
