//! A tissue is not there.

use super::Edit;
use crate::logic::anatomy::TissueId;
use crate::phantom::witness::Made;
use crate::volume::RunSet;

#[derive(Debug)]
struct Remove(TissueId);

pub fn all(tissue: TissueId, edits: &mut Vec<Box<dyn Edit>>) {
    edits.push(Box::new(Remove(tissue)));
}

impl Edit for Remove {
    fn of(&self, made: &Made) -> Option<Made> {
        made.phantom.of(self.0)?;
        Some(made.with_phantom(made.phantom.clone().with(self.0, RunSet::default())))
    }
}
