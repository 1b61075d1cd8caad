//! Looks for a case that does what is wanted: first the solver is asked, then what it laid out and the validator refused is
//! edited.

use std::collections::BTreeSet;

use crate::logic::anatomy::View;
use crate::logic::fragment::Theory;
use crate::logic::fragment::question::Question;

use super::mend::Wanted;
use super::row::row;
use super::trial::{Ledger, NotTried, Tried};
use super::witness::{Made, NotShown, witness};

/// Only a case at no distance from what is wanted will do.
const NEAREST_OF_ALL: usize = 1;

#[derive(Debug)]
pub struct Search<'s> {
    wanted: &'s Wanted<'s>,
    /// Where edits start.
    pub starts: Vec<Made>,
    ledger: Ledger,
}

impl<'s> Search<'s> {
    pub fn new(wanted: &'s Wanted<'s>) -> Self {
        let ledger = Ledger::new(wanted.effort.work);
        Search { wanted, starts: Vec::new(), ledger }
    }

    /// A case that is laid out as the solver says. What is refused of it is kept as a start.
    ///
    /// # Errors
    /// No attempt did what is wanted.
    pub fn asked(&mut self, theory: &mut Theory, question: &Question<'_>) -> Result<Tried, NotShown> {
        let Search { wanted, starts, ledger } = self;
        let views: Vec<&View<'_>> = wanted.views.iter().collect();
        let mut found = None;
        let mut judge = |made: &Made| {
            let tried = match wanted.tried(made.clone(), NEAREST_OF_ALL, ledger) {
                Ok(tried) => tried,
                Err(NotTried::TooLarge) => return Err(NotShown::Refused("too large to be judged".to_owned())),
                Err(NotTried::TooMuchWork) => return Err(NotShown::TooMuchWork(wanted.dearest(ledger))),
            };
            if wanted.met_by(&tried) {
                found = Some(tried);
                return Ok(());
            }
            let against = wanted.said_against(&tried);
            starts.push(tried.made);
            Err(NotShown::Refused(against))
        };
        witness(theory, question, &views, &mut judge)?;
        found.ok_or(NotShown::NoCase)
    }

    /// A case that comes of edits.
    ///
    /// # Errors
    /// The nearest that was found, if any could be judged.
    pub fn mended(&mut self) -> Result<Tried, Option<Tried>> {
        self.starts.extend([row(self.wanted.views, 1), row(self.wanted.views, 0)]);
        self.wanted.mended(std::mem::take(&mut self.starts), &mut self.ledger)
    }

    /// The rule that took most of the work, if there is none left.
    pub fn used_up_by(&self) -> Option<String> {
        self.ledger.is_used_up().then(|| self.wanted.dearest(&self.ledger))
    }
}

/// `LIV-001`, `LIV-002`
pub(super) fn listed(ids: &BTreeSet<String>) -> String {
    let quoted: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
    quoted.join(", ")
}
