//! An island of a tissue, beyond all that there is.

use super::Edit;
use super::voxels::{Way, block};
use crate::logic::anatomy::TissueId;
use crate::phantom::witness::Made;

#[derive(Debug)]
struct Add {
    tissue: TissueId,
    /// Voxels along each side.
    side: u32,
    way: Way,
}

/// From a stray click to what reaches most floors.
const SIDES: [u32; 3] = [1, 4, 12];

pub fn all(tissue: TissueId, edits: &mut Vec<Box<dyn Edit>>) {
    for side in SIDES {
        for way in Way::all() {
            edits.push(Box::new(Add { tissue, side, way }));
        }
    }
}

impl Edit for Add {
    fn of(&self, made: &Made) -> Option<Made> {
        let own = made.phantom.of(self.tissue).and_then(|voxels| voxels.bounds());
        let size = [self.side; 3];
        let (phantom, corner) = made.phantom.with_room(size, self.way, own);
        Some(made.with_phantom(phantom.given(self.tissue, &block(corner, size))))
    }
}
