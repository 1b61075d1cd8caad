//! A comparison in one object, for programs, and in one line, for people.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::compare::classes::Difference;
use crate::model::Protocol;
use crate::report::wording::counted;

use super::compatibility::{Compatibility, Compatible};
use super::questions::questions;
use super::versions::{Step, demanded};
use super::{Comparison, Side};

/// Relations, compatibility, the step of the version, and every question with its answer.
pub fn object(comparison: &Comparison, old: &Protocol, new: &Protocol, differences: &[Difference]) -> Value {
    let id = |side: &Side, at: Option<usize>| at.and_then(|at| side.rules.get(at)).map(|rule| rule.id.clone());
    let related = comparison.related.iter().map(|related| {
        let mut object = Map::new();
        let mut put = |key: &str, value: Option<String>| {
            if let Some(value) = value {
                object.insert(key.to_owned(), json!(value));
            }
        };
        put("relation", Some(related.relation.word().to_owned()));
        put("old", id(&comparison.old, related.old));
        put("new", id(&comparison.new, related.new));
        put("refuses", related.refuses.clone());
        put("accepts", related.accepts.clone());
        Value::Object(object)
    });
    let compatible = Compatibility::ALL.map(|wanted| {
        let answer = comparison.compatible(wanted, differences);
        let (word, rules, classes) = match &answer {
            Compatible::Proven => ("proven", &Vec::new(), &Vec::new()),
            Compatible::Refuted { rules, classes } => ("refuted", rules, classes),
            Compatible::Undecided(rules) => ("undecided", rules, &Vec::new()),
        };
        (wanted.word().to_owned(), json!({"answer": word, "rules": rules, "classes": classes}))
    });
    let conflict = |side: &Side| {
        side.contradiction.as_ref().map(|rules| rules.iter().filter_map(|&at| id(side, Some(at))).collect::<Vec<_>>())
    };
    json!({
        "old": old.title(),
        "new": new.title(),
        "contradictions": {"old": conflict(&comparison.old), "new": conflict(&comparison.new)},
        "relations": related.collect::<Vec<_>>(),
        "compatibility": Map::from_iter(compatible),
        "version": {
            "demanded": demanded(comparison, differences).word(),
            "made": Step::made(&old.version, &new.version).map(Step::word),
        },
        "undecided": comparison.undecided(),
        "questions": questions(comparison, old, new),
    })
}

/// `rules: 3 same, 1 tightened; archive refuted by `A-1`, consumer proven; 2 questions undecided`
pub fn line(comparison: &Comparison, differences: &[Difference]) -> String {
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    for related in &comparison.related {
        *counts.entry(related.relation).or_default() += 1;
    }
    let counts: Vec<String> = counts.iter().map(|(relation, count)| format!("{count} {}", relation.word())).collect();
    let relations = if counts.is_empty() { "not compared".to_owned() } else { counts.join(", ") };
    let compatible = [Compatibility::Archive, Compatibility::Consumer].map(|wanted| {
        let answer = match comparison.compatible(wanted, differences) {
            Compatible::Proven => "proven",
            Compatible::Refuted { .. } => "refuted",
            Compatible::Undecided(_) => "undecided",
        };
        format!("{} compatibility {answer}", wanted.word())
    });
    let undecided = match comparison.undecided() {
        0 => String::new(),
        count => format!("; {} undecided", counted(count, "question")),
    };
    format!("rules and lines: {relations}; {}{undecided}", compatible.join(", "))
}
