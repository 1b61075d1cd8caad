//! From cases that nearly do what is wanted to one that does, by edits: each is judged, and those that come nearest are
//! edited again.

use std::collections::BTreeSet;

use crate::check::Outcome;
use crate::logic::anatomy::{TissueId, TissueSet, View};
use crate::model::mentions::{Mentions, mentions};
use crate::report::Severity;

use super::edits::{About, Edit, edits};
use super::front::Front;
use super::search::listed;
use super::trial::{Ledger, Tried};
use super::witness::Made;

/// So many edits lie between a start and what is found.
const DEEPEST: usize = 3;

/// So many edits of one case are tried, lest a case with many classes leaves none to the others.
const MOST_EDITS: usize = 3000;

/// So many cases of each depth are edited further.
const NEAREST: usize = 4;

/// How long edits are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// So many cases are judged at most.
    pub judged: usize,
    /// Steps that judging may take, as [`Ledger`] counts them, so that large phantoms and dear measures do not take for ever.
    pub work: u64,
}

impl Effort {
    /// For one example that somebody asked for.
    pub const THOROUGH: Effort = Effort { judged: 12_000, work: 1_000_000_000 };
    /// For one of all the examples of a protocol.
    pub const STEADY: Effort = Effort { judged: 2000, work: 150_000_000 };
    /// For what differs from a case in one fault.
    pub const NEAR: Effort = Effort { judged: 600, work: 100_000_000 };
    /// For one question of many.
    pub const BRISK: Effort = Effort { judged: 300, work: 60_000_000 };
}

/// What a rule or line is to come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    Broken,
    /// Not only not applicable.
    Kept,
}

/// What a case is to break, or to keep.
#[derive(Debug)]
pub struct Wanted<'w> {
    /// The protocols that see the case, in the order of its facts.
    pub views: &'w [View<'w>],
    /// Those of which it is to break nothing else, by their places.
    pub accepting: Vec<usize>,
    /// The rule or line that matters most, with the place of its protocol; none: nothing is to be broken.
    pub about: Option<(usize, &'w str, Aim)>,
    /// Rules below this severity do not matter.
    pub least: Severity,
    pub effort: Effort,
}

impl Wanted<'_> {
    pub(super) fn aim(&self) -> Option<Aim> {
        self.about.map(|(.., aim)| aim)
    }

    /// What of a case is not as wanted.
    pub fn said_against(&self, tried: &Tried) -> String {
        match self.about {
            Some((_, id, Aim::Broken)) if tried.also.is_empty() => format!("it does not break `{id}`"),
            Some((_, id, Aim::Kept)) if tried.also.is_empty() => format!("`{id}` does not apply"),
            _ => format!("it breaks {}", listed(&tried.also)),
        }
    }

    /// Whether it breaks and keeps just what is wanted.
    pub fn met_by(&self, tried: &Tried) -> bool {
        self.distance(tried) == 0
    }

    /// How far a case is from what is wanted.
    pub(super) fn distance(&self, tried: &Tried) -> usize {
        2 * tried.also.len() + self.way_to_aim(tried.outcome.as_ref())
    }

    /// A rule that applies is nearer to being broken or kept than one that does not.
    pub(super) fn way_to_aim(&self, outcome: Option<&Outcome>) -> usize {
        match (self.aim(), outcome) {
            (None, _) | (Some(Aim::Broken), Some(Outcome::Fail)) | (Some(Aim::Kept), Some(Outcome::Pass)) => 0,
            (_, Some(Outcome::Pass | Outcome::Fail)) => 2,
            (_, Some(Outcome::CouldNotMeasure { .. })) => 3,
            (_, Some(Outcome::NotApplicable) | None) => 4,
        }
    }

    /// The tissues that the rules speak of which are broken, or which matter.
    fn about(&self, tried: &Tried, mentions: &[Mentions]) -> TissueSet {
        let ids: BTreeSet<&str> =
            tried.also.iter().map(String::as_str).chain(self.about.map(|(_, id, _)| id)).collect();
        let mut tissues = TissueSet::new();
        for (view, mentions) in self.views.iter().zip(mentions) {
            let spoken =
                mentions.iter().filter(|(rule, _)| ids.contains(rule.as_str())).flat_map(|(_, classes)| classes);
            tissues.extend(spoken.flat_map(|&class| view.tissues(class)));
            for (class, tissues_of) in view.protocol.labels.classes.iter().zip(&view.classes) {
                if ids.contains(format!("labels.{}", class.name).as_str()) {
                    tissues.extend(tissues_of);
                }
            }
        }
        tissues
    }

    fn edits(&self, tried: &Tried, mentions: &[Mentions]) -> Vec<Box<dyn Edit>> {
        let tissues: Vec<TissueId> = self.about(tried, mentions).into_iter().collect();
        let classes = self.views.iter().flat_map(|view| &view.protocol.labels.classes);
        let exclusive = classes.into_iter().all(|class| !class.values.is_empty());
        edits(&About { views: self.views, tissues: &tissues, exclusive })
    }

    /// A case that breaks just what is wanted, some edits away from one of the starts; else the nearest that was found, if
    /// any could be judged.
    ///
    /// # Errors
    /// None was found.
    pub fn mended(&self, starts: Vec<Made>, ledger: &mut Ledger) -> Result<Tried, Option<Tried>> {
        let mentions: Vec<Mentions> = self.views.iter().map(|view| mentions(view.protocol)).collect();
        let mut front = Front::new(self, NEAREST, usize::MAX);
        for made in starts {
            if let Ok(tried) = self.tried(made, front.below(), ledger) {
                front.offer(tried);
            }
        }
        let mut judged = 0;
        let mut nearest: Option<Tried> = None;
        for depth in 0..=DEEPEST {
            let known = nearest.as_ref().map_or(usize::MAX, |nearest| self.distance(nearest));
            if let Some(first) = front.nearest.first().filter(|first| self.distance(first) < known) {
                if self.met_by(first) {
                    return Ok(first.clone());
                }
                nearest = Some(first.clone());
            }
            // Of those that are edited no more only the nearest matters, and only if it is nearer than all before.
            let known = nearest.as_ref().map_or(usize::MAX, |nearest| self.distance(nearest));
            let mut next = match DEEPEST - depth {
                0 => break,
                1 => Front::new(self, 1, known),
                _ => Front::new(self, NEAREST, usize::MAX),
            };
            for tried in &front.nearest {
                for edit in self.edits(tried, &mentions).into_iter().take(MOST_EDITS) {
                    if judged >= self.effort.judged || ledger.is_used_up() {
                        break;
                    }
                    let Some(made) = edit.of(&tried.made) else { continue };
                    let Ok(tried) = self.tried(made, next.below(), ledger) else { continue };
                    judged += 1;
                    if self.met_by(&tried) {
                        return Ok(tried);
                    }
                    next.offer(tried);
                }
            }
            front = next;
        }
        Err(nearest)
    }
}
