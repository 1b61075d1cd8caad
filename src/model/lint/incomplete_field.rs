//! P303: a lower bound on the size of something that the scan may cut off.

use num_traits::Zero;

use super::super::codes::INCOMPLETE_FIELD;
use super::super::problem::Problem;
use super::super::protocol::Protocol;
use super::super::rule::{Claim, ClaimKind, Comparison, Measure, MeasureKind, Number, Structure};
use super::sites::Site;
use super::{Context, sites};

pub(super) fn check(context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    for site in context.sites.iter().filter(|site| !site.in_slice) {
        let Some(measure) = bounded_below(site.claim) else { continue };
        let Some((of, name)) = sized(measure) else { continue };
        if is_part(of, site) || guarded(context.protocol, site, of) {
            continue;
        }
        problems.push(
            Problem::new(&INCOMPLETE_FIELD, format!("`{}` is smaller where the scan cuts `{name}` off", measure.text))
                .at(site.claim.span, "a lower bound without a condition")
                .help(format!("add `when complete({name})`")),
        );
    }
    problems
}

fn bounded_below(claim: &Claim) -> Option<&Measure> {
    let (value, bound) = match &claim.kind {
        ClaimKind::Compare { left, operator, right } => {
            let lower = matches!(operator, Comparison::Greater | Comparison::GreaterEqual | Comparison::Equal);
            (left, lower.then_some(right)?)
        }
        ClaimKind::Within { value, low: Some(low), .. } => (value, low),
        _ => return None,
    };
    match (value, bound) {
        (_, Number::Constant(bound)) if bound.value <= Zero::zero() => None,
        (Number::Measure(measure), _) => Some(measure),
        _ => None,
    }
}

/// The structure whose size is measured, and how the text names it.
fn sized(measure: &Measure) -> Option<(&Structure, &str)> {
    let of = match &measure.kind {
        MeasureKind::Volume(of) | MeasureKind::Voxels(of) | MeasureKind::Extent { of, .. } => of,
        _ => return None,
    };
    let inside = measure.text.split_once('(')?.1.strip_suffix(')')?;
    let name = match &measure.kind {
        MeasureKind::Extent { .. } => inside.rsplit_once(',')?.0,
        _ => inside,
    };
    Some((of, name.trim()))
}

fn is_part(of: &Structure, site: &Site) -> bool {
    matches!(of, Structure::Variable(id) if site.parts.contains(id))
}

fn guarded(protocol: &Protocol, site: &Site, of: &Structure) -> bool {
    let conditions = site.when.iter().flat_map(|claim| sites::within(claim));
    conditions
        .filter_map(|claim| match &claim.kind {
            ClaimKind::Complete(whole) => Some(whole),
            _ => None,
        })
        .any(|whole| covers(protocol, whole, of))
}

/// Where `whole` is complete, so is `part`.
fn covers(protocol: &Protocol, whole: &Structure, part: &Structure) -> bool {
    if whole == part {
        return true;
    }
    match (whole, part) {
        (Structure::Group(id), Structure::Class(class)) => {
            protocol.group(*id).is_some_and(|group| group.classes.contains(class))
        }
        (Structure::Group(id), Structure::Group(inner)) => {
            let (outer, inner) = (protocol.group(*id), protocol.group(*inner));
            match (outer, inner) {
                (Some(outer), Some(inner)) => inner.classes.iter().all(|class| outer.classes.contains(class)),
                _ => false,
            }
        }
        (Structure::Union(a, b), part) => covers(protocol, a, part) || covers(protocol, b, part),
        _ => false,
    }
}
