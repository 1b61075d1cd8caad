//! P402: today lies outside the period in which the protocol is in force.

use super::super::codes::NOT_IN_FORCE;
use super::super::problem::Problem;
use super::Context;

pub(super) fn check(context: &Context) -> Vec<Problem> {
    let (first, last) = context.protocol.meta.effective;
    let (message, help) = match (first, last) {
        (Some(first), _) if context.today < first => (
            format!("this protocol is not in force before {first}"),
            "use the version that is in force today, or correct `effective`",
        ),
        (_, Some(last)) if context.today > last => (
            format!("this protocol was in force until {last}"),
            "renew the period in `effective`, or use the version that replaced it",
        ),
        _ => return Vec::new(),
    };
    let entries = context.loaded.tree.items.iter().filter_map(|item| match item {
        crate::syntax::tree::Item::Meta(meta) => Some(&meta.entries),
        _ => None,
    });
    let entry = entries.flatten().find(|entry| !entry.cite && entry.key.text == "effective");
    let problem = Problem::new(&NOT_IN_FORCE, message).help(help);
    vec![match entry {
        Some(entry) => problem.at(entry.span, format!("today is {}", context.today)),
        None => problem,
    }]
}
