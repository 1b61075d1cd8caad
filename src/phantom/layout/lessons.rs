//! What is learned from a layout that could not be built.

use std::collections::BTreeMap;

use crate::phantom::build::Impossible;

use super::{Candidate, Sketch};

/// Voxels across what is to be no single slice.
const THICK: u32 = 12;

/// What could not be built of earlier layouts, and is to be different.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lessons {
    /// Voxels that bodies need at least.
    pub voxels: BTreeMap<Candidate, u64>,
    /// Voxels that the grid needs at least along the array axes.
    pub shape: [Option<u32>; 3],
}

impl Lessons {
    /// Takes in why a plan of these bodies could not be built; whether there is anything in it to be learned.
    pub fn learn(&mut self, impossible: &Impossible, bodies: &[Candidate]) -> bool {
        let before = self.clone();
        match *impossible {
            Impossible::TooFewVoxels { body, needs, .. } => {
                if let Some(&body) = bodies.get(body) {
                    let voxels = self.voxels.entry(body).or_default();
                    // Bridges take some as well, and are known later.
                    *voxels = needs.saturating_add(needs / 2).max(*voxels);
                }
            }
            Impossible::TooLarge { axis, found, .. } => {
                if let (Some(side), Ok(found)) = (self.shape.get_mut(axis), u32::try_from(found)) {
                    *side = (*side).max(Some(found));
                }
            }
            Impossible::OneSlice(_) => self.shape = self.shape.map(|side| side.max(Some(THICK))),
            _ => {}
        }
        *self != before
    }

    /// Takes in what lengths along several axes take of bodies; whether one has fewer voxels.
    pub fn learn_lengths(&mut self, sketch: &Sketch) -> bool {
        let before = self.clone();
        let plan = &sketch.plan;
        let spacing = plan.grid.world_spacing();
        for (body, &candidate) in plan.bodies.iter().zip(&sketch.candidates) {
            let sides: Vec<u64> = (body.length.iter().zip(spacing))
                .filter_map(|(length, side)| length.map(|length| (length / side).round().max(1.0) as u64))
                .collect();
            let needs = sides.iter().copied().fold(1, u64::saturating_mul);
            if candidate.rank == 0 && sides.len() > 1 && body.voxels < needs {
                let voxels = self.voxels.entry(candidate).or_default();
                *voxels = needs.max(*voxels);
            }
        }
        *self != before
    }
}
