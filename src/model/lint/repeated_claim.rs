//! P308: the same claim twice in one rule.

use super::super::codes::REPEATED_CLAIM;
use super::super::problem::Problem;
use super::Context;

pub(super) fn check(context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (at, site) in context.sites.iter().enumerate() {
        let earlier = context.sites.iter().take(at).find(|other| {
            other.rule.id == site.rule.id
                && other.conditions == site.conditions
                // Claims that stand for several, such as `size == 240 x 240 x 155`, share their place.
                && other.claim.span != site.claim.span
                && other.claim.text == site.claim.text
        });
        if let Some(first) = earlier {
            problems.push(
                Problem::new(&REPEATED_CLAIM, format!("`{}` is required twice", site.claim.text))
                    .at(site.claim.span, "again here")
                    .at(first.claim.span, "first here")
                    .help("remove it, or write the class that is meant"),
            );
        }
    }
    problems
}
