//! All of a tissue lies beyond everything else.

#![expect(clippy::indexing_slicing, reason = "axes are 0, 1 or 2, and so are the arrays they index")]

use super::Edit;
use super::voxels::{Way, moved, sides};
use crate::logic::anatomy::TissueId;
use crate::phantom::witness::Made;
use crate::volume::RunSet;

#[derive(Debug)]
struct Shift(TissueId, Way);

pub fn all(tissue: TissueId, edits: &mut Vec<Box<dyn Edit>>) {
    for way in Way::all() {
        edits.push(Box::new(Shift(tissue, way)));
    }
}

impl Edit for Shift {
    fn of(&self, made: &Made) -> Option<Made> {
        let Shift(tissue, way) = *self;
        let own = made.phantom.of(tissue)?.clone();
        let bounds = own.bounds()?;
        let rest = made.phantom.clone().with(tissue, RunSet::default());
        let (roomier, corner) = rest.with_room(sides(&bounds), way, Some(bounds));
        let by = [0, 1, 2].map(|axis| i64::from(corner[axis]) - i64::from(bounds.low[axis]));
        Some(made.with_phantom(roomier.given(tissue, &moved(&own, by))))
    }
}
