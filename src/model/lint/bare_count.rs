//! P301: parts or holes counted without a smallest size.

use crate::report::Span;

use super::super::codes::BARE_COUNT;
use super::super::problem::Problem;
use super::super::rule::{AggregateFunction, Domain, MeasureKind};
use super::{Context, sites};

pub(super) fn check(context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    for site in &context.sites {
        let floor = if site.in_slice { "5 mm2" } else { "0.5 mL" };
        for number in sites::within(site.claim).into_iter().flat_map(sites::numbers) {
            let (measures, aggregates) = sites::measures(number);
            for measure in measures {
                let bare = match &measure.kind {
                    MeasureKind::Components(components) => components.floor.is_none(),
                    MeasureKind::Holes { floor, .. } => floor.is_none(),
                    _ => false,
                };
                if bare {
                    problems.push(problem(&measure.text, measure.span, floor));
                }
            }
            for aggregate in aggregates {
                if let Domain::Components(components) = &aggregate.domain
                    && aggregate.function == AggregateFunction::Count
                    && components.floor.is_none()
                    && aggregate.filter.is_none()
                {
                    problems.push(
                        Problem::new(&BARE_COUNT, format!("`{}` counts single stray voxels too", aggregate.text))
                            .at(site.claim.span, "no smallest size")
                            .help(format!("give `components` a floor, such as `min: {floor}`")),
                    );
                }
            }
        }
    }
    problems
}

fn problem(text: &str, span: Span, floor: &str) -> Problem {
    let with_floor = text.strip_suffix(')').map_or_else(|| text.to_owned(), |open| format!("{open}, min: {floor})"));
    Problem::new(&BARE_COUNT, format!("`{text}` counts single stray voxels too"))
        .at(span, "no smallest size")
        .help(format!("give it a floor, such as `{with_floor}`"))
}
