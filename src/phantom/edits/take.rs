//! Voxels of one tissue belong to another: instead, or where classes may overlap, as well.

use super::Edit;
use super::voxels::{block, sides};
use crate::logic::anatomy::TissueId;
use crate::phantom::witness::Made;
use crate::volume::RunSet;

#[derive(Debug)]
struct Take {
    by: TissueId,
    of: TissueId,
    how_much: HowMuch,
    /// They belong to both.
    shared: bool,
}

#[derive(Debug, Clone, Copy)]
enum HowMuch {
    Voxel,
    Half,
    All,
}

pub fn all(by: TissueId, of: TissueId, exclusive: bool, edits: &mut Vec<Box<dyn Edit>>) {
    let mut take = |how_much: HowMuch, shared: bool| edits.push(Box::new(Take { by, of, how_much, shared }));
    take(HowMuch::Voxel, false);
    take(HowMuch::Half, false);
    if !exclusive {
        take(HowMuch::Voxel, true);
        take(HowMuch::Half, true);
        take(HowMuch::All, true);
    }
}

impl Edit for Take {
    fn of(&self, made: &Made) -> Option<Made> {
        let own = made.phantom.of(self.of)?;
        let taken = match self.how_much {
            HowMuch::All => own.clone(),
            HowMuch::Voxel => RunSet::from_voxels(own.first()),
            HowMuch::Half => {
                let bounds = own.bounds()?;
                let [along, rows, slices] = sides(&bounds);
                own.intersection(&block(bounds.low, [along.div_ceil(2), rows, slices]))
            }
        };
        let phantom = made.phantom.clone();
        let changed = match self.shared {
            true => {
                let both = phantom.of(self.by).cloned().unwrap_or_default().union(&taken);
                phantom.with(self.by, both)
            }
            false => phantom.given(self.by, &taken),
        };
        (changed != made.phantom).then(|| made.with_phantom(changed))
    }
}
