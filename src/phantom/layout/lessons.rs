//! What is learned from a layout that could not be built.

use std::collections::BTreeMap;

use crate::phantom::build::Impossible;

use super::Candidate;

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
        match *impossible {
            Impossible::TooFewVoxels { body, needs, .. } => {
                let Some(&body) = bodies.get(body) else { return false };
                // Bridges take some as well, and are known later.
                let wanted = needs.saturating_add(needs / 2);
                let before = self.voxels.insert(body, wanted);
                before.is_none_or(|before| before < wanted)
            }
            Impossible::TooLarge { axis, found, .. } => {
                u32::try_from(found).is_ok_and(|found| self.shape.get_mut(axis).is_some_and(|side| raise(side, found)))
            }
            Impossible::OneSlice(_) => {
                let before = self.shape;
                self.shape.iter_mut().for_each(|side| {
                    raise(side, THICK);
                });
                self.shape != before
            }
            _ => false,
        }
    }
}

/// Whether what was asked of an axis was less.
fn raise(side: &mut Option<u32>, wanted: u32) -> bool {
    let more = side.is_none_or(|before| before < wanted);
    if more {
        *side = Some(wanted);
    }
    more
}
