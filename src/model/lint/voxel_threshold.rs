//! P304: a size given in voxels.

use crate::report::Span;

use super::super::codes::VOXEL_THRESHOLD;
use super::super::problem::Problem;
use super::super::protocol::Floor;
use super::super::quantity::{Dimension, Quantity};
use super::super::rule::{ClaimKind, MeasureKind, Number};
use super::sites::Site;
use super::{Context, sites};

pub(super) fn check(context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    for site in context.sites.iter().filter(|site| !explained(site)) {
        let unit = if site.in_slice { "mm2" } else { "mL or mm3" };
        for claim in sites::within(site.claim) {
            for number in sites::numbers(claim) {
                problems.extend(bound(number, claim.span, unit));
                for measure in sites::measures(number).0 {
                    let floor = match &measure.kind {
                        MeasureKind::Components(components) => components.floor.as_ref(),
                        MeasureKind::Holes { floor, .. } => floor.as_ref(),
                        _ => None,
                    };
                    problems.extend(floor.and_then(|Floor(floor)| threshold(floor, measure.span, unit)));
                }
            }
            if let ClaimKind::OneOf { set, .. } = &claim.kind {
                problems.extend(set.iter().find_map(|member| threshold(member, claim.span, unit)));
            }
        }
    }
    problems
}

/// A photograph without a scale has no other unit; a rule that says so has been thought about.
fn explained(site: &Site) -> bool {
    site.rule.because.iter().any(|reason| reason.contains("voxel") || reason.contains("pixel"))
}

fn bound(number: &Number, span: Span, unit: &str) -> Option<Problem> {
    match number {
        Number::Constant(quantity) => threshold(quantity, span, unit),
        _ => None,
    }
}

fn threshold(quantity: &Quantity, span: Span, unit: &str) -> Option<Problem> {
    let counted = matches!(quantity.dimension, Dimension::VOXEL | Dimension::PIXEL);
    (counted && !quantity.is_zero()).then(|| {
        Problem::new(&VOXEL_THRESHOLD, format!("`{quantity}` is another size on every scanner"))
            .at(span, "a threshold in voxels")
            .help(format!("write it in {unit}, or say in `because` why it is in voxels"))
    })
}
