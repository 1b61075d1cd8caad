//! From cases that nearly do what is wanted to one that does, by edits: each is judged, and those that come nearest are
//! edited again.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Outcome;
use crate::logic::anatomy::{TissueId, TissueSet, View};
use crate::model::mentions::{Mentions, mentions};
use crate::report::{Finding, Severity};

use super::edits::{About, Edit, edits};
use super::judge::{Judgement, judged_as};
use super::witness::Made;

/// So many edits lie between a start and what is found.
const DEEPEST: usize = 3;

/// So many edits of one case are tried, lest a case with many classes leaves none to the others.
const MOST_EDITS: usize = 3000;

/// So many cases of each depth are edited further.
const NEAREST: usize = 4;

/// So many of these may break the same rules.
const MOST_ALIKE: usize = 2;

/// How long edits are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// So many cases are judged at most.
    pub judged: usize,
    /// Runs that all of them together may have, so that large phantoms do not take for ever.
    pub runs: usize,
}

impl Effort {
    /// For one example that somebody asked for.
    pub const THOROUGH: Effort = Effort { judged: 12_000, runs: 40_000_000 };
    /// For one of all the examples of a protocol.
    pub const STEADY: Effort = Effort { judged: 2000, runs: 6_000_000 };
    /// For one question of many.
    pub const BRISK: Effort = Effort { judged: 300, runs: 1_000_000 };
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

/// A case with what is wrong with it.
#[derive(Debug, Clone)]
pub struct Tried {
    pub made: Made,
    /// Rules and lines that it breaks and should not, and built-in checks that find an error.
    pub also: BTreeSet<String>,
    /// What came of the rule that matters most.
    pub outcome: Option<Outcome>,
    /// What it says of the case.
    pub finding: Option<Finding>,
}

impl Wanted<'_> {
    /// What the validator says of a case; `None`: it is too large.
    pub fn tried(&self, made: Made) -> Option<Tried> {
        let (mut also, mut outcome, mut finding) = (BTreeSet::new(), None, None);
        for (at, view) in self.views.iter().enumerate() {
            let own = self.about.filter(|(place, ..)| *place == at).map(|(_, id, _)| id);
            let accepting = self.accepting.contains(&at);
            if own.is_none() && !accepting {
                continue;
            }
            let judgement = judged_as(view, &made, at)?;
            if accepting {
                let meant = own.filter(|_| self.aim() == Some(Aim::Broken));
                also.extend(broken(&judgement, self.least).filter(|id| Some(*id) != meant).map(str::to_owned));
            }
            if let Some(id) = own {
                outcome = judgement.outcome(id).cloned();
                finding = judgement.findings.into_iter().find(|finding| finding.code == id);
            }
        }
        Some(Tried { made, also, outcome, finding })
    }

    fn aim(&self) -> Option<Aim> {
        self.about.map(|(.., aim)| aim)
    }

    /// Whether it breaks and keeps just what is wanted.
    pub fn met_by(&self, tried: &Tried) -> bool {
        tried.also.is_empty() && self.way_to_aim(tried) == 0
    }

    /// How far a case is from what is wanted.
    fn distance(&self, tried: &Tried) -> usize {
        2 * tried.also.len() + self.way_to_aim(tried)
    }

    /// A rule that applies is nearer to being broken or kept than one that does not.
    fn way_to_aim(&self, tried: &Tried) -> usize {
        match (self.aim(), &tried.outcome) {
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
    pub fn mended(&self, starts: Vec<Made>) -> Result<Tried, Option<Tried>> {
        let mut front: Vec<Tried> = starts.into_iter().filter_map(|made| self.tried(made)).collect();
        let mentions: Vec<Mentions> = self.views.iter().map(|view| mentions(view.protocol)).collect();
        let (mut judged, mut runs) = (0, 0);
        let mut nearest: Option<Tried> = None;
        for depth in 0..=DEEPEST {
            self.keep_nearest(&mut front);
            if let Some(first) = front.first() {
                if self.met_by(first) {
                    return Ok(first.clone());
                }
                if nearest.as_ref().is_none_or(|nearest| self.distance(first) < self.distance(nearest)) {
                    nearest = Some(first.clone());
                }
            }
            if depth == DEEPEST {
                break;
            }
            let mut next: Vec<Tried> = Vec::new();
            for tried in &front {
                for edit in self.edits(tried, &mentions).into_iter().take(MOST_EDITS) {
                    if judged >= self.effort.judged || runs >= self.effort.runs {
                        break;
                    }
                    let Some(tried) = edit.of(&tried.made).and_then(|made| self.tried(made)) else { continue };
                    judged += 1;
                    runs += tried.made.phantom.voxels.values().map(|voxels| voxels.run_count()).sum::<usize>();
                    if self.met_by(&tried) {
                        return Ok(tried);
                    }
                    next.push(tried);
                    if next.len() > 4 * NEAREST {
                        self.keep_nearest(&mut next);
                    }
                }
            }
            front = next;
        }
        Err(nearest)
    }

    /// The first of those that come nearest, not all of which are to break the same rules.
    fn keep_nearest(&self, tried: &mut Vec<Tried>) {
        tried.sort_by_key(|tried| self.distance(tried));
        let mut alike: BTreeMap<BTreeSet<String>, usize> = BTreeMap::new();
        tried.retain(|tried| {
            let count = alike.entry(tried.also.clone()).or_default();
            *count += 1;
            *count <= MOST_ALIKE
        });
        tried.truncate(NEAREST);
    }
}

/// Rules and lines of a severity or above that fail, and built-in checks that find an error.
fn broken(judgement: &Judgement, least: Severity) -> impl Iterator<Item = &str> {
    let failing = judgement.outcomes.iter().filter(move |rule| rule.outcome == Outcome::Fail && rule.severity >= least);
    let ids: BTreeSet<&str> = judgement.outcomes.iter().map(|rule| rule.id.as_str()).collect();
    let checks = judgement.findings.iter().filter(|finding| finding.severity == Severity::Error);
    let checks = checks.map(|finding| finding.code.as_str()).filter(move |code| !ids.contains(code));
    failing.map(|rule| rule.id.as_str()).chain(checks)
}
