//! Background around a tissue becomes another one: it lies inside.

use super::Edit;
use super::voxels::with_neighbours;
use crate::logic::anatomy::TissueId;
use crate::phantom::witness::Made;

#[derive(Debug)]
struct Wrap {
    tissue: TissueId,
    by: TissueId,
}

pub fn all(tissue: TissueId, by: TissueId, edits: &mut Vec<Box<dyn Edit>>) {
    edits.push(Box::new(Wrap { tissue, by }));
}

impl Edit for Wrap {
    fn of(&self, made: &Made) -> Option<Made> {
        // Two more layers, lest the wrapping is cut off by the edge.
        let phantom = made.phantom.roomier([2; 3], [2; 3]);
        let around = with_neighbours(phantom.of(self.tissue)?, phantom.geometry.shape);
        let free = around.difference(&phantom.occupied());
        (!free.is_empty()).then(|| made.with_phantom(phantom.given(self.by, &free)))
    }
}
