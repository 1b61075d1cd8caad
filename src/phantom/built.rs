//! A built plan: which body each voxel belongs to.

use crate::logic::anatomy::TissueId;
use crate::volume::runs_builder::{PushError, TooManyRuns};
use crate::volume::{Geometry, LabelMap, Runs, RunsBuilder};

use super::build::paint::Painting;

/// A label map without values: they are the protocol's affair.
#[derive(Debug, Clone, PartialEq)]
pub struct Phantom {
    /// The tissue of each body.
    tissues: Vec<TissueId>,
    pub geometry: Geometry,
    painting: Painting,
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
    pub(super) fn new(tissues: impl IntoIterator<Item = TissueId>, geometry: Geometry, painting: Painting) -> Self {
        Phantom { tissues: tissues.into_iter().collect(), geometry, painting }
    }

    /// Its bodies' tissues, by body.
    pub fn tissues(&self) -> &[TissueId] {
        &self.tissues
    }

    /// The label map in which each tissue has the value given for it; without one it is background.
    ///
    /// # Errors
    /// More runs than fit into memory.
    pub fn label_map(&self, values: impl Fn(TissueId) -> Option<i64>) -> Result<LabelMap, NotPainted> {
        Ok(LabelMap { geometry: self.geometry.clone(), layers: vec![self.layer(values)?] })
    }

    /// One layer of a label map.
    ///
    /// # Errors
    /// More runs than fit into memory.
    pub fn layer(&self, values: impl Fn(TissueId) -> Option<i64>) -> Result<Runs, NotPainted> {
        let values: Vec<Option<i64>> = self.tissues.iter().map(|&tissue| values(tissue)).collect();
        let mut builder = RunsBuilder::new(self.painting.shape);
        let value = |body: usize| values.get(body).copied().flatten();
        for slab in &self.painting.slabs {
            for z in slab.layers.clone() {
                for band in &slab.bands {
                    for y in band.rows.clone() {
                        for run in &band.runs {
                            let Some(value) = value(run.body) else { continue };
                            builder.push_run(z, y, run.voxels.start, run.voxels.end, value)?;
                        }
                    }
                }
            }
        }
        Ok(builder.finish()?)
    }
}

impl From<TooManyRuns> for NotPainted {
    fn from(full: TooManyRuns) -> Self {
        NotPainted::TooManyRuns { budget: full.budget }
    }
}
