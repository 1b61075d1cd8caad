//! C101: two cases have the same label map, voxel for voxel.

use std::collections::BTreeMap;

use crate::report::{Evidence, Finding, Page, Severity};

use super::subject::CaseDigest;
use super::text;
use super::{Check, Look};

pub const CHECK: Check = Check {
    code: "C101",
    name: "identical-masks",
    severity: Severity::Error,
    page: Page {
        what: "two cases have the same label map, voxel for voxel",
        why: "one of the two patients carries the other's annotation",
        example: "case_012 and case_021 are equal in all 51,204 labelled voxels",
        fix: "find which case the mask belongs to and annotate the other; of images of one BIDS participant (`sub-01`), which may share a mask, it is said for information",
    },
    look: Look::Cohort(find),
};

/// Empty masks are equal to each other and are left to L202.
fn find(check: &Check, cases: &[CaseDigest]) -> Vec<Finding> {
    let mut same: BTreeMap<[u8; 32], Vec<&CaseDigest>> = BTreeMap::new();
    for digest in cases.iter().filter(|digest| digest.labelled_voxels > 0) {
        same.entry(digest.content).or_default().push(digest);
    }
    let first = |digest: &CaseDigest| same.get(&digest.content).and_then(|group| group.first().copied());
    cases
        .iter()
        .filter_map(|digest| {
            let original = first(digest).filter(|original| original.path != digest.path)?;
            let voxels = text::count(digest.labelled_voxels, "labelled voxel", "labelled voxels");
            let message = format!("the label map is equal to that of `{}` in all {voxels}", original.path);
            let evidence = Evidence { case: Some(digest.case.clone()), ..Evidence::default() };
            let finding = check.finding(&digest.path, message).evidence(evidence);
            let shared = participant(&digest.path).filter(|one| participant(&original.path) == Some(*one));
            Some(match shared {
                // Registered images of one participant may share their annotation.
                Some(one) => Finding { severity: Severity::Info, ..finding }
                    .help(format!("both are of `{one}`: see that the mask was meant for both images")),
                None => finding,
            })
        })
        .collect()
}

/// `sub-01` of a BIDS name.
fn participant(path: &str) -> Option<&str> {
    path.split(['/', '_']).find(|part| part.starts_with("sub-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrasts_of_one_participant_may_share_a_mask() {
        let digest = |path: &str| CaseDigest {
            case: path.to_owned(),
            path: path.to_owned(),
            content: [7; 32],
            labelled_voxels: 3,
        };
        let found = |paths: &[&str]| {
            let digests: Vec<CaseDigest> = paths.iter().map(|path| digest(path)).collect();
            find(&CHECK, &digests).iter().map(|finding| finding.severity).collect::<Vec<_>>()
        };
        let (info, error) = (Severity::Info, Severity::Error);
        assert_eq!(found(&["d/sub-01/anat/sub-01_T1w_dseg.nii", "d/sub-01/anat/sub-01_T2w_dseg.nii"]), [info]);
        assert_eq!(found(&["sub-01_dseg.nii", "sub-02_dseg.nii"]), [error]);
        assert_eq!(found(&["a.nii", "b.nii", "c.nii"]), [error, error]);
    }
}
