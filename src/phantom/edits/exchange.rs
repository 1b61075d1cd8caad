//! Two tissues have each other's voxels: right and left, or two levels of a spine.

use super::Edit;
use crate::logic::anatomy::TissueId;
use crate::phantom::witness::Made;
use crate::volume::RunSet;

#[derive(Debug)]
struct Exchange(TissueId, TissueId);

pub fn all(a: TissueId, b: TissueId, edits: &mut Vec<Box<dyn Edit>>) {
    if a < b {
        edits.push(Box::new(Exchange(a, b)));
    }
}

impl Edit for Exchange {
    fn of(&self, made: &Made) -> Option<Made> {
        let of = |tissue| made.phantom.of(tissue).cloned().unwrap_or_default();
        let (a, b): (RunSet, RunSet) = (of(self.0), of(self.1));
        (a != b).then(|| made.with_phantom(made.phantom.clone().with(self.0, b).with(self.1, a)))
    }
}
