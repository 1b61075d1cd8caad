//! Every question with its answer, for programs.

use serde_json::{Value, json};

use crate::model::Protocol;

use super::asking::{Found, Reason, Verdict};
use super::{Comparison, Side};

/// One object for each way in which a rule of either protocol can fail. `asks` is whose rule it is: `new` asks whether a
/// case that the old protocol accepts can fail so, `old` the converse. `answer` is what was found of this failure,
/// `verdict` what of the whole rule.
pub fn questions(comparison: &Comparison, old: &Protocol, new: &Protocol) -> Vec<Value> {
    let mut all = of_side("new", &comparison.new, new, old);
    all.extend(of_side("old", &comparison.old, old, new));
    all
}

fn of_side(asks: &str, side: &Side, of: &Protocol, accepted_by: &Protocol) -> Vec<Value> {
    let mut all = Vec::new();
    for (rule, answer) in side.rules.iter().zip(&side.answers) {
        for (at, (failure, found)) in rule.failures.iter().zip(&answer.asked).enumerate() {
            let mut question = json!({
                "asks": asks,
                "protocol": of.title(),
                "accepted_by": accepted_by.title(),
                "rule": rule.id,
                "severity": rule.severity.word(),
                "failure": at,
                "statement": failure.statement,
                "answer": found.word(),
                "verdict": answer.verdict.word(),
            });
            if let (Value::Object(object), Verdict::Undecided(reason)) = (&mut question, &answer.verdict) {
                object.insert("reason".to_owned(), json!(reason.word()));
            }
            all.push(question);
        }
    }
    all
}

impl Verdict {
    pub fn word(&self) -> &'static str {
        match self {
            Verdict::Implied => "implied",
            Verdict::NotImplied(_) => "not implied",
            Verdict::Undecided(_) => "undecided",
        }
    }
}

impl Reason {
    pub fn word(self) -> &'static str {
        match self {
            Reason::Opaque => "opaque",
            Reason::Limit => "limit",
            Reason::Rejected => "proof rejected",
            Reason::NoFile => "no label file",
            Reason::Work => "too much work",
            Reason::Contradiction => "contradiction",
        }
    }
}

impl Found {
    pub fn word(self) -> &'static str {
        match self {
            Found::Impossible => "impossible",
            Found::Possible => "possible",
            Found::GaveUp => "gave up",
            Found::Rejected => "proof rejected",
        }
    }
}
