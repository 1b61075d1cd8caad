//! Every tissue as a box, in a row: a case that few rules accept, from which edits may lead to one that all do.

use std::collections::BTreeMap;

use crate::logic::anatomy::{TissueSet, View};
use crate::volume::{Affine, Geometry};

use super::Phantom;
use super::edits::voxels::block;
use super::layout::Facts;
use super::witness::Made;

/// Voxels along the sides of a box; voxels are cubes of a millimetre.
const SIDE: u32 = 10;

/// The tissues of some views in their order, each box so many voxels from the one before.
pub fn row(views: &[View<'_>], gap: u32) -> Made {
    let tissues: TissueSet = views.iter().flat_map(|view| &view.classes).flatten().copied().collect();
    let step = SIDE + gap;
    let count = u32::try_from(tissues.len()).unwrap_or(u32::MAX);
    let shape = [count.saturating_mul(step).saturating_add(2), SIDE + 2, SIDE + 2];
    let affine = Affine([[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0]]);
    let boxes = (1..).step_by(step as usize).map(|at| block([at, 1, 1], [SIDE; 3]));
    let voxels: BTreeMap<_, _> = tissues.into_iter().zip(boxes).collect();
    let phantom = Phantom { geometry: Geometry::oriented(shape, affine), voxels };
    Made { facts: vec![Facts::new(); views.len()], ..Made::of(phantom) }
}
