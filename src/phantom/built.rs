//! A case made of voxels: which of them each tissue has.

use std::collections::BTreeMap;

use crate::logic::anatomy::TissueId;
use crate::volume::runs_builder::{PushError, TooManyRuns};
use crate::volume::{Geometry, LabelMap, RunSet, Runs, RunsBuilder};

/// A label map without values: they are the protocol's affair.
#[derive(Debug, Clone, PartialEq)]
pub struct Phantom {
    pub geometry: Geometry,
    /// The voxels of each tissue that has some. They overlap only where protocols keep a file for each class.
    pub voxels: BTreeMap<TissueId, RunSet>,
}

/// Why a phantom does not become a label map.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotPainted {
    #[error("its runs take more than {budget} bytes")]
    TooManyRuns { budget: usize },
    #[error(transparent)]
    Disorder(#[from] PushError),
}

impl Phantom {
    /// The label map in which each tissue has the value given for it; without one it is background.
    ///
    /// # Errors
    /// More runs than fit into memory; tissues of two values that overlap.
    pub fn label_map(&self, values: impl Fn(TissueId) -> Option<i64>) -> Result<LabelMap, NotPainted> {
        Ok(LabelMap { geometry: self.geometry.clone(), layers: vec![self.layer(values)?] })
    }

    /// How many runs all tissues have together.
    pub fn runs(&self) -> usize {
        self.voxels.values().map(RunSet::run_count).sum()
    }

    /// One layer of a label map.
    ///
    /// # Errors
    /// More runs than fit into memory; tissues of two values that overlap.
    pub fn layer(&self, values: impl Fn(TissueId) -> Option<i64>) -> Result<Runs, NotPainted> {
        let mut of_value: BTreeMap<i64, Vec<RunSet>> = BTreeMap::new();
        for (&tissue, voxels) in &self.voxels {
            if let Some(value) = values(tissue) {
                of_value.entry(value).or_default().push(voxels.clone());
            }
        }
        let of_value = of_value.into_iter().map(|(value, sets)| (value, RunSet::union_of(sets)));
        let mut runs = Vec::new();
        for (value, voxels) in of_value {
            runs.extend(voxels.runs().map(|(z, y, run)| (z, y, run, value)));
        }
        // One list in order after the other: a sort that merges what is in order.
        runs.sort();
        let mut builder = RunsBuilder::new(self.geometry.shape);
        for (z, y, run, value) in runs {
            builder.push_run(z, y, run.start, run.end, value)?;
        }
        Ok(builder.finish()?)
    }
}

impl From<TooManyRuns> for NotPainted {
    fn from(full: TooManyRuns) -> Self {
        NotPainted::TooManyRuns { budget: full.budget }
    }
}
