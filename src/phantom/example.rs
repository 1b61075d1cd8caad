//! Examples of right and wrong: a case that a protocol accepts, and one that breaks a single rule.

use std::collections::BTreeSet;

use crate::check::{HeaderFacts, Outcome};
use crate::logic::anatomy::{TissueSet, View};
use crate::logic::fragment::question::{Question, Verdict};
use crate::logic::fragment::statements::Failure;
use crate::logic::fragment::{Encoded, Theory};
use crate::logic::solver::Limits;
use crate::model::Protocol;

use super::build::build;
use super::judge::{Circumstances, Judgement, judge};
use super::layout::Facts;
use super::mend::{Tried, Wanted};
use super::plan::{Body, Grid, Plan};
use super::witness::{Made, NotShown, witness};

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
    #[error("whatever was tried breaks {0} as well")]
    BreaksOthers(String),
    #[error("nothing that was tried breaks it")]
    NeverBroken,
    #[error("no label map was small enough to be judged")]
    TooLarge,
}

/// A label map that breaks no rule of the protocol.
///
/// # Errors
/// A protocol that contradicts itself, and one for which no label map was found.
pub fn conforming(protocol: &Protocol) -> Result<Made, NoExample> {
    let (anatomy, view) = View::alone(protocol);
    let mut theory = Theory::new(anatomy, std::slice::from_ref(&view));
    let encoded = theory.protocols.first().cloned().unwrap_or_default();
    let keeps: Vec<&Failure> = encoded.rules.iter().flat_map(|rule| &rule.failures).collect();
    let question = question(&encoded, keeps, None);
    let mut search = Search::new(&view, None);
    if let Ok(made) = search.asked(&mut theory, &question) {
        return Ok(made);
    }
    if let Verdict::Impossible(_) = theory.whole(&question, &Limits::default()) {
        return Err(NoExample::Contradiction);
    }
    search.mended()
}

/// A label map that breaks one rule or line of the protocol and no other.
///
/// # Errors
/// A rule that does not exist, that the others imply, or that no label map was found for.
pub fn breaking(protocol: &Protocol, id: &str) -> Result<Made, NoExample> {
    let (anatomy, view) = View::alone(protocol);
    let mut theory = Theory::new(anatomy, std::slice::from_ref(&view));
    let encoded = theory.protocols.first().cloned().unwrap_or_default();
    let Some(rule) = encoded.rules.iter().find(|rule| rule.id == id) else {
        return Err(NoExample::NoSuchRule(id.to_owned()));
    };
    let others = encoded.rules.iter().filter(|other| other.id != id);
    let keeps: Vec<&Failure> = others.flat_map(|rule| &rule.failures).collect();
    let mut search = Search::new(&view, Some(id));
    let mut implied = !rule.failures.is_empty();
    for failure in &rule.failures {
        let question = question(&encoded, keeps.clone(), Some(failure));
        if let Ok(made) = search.asked(&mut theory, &question) {
            return Ok(made);
        }
        implied &= matches!(theory.ask(&question, &Limits::default()), Verdict::Impossible(_));
    }
    if implied {
        return Err(NoExample::Implied);
    }
    search.starts.extend(conforming(protocol));
    search.mended()
}

fn question<'q>(encoded: &Encoded, keeps: Vec<&'q Failure>, breaks: Option<&'q Failure>) -> Question<'q> {
    Question { keeps, breaks, ignores: encoded.ignores, padded: encoded.padded }
}

/// First the solver is asked; what it lays out and the validator refuses is where edits start.
struct Search<'s> {
    view: &'s View<'s>,
    wanted: Wanted<'s>,
    starts: Vec<Made>,
}

impl<'s> Search<'s> {
    fn new(view: &'s View<'s>, id: Option<&'s str>) -> Self {
        Search { view, wanted: Wanted::new(view, id), starts: Vec::new() }
    }

    fn asked(&mut self, theory: &mut Theory, question: &Question<'_>) -> Result<Made, NotShown> {
        let Search { view, wanted, starts } = self;
        witness(theory, question, &[view], &mut |made| {
            let tried = wanted.tried(made.clone()).ok_or_else(|| "too large to be judged".to_owned())?;
            if wanted.met_by(&tried) {
                return Ok(());
            }
            starts.push(tried.made);
            Err(listed(&tried.also))
        })
    }

    fn mended(mut self) -> Result<Made, NoExample> {
        self.starts.extend(row(self.view));
        self.wanted.mended(self.starts).map_err(|nearest| match nearest {
            None => NoExample::TooLarge,
            Some(Tried { outcome: Some(Outcome::CouldNotMeasure { reasons }), .. }) => {
                NoExample::NotMeasured(reasons.into_iter().collect::<Vec<_>>().join("; "))
            }
            Some(Tried { outcome: None | Some(Outcome::Fail), also, .. }) => NoExample::BreaksOthers(listed(&also)),
            Some(_) => NoExample::NeverBroken,
        })
    }
}

/// `LIV-001`, `LIV-002`
fn listed(ids: &BTreeSet<String>) -> String {
    let quoted: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
    quoted.join(", ")
}

/// Every tissue as a box of a millilitre, in a row.
fn row(view: &View<'_>) -> Option<Made> {
    let tissues: TissueSet = view.classes.iter().flatten().copied().collect();
    let bodies = tissues.into_iter().map(|tissue| Body::new(tissue, 1000)).collect();
    let phantom = build(&Plan { grid: Grid::ras([1.0; 3]), bodies, contacts: BTreeSet::new() }).ok()?;
    Some(Made { phantom, facts: vec![Facts::new()], datatype: None })
}

/// What the validator says of a case that was made, as the first of its views sees it.
pub fn judged(view: &View<'_>, made: &Made) -> Option<Judgement> {
    judged_as(view, made, 0)
}

/// The same for one view of several.
pub fn judged_as(view: &View<'_>, made: &Made, at: usize) -> Option<Judgement> {
    let fields = made.facts.get(at).cloned().unwrap_or_default();
    let header = HeaderFacts { datatype: made.datatype.clone(), ..HeaderFacts::default() };
    judge(view, &made.phantom, &Circumstances { fields, header }).ok()
}
