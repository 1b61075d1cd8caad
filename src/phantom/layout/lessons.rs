//! What is learned from a layout that could not be built.

use std::collections::BTreeMap;

use crate::phantom::build::Impossible;

use super::Candidate;

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
        match *impossible {
            Impossible::TooFewVoxels { body, needs, .. } => {
                let Some(&body) = bodies.get(body) else { return false };
                // Bridges take some as well, and are known later.
                let wanted = needs.saturating_add(needs / 2);
                let before = self.voxels.insert(body, wanted);
                before.is_none_or(|before| before < wanted)
            }
            Impossible::TooLarge { axis, found, .. } => {
                let (Some(side), Ok(found)) = (self.shape.get_mut(axis), u32::try_from(found)) else { return false };
                let wanted = found.saturating_mul(2);
                side.replace(wanted).is_none_or(|before| before < wanted)
            }
            _ => false,
        }
    }
}
