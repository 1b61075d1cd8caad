//! P309: a rule or block that says nothing.

use super::super::codes::EMPTY_RULE;
use super::super::problem::Problem;
use super::super::rule::{Statement, StatementKind};
use super::Context;

pub(super) fn check(context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    for rule in &context.protocol.rules {
        if rule.statements.is_empty() && rule.manual.is_empty() {
            problems.push(
                Problem::new(&EMPTY_RULE, format!("the rule `{}` demands nothing", rule.id))
                    .at(rule.id_span, "no claim")
                    .help("add `require ..`, or `manual \"...\"` for what a person must check"),
            );
        }
        let mut rest: Vec<&Statement> = rule.statements.iter().collect();
        while let Some(statement) = rest.pop() {
            let body = match &statement.kind {
                StatementKind::Each { body, .. }
                | StatementKind::Some { body, .. }
                | StatementKind::When { body, .. }
                | StatementKind::InEachSlice { body, .. } => body,
                StatementKind::Require { .. } => continue,
            };
            // `some x in X where P { }` claims that there is one.
            let asks = matches!(statement.kind, StatementKind::Some { .. });
            if body.is_empty() && !asks {
                problems.push(
                    Problem::new(&EMPTY_RULE, format!("the block `{}` demands nothing", statement.text))
                        .at(statement.span, "no claim")
                        .help("add `require ..` between its braces"),
                );
            }
            rest.extend(body);
        }
    }
    problems
}
