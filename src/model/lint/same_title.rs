//! P405: two rules with the same sentence.

use std::collections::BTreeMap;

use super::super::codes::SAME_TITLE;
use super::super::problem::Problem;
use super::super::rule::Rule;
use super::Context;

pub(super) fn check(context: &Context) -> Vec<Problem> {
    let mut seen: BTreeMap<String, &Rule> = BTreeMap::new();
    let mut problems = Vec::new();
    for rule in context.protocol.rules.iter().filter(|rule| !rule.title.is_empty()) {
        let Some(first) = seen.get(&rule.title.to_lowercase()) else {
            seen.insert(rule.title.to_lowercase(), rule);
            continue;
        };
        problems.push(
            Problem::new(&SAME_TITLE, format!("`{}` and `{}` carry the same sentence", first.id, rule.id))
                .at(rule.id_span, "the same sentence")
                .at(first.id_span, "first here")
                .help("say in each what it is about"),
        );
    }
    problems
}
