//! What is kept of a case to compare it with the others.

use sha2::{Digest, Sha256};

use crate::volume::Runs;

use super::builtin::subject::CaseDigest;

/// What is kept of one layer.
#[derive(Debug, Clone, Copy)]
pub struct LayerDigest<'l> {
    /// The class that its file stands for.
    pub class: Option<&'l str>,
    pub content: [u8; 32],
    pub voxels: u64,
}

/// A hash over shape and all runs with their values. The file's bytes, its compression and its data type do not count, so
/// that the same mask is found again however it was saved.
pub fn of_runs(runs: &Runs) -> [u8; 32] {
    let mut hash = Sha256::new();
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
    finish(hash)
}

/// A hash over the class names and contents of all layers of a case.
pub fn of_case(case: &str, path: &str, layers: &[LayerDigest<'_>]) -> CaseDigest {
    let mut hash = Sha256::new();
    for layer in layers {
        let class = layer.class.unwrap_or_default();
        hash.update((class.len() as u64).to_le_bytes());
        hash.update(class);
        hash.update(layer.content);
    }
    let labelled_voxels = layers.iter().map(|layer| layer.voxels).sum();
    CaseDigest { case: case.to_owned(), path: path.to_owned(), content: finish(hash), labelled_voxels }
}

fn finish(hash: Sha256) -> [u8; 32] {
    let mut content = [0; 32];
    content.iter_mut().zip(hash.finalize()).for_each(|(byte, hashed)| *byte = hashed);
    content
}
