//! Looks for a case that does what is wanted: first the solver is asked, then what it laid out and the validator refused is
//! edited.

use std::collections::BTreeSet;

use crate::logic::anatomy::View;
use crate::logic::fragment::Theory;
use crate::logic::fragment::question::Question;

use super::mend::{Tried, Wanted};
use super::row::row;
use super::witness::{Made, NotShown, witness};

#[derive(Debug)]
pub struct Search<'s> {
    wanted: Wanted<'s>,
    /// Where edits start.
    pub starts: Vec<Made>,
}

impl<'s> Search<'s> {
    pub fn new(wanted: Wanted<'s>) -> Self {
        Search { wanted, starts: Vec::new() }
    }

    /// A case that is laid out as the solver says. What is refused of it is kept as a start.
    ///
    /// # Errors
    /// No attempt did what is wanted.
    pub fn asked(&mut self, theory: &mut Theory, question: &Question<'_>) -> Result<Tried, NotShown> {
        let Search { wanted, starts } = self;
        let views: Vec<&View<'_>> = wanted.views.iter().collect();
        let mut found = None;
        let mut judge = |made: &Made| {
            let tried = wanted.tried(made.clone()).ok_or_else(|| "too large to be judged".to_owned())?;
            if wanted.met_by(&tried) {
                found = Some(tried);
                return Ok(());
            }
            starts.push(tried.made);
            Err(listed(&tried.also))
        };
        witness(theory, question, &views, &mut judge)?;
        found.ok_or(NotShown::NoCase)
    }

    /// A case that comes of edits.
    ///
    /// # Errors
    /// The nearest that was found, if any could be judged.
    pub fn mended(mut self) -> Result<Tried, Option<Tried>> {
        self.starts.extend([row(self.wanted.views, 1), row(self.wanted.views, 0)]);
        self.wanted.mended(self.starts)
    }
}

/// `LIV-001`, `LIV-002`
pub(super) fn listed(ids: &BTreeSet<String>) -> String {
    let quoted: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
    quoted.join(", ")
}
