//! A tissue with a cavity: its inside is background, or where it has none to lose, it is a hollow box.

use super::Edit;
use super::voxels::{Way, block, without_surface};
use crate::logic::anatomy::TissueId;
use crate::phantom::witness::Made;
use crate::volume::RunSet;

#[derive(Debug)]
struct Hollow(TissueId);

#[derive(Debug)]
struct HollowBox {
    tissue: TissueId,
    /// Voxels along each side.
    side: u32,
}

/// Voxels along each side of hollow boxes.
const SIDES: [u32; 3] = [5, 20, 60];

pub fn all(tissue: TissueId, edits: &mut Vec<Box<dyn Edit>>) {
    edits.push(Box::new(Hollow(tissue)));
    for side in SIDES {
        edits.push(Box::new(HollowBox { tissue, side }));
    }
}

impl Edit for Hollow {
    fn of(&self, made: &Made) -> Option<Made> {
        let own = made.phantom.of(self.0)?;
        let inside = without_surface(own, made.phantom.geometry.shape);
        let changed = made.phantom.clone().with(self.0, own.difference(&inside));
        (!inside.is_empty()).then(|| made.with_phantom(changed))
    }
}

impl Edit for HollowBox {
    fn of(&self, made: &Made) -> Option<Made> {
        let HollowBox { tissue, side } = *self;
        let own = made.phantom.of(tissue).and_then(|own| own.bounds());
        let rest = made.phantom.clone().with(tissue, RunSet::default());
        let (roomier, corner) = rest.with_room([side; 3], Way { axis: 1, rising: true }, own);
        let inner = block(corner.map(|at| at + 1), [side - 2; 3]);
        let shell = block(corner, [side; 3]).difference(&inner);
        Some(made.with_phantom(roomier.given(tissue, &shell)))
    }
}
