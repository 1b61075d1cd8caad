//! The labels of a map with where and how often they occur.

use serde::{Deserialize, Serialize};

use super::runs::Runs;

/// One label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelValue {
    pub value: i64,
    pub voxels: u64,
    /// Its first voxel in raster order.
    pub first: [u32; 3],
}

impl Runs {
    /// The labels that occur, in rising order, without background.
    pub fn label_values(&self) -> Vec<LabelValue> {
        let mut first: Vec<Option<[u32; 3]>> = vec![None; self.values().len()];
        let mut missing = first.len();
        for row in self.rows() {
            if missing == 0 {
                break;
            }
            for run in row.runs.iter() {
                if let Some(slot @ None) = first.get_mut(run.dense as usize) {
                    *slot = Some([run.start, row.y, row.z]);
                    missing -= 1;
                }
            }
        }
        let counted = self.values().iter().zip(self.voxels());
        let labels =
            counted.zip(first).map(|((&value, &voxels), first)| Some(LabelValue { value, voxels, first: first? }));
        labels.flatten().collect()
    }
}
