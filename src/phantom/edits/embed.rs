//! A ball within a tissue: of another tissue, or of nothing, so that it is a cavity.

use super::Edit;
use super::voxels::{ball, largest, without_surface};
use crate::logic::anatomy::TissueId;
use crate::phantom::witness::Made;

#[derive(Debug)]
struct Embed {
    /// `None`: nothing.
    tissue: Option<TissueId>,
    within: TissueId,
    /// Where its centre lies between the ends of what it is in, along each axis.
    at: [f64; 3],
    /// Its radius, as a part of the shortest side of what it is in.
    radius: f64,
}

/// In the middle and large, then smaller, then beside the middle, where there is room for a second one.
const PLACES: [([f64; 3], f64); 4] =
    [([0.5, 0.5, 0.5], 0.2), ([0.5, 0.5, 0.5], 0.12), ([0.2, 0.2, 0.5], 0.1), ([0.8, 0.8, 0.5], 0.1)];

/// A tissue within another.
pub fn all(tissue: TissueId, within: TissueId, edits: &mut Vec<Box<dyn Edit>>) {
    push(Some(tissue), within, edits);
}

/// A cavity in a tissue.
pub fn cavities(within: TissueId, edits: &mut Vec<Box<dyn Edit>>) {
    push(None, within, edits);
}

fn push(tissue: Option<TissueId>, within: TissueId, edits: &mut Vec<Box<dyn Edit>>) {
    for (at, radius) in PLACES {
        edits.push(Box::new(Embed { tissue, within, at, radius }));
    }
}

impl Edit for Embed {
    fn of(&self, made: &Made) -> Option<Made> {
        let phantom = &made.phantom;
        let own = phantom.of(self.within)?;
        let bounds = largest(own).bounds()?;
        let ball = ball(&phantom.geometry, &bounds, self.at, self.radius);
        // All around it is what it lies in.
        let inside = without_surface(own, phantom.geometry.shape);
        if ball.is_empty() || !ball.difference(&inside).is_empty() {
            return None;
        }
        let changed = match self.tissue {
            Some(tissue) => phantom.clone().given(tissue, &ball),
            None => phantom.clone().with(self.within, own.difference(&ball)),
        };
        Some(made.with_phantom(changed))
    }
}
