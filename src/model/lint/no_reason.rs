//! P401: a rule without a reason.

use super::super::codes::NO_REASON;
use super::super::problem::Problem;
use super::Context;

pub(super) fn check(context: &Context) -> Vec<Problem> {
    let rules = context.protocol.rules.iter();
    rules
        // What only a person checks explains itself; an empty rule has a finding of its own.
        .filter(|rule| !rule.statements.is_empty())
        .filter(|rule| rule.because.is_empty() && rule.cites.is_empty() && rule.docs.is_empty())
        .map(|rule| {
            Problem::new(&NO_REASON, format!("the rule `{}` gives no reason", rule.id))
                .at(rule.id_span, "no reason")
                .help(match rule.id.starts_with("decide.") {
                    true => "document it on the line before: `/// ISUP 2014`",
                    false => "add `because \"...\"`, or `cite` a source",
                })
        })
        .collect()
}
