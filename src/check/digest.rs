//! What is kept of a case to compare it with the others.

use sha2::{Digest, Sha256};

use crate::volume::Runs;

use super::builtin::subject::CaseDigest;

/// A hash over shape, class names and all runs with their values. The file's bytes, its compression and its data type
/// do not count, so that the same mask is found again however it was saved.
pub fn of_case(case: &str, path: &str, layers: &[(Option<&str>, &Runs)]) -> CaseDigest {
    let mut hash = Sha256::new();
    let mut labelled_voxels = 0;
    for (class, runs) in layers {
        let class = class.unwrap_or_default();
        hash.update((class.len() as u64).to_le_bytes());
        hash.update(class);
        hash.update(runs.shape().map(u32::to_le_bytes).concat());
        for row in runs.rows() {
            hash.update([row.z, row.y].map(u32::to_le_bytes).concat());
            for run in row.runs.iter() {
                let value = runs.value(run.dense).unwrap_or_default();
                hash.update(run.start.to_le_bytes());
                hash.update(run.end.to_le_bytes());
                hash.update(value.to_le_bytes());
            }
        }
        labelled_voxels += runs.voxels().iter().sum::<u64>();
    }
    let mut content = [0; 32];
    content.iter_mut().zip(hash.finalize()).for_each(|(byte, hashed)| *byte = hashed);
    CaseDigest { case: case.to_owned(), path: path.to_owned(), content, labelled_voxels }
}
