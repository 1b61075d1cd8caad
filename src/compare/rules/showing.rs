//! Label maps as witnesses: laid out for a question or edited until they answer it, and judged by the rules of both protocols.

use crate::logic::anatomy::View;
use crate::logic::fragment::{EncodedRule, Question, Theory};
use crate::phantom::case::MadeCase;
use crate::phantom::mend::{self, Aim, Effort};
use crate::phantom::search::Search;
use crate::phantom::witness::{Made, NotShown};
use crate::report::Finding;

use super::shown::{Show, Shown, Unshown, Wanted};

/// Makes label maps for two protocols.
#[derive(Debug, Clone)]
pub struct Phantoms<'v> {
    views: [View<'v>; 2],
}

impl<'v> Phantoms<'v> {
    pub fn new(old: &View<'v>, new: &View<'v>) -> Self {
        Phantoms { views: [old.clone(), new.clone()] }
    }

    /// A case that one protocol accepts and a rule of the other refuses, with what the rule says of it.
    ///
    /// # Errors
    /// Why none was laid out, if edits lead to none either.
    pub fn refused(
        &self,
        theory: &mut Theory,
        question: &Question<'_>,
        wanted: Wanted,
        rule: &str,
    ) -> Result<(Made, Option<Finding>), NotShown> {
        let wanted = mend::Wanted {
            views: &self.views,
            accepting: vec![wanted.accepting],
            about: Some((wanted.rejecting, rule, Aim::Broken)),
            least: wanted.severity,
            effort: Effort::BRISK,
        };
        let mut search = Search::new(&wanted);
        let found = search.asked(theory, question).or_else(|why| {
            let mended = search.mended();
            mended.map_err(|_| search.used_up_by().map_or(why, NotShown::TooMuchWork))
        })?;
        let finding = wanted.finding(&found.made);
        Ok((found.made, finding))
    }
}

impl Show for Phantoms<'_> {
    fn show(
        &mut self,
        theory: &mut Theory,
        question: &Question<'_>,
        wanted: Wanted,
        rule: &EncodedRule,
    ) -> Result<Shown, Unshown> {
        let (made, finding) = self.refused(theory, question, wanted, &rule.id).map_err(|why| match why {
            NotShown::TooMuchWork(_) => Unshown::TooMuchWork,
            _ => Unshown::NotFound,
        })?;
        let cases = self.views.iter().enumerate().filter_map(|(at, view)| MadeCase::new(view, &made, at).ok());
        Ok(Shown { measured: finding.and_then(|finding| finding.evidence.measured), cases: cases.collect() })
    }
}
