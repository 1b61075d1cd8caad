//! All of a tissue is called by the name of another.

use super::Edit;
use crate::logic::anatomy::TissueId;
use crate::phantom::witness::Made;

#[derive(Debug)]
struct Rename {
    tissue: TissueId,
    to: TissueId,
}

pub fn all(tissue: TissueId, to: TissueId, edits: &mut Vec<Box<dyn Edit>>) {
    edits.push(Box::new(Rename { tissue, to }));
}

impl Edit for Rename {
    fn of(&self, made: &Made) -> Option<Made> {
        let own = made.phantom.of(self.tissue)?.clone();
        Some(made.with_phantom(made.phantom.clone().given(self.to, &own)))
    }
}
