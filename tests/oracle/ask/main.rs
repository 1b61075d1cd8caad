//! Asks the logic about pairs of protocols, for `questions.py`: a line of JSON in, a line of JSON out, each question by itself.
//!
//! In: `{"protocols": [TEXT, TEXT], "phantoms": false}`. Out: `{"protocols": [JSON, JSON], "answers": [{"kept": 0, "rule": "A-1",
//! "verdict": ..}]}` with a verdict for each line and error rule of the other protocol. Classes are matched by name, as they are
//! written. With phantoms, each answer `not implied` says whether a label map shows it, and rules that are said to be implied
//! are tried on every label map that was made.

#![allow(clippy::print_stdout, reason = "its output is what it is for")]
#![allow(clippy::indexing_slicing, reason = "it fails by panicking")]

mod phantoms;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead};

use serde_json::{Value, json};
use voxlint::logic::fragment::{EncodedRule, Question, Theory, Verdict, statements::Failure};
use voxlint::logic::{Anatomy, TissueId, TissueSet, View, solver::Limits};
use voxlint::model::{self, Protocol};
use voxlint::report::{Severity, Source};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for line in io::stdin().lock().lines() {
        let asked = serde_json::from_str(&line?)?;
        println!("{}", answers(&asked).unwrap_or_else(|error| json!({"error": error})));
    }
    Ok(())
}

/// One protocol is kept, and the rules of the other are asked about.
struct Direction<'t> {
    theory: &'t mut Theory,
    views: &'t [View<'t>],
    kept: usize,
    broken: usize,
    keeps: Vec<&'t Failure>,
    ignores: bool,
    padded: bool,
}

struct Answer<'t> {
    rule: &'t EncodedRule,
    verdict: &'static str,
    /// The way to fail that is possible.
    possible: Option<&'t Failure>,
}

fn answers(asked: &Value) -> Result<Value, String> {
    let texts = asked["protocols"].as_array().ok_or("no list of protocols")?;
    let protocols: Vec<Protocol> = texts.iter().map(load).collect::<Result<_, _>>()?;
    let (anatomy, views) = anatomy(&protocols);
    let mut theory = Theory::new(anatomy, &views);
    let encoded = theory.protocols.clone();
    let (mut found, mut tried) = (Vec::new(), phantoms::Tried::default());
    for (kept, accepting) in encoded.iter().enumerate() {
        for (broken, rejecting) in encoded.iter().enumerate().filter(|(at, _)| *at != kept) {
            let mut direction = Direction {
                theory: &mut theory,
                views: &views,
                kept,
                broken,
                keeps: errors(&accepting.rules).flat_map(|rule| &rule.failures).collect(),
                ignores: accepting.ignores || rejecting.ignores,
                padded: accepting.padded || rejecting.padded,
            };
            let answers: Vec<Answer<'_>> =
                errors(&rejecting.rules).map(|rule| direction.answer(rule)).collect::<Result<_, _>>()?;
            let shown = match asked["phantoms"].as_bool() {
                Some(true) => phantoms::try_all(&mut direction, &answers, &mut tried),
                _ => BTreeMap::new(),
            };
            for answer in answers {
                let id = &answer.rule.id;
                found.push(json!({
                    "kept": kept, "broken": broken, "rule": id, "verdict": answer.verdict,
                    "opaque": answer.rule.opaque, "shown": shown.get(id).is_some_and(Option::is_none), "why_not": shown.get(id),
                }));
            }
        }
    }
    let written: Vec<Value> = protocols.iter().map(model::json::protocol).collect();
    Ok(json!({"protocols": written, "answers": found, "tried": tried.cases, "refuted": tried.refuted}))
}

fn errors(rules: &[EncodedRule]) -> impl Iterator<Item = &EncodedRule> {
    rules.iter().filter(|rule| rule.severity == Severity::Error)
}

impl<'t> Direction<'t> {
    fn question(&self, breaks: &'t Failure) -> Question<'t> {
        Question { keeps: self.keeps.clone(), breaks: Some(breaks), ignores: self.ignores, padded: self.padded }
    }

    /// A rule is implied if no way to fail is possible, and every certificate holds.
    fn answer(&mut self, rule: &'t EncodedRule) -> Result<Answer<'t>, String> {
        let mut verdict = "implied";
        for failure in &rule.failures {
            let question = self.question(failure);
            match self.theory.ask(&question, &Limits::default()) {
                Verdict::Impossible(proof) => proof.check().map_err(|rejected| format!("{}: {rejected:?}", rule.id))?,
                Verdict::Possible(_) => return Ok(Answer { rule, verdict: "not implied", possible: Some(failure) }),
                Verdict::Undecided => verdict = "undecided",
            }
        }
        Ok(Answer { rule, verdict, possible: None })
    }
}

fn load(text: &Value) -> Result<Protocol, String> {
    let loaded = model::load(&Source::new("asked.protocol", text.as_str().unwrap_or_default()));
    loaded.protocol.ok_or_else(|| {
        let messages: Vec<String> = loaded.findings.iter().map(|finding| finding.message.clone()).collect();
        messages.join("; ")
    })
}

/// One tissue for each name.
fn anatomy(protocols: &[Protocol]) -> (Anatomy, Vec<View<'_>>) {
    let classes =
        |protocol: &Protocol| protocol.labels.classes.iter().map(|class| class.name.clone()).collect::<Vec<_>>();
    let names: BTreeSet<String> = protocols.iter().flat_map(classes).collect();
    let tissues: BTreeMap<String, TissueId> =
        names.iter().enumerate().map(|(at, name)| (name.clone(), TissueId(at))).collect();
    let set = |name: String| tissues.get(&name).copied().into_iter().collect::<TissueSet>();
    let views =
        protocols.iter().map(|protocol| View { protocol, classes: classes(protocol).into_iter().map(set).collect() });
    let views = views.collect();
    (Anatomy { tissues: names.into_iter().collect(), exclusive: true }, views)
}
