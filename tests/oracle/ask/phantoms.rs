//! Label maps for what is said not to be implied, and attempts to break with them what is said to be.

use std::collections::BTreeMap;

use serde::Serialize;
use voxlint::check::Outcome;
use voxlint::compare::rules::showing::Phantoms;
use voxlint::compare::rules::shown::Wanted;
use voxlint::logic::fragment::{EncodedRule, statements::Failure};
use voxlint::phantom::judge::judged_as;
use voxlint::phantom::witness::Made;
use voxlint::report::Severity;

use super::{Answer, Direction};

/// What became of label maps that a protocol accepts.
#[derive(Default)]
pub struct Tried {
    pub cases: usize,
    pub refuted: Vec<Refuted>,
}

/// A label map that the kept protocol accepts, and that a rule said to be implied refuses.
#[derive(Serialize)]
pub struct Refuted {
    kept: usize,
    rule: String,
    made_for: String,
}

/// For each rule that is not implied, what is wrong with the label map that came closest to being accepted by one protocol and
/// refused by the rule: nothing, or why it is not shown. The validator is the judge.
pub fn try_all<'t>(
    direction: &mut Direction<'t>,
    answers: &[Answer<'t>],
    tried: &mut Tried,
) -> BTreeMap<String, Option<String>> {
    let implied: Vec<&str> =
        answers.iter().filter(|answer| answer.verdict == "implied").map(|answer| answer.rule.id.as_str()).collect();
    let mut shown = BTreeMap::new();
    for answer in answers {
        let Some(possible) = answer.possible else { continue };
        let why = match show(direction, answer.rule, possible) {
            Ok(made) => {
                try_implied(direction, &made, &implied, &answer.rule.id, tried);
                None
            }
            Err(why) => Some(why),
        };
        shown.insert(answer.rule.id.clone(), why);
    }
    shown
}

fn show<'t>(direction: &mut Direction<'t>, rule: &EncodedRule, possible: &'t Failure) -> Result<Made, String> {
    let question = direction.question(possible);
    let wanted = Wanted { accepting: direction.kept, rejecting: direction.broken, severity: Severity::Error };
    let phantoms = Phantoms::new(&direction.views[0], &direction.views[1]);
    let found = phantoms.refused(direction.theory, &question, wanted, &rule.id);
    found.map(|(made, _)| made).map_err(|why| why.to_string())
}

/// One that the kept protocol accepts must keep every rule that is said to follow from it.
fn try_implied(direction: &Direction<'_>, made: &Made, implied: &[&str], made_for: &str, tried: &mut Tried) {
    let (accepting, rejecting) = (&direction.views[direction.kept], &direction.views[direction.broken]);
    if !judged_as(accepting, made, direction.kept).is_some_and(|judgement| judgement.accepted()) {
        return;
    }
    tried.cases += 1;
    let Some(judgement) = judged_as(rejecting, made, direction.broken) else { return };
    for rule in implied.iter().filter(|rule| judgement.outcome(rule) == Some(&Outcome::Fail)) {
        let refuted = Refuted { kept: direction.kept, rule: (*rule).to_owned(), made_for: made_for.to_owned() };
        tried.refuted.push(refuted);
    }
}
