//! P307: a class declared optional that a rule requires in every case.

use super::super::codes::OPTIONAL_REQUIRED;
use super::super::problem::Problem;
use super::super::rule::{ClaimKind, Structure};
use super::Context;

pub(super) fn check(context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    for site in context.sites.iter().filter(|site| site.conditions.is_empty()) {
        let ClaimKind::Present(Structure::Class(id)) = &site.claim.kind else { continue };
        let Some(class) = context.protocol.class(*id).filter(|class| class.optional) else { continue };
        problems.push(
            Problem::new(
                &OPTIONAL_REQUIRED,
                format!("`{}` is optional, and this requires it in every case", class.name),
            )
            .at(site.claim.span, "required here")
            .at(class.span, "declared optional here")
            .help(format!("remove `optional` from the line of `{}`, or add a condition with `when`", class.name)),
        );
    }
    problems
}
