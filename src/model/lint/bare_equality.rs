//! P302: two structures that must be equal to the last voxel.

use super::super::codes::BARE_EQUALITY;
use super::super::problem::Problem;
use super::super::rule::{ClaimKind, Tolerance};
use super::{Context, sites};

pub(super) fn check(context: &Context) -> Vec<Problem> {
    let claims = context.sites.iter().flat_map(|site| sites::within(site.claim));
    let bare = claims.filter(|claim| matches!(&claim.kind, ClaimKind::Equal { tolerance: Tolerance::Exact, .. }));
    bare.map(|claim| {
        Problem::new(&BARE_EQUALITY, format!("`{}` fails for a single voxel", claim.text))
            .at(claim.span, "no tolerance")
            .help(format!("write how much may differ: `{}, up to 1 voxel`", claim.text))
    })
    .collect()
}
