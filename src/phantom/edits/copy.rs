//! The largest part of a tissue once more, or many times, beyond all that there is.

#![expect(clippy::indexing_slicing, reason = "axes are 0, 1 or 2, and so are the arrays they index")]

use super::Edit;
use super::voxels::{Way, largest, moved, sides};
use crate::logic::anatomy::TissueId;
use crate::phantom::witness::Made;

#[derive(Debug)]
struct Copy {
    tissue: TissueId,
    times: u32,
    way: Way,
}

pub fn all(tissue: TissueId, edits: &mut Vec<Box<dyn Edit>>) {
    for times in [1, 6] {
        for way in Way::all() {
            edits.push(Box::new(Copy { tissue, times, way }));
        }
    }
}

impl Edit for Copy {
    fn of(&self, made: &Made) -> Option<Made> {
        let part = largest(made.phantom.of(self.tissue)?);
        let bounds = part.bounds()?;
        let size = sides(&bounds);
        let mut phantom = made.phantom.clone();
        for _ in 0..self.times {
            let (roomier, corner) = phantom.with_room(size, self.way, Some(bounds));
            let by = [0, 1, 2].map(|axis| i64::from(corner[axis]) - i64::from(bounds.low[axis]));
            phantom = roomier.given(self.tissue, &moved(&part, by));
        }
        Some(made.with_phantom(phantom))
    }
}
