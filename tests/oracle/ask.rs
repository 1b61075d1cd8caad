//! Asks the logic about pairs of protocols, for `questions.py`: a line of JSON in, a line of JSON out, each question by itself.
//!
//! In: `{"protocols": [TEXT, TEXT]}`. Out: `{"protocols": [JSON, JSON], "answers": [{"kept": 0, "rule": "A-1", "verdict": ..}]}`
//! with a verdict for each line and error rule of the other protocol. Classes are matched by name, as they are written.

#![allow(clippy::print_stdout, reason = "its output is what it is for")]

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

fn answers(asked: &Value) -> Result<Value, String> {
    let texts = asked["protocols"].as_array().ok_or("no list of protocols")?;
    let protocols: Vec<Protocol> = texts.iter().map(load).collect::<Result<_, _>>()?;
    let (anatomy, views) = anatomy(&protocols);
    let mut theory = Theory::new(anatomy, &views);
    let encoded = theory.protocols.clone();
    let mut found = Vec::new();
    for (kept, accepting) in encoded.iter().enumerate() {
        let errors = accepting.rules.iter().filter(|rule| rule.severity == Severity::Error);
        let keeps: Vec<&Failure> = errors.flat_map(|rule| &rule.failures).collect();
        for (at, broken) in encoded.iter().enumerate().filter(|(at, _)| *at != kept) {
            let flags = (accepting.ignores || broken.ignores, accepting.padded || broken.padded);
            for rule in broken.rules.iter().filter(|rule| rule.severity == Severity::Error) {
                let verdict = verdict(&mut theory, &keeps, rule, flags)?;
                found.push(json!({
                    "kept": kept, "broken": at, "rule": rule.id, "verdict": verdict, "opaque": rule.opaque,
                }));
            }
        }
    }
    let written: Vec<Value> = protocols.iter().map(model::json::protocol).collect();
    Ok(json!({"protocols": written, "answers": found}))
}

/// A rule is implied if no way to fail is possible, and every certificate holds.
fn verdict(
    theory: &mut Theory,
    keeps: &[&Failure],
    rule: &EncodedRule,
    (ignores, padded): (bool, bool),
) -> Result<&'static str, String> {
    let mut undecided = false;
    for failure in &rule.failures {
        let question = Question { keeps: keeps.to_vec(), breaks: Some(failure), ignores, padded };
        match theory.ask(&question, &Limits::default()) {
            Verdict::Impossible(proof) => proof.check().map_err(|rejected| format!("{}: {rejected:?}", rule.id))?,
            Verdict::Possible(_) => return Ok("not implied"),
            Verdict::Undecided => undecided = true,
        }
    }
    Ok(if undecided { "undecided" } else { "implied" })
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
